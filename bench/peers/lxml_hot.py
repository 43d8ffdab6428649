#!/usr/bin/env python3
"""Hotels of head 22, mapped as an integrator would write it in Python with lxml: `lxml_hot.py FEED.xml OUT.ndjson`.

The yardstick of bench/README.md. It maps fewer fields than the rules do and collects no faults, but what it maps it
maps alike: bench/compare.py says how far. Memory does not grow with the feed.
"""
import html
import json
import re
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

from lxml import etree

DATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices}"
META = "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}"
ENTRY = "{http://www.w3.org/2005/Atom}entry"
PROPERTIES = f"{META}properties"
MEDIA = "https://bretagne.media.tourinsoft.eu/upload/"
TABLE = Path(__file__).parents[2] / "rules/tourinsoft/tables/services.yaml"

POSTCODE = re.compile(r"[0-9]{5}")
NUMBER = re.compile(
    r"([0-9]{1,4}(?:-[0-9]{1,4})?(?: ?(?:bis|ter|quater)\b|[A-D]\b)?)[ ,]+(?=.*[^\W\d])(.+)", re.IGNORECASE
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
# A `#` parts two web values only where the next one begins: some addresses hold a `#` themselves.
NEXT_WEB = re.compile(
    r"""\#(?=\s*(?:
        \w+://
        | www\.
        | [\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:[/?\#]|$)   # a bare host
        | [^@\s\#]+@
        | [0-9 .+()/-]{10,}(?:\#|$)                        # a telephone
    ))""",
    re.VERBOSE,
)
HOST = re.compile(r"[^@]*\.[A-Za-z]{2,}")
FILE = re.compile(r"[^/]+\.[A-Za-z0-9]{2,5}")
BREAK = re.compile(r"<(?:br\s*/?|/p|/li|/div)>\s*", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")
DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
TIME = re.compile(r"[0-2][0-9]:[0-5][0-9]")


def read_table(path):
    """The rows of a table, from label to codes. Enough YAML for this one file."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = re.fullmatch(r'  "([^"]+)": (.+)', line)
        if row:
            label, value = row.groups()
            rows[label.casefold()] = [] if value.startswith("{") else value.strip("[]").split(", ")
    return rows


def items(value, separator="#"):
    return [item for item in map(str.strip, value.split(separator)) if item]


def squish(text):
    return " ".join(text.split())


def plain(text):
    """Text for people: no tags, no entities, no blanks at the ends of lines."""
    if "<" in text or "&" in text:
        text = html.unescape(TAG.sub("", BREAK.sub("\n", html.unescape(text))))
    return "\n".join(line.strip() for line in text.strip().splitlines())


def phone(text):
    """E.164 for French numbers, or nothing."""
    digits = re.sub(r"\D", "", text)
    if "@" in text or "://" in text:
        return None
    if text.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00").removeprefix("33")
    digits = digits.removeprefix("0")
    return f"+33{digits}" if len(digits) == 9 else None


def landline(record):
    numbers = items(record.get("IDENTTEL", "")) + items(record.get("IDENTPORTABLE", ""))
    for number in filter(None, map(phone, numbers)):
        if number[3] not in "67":
            return number
    return None


def email(record):
    for field in ("IDENTMAIL", "IDENTTEL"):
        if record.get(field):
            candidates = [item for item in items(record[field]) if field == "IDENTMAIL" or "@" in item]
            found = next(filter(EMAIL.fullmatch, candidates), None)
            if found:
                name, host = found.split("@")
                return f"{name}@{host.lower()}"
            if candidates:
                return None
    return None


def website(record):
    for item in NEXT_WEB.split(record.get("IDENTWEB", "")):
        address = item.strip()
        if address and "://" not in address:
            address = f"http://{address}"
        if address.startswith("http") and " " not in address and HOST.fullmatch(urlsplit(address).netloc):
            return address
    return None


def photos(record):
    result = []
    for item in items(record.get("MULTIMEDIAPHOTO", "")):
        cells = [cell.strip() for cell in item.split("|")]
        if len(cells) != 3:
            continue
        url, title, credit = cells
        url = html.unescape(url)
        if FILE.fullmatch(url):
            url = MEDIA + quote(url)
        photo = {"url": url, "title": title, "credit": credit}
        result.append({name: value for name, value in photo.items() if value})
    return result


def day(text):
    match = DATE.fullmatch(text)
    return f"{match[3]}-{match[2]}-{match[1]}" if match else None


def opening_periods(record):
    """All periods, or none if one of them cannot be read."""
    result = []
    for item in items(record.get("IDENTPERIODEOUVERTURE", ""), "##"):
        cells = [cell.strip() for cell in item.split("|")]
        if len(cells) != 6:
            return []
        start, end = day(cells[0]), day(cells[1])
        open1, close1, open2, close2 = cells[2:]
        if not start or not end or not all(TIME.fullmatch(cell) for cell in cells[2:] if cell):
            return []
        if open1 and close2 and not close1 and not open2:
            hours = [(open1, close2)]
        else:
            hours = [pair for pair in ((open1, close1), (open2, close2)) if any(pair)]
        if not all(opens and closes and opens < closes for opens, closes in hours):
            return []
        period = {"startDate": start, "endDate": end}
        if hours:
            period["daily"] = " ".join(f"{opens}-{closes}" for opens, closes in hours)
        result.append(period)
    return result


def degrees(record, *names):
    for name in names:
        if record.get(name):
            try:
                return float(record[name].replace(",", "."))
            except ValueError:
                return None
    return None


def convert(record, table):
    """The account of a record, or nothing if it is excluded or held."""
    if record.get("Updated", "9") < "2015" or record.get("SyndicObjectName", "").startswith("HOT test"):
        return None
    postcode = "".join(record.get("DetailIDENTADRESSECP", "").split())
    if postcode and not POSTCODE.fullmatch(postcode):
        return None
    line = squish(record.get("DetailIDENTADRESSEADR2") or record.get("DetailIDENTADRESSEADR1") or "")
    street = NUMBER.fullmatch(line)
    services = []
    for label in items(record.get("PRESTATIONSEQUIPEMENT", "")) + items(record.get("PRESTATIONSSERVICE", "")):
        services += [code for code in table.get(label.casefold(), []) if code not in services]
    account = {
        "id": record.get("SyndicObjectID"),
        "title": squish(record.get("DetailIDENTNOMETABLISSEMENT") or record.get("SyndicObjectName") or ""),
        "description": plain(record.get("DetailIDENTDESCRIPTIONCOMMERCIALE", "")),
        "streetNumber": street[1] if street else None,
        "route": street[2] if street else line,
        "zipCode": postcode,
        "locality": squish(record.get("DetailIDENTADRESSECOMMUNE", "")),
        "lat": degrees(record, "DetailACCESLOCLATITUDE", "GmapLatitude"),
        "long": degrees(record, "DetailACCESLOCLONGITUDE", "GmapLongitude"),
        "email": email(record),
        "website": website(record),
        "phone": landline(record),
        "photos": photos(record),
        "services": services,
        "openingPeriods": opening_periods(record),
    }
    return {name: value for name, value in account.items() if value not in (None, "", [])}


def main(feed, out):
    table = read_table(TABLE)
    with open(out, "w", encoding="utf-8") as lines:
        for _, entry in etree.iterparse(feed, tag=ENTRY, resolve_entities=False):
            properties = next(entry.iter(PROPERTIES), ())
            record = {
                field.tag.removeprefix(DATA): field.text for field in properties if field.text and field.text.strip()
            }
            account = convert(record, table)
            if account:
                lines.write(json.dumps(account, ensure_ascii=False))
                lines.write("\n")
            # What was read is let go of, with the siblings before it.
            entry.clear()
            while entry.getprevious() is not None:
                del entry.getparent()[0]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: lxml_hot.py FEED.xml OUT.ndjson")
    main(sys.argv[1], sys.argv[2])

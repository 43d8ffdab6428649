"""The task of bench/TASK.md as an integrator writes it in Python: `map_record(fields)` gives a dict, or None for a
record that is excluded. The tables are read from bench/pack.
"""
import re
from datetime import date
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "pack" / "tourinsoft" / "tables"
ROW = re.compile(r'^  "(.+)": (\w+)$')

POSTCODE = re.compile(r"[0-9]{5}")
DEGREES = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
AMOUNT = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
WHOLE = re.compile(r"[0-9]+")
FRENCH_DAY = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WORD = re.compile(r"[^\W_]+")
HOST = re.compile(r"[/?#]")
SMALL = frozenset("DE DU DES LA LE LES SUR SOUS EN ET À AU AUX LÈS LEZ ÈS PRÈS".split())


def load_table(name):
    """The rows of a table that give a code; those that say nothing are no rows here."""
    lines = (TABLES / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    return {match[1]: match[2] for match in map(ROW.match, lines) if match}


KINDS = load_table("kinds")
EQUIPMENT = load_table("equipment")
SERVICES = load_table("services")
LANGUAGES = load_table("languages")
PAYMENTS = load_table("payments")
STARS = load_table("stars")


def map_record(fields):
    def text(name):
        value = fields.get(name)
        if value is None:
            return None
        return (value if type(value) is str else str(value)).strip() or None

    kind = text("TYPEOFFRE")
    if kind in ("ORG", "FMA"):
        return None
    name = text("NOMOFFRE") or text("SyndicObjectName")
    if name is None:
        return None
    published = day(text("Published"))
    if published is not None and published < "2015-01-01":
        return None

    record = {
        "id": text("SyndicObjectID"),
        "name": squish(name),
        "kind": KINDS.get(kind, "other"),
        "address": ", ".join(filter(None, map(text, ("ADRESSE1", "ADRESSE2", "ADRESSE3")))),
        "zipCode": postcode(text("CP")),
        "locality": place_name(text("COMMUNE")),
        "insee": text("INSEE"),
        "lat": degrees(text("LATITUDE"), 90),
        "long": degrees(text("LONGITUDE"), 180),
        "phone": squish(text("TEL")),
        "mobile": squish(text("TELMOB")),
        "email": email(text("MAIL")),
        "website": website(text("URL")),
        "descriptionFr": squish(text("DESCRIPTIF")),
        "descriptionEn": squish(text("DESCRIPTIFGB")),
        "photos": photos(text("PHOTOS")),
        "equipment": codes(text("EQUIPEMENTS"), EQUIPMENT),
        "services": codes(text("SERVICES"), SERVICES),
        "stars": STARS.get(text("CLASSEMENT")),
        "openings": openings(text("OUVERTURE")),
        "languages": codes(text("LANGUES"), LANGUAGES),
        "payments": codes(text("MODEPAIEMENT"), PAYMENTS),
        "prices": prices(text("TARIFS")),
        "capacity": whole(text("CAPACITE")),
        "published": published,
        "updated": day(text("Updated")),
        "source": "tourinsoft",
    }
    # Zero is a value, an empty text or list is none.
    return {key: value for key, value in record.items() if value is not None and value != "" and value != []}


def squish(value):
    return None if value is None else " ".join(value.split())


def is_day(year, month, day_of_month):
    try:
        date(int(year), int(month), int(day_of_month))
    except ValueError:
        return False
    return True


def day(value):
    """The day with which a date and time begins."""
    if value is None:
        return None
    value = value[:10]
    return value if DAY.fullmatch(value) and is_day(value[:4], value[5:7], value[8:]) else None


def french_day(value):
    match = FRENCH_DAY.fullmatch(value)
    return f"{match[3]}-{match[2]}-{match[1]}" if match and is_day(match[3], match[2], match[1]) else None


def postcode(value):
    if value is None:
        return None
    value = "".join(value.split())
    return value if POSTCODE.fullmatch(value) else None


def place_name(value):
    if value is None:
        return None
    value = squish(value)
    if any(map(str.islower, value)):
        return value

    def cased(match):
        word = match[0]
        behind = value[match.end() : match.end() + 1]
        if match.start() > first and (word in SMALL or (word in ("D", "L") and behind in ("'", "’"))):
            return word.lower()
        return word[0] + word[1:].lower()

    start = WORD.search(value)
    first = start.start() if start else 0
    return WORD.sub(cased, value)


def degrees(value, limit):
    if value is None or not DEGREES.fullmatch(value):
        return None
    number = float(value.replace(",", "."))
    return number if -limit <= number <= limit else None


def email(value):
    if value is None or value.count("@") != 1:
        return None
    person, host = value.split("@")
    return f"{person}@{host.lower()}" if person and "." in host else None


def website(value):
    if not value:
        return None
    if not value.startswith(("http://", "https://")):
        value = "http://" + value
    host = HOST.split(value.partition("://")[2], maxsplit=1)[0]
    return value if "." in host and len(value.split()) == 1 else None


def items(value, count):
    """The items of a list, each as so many trimmed cells."""
    if value is None:
        return
    for item in value.split("#"):
        cells = [cell.strip() for cell in item.split("|")[:count]]
        yield cells + [""] * (count - len(cells))


def photos(value):
    found = {}
    for url, caption, credit in items(value, 3):
        url = website(url)
        if url is not None and url not in found:
            photo = found[url] = {"url": url}
            if caption:
                photo["caption"] = caption
            if credit:
                photo["credit"] = credit
    return list(found.values())


def codes(value, table):
    if value is None:
        return None
    found = (table.get(label.strip()) for label in value.split("#"))
    return list(dict.fromkeys(code for code in found if code is not None))


def openings(value):
    days = ((french_day(start), french_day(end)) for start, end in items(value, 2))
    return [{"from": start, "to": end} for start, end in days if start and end]


def prices(value):
    found = []
    for label, least, most in items(value, 3):
        if label:
            price = {"label": label, "min": cents(least), "max": cents(most)}
            found.append({key: part for key, part in price.items() if part is not None})
    return found


def cents(value):
    match = AMOUNT.fullmatch(value)
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else None


def whole(value):
    return int(value) if value is not None and WHOLE.fullmatch(value) else None

#!/usr/bin/env python3
"""The task over lines of JSON as lazy expressions of Polars: `task_polars.py FEED.ndjson OUT.ndjson [THREADS]`."""
import os
import sys

if len(sys.argv) not in (3, 4):
    sys.exit("usage: task_polars.py FEED.ndjson OUT.ndjson [THREADS]")
if len(sys.argv) == 4:
    # Polars reads it once, when it is imported.
    os.environ["POLARS_MAX_THREADS"] = sys.argv[3]

import polars as pl
from task_mapping import EQUIPMENT, KINDS, LANGUAGES, PAYMENTS, SERVICES, SMALL, STARS

TEXTS = """SyndicObjectID SyndicObjectName Published Updated TYPEOFFRE NOMOFFRE ADRESSE1 ADRESSE2 ADRESSE3 CP COMMUNE
INSEE LATITUDE LONGITUDE TEL TELMOB MAIL URL DESCRIPTIF DESCRIPTIFGB PHOTOS CLASSEMENT EQUIPEMENTS SERVICES LANGUES
MODEPAIEMENT OUVERTURE TARIFS""".split()
NUMBERS = ["CAPACITE"]
ELEMENT = pl.element()


def present(text):
    """A text without white space at its ends, if that leaves something."""
    text = text.str.strip_chars()
    return pl.when(text != "").then(text)


def squish(text):
    return text.str.replace_all(r"\s+", " ")


def look_up(label, table, default=None):
    return label.replace_strict(list(table), list(table.values()), default=default, return_dtype=pl.String)


def day(text):
    """The day with which a date and time begins."""
    return text.str.head(10).str.to_date("%Y-%m-%d", strict=False)


def place_name(text):
    text = squish(text)
    tokens = text.str.extract_all(r"[DL]['’]|[\p{L}\p{N}]+|[^\p{L}\p{N}]+")
    nth_word = ELEMENT.str.contains(r"[\p{L}\p{N}]").cum_sum()
    is_small = ELEMENT.is_in([*SMALL, "D'", "D’", "L'", "L’"]) & (nth_word > 1)
    lower = ELEMENT.str.to_lowercase()
    cased = pl.when(is_small).then(lower).otherwise(ELEMENT.str.head(1) + lower.str.slice(1))
    is_capitals = ~text.str.contains(r"\p{Ll}")
    return pl.when(is_capitals).then(tokens.list.eval(cased).list.join("")).otherwise(text)


def degrees(text, limit):
    number = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return pl.when(text.str.contains(r"^-?[0-9]+([.,][0-9]+)?$") & (number.abs() <= limit)).then(number)


def email(text):
    is_address = text.str.contains(r"^[^@]+@[^@]*\.[^@]*$")
    person, host = text.str.extract("^([^@]*)@"), text.str.extract("@(.*)$")
    return pl.when(is_address).then(person + "@" + host.str.to_lowercase())


def website(text):
    url = pl.when(text.str.contains("^https?://")).then(text).otherwise("http://" + text)
    return pl.when(url.str.contains(r"^https?://[^/?#\s]*\.\S*$")).then(url)


def cell(at):
    return present(ELEMENT.str.split("|").list.get(at, null_on_oob=True))


def french_day(text):
    day = text.str.to_date("%d/%m/%Y", strict=False).dt.to_string("%Y-%m-%d")
    return pl.when(text.str.contains(r"^[0-9]{2}/[0-9]{2}/[0-9]{4}$")).then(day)


def cents(text):
    whole = text.str.extract(r"^([0-9]+)(?:[.,][0-9]{1,2})?$").cast(pl.Int64)
    fraction = text.str.extract(r"[.,]([0-9]{1,2})$").str.pad_end(2, "0").cast(pl.Int64)
    return whole * 100 + fraction.fill_null(0)


def items(name, item):
    """The items of a list, each made into what `item` says; those that it makes nothing of are left out."""
    return pl.col(name).str.split("#").list.eval(item)


def photos():
    photo = pl.struct(url=website(cell(0)), caption=cell(1), credit=cell(2))
    url = photo.struct.field("url")
    return items("PHOTOS", photo.filter(url.is_not_null() & url.is_first_distinct()))


def codes(name, table):
    code = look_up(ELEMENT.str.strip_chars(), table)
    return items(name, code.filter(code.is_not_null() & code.is_first_distinct()))


def openings():
    period = pl.struct(french_day(cell(0)).alias("from"), french_day(cell(1)).alias("to"))
    has_both = period.struct.field("from").is_not_null() & period.struct.field("to").is_not_null()
    return items("OUVERTURE", period.filter(has_both))


def prices():
    price = pl.struct(label=cell(0), min=cents(cell(1)), max=cents(cell(2)))
    return items("TARIFS", price.filter(price.struct.field("label").is_not_null()))


def task(feed):
    schema = {name: pl.String for name in TEXTS} | {name: pl.Int64 for name in NUMBERS}
    field = {name: pl.col(name) for name in schema}
    address = pl.concat_str("ADRESSE1", "ADRESSE2", "ADRESSE3", separator=", ", ignore_nulls=True)
    postcode = field["CP"].str.replace_all(r"\s+", "")
    published = day(field["Published"])
    members = {
        "id": field["SyndicObjectID"],
        "name": squish(pl.coalesce("NOMOFFRE", "SyndicObjectName")),
        "kind": look_up(field["TYPEOFFRE"], KINDS, default="other"),
        "address": pl.when(address != "").then(address),
        "zipCode": pl.when(postcode.str.contains("^[0-9]{5}$")).then(postcode),
        "locality": place_name(field["COMMUNE"]),
        "insee": field["INSEE"],
        "lat": degrees(field["LATITUDE"], 90),
        "long": degrees(field["LONGITUDE"], 180),
        "phone": squish(field["TEL"]),
        "mobile": squish(field["TELMOB"]),
        "email": email(field["MAIL"]),
        "website": website(field["URL"]),
        "descriptionFr": squish(field["DESCRIPTIF"]),
        "descriptionEn": squish(field["DESCRIPTIFGB"]),
        "photos": photos(),
        "equipment": codes("EQUIPEMENTS", EQUIPMENT),
        "services": codes("SERVICES", SERVICES),
        "stars": look_up(field["CLASSEMENT"], STARS),
        "openings": openings(),
        "languages": codes("LANGUES", LANGUAGES),
        "payments": codes("MODEPAIEMENT", PAYMENTS),
        "prices": prices(),
        "capacity": field["CAPACITE"],
        "published": published.dt.to_string("%Y-%m-%d"),
        "updated": day(field["Updated"]).dt.to_string("%Y-%m-%d"),
        "source": pl.lit("tourinsoft"),
    }
    is_excluded = (
        field["TYPEOFFRE"].is_in(["ORG", "FMA"]).fill_null(False)
        | pl.coalesce("NOMOFFRE", "SyndicObjectName").is_null()
        | (published < pl.date(2015, 1, 1)).fill_null(False)
    )
    line = pl.struct(**members).struct.json_encode()
    return (
        pl.scan_ndjson(feed, schema=schema)
        .with_columns(present(pl.col(name)) for name in TEXTS)
        .filter(~is_excluded)
        # Polars writes `null` and `[]` where nothing is to be written. No text can look like a member, since its
        # quotes are escaped.
        .select(line.str.replace_all(r',"[A-Za-z]+":(?:null|\[\])', ""))
    )


task(sys.argv[1]).sink_csv(sys.argv[2], include_header=False, quote_style="never")

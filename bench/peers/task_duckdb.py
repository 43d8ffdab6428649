#!/usr/bin/env python3
"""The task over lines of JSON in the SQL of DuckDB: `task_duckdb.py FEED.ndjson OUT.ndjson [THREADS]`."""
import sys

import duckdb
from task_mapping import EQUIPMENT, KINDS, LANGUAGES, PAYMENTS, SERVICES, SMALL, STARS

FIELDS = """SyndicObjectID SyndicObjectName Published Updated TYPEOFFRE NOMOFFRE ADRESSE1 ADRESSE2 ADRESSE3 CP COMMUNE
INSEE LATITUDE LONGITUDE TEL TELMOB MAIL URL DESCRIPTIF DESCRIPTIFGB PHOTOS CLASSEMENT EQUIPEMENTS SERVICES LANGUES
MODEPAIEMENT OUVERTURE TARIFS CAPACITE""".split()

# White space as characters, and as a part of a class of characters.
SPACES = " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
SPACE = r"\s\v\x{85}\p{Z}"


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def table(rows):
    return "MAP {" + ", ".join(f"{quoted(label)}: {quoted(code)}" for label, code in rows.items()) + "}"


MACROS = rf"""
CREATE MACRO present(s) AS nullif(trim(s, {quoted(SPACES)}), '');
CREATE MACRO squish(s) AS regexp_replace(s, '[{SPACE}]+', ' ', 'g');
CREATE MACRO items(s) AS coalesce(string_split(s, '#'), []);
CREATE MACRO rows_of(s) AS list_transform(items(s), lambda item: string_split(item, '|'));
CREATE MACRO firsts(list) AS list_filter(list, lambda x, i: x IS NOT NULL AND list_position(list, x) = i);
CREATE MACRO codes(s, t) AS firsts(list_transform(items(s), lambda label: t[trim(label, {quoted(SPACES)})]));
CREATE MACRO day(s) AS CAST(TRY_CAST(CASE WHEN regexp_matches(s, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
    THEN s[1:10] END AS DATE) AS VARCHAR);
CREATE MACRO french_day(s) AS CASE WHEN regexp_full_match(s, '[0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}}')
    THEN strftime(try_strptime(s, '%d/%m/%Y'), '%Y-%m-%d') END;
CREATE MACRO degrees_of(s, most) AS CASE WHEN regexp_full_match(s, '-?[0-9]+([.,][0-9]+)?')
    AND abs(CAST(replace(s, ',', '.') AS DOUBLE)) <= most THEN CAST(replace(s, ',', '.') AS DOUBLE) END;
CREATE MACRO email(s) AS CASE WHEN regexp_full_match(s, '[^@]+@[^@]*\.[^@]*')
    THEN split_part(s, '@', 1) || '@' || lower(split_part(s, '@', 2)) END;
CREATE MACRO with_scheme(s) AS CASE WHEN s LIKE 'http://%' OR s LIKE 'https://%' THEN s ELSE 'http://' || s END;
CREATE MACRO website(s) AS CASE
    WHEN regexp_full_match(with_scheme(s), 'https?://[^/?#{SPACE}]*\.[^{SPACE}]*') THEN with_scheme(s) END;
CREATE MACRO cents(s) AS CASE WHEN regexp_full_match(s, '[0-9]+([.,][0-9]{{1,2}})?')
    THEN CAST(round(CAST(replace(s, ',', '.') AS DECIMAL(18, 2)) * 100) AS BIGINT) END;
CREATE MACRO tokens(s) AS regexp_extract_all(s, '[DL][''’]|[\p{{L}}\p{{N}}]+|[^\p{{L}}\p{{N}}]+');
CREATE MACRO first_word(tokens) AS
    list_position(list_transform(tokens, lambda t: regexp_matches(t, '[\p{{L}}\p{{N}}]')), true);
CREATE MACRO cased(tokens) AS array_to_string(list_transform(tokens, lambda t, i:
    CASE WHEN i > first_word(tokens) AND list_contains([{", ".join(map(quoted, [*sorted(SMALL), "D'", "D’", "L'", "L’"]))}], t)
    THEN lower(t) ELSE t[1] || lower(t[2:]) END), '');
CREATE MACRO place_name(s) AS CASE WHEN regexp_matches(s, '\p{{Ll}}') THEN s ELSE cased(tokens(s)) END;
"""

MEMBERS = rf"""
    id: SyndicObjectID,
    name: squish(coalesce(NOMOFFRE, SyndicObjectName)),
    kind: coalesce({table(KINDS)}[TYPEOFFRE], 'other'),
    address: nullif(concat_ws(', ', ADRESSE1, ADRESSE2, ADRESSE3), ''),
    zipCode: CASE WHEN regexp_full_match(regexp_replace(CP, '[{SPACE}]+', '', 'g'), '[0-9]{{5}}')
        THEN regexp_replace(CP, '[{SPACE}]+', '', 'g') END,
    locality: place_name(squish(COMMUNE)),
    insee: INSEE,
    lat: degrees_of(LATITUDE, 90),
    long: degrees_of(LONGITUDE, 180),
    phone: squish(TEL),
    mobile: squish(TELMOB),
    email: email(MAIL),
    website: website(URL),
    descriptionFr: squish(DESCRIPTIF),
    descriptionEn: squish(DESCRIPTIFGB),
    photos: first_photos(list_transform(rows_of(PHOTOS), lambda cells:
        {{url: website(present(cells[1])), caption: present(cells[2]), credit: present(cells[3])}})),
    equipment: codes(EQUIPEMENTS, {table(EQUIPMENT)}),
    services: codes(SERVICES, {table(SERVICES)}),
    stars: {table(STARS)}[CLASSEMENT],
    openings: list_filter(list_transform(rows_of(OUVERTURE), lambda cells:
        {{'from': french_day(present(cells[1])), 'to': french_day(present(cells[2]))}}),
        lambda period: period['from'] IS NOT NULL AND period['to'] IS NOT NULL),
    languages: codes(LANGUES, {table(LANGUAGES)}),
    payments: codes(MODEPAIEMENT, {table(PAYMENTS)}),
    prices: list_filter(list_transform(rows_of(TARIFS), lambda cells:
        {{label: present(cells[1]), min: cents(present(cells[2])), max: cents(present(cells[3]))}}),
        lambda price: price.label IS NOT NULL),
    capacity: CASE WHEN regexp_full_match(CAPACITE, '[0-9]+') THEN CAST(CAPACITE AS BIGINT) END,
    published: day(Published),
    updated: day(Updated),
    source: 'tourinsoft'
"""

FIRST_PHOTOS = """
CREATE MACRO first_photos(photos) AS list_filter(photos, lambda photo, i: photo.url IS NOT NULL
    AND list_position(list_transform(photos, lambda other: other.url), photo.url) = i)
"""


def task(feed, out):
    columns = ", ".join(f"{name}: 'VARCHAR'" for name in FIELDS)
    fields = ", ".join(f"present({name}) AS {name}" for name in FIELDS)
    # DuckDB writes `null` and `[]` where nothing is to be written. No text can look like a member, since its quotes
    # are escaped. As CSV without quotes and with a separator that no text holds, a line is written as it is.
    return rf"""
COPY (
    WITH fields AS (
        SELECT {fields} FROM read_json({quoted(feed)}, format = 'newline_delimited', columns = {{{columns}}})
    )
    SELECT regexp_replace(CAST(to_json({{{MEMBERS}}}) AS VARCHAR), ',"[A-Za-z]+":(?:null|\[\])', '', 'g')
    FROM fields
    WHERE coalesce(TYPEOFFRE, '') NOT IN ('ORG', 'FMA')
        AND coalesce(NOMOFFRE, SyndicObjectName) IS NOT NULL
        AND coalesce(day(Published), '2015-01-01') >= '2015-01-01'
) TO {quoted(out)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')
""".replace("\\x01", "\x01")


def main(feed, out, threads=None):
    connection = duckdb.connect()
    if threads is not None:
        connection.execute(f"SET threads = {int(threads)}")
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(MACROS)
    connection.execute(FIRST_PHOTOS)
    connection.execute(task(feed, out))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: task_duckdb.py FEED.ndjson OUT.ndjson [THREADS]")
    main(*sys.argv[1:])

//! The task as TASK.md has it, row by row.

use crate::method::Method;
use crate::names::{Field, Naming};
use crate::slots::Slots;
use crate::steps::{self, Decimal, parts};
use crate::tables::{EQUIPMENT, KINDS, LANGUAGES, PAYMENTS, SERVICES, STARS, Table};
use crate::write::{Json, Scratch, key};

/// The names of TASK.md.
pub(crate) struct Task;

impl Naming for Task {
    const ITEM: u8 = b'#';
    const CELL: u8 = b'|';

    fn field(name: &[u8]) -> Option<Field> {
        Some(match name {
            b"SyndicObjectID" => Field::Id,
            b"SyndicObjectName" => Field::ListedName,
            b"Published" => Field::Published,
            b"Updated" => Field::Updated,
            b"TYPEOFFRE" => Field::Kind,
            b"NOMOFFRE" => Field::OfferName,
            b"ADRESSE1" => Field::Address1,
            b"ADRESSE2" => Field::Address2,
            b"ADRESSE3" => Field::Address3,
            b"CP" => Field::Postcode,
            b"COMMUNE" => Field::Town,
            b"INSEE" => Field::Insee,
            b"LATITUDE" => Field::Latitude,
            b"LONGITUDE" => Field::Longitude,
            b"TEL" => Field::Phone,
            b"TELMOB" => Field::Mobile,
            b"MAIL" => Field::Mail,
            b"URL" => Field::Site,
            b"DESCRIPTIF" => Field::French,
            b"DESCRIPTIFGB" => Field::English,
            b"PHOTOS" => Field::Photos,
            b"CLASSEMENT" => Field::Grade,
            b"EQUIPEMENTS" => Field::Equipment,
            b"SERVICES" => Field::Services,
            b"LANGUES" => Field::Languages,
            b"MODEPAIEMENT" => Field::Payments,
            b"OUVERTURE" => Field::Openings,
            b"TARIFS" => Field::Prices,
            b"CAPACITE" => Field::Capacity,
            _ => return None,
        })
    }

    fn write<M: Method>(slots: &Slots<'_>, json: &mut Json<M>, scratch: &mut Scratch) -> bool {
        // Exclusion comes first: of one record in eight nothing else is read.
        if is_excluded_kind(slots, scratch) {
            return false;
        }
        let published = slots.text(Field::Published, &mut scratch.text).and_then(steps::day);
        if published.is_some_and(|day| day < *b"2015-01-01") {
            return false;
        }
        let start = json.begin();
        text(slots, Field::Id, key!("id"), json, scratch);
        if !name(slots, [Field::OfferName, Field::ListedName], json, scratch) {
            json.take_back(start);
            return false;
        }
        kind(slots, json, scratch);
        address(slots, json, scratch);
        postcode(slots, json, scratch);
        town(slots, json, scratch);
        text(slots, Field::Insee, key!("insee"), json, scratch);
        place(slots, json, scratch);
        squished(slots, Field::Phone, key!("phone"), json, scratch);
        squished(slots, Field::Mobile, key!("mobile"), json, scratch);
        mail(slots, json, scratch);
        site(slots, json, scratch);
        squished(slots, Field::French, key!("descriptionFr"), json, scratch);
        squished(slots, Field::English, key!("descriptionEn"), json, scratch);
        photos::<Self>(slots, json, scratch);
        codes::<Self>(slots, Field::Equipment, &EQUIPMENT, key!("equipment"), json, scratch);
        codes::<Self>(slots, Field::Services, &SERVICES, key!("services"), json, scratch);
        if let Some(stars) = stars(slots, scratch) {
            json.raw(key!("stars"));
            json.quoted(stars);
        }
        openings::<Self>(slots, json, scratch);
        codes::<Self>(slots, Field::Languages, &LANGUAGES, key!("languages"), json, scratch);
        codes::<Self>(slots, Field::Payments, &PAYMENTS, key!("payments"), json, scratch);
        prices::<Self>(slots, json, scratch);
        capacity(slots, json, scratch);
        if let Some(day) = published {
            json.raw(key!("published"));
            quoted(json, &day);
        }
        updated(slots, json, scratch);
        source(json);
        true
    }
}

/// Whether it is an organisation or an event.
pub(crate) fn is_excluded_kind(slots: &Slots<'_>, scratch: &mut Scratch) -> bool {
    matches!(slots.text(Field::Kind, &mut scratch.text), Some("ORG" | "FMA"))
}

/// A field as it is.
pub(crate) fn text(
    slots: &Slots<'_>,
    field: Field,
    key: &[u8],
    json: &mut Json<impl Method>,
    scratch: &mut Scratch,
) {
    if let Some(text) = slots.text(field, &mut scratch.text) {
        json.raw(key);
        json.text(text);
    }
}

/// A field on one line.
pub(crate) fn squished(
    slots: &Slots<'_>,
    field: Field,
    key: &[u8],
    json: &mut Json<impl Method>,
    scratch: &mut Scratch,
) {
    if let Some(text) = slots.text(field, &mut scratch.text) {
        json.raw(key);
        json.squished(text);
    }
}

/// The first of two names that is there; false if none is.
pub(crate) fn name(
    slots: &Slots<'_>,
    fields: [Field; 2],
    json: &mut Json<impl Method>,
    scratch: &mut Scratch,
) -> bool {
    for field in fields {
        if let Some(text) = slots.text(field, &mut scratch.text) {
            json.raw(key!("name"));
            json.squished(text);
            return true;
        }
    }
    false
}

pub(crate) fn kind(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    let kind = slots.text(Field::Kind, &mut scratch.text).and_then(|label| KINDS.find(label));
    json.raw(key!("kind"));
    json.quoted(kind.unwrap_or("other"));
}

fn address(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    scratch.made.clear();
    for field in [Field::Address1, Field::Address2, Field::Address3] {
        if let Some(text) = slots.text(field, &mut scratch.text) {
            if !scratch.made.is_empty() {
                scratch.made.push_str(", ");
            }
            scratch.made.push_str(text);
        }
    }
    if !scratch.made.is_empty() {
        json.raw(key!("address"));
        json.text(&scratch.made);
    }
}

pub(crate) fn postcode(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    if let Some(digits) = slots.text(Field::Postcode, &mut scratch.text).and_then(steps::postcode) {
        json.raw(key!("zipCode"));
        quoted(json, &digits);
    }
}

pub(crate) fn town(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    if let Some(text) = slots.text(Field::Town, &mut scratch.text) {
        scratch.made.clear();
        steps::place_name(text, &mut scratch.made);
        json.raw(key!("locality"));
        json.squished(&scratch.made);
    }
}

pub(crate) fn place(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    for (field, limit, key) in [(Field::Latitude, 90, key!("lat")), (Field::Longitude, 180, key!("long"))] {
        let degrees = slots.text(field, &mut scratch.text).and_then(Decimal::parse);
        if let Some(degrees) = degrees.filter(|degrees| degrees.is_within(limit)) {
            json.raw(key);
            // The digits that were read are the number: there is nothing to compute.
            if degrees.negative {
                json.raw(b"-");
            }
            json.raw(degrees.whole.as_bytes());
            if !degrees.fraction.is_empty() {
                json.raw(b".");
                json.raw(degrees.fraction.as_bytes());
            }
        }
    }
}

pub(crate) fn mail(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    if let Some((person, host)) = slots.text(Field::Mail, &mut scratch.text).and_then(steps::mail) {
        let made = &mut scratch.made;
        made.clear();
        made.push_str(person);
        made.push('@');
        if host.is_ascii() {
            made.push_str(host);
            made[person.len()..].make_ascii_lowercase();
        } else {
            made.push_str(&host.to_lowercase());
        }
        json.raw(key!("email"));
        json.text(made);
    }
}

pub(crate) fn site(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    if let Some(text) = slots.text(Field::Site, &mut scratch.text)
        && let Some(scheme) = steps::scheme(text)
    {
        json.raw(key!("website"));
        json.text_of(scheme, text);
    }
}

pub(crate) fn photos<N: Naming>(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    let Some(text) = slots.text(Field::Photos, &mut scratch.text) else { return };
    let key = json.begin();
    json.raw(key!("photos"));
    let list = json.begin();
    scratch.written.clear();
    for item in parts(text, N::ITEM) {
        let mut cells = parts(item, N::CELL);
        let url = cells.cell();
        let Some(scheme) = steps::scheme(url) else { continue };
        let before = json.begin();
        json.raw(b",");
        let photo = json.begin();
        json.raw(key!("url"));
        let place = json.begin();
        json.text_of(scheme, url);
        let place = place..json.begin();
        if scratch.written.iter().any(|other| json.written(other.clone()) == json.written(place.clone())) {
            json.take_back(before);
            continue;
        }
        scratch.written.push(place);
        for key in [key!("caption"), key!("credit")] {
            let cell = cells.cell();
            if !cell.is_empty() {
                json.raw(key);
                json.text(cell);
            }
        }
        json.end_object(photo);
    }
    json.end_list(key, list);
}

/// The codes of a list of labels, each of them once.
pub(crate) fn codes<N: Naming>(
    slots: &Slots<'_>,
    field: Field,
    table: &Table,
    name: &[u8],
    json: &mut Json<impl Method>,
    scratch: &mut Scratch,
) {
    let Some(text) = slots.text(field, &mut scratch.text) else { return };
    let key = json.begin();
    json.raw(name);
    let list = json.begin();
    let mut seen: u64 = 0;
    for item in parts(text, N::ITEM) {
        if let Some(row) = table.row(steps::trimmed(item))
            && seen & (1 << row) == 0
        {
            seen |= 1 << row;
            json.raw(b",");
            json.quoted(table.code(row));
        }
    }
    json.end_list(key, list);
}

pub(crate) fn stars(slots: &Slots<'_>, scratch: &mut Scratch) -> Option<&'static str> {
    slots.text(Field::Grade, &mut scratch.text).and_then(|label| STARS.find(label))
}

pub(crate) fn openings<N: Naming>(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    let Some(text) = slots.text(Field::Openings, &mut scratch.text) else { return };
    let key = json.begin();
    json.raw(key!("openings"));
    let list = json.begin();
    for item in parts(text, N::ITEM) {
        let mut cells = parts(item, N::CELL);
        let days = (steps::french_day(cells.cell()), steps::french_day(cells.cell()));
        if let (Some(from), Some(to)) = days {
            json.raw(b",{\"from\":");
            quoted(json, &from);
            json.raw(key!("to"));
            quoted(json, &to);
            json.raw(b"}");
        }
    }
    json.end_list(key, list);
}

pub(crate) fn prices<N: Naming>(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    let Some(text) = slots.text(Field::Prices, &mut scratch.text) else { return };
    let key = json.begin();
    json.raw(key!("prices"));
    let list = json.begin();
    for item in parts(text, N::ITEM) {
        let mut cells = parts(item, N::CELL);
        let label = cells.cell();
        if label.is_empty() {
            continue;
        }
        json.raw(b",{\"label\":");
        json.text(label);
        for key in [key!("min"), key!("max")] {
            cents(cells.cell(), key, json);
        }
        json.raw(b"}");
    }
    json.end_list(key, list);
}

/// An amount in cents, if it is one: its digits with the cents behind them.
fn cents(text: &str, key: &[u8], json: &mut Json<impl Method>) {
    let amount = Decimal::parse(text).filter(|amount| !amount.negative && amount.fraction.len() <= 2);
    let Some(amount) = amount else { return };
    json.raw(key);
    let fraction = match amount.fraction.as_bytes() {
        [tens, ones] => [*tens, *ones],
        [tens] => [*tens, b'0'],
        _ => [b'0', b'0'],
    };
    match (amount.whole, fraction) {
        ("0", [b'0', ones]) => json.raw(&[ones]),
        ("0", fraction) => json.raw(&fraction),
        (whole, fraction) => {
            json.raw(whole.as_bytes());
            json.raw(&fraction);
        }
    }
}

pub(crate) fn capacity(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    let number = slots.text(Field::Capacity, &mut scratch.text).and_then(Decimal::parse);
    if let Some(number) = number.filter(|number| !number.negative && number.fraction.is_empty()) {
        json.raw(key!("capacity"));
        json.raw(number.whole.as_bytes());
    }
}

pub(crate) fn updated(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    if let Some(day) = slots.text(Field::Updated, &mut scratch.text).and_then(steps::day) {
        json.raw(key!("updated"));
        quoted(json, &day);
    }
}

pub(crate) fn source(json: &mut Json<impl Method>) {
    json.raw(key!("source"));
    json.quoted("tourinsoft");
}

/// Digits and dashes as a text.
pub(crate) fn quoted(json: &mut Json<impl Method>, ascii: &[u8]) {
    json.raw(b"\"");
    json.raw(ascii);
    json.raw(b"\"");
}

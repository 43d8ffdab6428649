//! Offers of all kinds: what the task of the measurements reads, and as much again that it does not read.
//!
//! **Invariant:** every record has the same 73 fields in the same order, and begins its id with `HOT`.

use crate::names::Naming;
use crate::offer_text::{description, some_words};
use crate::offer_words::{
    ALL_KINDS, CAPTIONS, CREDITS, DEPARTMENTS, ENDINGS, ENGLISH, EQUIPMENT, FRENCH, GRADES, HOUSES, KINDS,
    LANGUAGES, Labels, OPEN_DAYS, PAYMENTS, PRICED, REGIONS, SERVICES, SLUG_ENDINGS, SLUG_HOUSES, TOWNS,
    UNUSED,
};
use crate::random::Random;
use crate::record::Record;
use crate::words::STREETS;

/// The record of a number, with the names of the task; its lists are joined as the naming has it.
pub(crate) fn compose(random: &mut Random, number: u64, naming: Naming) -> Record {
    let department = random.pick(&DEPARTMENTS);
    let id = format!("HOT{}0{department}V5{number:06}", random.pick(&REGIONS));
    let mut record = Record::new(id, stamp(random, 2024, 2025));
    let title = format!("{} {}", random.pick(&HOUSES), random.pick(&ENDINGS));

    record.set("SyndicObjectID", record.id.clone());
    record.set("SyndicObjectOrder", number.to_string());
    let listed = if random.chance(4) { String::new() } else { title.to_uppercase() };
    record.set("SyndicObjectName", listed);
    record.set("SyndicStructureId", format!("{:016x}", random.below(u64::MAX)));
    record.set("ObjectTypeFix", "HOT");
    record.set("ObjectTypeName", "Hôtellerie");
    let since = if random.chance(150) { 2013 } else { 2016 };
    record.set("Published", stamp(random, since, 2024));
    record.set("Updated", record.updated.clone());
    record.set("TYPEOFFRE", kind(random));
    record.put("NOMOFFRE", name(random, &title));

    let residence = random.maybe(500, |random| format!("Résidence {}", random.pick(&ENDINGS)));
    record.put("ADRESSE1", residence);
    record.put("ADRESSE2", random.maybe(900, street));
    record.put("ADRESSE3", random.maybe(150, |random| format!("BP {}", random.between(1, 999))));
    record.put("CP", random.maybe(960, |random| postcode(random, department)));
    record.put("COMMUNE", random.maybe(980, |random| random.pick(&TOWNS).to_owned()));
    record.put("INSEE", random.maybe(950, |random| format!("{department}{:03}", random.between(1, 400))));
    record.put("LATITUDE", random.maybe(940, |random| degrees(random, 47_200_000, 48_900_000)));
    record.put("LONGITUDE", random.maybe(940, |random| degrees(random, -5_100_000, -1_000_000)));

    record.put("TEL", random.maybe(900, |random| phone(random, "2 61 91")));
    record.put("TELMOB", random.maybe(400, |random| phone(random, "6 39 98")));
    record.put("FAX", random.maybe(200, |random| phone(random, "2 61 91")));
    record.put("MAIL", random.maybe(850, mail));
    record.put("URL", random.maybe(700, website));

    let french = random.maybe(950, |random| {
        let least = random.between(300, 1400);
        description(random, FRENCH, least)
    });
    record.put("DESCRIPTIF", french);
    let english = random.maybe(550, |random| {
        let least = random.between(200, 900);
        description(random, ENGLISH, least)
    });
    record.put("DESCRIPTIFGB", english);
    record.put("PHOTOS", random.maybe(900, |random| photos(random, number, naming)));
    record.put("CLASSEMENT", random.maybe(600, |random| random.pick(&GRADES).to_owned()));
    record.put("EQUIPEMENTS", random.maybe(850, |random| labels(random, &EQUIPMENT, 12, naming)));
    record.put("SERVICES", random.maybe(700, |random| labels(random, &SERVICES, 7, naming)));
    record.put("LANGUES", random.maybe(800, |random| labels(random, &LANGUAGES, 5, naming)));
    record.put("MODEPAIEMENT", random.maybe(800, |random| labels(random, &PAYMENTS, 6, naming)));
    record.put("OUVERTURE", random.maybe(850, |random| openings(random, naming)));
    record.put("TARIFS", random.maybe(800, |random| prices(random, naming)));
    record.put("CAPACITE", random.maybe(700, |random| random.between(2, 400).to_string()));

    for (field, per_mille) in UNUSED {
        record.put(field, random.maybe(per_mille, |random| unused(random, field, naming)));
    }
    record
}

/// One of [`KINDS`] by its weight.
fn kind(random: &mut Random) -> &'static str {
    let mut left = random.below(ALL_KINDS);
    for (kind, weight) in KINDS {
        if left < weight {
            return kind;
        }
        left -= weight;
    }
    "ZZZ"
}

/// `NOMOFFRE`: six of a hundred are absent, one is blank, and one in ten of the others has blanks around it.
fn name(random: &mut Random, title: &str) -> Option<String> {
    let name = match random.below(1000) {
        0..10 => "  ",
        10..70 => return None,
        _ => title,
    };
    Some(match random.below(100) {
        0..3 => format!("  {name} \n"),
        3..10 => format!("{name} "),
        _ => name.to_owned(),
    })
}

/// A number and a way; one in ten has a blank behind it.
fn street(random: &mut Random) -> String {
    let blank = if random.chance(100) { " " } else { "" };
    format!("{} {}{blank}", random.between(1, 150), random.pick(&STREETS))
}

/// Five digits; two of a hundred have a blank among them, and one lacks a digit.
fn postcode(random: &mut Random, department: &str) -> String {
    let tens = random.below(100);
    match random.below(100) {
        0..2 => format!("{department} {tens:02}0"),
        2 => format!("{department}{tens:02}"),
        _ => format!("{department}{tens:02}0"),
    }
}

/// Degrees with six digits behind a point or a comma, between two numbers of millionths; fifteen of a thousand are
/// none.
fn degrees(random: &mut Random, low: i64, high: i64) -> String {
    let spread = random.below(high.abs_diff(low) + 1);
    let millionths = low.saturating_add_unsigned(spread);
    let sign = if millionths < 0 { "-" } else { "" };
    let mark = if random.chance(300) { ',' } else { '.' };
    if random.chance(15) {
        return random.pick(&["0,0,0", "n/a", "912.5", "-"]).to_owned();
    }
    let millionths = millionths.unsigned_abs();
    format!("{sign}{}{mark}{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

/// A telephone in all the ways that people write one; five of a hundred lack their end.
fn phone(random: &mut Random, range: &str) -> String {
    let spaced = format!("{range} {:02} {:02}", random.below(100), random.below(100));
    match random.below(100) {
        0..45 => format!("0{spaced}"),
        45..60 => format!("0{}", spaced.replace(' ', ".")),
        60..70 => format!("0{}", spaced.replace(' ', "")),
        70..80 => format!("+33 {spaced}"),
        80..90 => format!("+33 (0){spaced}"),
        90..95 => format!("0033 {spaced}"),
        _ => spaced.rsplit_once(' ').map_or_else(String::new, |(start, _)| start.to_owned()),
    }
}

fn slug(random: &mut Random) -> String {
    format!("{}-{}", random.pick(&SLUG_HOUSES), random.pick(&SLUG_ENDINGS))
}

/// A mail address with capitals here and there; two of a hundred are none.
fn mail(random: &mut Random) -> String {
    let person = random.pick(&["contact", "Info", "RESERVATION", "accueil"]);
    let host = random.pick(&["example.fr", "example.com", "EXAMPLE.ORG"]);
    let address = format!("{person}@{}.{host}", slug(random));
    if random.chance(20) { "non communiqué".to_owned() } else { address }
}

/// A web address, half of them without a scheme.
fn website(random: &mut Random) -> String {
    let start = random.pick(&["http://www.", "https://www.", "www.", ""]);
    format!("{start}{}.example.fr/?lang=fr&src=cdt22", slug(random))
}

/// One to six photos of three cells.
fn photos(random: &mut Random, number: u64, naming: Naming) -> String {
    let cell = naming.cell();
    let photos: Vec<String> = (0..random.between(1, 6))
        .map(|at| {
            let folder = random.below(256);
            let slug = slug(random);
            let (caption, credit) = (random.pick(&CAPTIONS), random.pick(&CREDITS));
            format!(
                "https://cdt22.media.example.org/upload/{folder:02x}{number:06x}-{at}-{slug}.jpg{cell}{caption}{cell}{credit}"
            )
        })
        .collect();
    photos.join(naming.item())
}

/// One to `most` labels of a table in any order; two lists of a hundred have one more that the table does not know.
fn labels(random: &mut Random, labels: &Labels, most: u64, naming: Naming) -> String {
    let count = random.between(1, most);
    let mut chosen = random.sample(labels.known, count);
    if random.chance(20) {
        chosen.push(random.pick(labels.unknown));
    }
    for end in (1..chosen.len()).rev() {
        let other = usize::try_from(random.below(end as u64 + 1)).unwrap_or_default();
        chosen.swap(end, other);
    }
    chosen.join(naming.item())
}

/// One to four periods of five cells; one in twenty has three, the first of them empty.
fn openings(random: &mut Random, naming: Naming) -> String {
    let cell = naming.cell();
    let periods: Vec<String> = (0..random.between(1, 4))
        .map(|_| {
            if random.chance(50) {
                return format!("{cell}31/12/2025{cell}Tous les jours");
            }
            let (start, end) = (day(random, 2023, 2025), day(random, 2024, 2026));
            let days = random.pick(&OPEN_DAYS);
            let (from, to) = (random.pick(&["09:00", "10:30", ""]), random.pick(&["18:00", "19:30", ""]));
            format!("{start}{cell}{end}{cell}{days}{cell}{from}{cell}{to}")
        })
        .collect();
    periods.join(naming.item())
}

/// One to five prices of four cells; three in ten have no upper amount.
fn prices(random: &mut Random, naming: Naming) -> String {
    let cell = naming.cell();
    let prices: Vec<String> = (0..random.between(1, 5))
        .map(|_| {
            let (label, least) = (random.pick(&PRICED), amount(random));
            let most = random.maybe(700, amount).unwrap_or_default();
            format!("{label}{cell}{least}{cell}{most}{cell}EUR")
        })
        .collect();
    prices.join(naming.item())
}

/// An amount with a comma, with a point, or of whole euros.
fn amount(random: &mut Random) -> String {
    let cents = random.between(500, 30_000);
    let (whole, rest) = (cents / 100, cents % 100);
    match random.below(10) {
        0..6 => format!("{whole},{rest:02}"),
        6..8 => whole.to_string(),
        _ => format!("{whole}.{rest:02}"),
    }
}

/// What stands in a field that nobody asks for.
fn unused(random: &mut Random, field: &str, naming: Naming) -> String {
    match field {
        "DESCRIPTIFDE" | "DESCRIPTIFES" => {
            let least = random.between(200, 700);
            description(random, ENGLISH, least)
        }
        "LABELS" => labels(random, &SERVICES, 6, naming),
        "ACTIVITES" | "ENVIRONNEMENT" => labels(random, &EQUIPMENT, 6, naming),
        _ => some_words(random, FRENCH, 1, 8),
    }
}

/// `dd/mm/yyyy` of the years from one to another.
fn day(random: &mut Random, since: u64, until: u64) -> String {
    let (year, month, day) = (random.between(since, until), random.between(1, 12), random.between(1, 28));
    format!("{day:02}/{month:02}/{year}")
}

/// A date and time of the years from one to another, two in five with thousandths.
fn stamp(random: &mut Random, since: u64, until: u64) -> String {
    let (year, month, day) = (random.between(since, until), random.between(1, 12), random.between(1, 28));
    let (hour, minute, second) = (random.below(24), random.below(60), random.below(60));
    let thousandths =
        random.maybe(400, |random| format!(".{:03}", random.between(1, 999))).unwrap_or_default();
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{thousandths}")
}

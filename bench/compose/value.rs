//! Values that both bordereaux have: dates, positions, telephones, addresses in the web.
//!
//! **Invariant:** telephones are of the ranges kept for fiction, mail and web addresses of the domains kept for
//! examples.

use crate::random::Random;
use crate::words::Town;

/// A change marker: recent, but for two in a hundred from before 2015.
pub(crate) fn updated(random: &mut Random) -> String {
    let year = if random.chance(20) { random.between(2009, 2014) } else { random.between(2024, 2025) };
    stamp(random, year)
}

/// The day of the first publication.
pub(crate) fn published(random: &mut Random) -> String {
    let year = random.between(2005, 2009);
    stamp(random, year)
}

/// A date and time without zone, with none to three digits of a fraction.
fn stamp(random: &mut Random, year: u64) -> String {
    let (month, day) = (random.between(1, 12), random.between(1, 28));
    let (hour, minute, second) = (random.between(6, 19), random.below(60), random.below(60));
    let fraction = match random.below(4) {
        0 => String::new(),
        1 => format!(".{}", random.between(1, 9)),
        2 => format!(".{:02}", random.between(1, 99)),
        _ => format!(".{:03}", random.between(1, 999)),
    };
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}")
}

/// A position in or near a town: degrees north and east with seven digits.
pub(crate) fn position(random: &mut Random, town: Town) -> (String, String) {
    (degrees(random, town.north), degrees(random, town.east))
}

fn degrees(random: &mut Random, ten_thousandths: i64) -> String {
    let near = i64::try_from(random.below(400_000)).unwrap_or_default();
    let tiny = ten_thousandths * 1000 + near - 200_000;
    let sign = if tiny < 0 { "-" } else { "" };
    format!("{sign}{}.{:07}", tiny.abs() / 10_000_000, tiny.abs() % 10_000_000)
}

/// A postcode; one in a hundred is none, one in two hundred has a blank in it.
pub(crate) fn postcode(random: &mut Random, town: Town) -> String {
    let (department, rest) = town.postcode.split_at_checked(2).unwrap_or((town.postcode, ""));
    match random.below(1000) {
        0..4 => format!("{department}{}", rest.trim_end_matches('0')),
        4..8 => format!("{} CEDEX", town.postcode),
        8..10 => rest.to_owned(),
        10..15 => format!("{department} {rest}"),
        _ => town.postcode.to_owned(),
    }
}

/// The four digits that end a telephone number, by twos.
fn ending(random: &mut Random, dot: &str) -> String {
    format!("{:02}{dot}{:02}", random.below(100), random.below(100))
}

/// A telephone of Bretagne as its feed writes it; a few are written badly, and a few stand beside another value.
pub(crate) fn phone_of_bretagne(random: &mut Random) -> String {
    let clean = format!("02 61 91 {}", ending(random, " "));
    match random.below(1000) {
        0..16 => clean.replace(' ', ""),
        16..30 => clean.replace(' ', "."),
        30..36 => format!("Tél. {}", clean.replace(' ', ".")),
        36..40 => clean.trim_start_matches('0').to_owned(),
        40..55 => format!("{clean}#02 61 91 {}", ending(random, " ")),
        55..60 => format!("accueil.{}@example.org#{clean}", random.below(10_000)),
        60..63 => "voir site".to_owned(),
        _ => clean,
    }
}

/// A mobile telephone, national.
pub(crate) fn mobile_of_bretagne(random: &mut Random) -> String {
    format!("06 39 98 {}", ending(random, " "))
}

/// A fixed line of the Dordogne, international as most of that feed are.
pub(crate) fn phone_of_dordogne(random: &mut Random) -> String {
    match random.below(100) {
        0..4 => format!("05.36.49.{}", ending(random, ".")),
        4..6 => format!("+33 6 39 98 {}", ending(random, " ")),
        _ => format!("+33 5 36 49 {}", ending(random, " ")),
    }
}

/// A mobile telephone, international.
pub(crate) fn mobile_of_dordogne(random: &mut Random) -> String {
    format!("+33 6 39 98 {}", ending(random, " "))
}

/// A mail address; one in a hundred lacks its end, one in two hundred has a blank after it.
pub(crate) fn email(random: &mut Random, slug: &str) -> String {
    let number = random.below(1000);
    match random.below(1000) {
        0..10 => format!("{slug}{number}@example"),
        10..15 => format!("{slug}{number}@example.org "),
        15..30 => format!("{slug}{number}@example.org#accueil.{slug}@example.fr"),
        30..35 => format!("Contact.{slug}@Example.ORG"),
        _ => format!("{slug}{number}@example.org"),
    }
}

/// A web address in all the ways that people write one, with a telephone in one of a hundred.
pub(crate) fn website(random: &mut Random, slug: &str, phone: &str) -> String {
    match random.below(1000) {
        0..10 => phone.to_owned(),
        10..20 => format!("{phone}#https://www.{slug}.example.org"),
        20..320 => format!("www.{slug}.example.org"),
        320..420 => format!("{slug}.example.org"),
        420..440 => format!("http://www.{slug}.example.org "),
        440..470 => format!("https://{slug}.example.org#https://reservation.example.org/{slug}"),
        470..480 => format!("https://{slug}.example.org/fr/sejour.html#/chambres"),
        480..800 => format!("https://www.{slug}.example.org"),
        _ => format!("http://{slug}.example.fr/"),
    }
}

/// `oui` so many times in a hundred, else `non`.
pub(crate) fn yes_no(random: &mut Random, percent: u64) -> String {
    if random.chance(percent * 10) { "oui" } else { "non" }.to_owned()
}

/// From one to `most` labels, joined as all feeds do; two lists in a hundred have a label that no table knows.
pub(crate) fn labels(
    random: &mut Random,
    known: &[&'static str],
    most: u64,
    unknown: &'static str,
) -> String {
    let count = random.between(1, most);
    let mut labels = random.sample(known, count);
    if random.chance(20) {
        labels.push(unknown);
    }
    labels.join("#")
}

/// An amount with a decimal comma.
pub(crate) fn amount(random: &mut Random, low: u64, high: u64) -> String {
    let cents = random.pick(&["00", "00", "50", "90"]);
    format!("{},{cents}", random.between(low, high))
}

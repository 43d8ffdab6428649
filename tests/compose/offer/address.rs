//! Where an offer is, and who writes its record.

use super::super::guid::guid;
use super::super::head::Feed;
use super::super::place::Area;
use super::super::words::{BUILDINGS, Town};
use super::{Dice, Phone};

/// An address in its parts. A record may have a street, a hamlet, both, or neither.
#[derive(Debug)]
pub(crate) struct Address {
    /// `12 bis rue du Port`: one in six has no number.
    pub(crate) street: Option<String>,
    /// `Le Bourg`
    pub(crate) hamlet: Option<String>,
    /// `Bâtiment B`
    pub(crate) building: Option<String>,
    /// Name, postcode, statistical code.
    pub(crate) town: Town,
}

impl Address {
    /// An address. Neighbours in a feed are in different towns.
    pub(crate) fn compose(dice: &mut Dice, area: &Area, number: u64) -> Self {
        let count = area.towns.len() as u64;
        let at = usize::try_from((number * 5) % count).expect("few towns");
        let street = dice.maybe(820, |dice| street(dice, area));
        let without = if street.is_some() { 300 } else { 900 };
        Self {
            hamlet: dice.maybe(without, |dice| dice.pick(area.hamlets).to_owned()),
            building: dice.maybe(80, |dice| dice.pick(BUILDINGS.get(..4).unwrap_or(&BUILDINGS)).to_owned()),
            town: area.towns[at],
            street,
        }
    }
}

/// A number and a way, in the variants of real feeds.
fn street(dice: &mut Dice, area: &Area) -> String {
    let way = dice.pick(area.streets);
    let number = dice.between(1, 120);
    match dice.between(0, 99) {
        0..16 => way.to_owned(),
        16..24 => format!("{number} bis {way}"),
        24..32 => format!("{number}, {way}"),
        32..36 => format!("{number}-{} {way}", number + 2),
        36..40 => format!("{number}B {way}"),
        _ => format!("{number} {way}"),
    }
}

/// Degrees north and east with seven digits, within half a mile of the middle of the town.
pub(crate) fn position(dice: &mut Dice, town: Town) -> Option<(String, String)> {
    dice.maybe(985, |dice| (degrees(dice, town.north), degrees(dice, town.east)))
}

fn degrees(dice: &mut Dice, ten_thousandths: i64) -> String {
    let near = i64::try_from(dice.between(0, 160_000)).expect("a small number");
    let tiny = ten_thousandths * 1000 + near - 80_000;
    let sign = if tiny < 0 { "-" } else { "" };
    format!("{sign}{}.{:07}", tiny.abs() / 10_000_000, tiny.abs() % 10_000_000)
}

/// The body that wrote a record.
#[derive(Debug)]
pub(crate) struct Structure {
    /// Its own id.
    pub(crate) id: String,
    /// `Office de tourisme des Trois Rivières`
    pub(crate) name: &'static str,
    /// Street.
    pub(crate) address: &'static str,
    /// Where it has its seat.
    pub(crate) town: Town,
    /// Fixed line.
    pub(crate) phone: Phone,
    /// E-mail.
    pub(crate) email: &'static str,
    /// Site.
    pub(crate) web: &'static str,
}

/// Bodies that do not exist.
const BODIES: [(&str, &str, &str, &str); 4] = [
    (
        "Office de tourisme des Trois Rivières",
        "1 place du Marché",
        "trois-rivieres@example.org",
        "https://trois-rivieres.example.org",
    ),
    (
        "Office de tourisme du Pays d'En Haut",
        "8 rue de l'Horloge",
        "pays-d-en-haut@example.org",
        "https://pays-d-en-haut.example.org",
    ),
    (
        "Maison du tourisme des Quatre Vents",
        "Maison du parc",
        "quatre-vents@example.org",
        "https://quatre-vents.example.org",
    ),
    (
        "Agence de développement touristique",
        "2 cours de la Préfecture",
        "agence@example.org",
        "https://agence.example.org",
    ),
];

impl Structure {
    /// One of the four of the head.
    pub(crate) fn compose(dice: &mut Dice, feed: &Feed) -> Self {
        let at = usize::try_from(dice.between(0, 3)).expect("a small number");
        let (name, address, email, web) = BODIES[at];
        Self {
            id: guid(&format!("{} {name}", feed.head.client)),
            name,
            address,
            town: feed.head.area.towns[at],
            phone: Phone::fixed(feed.head.area, at as u64 + 1, 99),
            email,
            web,
        }
    }
}

//! The neutral offer: what a record says, before a dialect says it in its own fields.
//!
//! **Invariant:** record 1 has everything, record 2 next to nothing, and the others about what real feeds fill.

mod address;
mod contact;
mod dice;
mod kind;
mod opening;
mod price;
mod reception;
mod stamp;
mod tasting;
mod texts;

pub(crate) use address::{Address, Structure};
pub(crate) use contact::{Contact, Phone};
pub(crate) use dice::Dice;
pub(crate) use kind::{Kind, Nature};
pub(crate) use opening::{DAYS, Day, Hours, Period};
pub(crate) use price::{Price, amount};
pub(crate) use reception::{Capacities, Classification, Labels, Reception};
pub(crate) use stamp::{Date, Stamp};
pub(crate) use tasting::Tasting;
pub(crate) use texts::{Photo, Text, Texts};

use super::bordereau::Bordereau;
use super::head::Feed;

/// An offer.
#[derive(Debug)]
pub(crate) struct Offer {
    /// Its record type.
    pub(crate) bordereau: Bordereau,
    /// From 1.
    pub(crate) number: u64,
    /// The last seven characters of the id: `FS00H01`
    pub(crate) rest: String,
    /// Sixteen characters.
    pub(crate) id: String,
    /// When it was first published.
    pub(crate) published: Stamp,
    /// When it was last changed.
    pub(crate) updated: Stamp,
    /// `Hôtel du Phare`
    pub(crate) name: String,
    /// The name in addresses: `hotel-phare`
    pub(crate) slug: String,
    /// `SARL du Phare`
    pub(crate) company: Option<String>,
    /// What it is more exactly.
    pub(crate) kind: Kind,
    /// The body that wrote it.
    pub(crate) structure: Structure,
    /// Where it is.
    pub(crate) address: Address,
    /// Degrees north and east; record 2 has none.
    pub(crate) position: Option<(String, String)>,
    /// Telephones and addresses in the net.
    pub(crate) contact: Contact,
    /// Texts in all languages.
    pub(crate) texts: Texts,
    /// Pictures, in order.
    pub(crate) photos: Vec<Photo>,
    /// Rating, labels, chain.
    pub(crate) classification: Classification,
    /// What there is, by groups as feeds have them.
    pub(crate) labels: Labels,
    /// Who is received, and how many.
    pub(crate) reception: Reception,
    /// How many of what.
    pub(crate) capacities: Capacities,
    /// Prices of the year; none where the record has none.
    pub(crate) prices: Vec<Price>,
    /// Periods of 2026.
    pub(crate) openings: Vec<Period>,
    /// Periods of 2027.
    pub(crate) next_openings: Vec<Period>,
    /// Of tastings; `None` for all else.
    pub(crate) tasting: Option<Tasting>,
}

impl Offer {
    /// The offer of a number. The language of the feed has no say in it.
    pub(crate) fn compose(feed: &Feed, number: u64) -> Self {
        let dice = |aspect: &str| Dice::of(feed, number, aspect);
        let bordereau = feed.bordereau;
        let kind = Kind::compose(bordereau, number);
        let (name, slug, house) = kind::name(&kind, bordereau, number);
        let area = feed.head.area;
        let address = Address::compose(&mut dice("address"), area, number);
        let rest = rest(bordereau, number);
        let published = Stamp::published(&mut dice("published"));
        Self {
            bordereau,
            number,
            id: format!("{}{}{rest}", bordereau.code(), feed.head.territory),
            rest,
            published,
            updated: Stamp::updated(&mut dice("updated")),
            company: kind::company(&mut dice("company"), house),
            structure: Structure::compose(&mut dice("structure"), feed),
            position: address::position(&mut dice("position"), address.town),
            contact: Contact::compose(&mut dice("contact"), area, &slug, number),
            texts: Texts::compose(&mut dice("texts"), bordereau, area),
            photos: texts::photos(&mut dice("photos"), bordereau, &slug, &name),
            classification: Classification::compose(&mut dice("classification"), bordereau, &kind),
            labels: Labels::compose(&mut dice("labels"), bordereau),
            reception: Reception::compose(&mut dice("reception"), bordereau),
            capacities: Capacities::compose(&mut dice("capacities"), bordereau),
            prices: price::compose(&mut dice("prices"), bordereau),
            openings: opening::compose(&mut dice("openings"), bordereau, 2026, 800),
            next_openings: opening::compose(&mut dice("next openings"), bordereau, 2027, 250),
            tasting: (bordereau == Bordereau::Deg).then(|| Tasting::compose(&mut dice("tasting"), area)),
            address,
            kind,
            name,
            slug,
        }
    }

    /// Latitude and longitude as texts, or nothing.
    pub(crate) fn degrees(&self) -> (Option<String>, Option<String>) {
        match &self.position {
            Some((latitude, longitude)) => (Some(latitude.clone()), Some(longitude.clone())),
            None => (None, None),
        }
    }
}

/// `FS00H01`: the letter keeps the bordereaux apart, as nothing else does when an id is read in a report.
fn rest(bordereau: Bordereau, number: u64) -> String {
    let letter = match bordereau {
        Bordereau::Hot => 'H',
        Bordereau::Hpa => 'P',
        Bordereau::Hlo => 'L',
        Bordereau::Vil => 'V',
        Bordereau::Res => 'R',
        Bordereau::Pcu => 'C',
        Bordereau::Pna => 'N',
        Bordereau::Loi => 'I',
        Bordereau::Asc => 'S',
        Bordereau::Deg => 'D',
    };
    format!("FS00{letter}{number:02}")
}

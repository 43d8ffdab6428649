//! The CRT Bretagne: what an offer says there, and the two forms in which it is served.
//!
//! **Invariant:** both forms say the same of an offer.

pub(crate) mod flat;
pub(crate) mod v3;

use super::super::bordereau::Bordereau;
use super::super::head::{Feed, Language};
use super::super::offer::{Offer, Price, Text};

/// Where the pictures of the region lie.
const MEDIA: &str = "http://bretagne.media.tourinsoft.eu/upload/";

/// `ObjectTypeName`: that of hotels is known from two other instances, the rest is inferred.
pub(crate) const fn type_name(bordereau: Bordereau) -> &'static str {
    match bordereau {
        Bordereau::Hot => "Hôtellerie",
        Bordereau::Hpa => "Hôtellerie de plein air",
        Bordereau::Hlo => "Hébergements locatifs",
        Bordereau::Vil => "Villages de vacances",
        Bordereau::Res => "Restauration",
        Bordereau::Pcu => "Patrimoine culturel",
        Bordereau::Pna => "Patrimoine naturel",
        Bordereau::Loi => "Loisirs",
        Bordereau::Asc => "Activités sportives et culturelles",
        Bordereau::Deg => "Dégustation",
    }
}

/// What the price list of a free visit says.
const FREE: &str = "Gratuit";

/// The prices of the year; every third visit without any is free, and says so.
fn prices(offer: &Offer) -> Vec<Price> {
    if entrance(offer) == FREE {
        return vec![Price { title: FREE, min: 0, max: None, note: None }];
    }
    offer.prices.clone()
}

/// As the events of the instance say it.
fn entrance(offer: &Offer) -> &'static str {
    let is_visit = !offer.bordereau.is_lodging() && offer.bordereau != Bordereau::Res;
    if !offer.prices.is_empty() {
        "Payant"
    } else if is_visit && offer.number.is_multiple_of(3) {
        FREE
    } else {
        "Tarifs non communiqués"
    }
}

/// Record 2 has its name only where every feed has it.
fn name(offer: &Offer) -> Option<&str> {
    (offer.number != 2).then_some(offer.name.as_str())
}

/// A building, where a street says where it stands.
fn building(offer: &Offer) -> Option<&str> {
    offer.address.building.as_deref().filter(|_| offer.address.street.is_some())
}

/// What nobody should miss: mostly not said.
const fn unmissable(offer: &Offer) -> Option<bool> {
    match offer.number % 7 {
        1 => Some(true),
        4 => Some(false),
        _ => None,
    }
}

/// A text in the language of the feed.
fn text(text: Option<&Text>, feed: &Feed) -> Option<String> {
    text.map(|text| text.in_language(feed.language))
}

/// Hotels state the prices of rooms, all others those of what they do.
const fn price_field(bordereau: Bordereau) -> &'static str {
    match bordereau {
        Bordereau::Hot => "TARIFCHAMBRE",
        _ => "TARIFPRESTATION",
    }
}

/// In Brittany people speak Breton rather than Occitan.
fn languages(offer: &Offer) -> Vec<&'static str> {
    offer.labels.languages.iter().map(|label| if *label == "Occitan" { "Breton" } else { *label }).collect()
}

/// What guests do, and how a cellar is visited.
fn activities(offer: &Offer) -> Vec<&'static str> {
    let visits = offer.tasting.iter().flat_map(|tasting| &tasting.visits);
    offer.labels.activities.iter().chain(visits).copied().collect()
}

/// A leaflet: a bare name of a file, or an address.
fn brochure(offer: &Offer) -> Option<String> {
    match offer.number % 6 {
        1 => Some(format!("{}-plan.pdf", offer.slug)),
        4 => Some(format!("{MEDIA}{}.pdf", offer.slug)),
        _ => None,
    }
}

/// The number under which the town registered a lodging.
fn registration(offer: &Offer) -> Option<String> {
    (offer.number % 4 == 1).then(|| format!("{}{:06}0E", offer.address.town.insee, offer.number))
}

/// What is on the card.
fn card(offer: &Offer) -> Option<&'static str> {
    (offer.number % 5 == 1).then_some("Velouté de cocos, lieu jaune au cidre, far aux pruneaux")
}

/// When a monument was built.
fn epoch(offer: &Offer) -> Option<&'static str> {
    match offer.number % 4 {
        1 => Some("XVIe siècle"),
        3 => Some("XIXe siècle"),
        _ => None,
    }
}

/// Products in the feed of a language: the thesaurus is translated too.
fn translated(product: &'static str, language: Language) -> &'static str {
    match (language, product) {
        (Language::French, _) => product,
        (_, "Cidre") => "Cider",
        (_, "Huîtres") => "Oysters",
        (_, "Miel") => "Honey",
        _ => product,
    }
}

//! The names of 28: those of its hotels, and those of its events for what is done in leisure.

use super::super::super::bordereau::Bordereau;
use super::super::super::fields::Fields;
use super::super::super::head::Feed;
use super::super::super::offer::Offer;
use super::super::super::value::Value;
use super::super::joined;
use super::{cells, description, first_line, hamlet_line, kinds};

/// Hotels and holiday villages, in the order of the hotels. Chains are of hotels only.
pub(super) fn lodging(offer: &Offer, feed: &Feed) -> Fields {
    let (latitude, longitude) = offer.degrees();
    let mut fields = Fields::new()
        .with("MoyenDeCom", cells::contact_pairs(&offer.contact, cells::LONG))
        .with("PrestationsActivites", joined(&offer.labels.activities, "#"))
        .with("Labels", joined(&offer.classification.labels, "#"))
        .with("PeriodeOuverture", cells::openings_8(&offer.openings))
        .with("DescriptionCommerciale", description(offer, feed))
        .with("ClassementsllPrefectoral", offer.classification.rating)
        .with("title", &offer.name)
        .with("Classification", kinds::one(offer))
        .with("PrestationsConforts", joined(&offer.labels.comfort, "#"))
        .with("GooglemapLongitude", longitude)
        .with("CapaciteTotale", offer.capacities.persons.map(|count| count.to_string()))
        .with("PrestationsEquipements", joined(&offer.labels.equipment, "#"))
        .with("AdresseComplete", address(offer))
        .with("RaisonSociale", offer.company.as_ref().unwrap_or(&offer.name))
        .with("ModesPaiements", joined(&offer.labels.payment, "#"))
        .with("Tarifs", cells::prices_5(&offer.prices))
        .with("LanguesParlees", joined(&offer.labels.languages, "#"))
        .with("PrestationsServices", joined(&offer.labels.services, "#"));
    if offer.bordereau == Bordereau::Hot {
        fields.set("Chaines", offer.classification.chain);
    }
    fields
        .with("GooglemapLatitude", latitude)
        .with("Photos", cells::photos(offer, feed))
        .with("Handicap", joined(&offer.classification.disability, "#"))
}

/// Leisure, in the order of the events: three classifications, neither chains nor comfort. The further descriptions are
/// read by a consumer of 28; which records have them is not known: a trap fills them.
pub(super) fn leisure(offer: &Offer, feed: &Feed) -> Fields {
    let (latitude, longitude) = offer.degrees();
    let [first, second, third] = kinds::three(offer);
    Fields::new()
        .with("DescriptionCommerciale", description(offer, feed))
        .with("DescriptionCommerciale2", Value::Null)
        .with("DescriptionCommerciale3", Value::Null)
        .with("Classification2", second)
        .with("Classification", first)
        .with("RaisonSociale", offer.company.as_ref().unwrap_or(&offer.name))
        .with("AdresseComplete", address(offer))
        .with("Tarifs", cells::prices_5(&offer.prices))
        .with("PeriodeOuverture", cells::openings_8(&offer.openings))
        .with("MoyenDeCom", cells::contact_pairs(&offer.contact, cells::LONG))
        .with("GooglemapLongitude", longitude)
        .with("GooglemapLatitude", latitude)
        .with("ModesPaiements", joined(&offer.labels.payment, "#"))
        .with("LanguesParlees", joined(&offer.labels.languages, "#"))
        .with("Photos", cells::photos(offer, feed))
        .with("title", &offer.name)
        .with("Handicap", joined(&offer.classification.disability, "#"))
        .with("PrestationsEquipements", joined(&offer.labels.equipment, "#"))
        .with("Classification3", third)
        .with("Labels", joined(&offer.classification.labels, "#"))
}

/// Six cells: three lines, postcode, town in capitals, statistical code.
fn address(offer: &Offer) -> String {
    let line = |line: Option<&str>| line.unwrap_or_default().to_owned();
    let town = offer.address.town;
    [
        line(first_line(offer)),
        line(offer.address.building.as_deref()),
        line(hamlet_line(offer)),
        town.postcode.to_owned(),
        town.name.to_uppercase(),
        town.insee.to_owned(),
    ]
    .join("|")
}

//! The names of 61, as a consumer reads them. Classification, languages and means of payment are those of 28: the
//! consumer reads neither of them.

use super::super::super::bordereau::Bordereau;
use super::super::super::fields::Fields;
use super::super::super::head::Feed;
use super::super::super::offer::{Nature, Offer};
use super::super::super::value::Value;
use super::super::joined;
use super::{cells, description, first_line, hamlet_line, kinds};

/// The fields that a record type has of those of 61.
pub(super) fn all(offer: &Offer, feed: &Feed) -> Fields {
    let mut fields = Fields::new().with("NomOffre", &offer.name);
    address(&mut fields, offer);
    let names = if offer.bordereau == Bordereau::Hlo { cells::LONG } else { cells::SHORT };
    fields.set("MoyenDeCom", cells::contact_pairs(&offer.contact, names));
    fields.set("Classification", kinds::one(offer));
    if offer.bordereau == Bordereau::Pcu {
        monument(&mut fields, offer, feed);
    } else {
        fields.set("DescriptionCommerciale", description(offer, feed));
    }
    fields.set("Photos", cells::photos(offer, feed));
    fields.set("PeriodeOuverture", cells::openings_10(offer, feed));
    fields.set("Tarifs", cells::prices_8(&offer.prices));
    lodging(&mut fields, offer);
    prestations(&mut fields, offer);
    fields.set("Labels", joined(&offer.classification.labels, "#"));
    fields.set("Handicap", joined(&offer.classification.disability, "#"));
    fields.set("LanguesParlees", joined(&offer.labels.languages, "#"));
    fields.set("ModesPaiements", joined(&offer.labels.payment, "#"));
    fields
}

fn address(fields: &mut Fields, offer: &Offer) {
    fields.set("Adresse1", first_line(offer));
    fields.set("Adresse1Suite", offer.address.building.as_deref());
    fields.set("Adresse2", hamlet_line(offer));
    fields.set("CP", offer.address.town.postcode);
    fields.set("Commune", offer.address.town.name);
}

/// A text for each kind of monument, of which one is filled.
fn monument(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let own = kinds::monument_text(offer);
    for name in kinds::MONUMENT_TEXTS {
        let text = description(offer, feed).filter(|_| name == own);
        fields.set(name, text);
    }
}

/// What lodging and restaurants have: rating, grades of labels, how many.
fn lodging(fields: &mut Fields, offer: &Offer) {
    let count = |number: Option<u64>| number.map(|number| number.to_string());
    match offer.bordereau {
        Bordereau::Hpa => {
            fields.set("ClassementPrefectoral", offer.classification.rating);
            let pitches = offer.capacities.pitches;
            fields.set("CapaciteEmplacementsClasses", count(pitches));
            fields.set("CapaciteEmplacementsNonClasses", count(offer.capacities.caravans));
        }
        Bordereau::Hlo => {
            // Guest rooms are not rated by law.
            let is_rated = offer.kind.nature != Nature::GuestRooms;
            fields.set("ClassementPrefectoral", offer.classification.rating.filter(|_| is_rated));
            fields.set("ClassementsClevacances", grade(offer, "Clévacances", ["2 clés", "3 clés"]));
            fields.set("ClassementsGitesdeFrance", grade(offer, "Gîtes de France", ["3 épis", "4 épis"]));
            fields.set("CapaciteTotale", count(offer.capacities.persons));
            fields.set("CapaciteChambres", count(offer.capacities.bedrooms));
        }
        // 61 has the field for restaurants too; what would stand in it is not known.
        Bordereau::Res => fields.set("ClassementPrefectoral", Value::Null),
        _ => {}
    }
}

/// The grade of a label that a record has.
fn grade(offer: &Offer, label: &str, grades: [&'static str; 2]) -> Option<&'static str> {
    let has = offer.classification.labels.contains(&label);
    has.then(|| if offer.number.is_multiple_of(2) { grades[0] } else { grades[1] })
}

/// Comfort is of rentals only, activities are of those who have any.
fn prestations(fields: &mut Fields, offer: &Offer) {
    if offer.bordereau == Bordereau::Hlo {
        fields.set("PrestationsConforts", joined(&offer.labels.comfort, "#"));
    }
    if matches!(offer.bordereau, Bordereau::Hpa | Bordereau::Hlo | Bordereau::Res) {
        fields.set("PrestationsActivites", joined(&offer.labels.activities, "#"));
    }
    fields.set("PrestationsEquipements", joined(&offer.labels.equipment, "#"));
    fields.set("PrestationsServices", joined(&offer.labels.services, "#"));
}

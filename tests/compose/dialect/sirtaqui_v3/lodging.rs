//! What lodging has beside the rest.

use super::super::super::bordereau::Bordereau;
use super::super::super::fields::Fields;
use super::super::super::typed::{code_of, thesaurus};
use super::Record;
use super::form::Form;

/// Rating, comfort, kind, capacities.
pub(super) fn write(record: &mut Record<'_>, form: &Form) {
    let offer = record.offer;
    let rating = offer.classification.rating;
    record.row(
        "CLASs",
        rating.map(|label| Fields::new().with("Classement", thesaurus(&code_of('K', label), label))),
    );
    let labels = &offer.labels;
    let equipment: Vec<&str> = labels.comfort.iter().chain(&labels.equipment).copied().collect();
    record.entries("EQUIPs", "Equipements", &equipment);
    let services: Vec<&str> = labels.services.iter().chain(&labels.activities).copied().collect();
    record.entries("SERVICESs", "Services", &services);
    if matches!(offer.bordereau, Bordereau::Hlo | Bordereau::Vil) {
        record.entries("HABTYPEs", "Typedhabitation", &[offer.kind.label]);
    }
    capacities(record, form);
}

fn capacities(record: &mut Record<'_>, form: &Form) {
    let (capacities, bordereau) = (&record.offer.capacities, record.offer.bordereau);
    let mut row = Fields::new().with("Capacitedaccueiltotale", capacities.persons);
    if bordereau == Bordereau::Hpa {
        row.set(form.pitches, capacities.pitches);
        row.set("Nombredemplacementscaravanes", capacities.caravans);
        row.set("Nombredemplacementsmobilhomes", capacities.mobile_homes);
    } else {
        row.set(form.bedrooms, capacities.bedrooms);
        row.set("Nombretotaldelits", capacities.beds);
    }
    if bordereau == Bordereau::Hlo {
        row.set("Surfacehabitable", capacities.surface);
    }
    record.row("CAPACITEs", Some(row));
}

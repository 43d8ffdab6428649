//! What is eaten, visited, done and tasted.

use super::super::super::bordereau::Bordereau;
use super::super::super::fields::Fields;
use super::super::super::labels::VISITS;
use super::super::super::offer::Nature;
use super::Record;

/// Services, kinds, and what each bordereau has of its own.
pub(super) fn write(record: &mut Record<'_>) {
    let (offer, bordereau) = (record.offer, record.offer.bordereau);
    let labels = &offer.labels;
    let services = labels.comfort.iter().chain(&labels.equipment).chain(&labels.services);
    let services: Vec<&str> = services.chain(&labels.activities).copied().collect();
    record.entries("SERVICESs", "Services", &services);
    let kind = [offer.kind.label];
    match bordereau {
        Bordereau::Res => restaurant(record),
        Bordereau::Pcu => record.entries("MONUMTYPEs", "Typedemonument", &kind),
        Bordereau::Pna => record.entries("TYPEs", "Typedesitenaturel", &kind),
        Bordereau::Loi => activity(record, "TYPELOIs", "Typedeloisirs"),
        Bordereau::Asc => activity(record, "TYPEACTIVCULTs", "Typedactiviteculturelle"),
        _ => tasting(record),
    }
    if matches!(bordereau, Bordereau::Pcu | Bordereau::Pna) {
        let mut dice = record.dice("visits");
        let conditions = dice.labels(500, VISITS, 1);
        let minutes = dice.maybe(200, |dice| dice.between(2, 8) * 15);
        visits(record, &conditions, minutes);
    }
}

/// A consumer of the flat dialect lists them.
const CATEGORIES: &[&str] =
    &["Brasserie", "Ferme auberge", "Restaurant gastronomique", "Restaurant traditionnel"];

fn restaurant(record: &mut Record<'_>) {
    let offer = record.offer;
    record.entries("SPECIALITESs", "Specialitesculinaires", &offer.labels.cuisines);
    record.entries("TYPRESs", "Typederestaurant", &[offer.kind.label]);
    let categories = record.dice("category").labels(500, CATEGORIES, 1);
    record.entries("CATRESs", "Categoriederestaurant", &categories);
    let seats = Fields::new()
        .with("Capacitedaccueiltotale", offer.capacities.seats)
        .with("Capaciteenterrasse", offer.capacities.terrace_seats);
    record.row("CAPACITEs", Some(seats));
}

/// A sport stands in one field, all else in another.
fn activity(record: &mut Record<'_>, other: &str, attribute: &str) {
    let kind = &record.offer.kind;
    let label = [kind.label];
    let (sport, others): (&[&str], &[&str]) =
        if kind.nature == Nature::Sport { (&label, &[]) } else { (&[], &label) };
    record.entries("TYPEACTIVSPORTs", "Typedactivitesportive", sport);
    record.entries(other, attribute, others);
}

/// A charter of those who are on no wine route.
const CHARTERS: &[&str] = &["Haute valeur environnementale"];

fn tasting(record: &mut Record<'_>) {
    let Some(tasting) = &record.offer.tasting else { return };
    record.entries("TYPEPRODUITSs", "Typesdeproduits", &tasting.products);
    record.entries("AOCs", "AOC", &tasting.appellations);
    record.entries("IGPs", "IGP", &tasting.indications);
    record.entries("STATUTEXPLOITs", "Statutdelexploitant", &tasting.status);
    let charters = record.dice("charters").labels(200, CHARTERS, 1);
    let charters = if tasting.charters.is_empty() { &charters } else { &tasting.charters };
    record.entries("CHARTEs", "Chartes", charters);
    let answer = |name: &str, answer: Option<bool>| answer.map(|answer| Fields::new().with(name, answer));
    record.row("AGRIBIOs", answer("Agriculturebiologique", tasting.organic));
    record.row("AGRIBIODYNs", answer("Agriculturebiodynamique", tasting.biodynamic));
    record.row("AGRIRAISONNEs", answer("Agricultureraisonnee", tasting.sustainable));
    record.row("VENTEPROPRIETEs", answer("Ventealapropriete", tasting.sold_there));
    visits(record, &tasting.visits, tasting.visit_minutes);
}

fn visits(record: &mut Record<'_>, conditions: &[&str], minutes: Option<u64>) {
    record.entries("VISITECONDITIONSs", "Conditionsdevisite", conditions);
    record.row("VISITEDUREEs", minutes.map(|minutes| Fields::new().with("Dureedelavisite", minutes)));
}

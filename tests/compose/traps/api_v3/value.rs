//! Answers, numbers, entries of thesauri.

use super::super::super::fields::Fields;
use super::super::super::typed::thesaurus;
use super::super::super::value::Value;
use super::{entry, set_row, set_rows};

/// `oui` and `non` in the place of true and false.
pub(crate) fn answers_in_words(fields: &mut Fields) {
    set_row(fields, "ANIMAUXs", Fields::new().with("Animauxacceptes", "oui"));
    set_row(fields, "ACCESHANDIs", Fields::new().with("Accessible", "Non"));
}

/// An answer that is neither yes nor no.
pub(crate) fn no_answer(fields: &mut Fields) {
    set_row(fields, "ANIMAUXs", Fields::new().with("Animauxacceptes", "sur demande"));
}

/// Whole numbers with a fraction of nothing, and as texts.
pub(crate) fn decimal_counts(fields: &mut Fields) {
    let groups =
        Fields::new().with("Groupesacceptes", true).with("Nombreminimum", 10.0).with("Nombremaximum", "40");
    set_row(fields, "GROUPEs", groups);
}

/// Groups where they are rare.
pub(crate) fn groups(fields: &mut Fields) {
    let groups =
        Fields::new().with("Groupesacceptes", true).with("Nombreminimum", 8u64).with("Nombremaximum", 14u64);
    set_row(fields, "GROUPEs", groups);
}

/// The same label under two codes.
pub(crate) fn two_codes(fields: &mut Fields) {
    let services =
        vec![thesaurus("E0049", "Wifi"), thesaurus("WIFI", "Wifi"), thesaurus("PPRI", "Parking privé")];
    set_row(fields, "SERVICESs", Fields::new().with("Services", services));
}

/// Another spelling of a known label, and blanks around one.
pub(crate) fn other_spelling(fields: &mut Fields) {
    let services = vec![entry("PARKING PRIVE"), entry(" Wifi gratuit ")];
    set_row(fields, "SERVICESs", Fields::new().with("Services", services));
}

/// An entry without label, and one that is null.
pub(crate) fn empty_entries(fields: &mut Fields) {
    let mut nameless = thesaurus("E0001", "");
    nameless.change("ThesLibelle", Value::Null);
    let services = vec![Value::Null, nameless.into(), entry("Parking").into()];
    set_row(fields, "SERVICESs", Fields::new().with("Services", services));
}

/// The values stand in two rows.
pub(crate) fn two_rows(fields: &mut Fields) {
    let row = |label: &str| Fields::new().with("Services", vec![entry(label)]);
    set_rows(fields, "SERVICESs", vec![row("Parking"), row("Boutique")]);
}

/// The rating is null.
pub(crate) fn no_rating(fields: &mut Fields) {
    set_row(fields, "CLASs", Fields::new().with("Classement", Value::Null));
}

/// `Non Classé`
pub(crate) fn capital_rating(fields: &mut Fields) {
    set_row(fields, "CLASs", Fields::new().with("Classement", entry("Non Classé")));
}

/// Basque beside other languages.
pub(crate) fn basque(fields: &mut Fields) {
    let languages = vec![entry("Français"), entry("Basque"), entry("Gascon")];
    set_row(fields, "LANGPARLEs", Fields::new().with("Languesparlees", languages));
}

/// A number of rooms in words.
pub(crate) fn rooms_in_words(fields: &mut Fields) {
    let rooms = super::either_member(fields, "CAPACITEs", &["Nombretotaldechambres", "Nombredechambres"]);
    super::set_first(fields, "CAPACITEs", rooms, "une dizaine");
}

/// `Oui` and `NON` on how it is grown.
pub(crate) fn growing_in_words(fields: &mut Fields) {
    set_row(fields, "AGRIBIOs", Fields::new().with("Agriculturebiologique", "Oui"));
    set_row(fields, "AGRIRAISONNEs", Fields::new().with("Agricultureraisonnee", "NON"));
}

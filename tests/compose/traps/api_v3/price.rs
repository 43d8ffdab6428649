//! Prices.

use super::super::super::fields::Fields;
use super::super::super::value::Value;
use super::{entry, set_rows};

/// The prices of a record: title, lowest, highest.
fn prices(fields: &mut Fields, prices: Vec<(&str, Value, Value)>) {
    let row = |(title, min, max): (&str, Value, Value)| {
        Fields::new()
            .with("Intitule", entry(title))
            .with("Minimum", min)
            .with("Maximum", max)
            .with("Complement", Value::Null)
    };
    set_rows(fields, "TARIFSs", prices.into_iter().map(row).collect());
}

/// Free, without an amount.
pub(crate) fn free(fields: &mut Fields) {
    prices(fields, vec![("Gratuit", Value::Null, Value::Null)]);
}

/// Free, with two zeros.
pub(crate) fn free_with_zeros(fields: &mut Fields) {
    prices(fields, vec![("Gratuit", 0.0.into(), 0.0.into())]);
}

/// A zero that nothing calls free.
pub(crate) fn zero(fields: &mut Fields) {
    prices(fields, vec![("Plein tarif", 0.0.into(), Value::Null), ("Tarif réduit", 4.5.into(), Value::Null)]);
}

/// A text with a comma in the place of a number.
pub(crate) fn comma(fields: &mut Fields) {
    prices(fields, vec![("Plein tarif", "10,00".into(), "12,50".into())]);
}

/// The same for a night.
pub(crate) fn comma_for_a_night(fields: &mut Fields) {
    prices(fields, vec![("Chambre double", "62,00".into(), "71,50".into())]);
}

/// Words in the place of an amount.
pub(crate) fn words(fields: &mut Fields) {
    prices(fields, vec![("Plein tarif", "à partir de 8".into(), Value::Null)]);
}

/// A title and no amount.
pub(crate) fn no_amount(fields: &mut Fields) {
    prices(fields, vec![("Chambre double", Value::Null, Value::Null)]);
}

/// What is not what the place starts from.
pub(crate) fn breakfast_only(fields: &mut Fields) {
    prices(
        fields,
        vec![("Petit déjeuner par personne", 9.0.into(), Value::Null), ("Animaux", 5.0.into(), Value::Null)],
    );
}

/// A price without a title.
pub(crate) fn no_title(fields: &mut Fields) {
    prices(fields, vec![("Plein tarif", 7.0.into(), 9.0.into())]);
    fields.change("TARIFSs[0].Intitule", Value::Null);
}

/// The week is dearer than the night, but has one amount only; linen and cleaning are extras.
pub(crate) fn week_and_extras(fields: &mut Fields) {
    prices(
        fields,
        vec![
            ("Semaine", 600.5.into(), Value::Null),
            ("Nuitée", 42.5.into(), 48.5.into()),
            ("Location de draps", 8.0.into(), Value::Null),
            ("Forfait ménage", 900.0.into(), Value::Null),
        ],
    );
}

/// Free on some days.
pub(crate) fn free_beside(fields: &mut Fields) {
    prices(fields, vec![("Plein tarif", 8.0.into(), Value::Null), ("Gratuit", Value::Null, Value::Null)]);
}

/// What others than adults pay, and an extra.
pub(crate) fn children(fields: &mut Fields) {
    prices(
        fields,
        vec![
            ("Enfant", 4.0.into(), Value::Null),
            ("Audioguide", 2.0.into(), 3.0.into()),
            ("Plein tarif", 8.0.into(), Value::Null),
            ("Tarif réduit", 3.0.into(), 9.0.into()),
        ],
    );
}

/// What is no meal.
pub(crate) fn gift_card(fields: &mut Fields) {
    prices(
        fields,
        vec![
            ("Carte cadeau", 5.0.into(), 150.0.into()),
            ("Menu enfant", 9.5.into(), Value::Null),
            ("Menu adulte", 21.0.into(), 34.0.into()),
        ],
    );
}

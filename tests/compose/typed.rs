//! What typed feeds put around a value: thesaurus entries, rows of collections.

use super::fields::Fields;
use super::guid::{guid, hash};

/// An entry of a thesaurus: `thesaurus("C1", "Téléphone filaire")`.
pub(crate) fn thesaurus(code: &str, label: &str) -> Fields {
    let order = hash(label) % 90 + 1;
    Fields::new()
        .with("ThesID", guid(&format!("{code} {label}")))
        .with("ThesCode", code)
        .with("ThesLibelle", label)
        .with("ThesPicto", "")
        .with("ThesOrdre", order)
}

/// A code for a label whose real one nobody knows: `E0049`.
pub(crate) fn code_of(letter: char, label: &str) -> String {
    format!("{letter}{:04}", hash(label) % 10_000)
}

/// Rows of a collection, each with `ID`, `Ordre` and the id of the record before its own fields.
pub(crate) fn rows(id: &str, collection: &str, contents: Vec<Fields>) -> Vec<Fields> {
    let start = hash(&format!("{id} {collection}")) % 90_000 + 1000;
    let numbered = (1u64..).zip(contents);
    numbered
        .map(|(order, content)| {
            let mut row =
                Fields::new().with("ID", start + order).with("Ordre", order).with("SyndicObjectId", id);
            row.extend(content);
            row
        })
        .collect()
}

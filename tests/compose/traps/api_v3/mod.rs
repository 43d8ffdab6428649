//! What is done to records of api-v3: the Landes and the Pyrénées-Atlantiques place it in other records.
//!
//! **Invariant:** it fits each form of the dialect: which of two names a feed has is looked up in the record.

pub(crate) mod contact;
pub(crate) mod envelope;
pub(crate) mod kind;
pub(crate) mod opening;
pub(crate) mod place;
pub(crate) mod price;
pub(crate) mod text;
pub(crate) mod value;

use super::super::fields::Fields;
use super::super::typed::{code_of, rows, thesaurus};
use super::super::value::Value;

/// An entry of a thesaurus.
fn entry(label: &str) -> Fields {
    thesaurus(&code_of('T', label), label)
}

/// Entries of a thesaurus.
fn entries(labels: &[&str]) -> Vec<Fields> {
    labels.iter().map(|label| entry(label)).collect()
}

/// Other rows in a collection that the record has.
fn set_rows(fields: &mut Fields, collection: &str, contents: Vec<Fields>) {
    let id = fields.text("SyndicObjectID");
    fields.change(collection, rows(&id, collection, contents));
}

/// One row in a collection.
fn set_row(fields: &mut Fields, collection: &str, content: Fields) {
    set_rows(fields, collection, vec![content]);
}

/// Other values of a field of several.
fn set_entries(fields: &mut Fields, collection: &str, attribute: &str, labels: &[&str]) {
    set_row(fields, collection, Fields::new().with(attribute, entries(labels)));
}

/// The first of the names that the record has.
fn either<'n>(fields: &Fields, names: &[&'n str]) -> &'n str {
    let found = names.iter().find(|name| fields.get(name).is_some());
    found.unwrap_or_else(|| panic!("the record has none of {}", names.join(", ")))
}

/// The value of a member of the first row, which the collection has.
fn set_first(fields: &mut Fields, collection: &str, member: &str, value: impl Into<Value>) {
    fields.change(&format!("{collection}[0].{member}"), value);
}

/// The first of the names that the first row of a collection has.
fn either_member<'n>(fields: &mut Fields, collection: &str, names: &[&'n str]) -> &'n str {
    match fields.at(&format!("{collection}[0]")) {
        Value::Object(row) => either(row, names),
        other => panic!("`{collection}` holds no rows: {other:?}"),
    }
}

/// Another name, in both places that have one.
fn call(fields: &mut Fields, name: &str) {
    fields.change("SyndicObjectName", name);
    fields.change("NOMOFFREs[0].Raisonsociale", name);
}

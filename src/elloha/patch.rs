//! `PUT /Product`: `{added, updated, deleted}`, found by comparing what an account has with what it shall have.
//!
//! The casing is that of the sample in elloha's document: names of collections as in the account, names within them and
//! single values with a capital. Numbers that are single values are written as texts, as there.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::LeftOut;

/// What an account shall have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Single values by their names: `PetsAllowed`.
    pub(super) values: Map<String, Json>,
    /// Lists by their names.
    pub(super) lists: Vec<WantedList>,
}

/// A list of things that an account shall have.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WantedList {
    /// `translations`
    pub(super) name: &'static str,
    /// By which members two of its things are one, from the outside in: `[["IdLang"]]`, `[["Media", "Url_Origin"]]`.
    pub(super) keys: &'static [&'static [&'static str]],
    /// The things.
    pub(super) items: Vec<Map<String, Json>>,
}

/// A selective change of an account.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Patch {
    added: Map<String, Json>,
    updated: Map<String, Json>,
    /// Always empty: what an account has and no record gave is its owner's.
    deleted: Map<String, Json>,
}

impl Patch {
    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.updated.is_empty() && self.deleted.is_empty()
    }

    /// All of it, as what an account does not have.
    pub fn left_out(&self, because: &str) -> Vec<LeftOut> {
        let parts = self.added.iter().chain(&self.updated);
        let told = parts.map(|(field, value)| LeftOut {
            field: field.clone(),
            value: value.to_string(),
            because: because.to_owned(),
        });
        told.collect()
    }
}

impl Wanted {
    /// What makes an account that has this into one that has what it shall; `have` is an `Oi` as elloha answers it.
    pub fn patch(&self, have: &Json) -> Patch {
        let mut patch = Patch::default();
        for (name, value) in &self.values {
            if !same(value, member(have, name)) {
                patch.updated.insert(name.clone(), value.clone());
            }
        }
        let none = Vec::new();
        for list in &self.lists {
            let known = have.get(list.name).and_then(Json::as_array).unwrap_or(&none);
            let (mut added, mut updated) = (Vec::new(), Vec::new());
            for item in &list.items {
                let item = Json::Object(item.clone());
                let is = |known: &&Json| list.keys.iter().all(|key| same_at(&item, known, key));
                match known.iter().find(is) {
                    None => added.push(item),
                    Some(known) if !same(&item, Some(known)) => updated.push(item),
                    Some(_) => {}
                }
            }
            for (bucket, items) in [(&mut patch.added, added), (&mut patch.updated, updated)] {
                if !items.is_empty() {
                    bucket.insert(list.name.to_owned(), items.into());
                }
            }
        }
        patch
    }
}

/// A member of an answer, whose names begin small.
fn member<'j>(have: &'j Json, name: &str) -> Option<&'j Json> {
    let mut letters = name.chars();
    let first = letters.next()?.to_ascii_lowercase();
    have.get(format!("{first}{}", letters.as_str()))
}

fn same_at(item: &Json, known: &Json, key: &[&str]) -> bool {
    let (mut wanted, mut have) = (Some(item), Some(known));
    for name in key {
        (wanted, have) = (wanted.and_then(|one| one.get(name)), have.and_then(|one| member(one, name)));
    }
    wanted.is_some_and(|wanted| same(wanted, have))
}

/// Whether an account has a value already: texts that are one number or one id are the same, however they are written.
fn same(wanted: &Json, have: Option<&Json>) -> bool {
    let Some(have) = have else { return false };
    let number = |value: &Json| match value {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => text.parse::<f64>().ok(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    };
    match (wanted, have) {
        (Json::Object(wanted), have) => wanted.iter().all(|(name, wanted)| same(wanted, member(have, name))),
        (Json::Array(wanted), Json::Array(have)) => {
            wanted.len() == have.len() && wanted.iter().zip(have).all(|(one, other)| same(one, Some(other)))
        }
        (Json::String(one), Json::String(other)) => one == other || is_one_id(one, other),
        (one, other) => {
            one == other
                || number(one).zip(number(other)).is_some_and(|(one, other)| (one - other).abs() < 1e-9)
        }
    }
}

fn is_one_id(one: &str, other: &str) -> bool {
    let id = |text: &str| uuid::Uuid::try_parse(text).ok();
    id(one).is_some_and(|one| Some(one) == id(other))
}

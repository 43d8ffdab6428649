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

/// What of an account is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Whatever differs: the account was created a moment ago, and what it has are elloha's own beginnings.
    Differing,
    /// What is absent: its owner may have written the rest.
    Absent,
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
            usual: false,
        });
        told.collect()
    }
}

impl Wanted {
    /// What an account lacks of what it shall have; `have` is an `Oi` as elloha answers it.
    pub fn patch(&self, have: &Json, fill: Fill) -> Patch {
        let mut patch = Patch::default();
        for (name, value) in &self.values {
            let has = member(have, name);
            if !same(value, has) && (fill == Fill::Differing || is_absent(has)) {
                patch.updated.insert(name.clone(), value.clone());
            }
        }
        for (list, item, known) in self.items(have) {
            let (bucket, item) = match known {
                None => (&mut patch.added, item.clone()),
                Some(known) if fill == Fill::Differing => {
                    if item.iter().all(|(name, value)| same(value, member(known, name))) {
                        continue;
                    }
                    (&mut patch.updated, item.clone())
                }
                Some(known) => match filled(item, known) {
                    Some(filled) => (&mut patch.updated, filled),
                    None => continue,
                },
            };
            let items = bucket.entry(list.name).or_insert_with(|| Json::Array(Vec::new()));
            if let Json::Array(items) = items {
                items.push(Json::Object(item));
            }
        }
        patch
    }

    /// What an account says otherwise than the record, and keeps: its owner's.
    pub fn kept(&self, have: &Json) -> Vec<LeftOut> {
        let mut kept = Vec::new();
        let mut note = |field: &str, value: &Json| {
            kept.push(LeftOut {
                field: field.to_owned(),
                value: value.to_string(),
                because: "the account says something else already, which is its owner's".to_owned(),
                usual: false,
            });
        };
        for (name, value) in &self.values {
            let has = member(have, name);
            if !is_absent(has) && !same(value, has) {
                note(name, value);
            }
        }
        for (list, item, known) in self.items(have) {
            for (name, value) in item {
                let has = known.and_then(|known| member(known, name));
                if !is_absent(has) && !same(value, has) {
                    note(&format!("{}.{name}", list.name), value);
                }
            }
        }
        kept
    }

    /// The things of all lists, each with what the account has in its place.
    fn items<'w>(
        &'w self,
        have: &'w Json,
    ) -> impl Iterator<Item = (&'w WantedList, &'w Map<String, Json>, Option<&'w Json>)> {
        self.lists.iter().flat_map(move |list| {
            let known = have.get(list.name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
            list.items.iter().map(move |item| {
                let is = |known: &&Json| list.keys.iter().all(|key| same_at(item, known, key));
                (list, item, known.iter().find(is))
            })
        })
    }
}

/// Whether an account has nothing there: no value, an empty text, or the zero of a number that may not be null.
fn is_absent(have: Option<&Json>) -> bool {
    match have {
        None | Some(Json::Null) => true,
        Some(Json::String(text)) => text.is_empty(),
        Some(Json::Number(number)) => number.as_f64() == Some(0.0),
        Some(Json::Array(items)) => items.is_empty(),
        Some(Json::Bool(_) | Json::Object(_)) => false,
    }
}

/// A thing of a list that an account has, with what it lacks of it; none where it lacks nothing. The whole thing is written:
/// nobody says whether what is left out of it would stay.
fn filled(item: &Map<String, Json>, known: &Json) -> Option<Map<String, Json>> {
    // A photo or a contact that is there stays as it is.
    if item.values().any(Json::is_object) {
        return None;
    }
    let mut filled = item.clone();
    let mut lacks = false;
    for (name, value) in &mut filled {
        match member(known, name) {
            Some(has) if !is_absent(Some(has)) => *value = has.clone(),
            has => lacks |= !same(value, has),
        }
    }
    lacks.then_some(filled)
}

/// A member of an answer, whose names begin small.
fn member<'j>(have: &'j Json, name: &str) -> Option<&'j Json> {
    let mut letters = name.chars();
    let first = letters.next()?.to_ascii_lowercase();
    have.get(format!("{first}{}", letters.as_str()))
}

fn same_at(item: &Map<String, Json>, known: &Json, key: &[&str]) -> bool {
    let Some((first, rest)) = key.split_first() else { return false };
    let (mut wanted, mut have) = (item.get(*first), member(known, first));
    for name in rest {
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

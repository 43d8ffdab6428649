//! Traps: what real feeds do to a reader, put into composed records by hand, each under a name.
//!
//! **Invariant:** the name says what the trap is, and no head has a name twice.

pub(crate) mod api_v3;
mod cells;
pub(crate) mod cotes_d_armor;
pub(crate) mod cotes_d_armor_v3;
pub(crate) mod dordogne;
pub(crate) mod landes;
pub(crate) mod lot;
pub(crate) mod lourdes;
pub(crate) mod marne;
pub(crate) mod pyrenees_atlantiques;
mod sirtaqui;

use super::bordereau::Bordereau;
use super::fields::Fields;
use super::head::Language;
use super::value::Value;

/// One of them. A number behind the last record of the head makes a record more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trap {
    /// In the feed of which bordereau.
    pub(crate) bordereau: Bordereau,
    /// In which record, from 1.
    pub(crate) record: u64,
    /// What it is.
    pub(crate) name: &'static str,
    /// What is done to the record.
    change: fn(&mut Fields),
    /// In which languages; nothing for all.
    language: Option<Language>,
}

/// A trap of the feed in French.
pub(crate) const fn trap(
    bordereau: Bordereau,
    record: u64,
    name: &'static str,
    change: fn(&mut Fields),
) -> Trap {
    Trap { bordereau, record, name, change, language: Some(Language::French) }
}

impl Trap {
    /// The same in all languages: ids and what else no translation changes.
    pub(crate) const fn in_all_languages(mut self) -> Self {
        self.language = None;
        self
    }

    /// In the feed of one language only.
    pub(crate) const fn only_in(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// Whether a feed has it.
    pub(crate) fn is_in(&self, bordereau: Bordereau, language: Language) -> bool {
        self.bordereau == bordereau && self.language.is_none_or(|only| only == language)
    }
}

/// A record with the names of its traps.
#[derive(Debug)]
pub(crate) struct Record {
    /// Its id, as its fields have it in the end.
    pub(crate) id: String,
    /// In the order of the feed.
    pub(crate) fields: Fields,
    /// What was done to it.
    pub(crate) traps: Vec<&'static str>,
}

impl Record {
    /// A record after all that is done to it.
    pub(crate) fn new<'a>(mut fields: Fields, traps: impl Iterator<Item = &'a Trap>) -> Self {
        let mut names = Vec::new();
        for trap in traps {
            let before = fields.clone();
            (trap.change)(&mut fields);
            assert!(before != fields, "the trap \"{}\" changes nothing", trap.name);
            names.push(trap.name);
        }
        let id = match fields.get("SyndicObjectID") {
            Some(Value::Text(id)) => id.clone(),
            _ => String::new(),
        };
        Self { id, fields, traps: names }
    }
}

//! `elloha/vocabularies/<name>.yaml`: the codes that a field may hold.

use serde::Deserialize;

use super::yaml::{self, Entries};
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, Sources, Spanned};

/// A list of symbolic codes. elloha's own ids are found from them when an account is written.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The name in the schema and in tables: the file's name without its ending.
    pub name: String,
    /// The codes, in order.
    pub codes: Vec<CodeEntry>,
}

/// A code.
#[derive(Clone, Debug)]
pub struct CodeEntry {
    /// `wifi`
    pub code: Spanned<String>,
    /// What it means, for people.
    pub label: String,
    /// The term that elloha's list has for it, where that is not the label.
    pub term: Option<String>,
    /// What elloha files it under: a category of services, a kind of label.
    pub kind: Option<String>,
    /// The account types or families that have it; empty where all have.
    pub of: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, rename = "about")]
    _about: String,
    codes: Entries<WrittenCode>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCode {
    label: String,
    term: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    of: Vec<String>,
}

impl Vocabulary {
    /// Reads a vocabulary.
    pub fn read(name: &str, sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let codes = written.codes.0.into_iter().map(|(code, written)| CodeEntry {
            code: yaml::name(file, code),
            label: written.label,
            term: written.term,
            kind: written.kind,
            of: written.of,
        });
        Some(Self { name: name.to_owned(), codes: codes.collect() })
    }

    /// Whether the code exists.
    pub fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|entry| entry.code.value == code)
    }

    /// The codes by name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(|entry| entry.code.value.as_str())
    }
}

//! `tourinsoft/bordereaux.yaml`: the record types, and what they are mistaken for.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Spanned};
use crate::value::{bytes, folded, nearest};

/// The record types.
#[derive(Clone, Debug)]
pub struct Bordereaux {
    /// Their codes, in order.
    pub codes: Vec<Spanned<String>>,
    /// What feeds call them in words, folded, with the code.
    called: Vec<(String, String)>,
    /// Those words as they are written in the file, with the codes: most feeds write them so.
    words: FxHashMap<String, Vec<String>>,
    /// A code that does not exist and the one that is meant: `LAW` is the translation of `LOI`.
    pub mistaken_for: Vec<(String, Spanned<String>)>,
    /// What is said of a code that is none of them.
    pub what: &'static str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    bordereaux: Entries<Names>,
    #[serde(default)]
    mistaken_for: Entries<Placed<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    #[serde(rename = "fr")]
    _fr: String,
    #[serde(rename = "en")]
    _en: String,
    /// What the feeds call it in words; instances differ.
    #[serde(default)]
    called: Vec<String>,
}

/// The record types that are called by some words.
fn codes_of(called: &[(String, String)], words: &str) -> Vec<String> {
    let words = folded(words);
    called.iter().filter(|(known, _)| *known == words).map(|(_, code)| code.clone()).collect()
}

impl Bordereaux {
    /// Reads `bordereaux.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let mut codes = Vec::new();
        let mut called: Vec<(String, String)> = Vec::new();
        let mut words = Vec::new();
        for (code, names) in written.bordereaux.0 {
            let code = yaml::name(file, code);
            words.extend(names.called.iter().cloned());
            called.extend(names.called.iter().map(|name| (folded(name), code.value.clone())));
            codes.push(code);
        }
        let mistaken_for: Vec<(String, Spanned<String>)> = written
            .mistaken_for
            .0
            .into_iter()
            .map(|(wrong, right)| (wrong.value, yaml::name(file, right)))
            .collect();
        for (_, right) in &mistaken_for {
            if !codes.iter().any(|code| code.value == right.value) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownName,
                        right.span,
                        format!("`{}` is no record type of this file", right.value),
                    )
                    .help("name a code that stands under `bordereaux`"),
                );
            }
        }
        let words = words.into_iter().map(|words| {
            let codes = codes_of(&called, &words);
            (words, codes)
        });
        let words = words.collect();
        Some(Self { codes, called, words, mistaken_for, what: "not a bordereau of this information system" })
    }

    /// Record types of another kind than those of an information system: no feed calls them by other words.
    pub fn of(codes: Vec<Spanned<String>>, what: &'static str) -> Self {
        Self { codes, called: Vec::new(), words: FxHashMap::default(), mistaken_for: Vec::new(), what }
    }

    /// Whether the code exists.
    pub fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known.value == code)
    }

    /// The record types that feeds call by these words; none where nobody knows them.
    pub fn called(&self, words: &str) -> Cow<'_, [String]> {
        match self.words.get(words) {
            Some(codes) => Cow::Borrowed(codes),
            None if words.is_empty() => Cow::Borrowed(&[]),
            None => Cow::Owned(codes_of(&self.called, words)),
        }
    }

    /// The record type that an id begins with.
    pub fn of_id(&self, id: &str) -> Option<&str> {
        let codes = self.codes.iter().map(|code| code.value.as_str());
        codes.filter(|code| bytes::starts_with(id.as_bytes(), code.as_bytes())).max_by_key(|code| code.len())
    }

    /// The code that was probably meant.
    pub fn meant(&self, code: &str) -> Option<&str> {
        let capitals = code.to_uppercase();
        let mistaken = self.mistaken_for.iter().find(|(wrong, _)| *wrong == capitals);
        mistaken
            .map(|(_, right)| right.value.as_str())
            .or_else(|| nearest(code, self.codes.iter().map(|code| code.value.as_str())))
    }
}

//! `tourinsoft/bordereaux.yaml`: the record types, and what they are mistaken for.

use serde::Deserialize;

use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Spanned};
use crate::value::nearest;

/// The record types.
#[derive(Clone, Debug)]
pub struct Bordereaux {
    /// Their codes, in order.
    pub codes: Vec<Spanned<String>>,
    /// A code that does not exist and the one that is meant: `LAW` is the translation of `LOI`.
    pub mistaken_for: Vec<(String, Spanned<String>)>,
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
}

impl Bordereaux {
    /// Reads `bordereaux.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let codes: Vec<Spanned<String>> =
            written.bordereaux.0.into_iter().map(|(code, _)| yaml::name(file, code)).collect();
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
        Some(Self { codes, mistaken_for })
    }

    /// Whether the code exists.
    pub fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known.value == code)
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

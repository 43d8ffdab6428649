//! `elloha/types.yaml`: what accounts there are.

use serde::Deserialize;

use super::yaml::{self, Entries};
use super::{CodeEntry, Vocabulary};
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, Sources, Spanned};

/// The account types, and the sub-types of some.
#[derive(Clone, Debug)]
pub struct AccountTypes {
    /// The types.
    pub types: Vec<AccountType>,
    /// The codes of `type`.
    pub vocabulary: Vocabulary,
    /// The codes of `subType`.
    pub sub_vocabulary: Vocabulary,
}

/// A type of account. It can never be changed once the account exists.
#[derive(Clone, Debug)]
pub struct AccountType {
    /// `Hotel`
    pub code: Spanned<String>,
    /// Its name for people.
    pub label: String,
    /// Its family: accommodation, activity, restaurant, business.
    pub family: String,
    /// Whether a cold record can be turned into an account of it.
    pub convertible: bool,
    /// Why not.
    pub because: Option<String>,
    /// Whether the counter ALOA may sell accounts of it, if their owners wish so.
    pub aloa: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    types: Entries<WrittenType>,
    #[serde(default, rename = "subTypes")]
    sub_types: Entries<WrittenSubType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenType {
    label: String,
    family: String,
    convertible: bool,
    because: Option<String>,
    #[serde(default)]
    aloa: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSubType {
    label: String,
    of: Vec<String>,
}

impl AccountTypes {
    /// Reads `types.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let types: Vec<AccountType> = written
            .types
            .0
            .into_iter()
            .map(|(code, written)| AccountType {
                code: yaml::name(file, code),
                label: written.label,
                family: written.family,
                convertible: written.convertible,
                because: written.because,
                aloa: written.aloa,
            })
            .collect();
        let codes = types.iter().map(|ty| CodeEntry {
            code: ty.code.clone(),
            label: ty.label.clone(),
            term: None,
            kind: Some(ty.family.clone()),
            of: Vec::new(),
        });
        let vocabulary = Vocabulary { name: "types".to_owned(), codes: codes.collect() };
        let sub_codes = written.sub_types.0.into_iter().map(|(code, written)| CodeEntry {
            code: yaml::name(file, code),
            label: written.label,
            term: None,
            kind: Some(written.of.join(", ")),
            of: written.of,
        });
        let sub_vocabulary = Vocabulary { name: "subTypes".to_owned(), codes: sub_codes.collect() };
        Some(Self { types, vocabulary, sub_vocabulary })
    }
}

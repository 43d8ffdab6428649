//! `tourinsoft/exclusions.yaml`: record types that never become accounts.
//!
//! Source: the specification of the Tourinsoft connector names ORG (cannot become an account) and FMA (too many).

use serde::Deserialize;

use super::yaml::{self, Entries, Placed};
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, Sources, Spanned};

/// The excluded record types.
#[derive(Clone, Debug)]
pub struct Exclusions {
    /// In the order of the file.
    pub all: Vec<Exclusion>,
    /// What is done with records whose id begins with no known record type; without it they are told only.
    pub unknown: Option<Exclusion>,
}

/// An excluded record type.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// `ORG`
    pub record_type: Spanned<String>,
    /// Why, as a code.
    pub reason: ExclusionReason,
    /// Why, for people.
    pub because: String,
}

/// Why a record type is excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionReason {
    /// No account can be made of it.
    IncompatibleType,
    /// They would weigh down the catalogue.
    TooManyRecords,
    /// Another connector brings it.
    ReservedConnector,
    /// Nothing says what it is.
    UnknownType,
}

impl ExclusionReason {
    /// As it is written in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::IncompatibleType => "incompatible_type",
            Self::TooManyRecords => "too_many_records",
            Self::ReservedConnector => "reserved_connector",
            Self::UnknownType => "unknown_type",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    exclusions: Entries<WrittenExclusion>,
    unknown: Option<Placed<WrittenExclusion>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenExclusion {
    reason: ExclusionReason,
    because: String,
}

impl Exclusions {
    /// Reads `exclusions.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let all = written.exclusions.0.into_iter().map(|(code, written)| Exclusion {
            record_type: yaml::name(file, code),
            reason: written.reason,
            because: written.because,
        });
        let all = all.collect();
        let unknown = written.unknown.map(|written| {
            let yaml = yaml::place(file, written);
            let record_type = Spanned::new("unknown".to_owned(), yaml.span);
            Exclusion { record_type, reason: yaml.value.reason, because: yaml.value.because }
        });
        Some(Self { all, unknown })
    }

    /// The exclusion of a record type.
    pub fn of(&self, record_type: &str) -> Option<&Exclusion> {
        self.all.iter().find(|exclusion| exclusion.record_type.value == record_type)
    }
}

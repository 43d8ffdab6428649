//! `tourinsoft/sit.yaml`: what every feed of the information system has in common.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::yaml;
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, Sources};

/// The information system.
#[derive(Clone, Debug)]
pub struct Sit {
    /// The field that identifies a record: `SyndicObjectID`.
    pub id: String,
    /// The field that says when a record was changed: `Updated`.
    pub updated: String,
    /// The field in which the information system names the type of a record, for people: `ObjectTypeName`.
    pub type_name: Option<String>,
    /// Fields that the engine itself reads or that say nothing of the offer: never uncovered.
    pub engine_fields: Vec<String>,
    /// Members of collections that say nothing of the offer, by name.
    pub noise: BTreeSet<String>,
    /// The same, by patterns with `*`.
    pub noise_patterns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    updated: String,
    type_name: Option<String>,
    engine_fields: Vec<String>,
    #[serde(default)]
    noise: Vec<String>,
}

impl Sit {
    /// Reads `sit.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let Written { id, updated, type_name, engine_fields, noise } = written;
        let (noise_patterns, noise) =
            noise.into_iter().partition::<Vec<String>, _>(|name| name.contains('*'));
        let noise = noise.into_iter().collect();
        Some(Self { id, updated, type_name, engine_fields, noise, noise_patterns })
    }
}

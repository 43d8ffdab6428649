//! All manifests of a pack that a head relies on.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{AccountTypes, Bordereaux, Exclusions, Layouts, Platform, Schema, Sit, Table, Vocabulary};
use crate::source::Spanned;

/// What is common to the heads of a pack, and the tables in the reach of one head.
#[derive(Clone, Debug)]
pub struct Pack {
    /// `elloha/account.yaml`
    pub schema: Schema,
    /// Schemas of record types that do not become accounts, by type: `aloa/offer.yaml`, where a channel is checked.
    pub offers: Vec<(Spanned<String>, Schema)>,
    /// `elloha/types.yaml`
    pub types: AccountTypes,
    /// `elloha/platform.yaml`, where there is one.
    pub platform: Option<Platform>,
    /// `elloha/vocabularies/*.yaml`, by name.
    pub vocabularies: BTreeMap<String, Vocabulary>,
    /// `tourinsoft/sit.yaml`
    pub sit: Sit,
    /// `tourinsoft/bordereaux.yaml`
    pub bordereaux: Bordereaux,
    /// `tourinsoft/exclusions.yaml`
    pub exclusions: Exclusions,
    /// `tourinsoft/layouts.yaml`, and those of the head before them.
    pub layouts: Layouts,
    /// The tables by name; those of the head hide those of `tourinsoft`.
    pub tables: BTreeMap<String, Arc<Table>>,
    /// Tables whose files have mistakes, which were reported.
    pub unreadable: Vec<String>,
}

impl Pack {
    /// What a record of a type becomes.
    pub fn schema_of(&self, record_type: &str) -> &Schema {
        let own = self.offers.iter().find(|(code, _)| code.value == record_type);
        own.map_or(&self.schema, |(_, schema)| schema)
    }

    /// The vocabulary of that name; `types` and `subTypes` come from `types.yaml`.
    pub fn vocabulary(&self, name: &str) -> Option<&Vocabulary> {
        match name {
            "types" => Some(&self.types.vocabulary),
            "subTypes" => Some(&self.types.sub_vocabulary),
            other => self.vocabularies.get(other),
        }
    }
}

//! `elloha/platform.yaml`: the ids of elloha's platform that no call of its API lists.

use serde::Deserialize;
use uuid::Uuid;

use super::AccountTypes;
use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Spanned};
use crate::value::nearest;

/// The ids of a platform, by our codes. What its API lists (services, labels, themes, …) is asked for, not written here.
#[derive(Clone, Debug, Default)]
pub struct Platform {
    /// Why and how the ids were made up, where they are not those of elloha: they are sent to no other machine then.
    pub composed: Option<String>,
    /// The ids of account types.
    pub types: Vec<(Spanned<String>, Uuid)>,
    /// The ids of sub-types.
    pub sub_types: Vec<(Spanned<String>, Uuid)>,
    /// The ids of what a capacity counts.
    pub capacity_types: Vec<(Spanned<String>, Uuid)>,
    /// The ids of units.
    pub units: Vec<(Spanned<String>, Uuid)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    composed: Option<String>,
    types: Entries<Placed<String>>,
    #[serde(default, rename = "subTypes")]
    sub_types: Entries<Placed<String>>,
    #[serde(default)]
    capacity_types: Entries<Placed<String>>,
    #[serde(default)]
    units: Entries<Placed<String>>,
}

impl Platform {
    /// Reads `platform.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        Some(Self {
            composed: written.composed,
            types: ids(file, written.types, diagnostics),
            sub_types: ids(file, written.sub_types, diagnostics),
            capacity_types: ids(file, written.capacity_types, diagnostics),
            units: ids(file, written.units, diagnostics),
        })
    }

    /// Compares its names with the types of the pack; `known` gives the codes of a vocabulary, if there is one.
    pub fn compare<'k>(
        &'k self,
        types: &'k AccountTypes,
        known: &dyn Fn(&str) -> Option<Vec<&'k str>>,
        diagnostics: &mut Diagnostics,
    ) {
        let groups = [
            ("an account type", &self.types, Some(types.vocabulary.names().collect())),
            ("a sub-type", &self.sub_types, Some(types.sub_vocabulary.names().collect())),
            ("a code of `capacity_types`", &self.capacity_types, known("capacity_types")),
            ("a code of `units`", &self.units, known("units")),
        ];
        for (what, entries, known) in groups {
            let Some(known): Option<Vec<&str>> = known else { continue };
            for (name, _) in entries.iter().filter(|(name, _)| !known.contains(&name.value.as_str())) {
                let near = nearest(&name.value, known.iter().copied());
                let all = || match known.as_slice() {
                    [] => "there is none: remove it".to_owned(),
                    known => format!("use one of {}", known.join(", ")),
                };
                diagnostics.push(
                    Diagnostic::new(Code::Manifest, name.span, format!("`{}` is not {what}", name.value))
                        .help(near.map_or_else(all, |near| format!("did you mean `{near}`?"))),
                );
            }
        }
    }

    /// The id of an account type.
    pub fn account_type(&self, code: &str) -> Option<Uuid> {
        id(&self.types, code)
    }

    /// The id of a sub-type.
    pub fn sub_type(&self, code: &str) -> Option<Uuid> {
        id(&self.sub_types, code)
    }

    /// The id of what a capacity counts.
    pub fn capacity_type(&self, code: &str) -> Option<Uuid> {
        id(&self.capacity_types, code)
    }

    /// The id of a unit.
    pub fn unit(&self, code: &str) -> Option<Uuid> {
        id(&self.units, code)
    }
}

fn id(entries: &[(Spanned<String>, Uuid)], code: &str) -> Option<Uuid> {
    entries.iter().find(|(name, _)| name.value == code).map(|(_, id)| *id)
}

/// The ids of a group; what is none is reported, and so is one that stands there twice.
fn ids(
    file: FileId,
    written: Entries<Placed<String>>,
    diagnostics: &mut Diagnostics,
) -> Vec<(Spanned<String>, Uuid)> {
    let mut ids: Vec<(Spanned<String>, Uuid)> = Vec::new();
    for (name, written) in written.0 {
        let (name, written) = (yaml::name(file, name), yaml::place(file, written));
        let Some(id) = uuid(&written, diagnostics) else { continue };
        if let Some((other, _)) = ids.iter().find(|(_, known)| *known == id) {
            let told = format!("`{}` has the id of `{}`", name.value, other.value);
            diagnostics.push(
                Diagnostic::new(Code::Manifest, written.span, told)
                    .help("write the id of each of them, or remove one"),
            );
        }
        ids.push((name, id));
    }
    ids
}

/// An id as elloha writes it; what is none is reported.
pub(super) fn uuid(written: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Uuid> {
    let id = Uuid::try_parse(&written.value).ok().filter(|id| !id.is_nil());
    if id.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::Manifest,
                written.span,
                format!("`{}` is no id of elloha's", written.value),
            )
            .help("write it as elloha does, such as `3783af41-fea5-4d8a-86e7-a60e079ae573`"),
        );
    }
    id
}

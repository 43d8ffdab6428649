//! `elloha/account.yaml`: what a record becomes.

use serde::Deserialize;

use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Spanned};
use crate::value::Kind;

/// The schema of a cold record.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its fields, in the order in which they are written.
    pub fields: Vec<Field>,
    /// Groups of which at least one must be complete, or the record is held.
    pub needs_one_of: Vec<Vec<Spanned<String>>>,
    /// Groups that are complete or empty, or the record is held.
    pub together: Vec<Vec<Spanned<String>>>,
    /// Where it is written, below the root of the pack: `elloha/account.yaml`.
    pub place: &'static str,
}

/// A field, or a member of one.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the schema")]
pub struct Field {
    /// Its name.
    pub name: Spanned<String>,
    /// What it holds.
    pub kind: Kind,
    /// Whether it holds several.
    pub list: bool,
    /// Whether a record (or object) cannot be without it.
    pub required: bool,
    /// Whether it is written in several languages.
    pub localized: bool,
    /// The vocabulary of a code.
    pub vocabulary: Option<Spanned<String>>,
    /// The member by which two objects of a list are the same.
    pub key: Option<Spanned<String>>,
    /// Whether the engine numbers the objects of a list, from 1, in `order`.
    pub ordered: bool,
    /// Whether it is what the source holds, unchanged: a rule for it is a field alone.
    pub exact: bool,
    /// The members of an object.
    pub members: Vec<Field>,
    /// What it is, for people.
    pub about: Option<String>,
}

impl Schema {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.value == name)
    }
}

impl Field {
    /// The member of that name.
    pub fn member(&self, name: &str) -> Option<&Field> {
        self.members.iter().find(|member| member.name.value == name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default)]
    needs_one_of: Vec<Vec<Placed<String>>>,
    #[serde(default)]
    together: Vec<Vec<Placed<String>>>,
    fields: Entries<WrittenField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the schema")]
struct WrittenField {
    r#type: Placed<String>,
    #[serde(default)]
    list: bool,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    localized: bool,
    vocabulary: Option<Placed<String>>,
    key: Option<Placed<String>>,
    #[serde(default)]
    ordered: bool,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    members: Entries<WrittenField>,
    about: Option<String>,
}

/// The types of targets that may be `exact`: those that a value of the source is written to as it stands.
const EXACT: &[Kind] = &[Kind::Text, Kind::Integer, Kind::Decimal, Kind::Boolean];

/// The types that may be written in the schema.
const KINDS: &[Kind] = &[
    Kind::Text,
    Kind::Html,
    Kind::Integer,
    Kind::Decimal,
    Kind::Boolean,
    Kind::Date,
    Kind::Time,
    Kind::Money,
    Kind::Url,
    Kind::Email,
    Kind::Phone,
    Kind::Code,
    Kind::Period,
    Kind::Object,
];

impl Schema {
    /// Reads `account.yaml`.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        Some(Self::of(file, written, "elloha/account.yaml", diagnostics))
    }

    /// A schema of a file; `place` is that file, below the root of the pack.
    pub(super) fn of(
        file: FileId,
        written: Written,
        place: &'static str,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let groups = |groups: Vec<Vec<Placed<String>>>| {
            groups
                .into_iter()
                .map(|group| group.into_iter().map(|name| yaml::place(file, name)).collect())
                .collect()
        };
        let schema = Self {
            fields: fields(file, written.fields, diagnostics),
            needs_one_of: groups(written.needs_one_of),
            together: groups(written.together),
            place,
        };
        for member in schema.fields.iter().flat_map(|field| &field.members).filter(|member| member.exact) {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadSchema,
                    member.name.span,
                    format!("`{}`: a member of an object is never `exact`", member.name.value),
                )
                .help("make it a field of the record itself, or leave `exact` out"),
            );
        }
        for name in schema.needs_one_of.iter().chain(&schema.together).flatten() {
            if schema.field(&name.value).is_none() {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownName,
                        name.span,
                        format!("`{}` is no field of this schema", name.value),
                    )
                    .help("name a field that stands under `fields`"),
                );
            }
        }
        schema
    }
}

fn fields(file: FileId, written: Entries<WrittenField>, diagnostics: &mut Diagnostics) -> Vec<Field> {
    written.0.into_iter().map(|(name, written)| field(file, name, written, diagnostics)).collect()
}

fn field(file: FileId, name: Placed<String>, written: WrittenField, diagnostics: &mut Diagnostics) -> Field {
    let ty = yaml::place(file, written.r#type);
    let kind = KINDS.iter().copied().find(|kind| kind.word() == ty.value).unwrap_or_else(|| {
        let allowed = KINDS.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ");
        diagnostics.push(
            Diagnostic::new(Code::BadSchema, ty.span, format!("`{}` is no type", ty.value))
                .help(format!("expected one of {allowed}")),
        );
        Kind::Unknown
    });
    let field = Field {
        name: yaml::name(file, name),
        kind,
        list: written.list,
        required: written.required,
        localized: written.localized,
        vocabulary: written.vocabulary.map(|name| yaml::place(file, name)),
        key: written.key.map(|name| yaml::place(file, name)),
        ordered: written.ordered,
        exact: written.exact,
        members: fields(file, written.members, diagnostics),
        about: written.about,
    };
    let wrong = if (field.kind == Kind::Code) != field.vocabulary.is_some() && field.kind != Kind::Unknown {
        Some("`type: code` needs `vocabulary`, and no other type has one")
    } else if (field.kind == Kind::Object) == field.members.is_empty() && field.kind != Kind::Unknown {
        Some("`type: object` needs `members`, and no other type has them")
    } else if field.key.as_ref().is_some_and(|key| field.member(&key.value).is_none()) {
        Some("`key` is not one of the members")
    } else if field.ordered && !(field.list && field.kind == Kind::Object) {
        Some("`ordered` is for lists of objects only")
    } else if field.exact && (field.list || field.localized || !EXACT.contains(&field.kind)) {
        Some("`exact` is for one text, integer, decimal or boolean, in one language")
    } else {
        None
    };
    if let Some(wrong) = wrong {
        diagnostics.push(
            Diagnostic::new(Code::BadSchema, field.name.span, format!("`{}`: {wrong}", field.name.value))
                .help("correct the field, or compare it with its neighbours"),
        );
    }
    field
}

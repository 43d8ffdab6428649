//! An explanation, in the form in which it is told and written.

use serde::Serialize;
use serde_json::Value as Json;

/// What became of a record, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    /// The version of this form.
    pub schema: u32,
    /// Its id.
    pub record: String,
    /// `DEG`
    pub bordereau: String,
    /// `imported`, `held`, `excluded`
    pub outcome: &'static str,
    /// The account type.
    #[serde(rename = "type")]
    pub account_type: Option<String>,
    /// What went wrong, as a report tells it.
    pub faults: Vec<Told>,
    /// The fields that have rules, in the order of the schema; none for an excluded record.
    pub fields: Vec<Field>,
    /// The fields of the schema that no rule fills.
    pub without_rule: Vec<String>,
}

/// A fault.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// `hold`, `exclude`, `warn`, `note`
    pub kind: &'static str,
    /// `path:line` of the rule.
    pub rule: Option<String>,
    /// The field.
    pub field: String,
    /// What it holds.
    pub raw: String,
    /// Why.
    pub because: String,
    /// More of it.
    pub detail: Option<String>,
}

/// A field of the account.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// `title`
    pub target: String,
    /// Its value; nothing where it stayed empty.
    pub value: Option<Json>,
    /// What its rules did.
    pub rules: Vec<Did>,
    /// The row of a decision that gives it, or the line of head.yaml that states it, as `path:line`.
    pub decided: Option<String>,
    /// Rules of farther layers that a nearer one replaces, as `path:line`.
    pub replaced: Vec<String>,
}

/// What a rule did.
#[derive(Clone, Debug, Serialize)]
pub struct Did {
    /// `path:line`
    pub rule: String,
    /// What it is for: `photos.url`.
    pub target: String,
    /// The fields that it reads, and what each holds; nothing where the record does not have it.
    pub sources: Vec<Source>,
    /// What happened, in order.
    pub events: Vec<Happened>,
}

/// A field of the record.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Its name.
    pub field: String,
    /// What it holds.
    pub raw: Option<Json>,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Happened {
    /// A step made one value of another.
    Step {
        /// As it is written.
        step: String,
        /// What it was given.
        given: Json,
        /// What it made.
        made: Json,
    },
    /// An object begins for an element of a list.
    Element {
        /// The element.
        element: Json,
    },
    /// A member of the object.
    Member(Did),
    /// The `when` of the rule said no.
    NotApplicable,
    /// The rule came to a value, or to none.
    Settled {
        /// `present`, `missing`, `invalid`, `unknown`
        outcome: &'static str,
        /// The value, or why there is none.
        value: Json,
    },
    /// `use` gave another value.
    Used {
        /// The value.
        value: Json,
    },
}

//! One change: what becomes of one record.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use crate::store::NewRecord;

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is new.
    Create,
    /// Its fields change.
    Change,
    /// It was withdrawn, and is there again.
    Restore,
    /// The feed has it no longer, or the rules exclude it.
    Withdraw,
    /// Its owner has taken it over: what the feed would change is told, and not written.
    Suggestion,
    /// The account stays what it is; only that by which it is known changes.
    Refresh,
}

impl Kind {
    /// As it is shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Restore => "restore",
            Self::Withdraw => "withdraw",
            Self::Suggestion => "suggestion",
            Self::Refresh => "refresh",
        }
    }
}

/// What becomes of one record.
#[derive(Debug, Serialize, Deserialize)]
pub struct Change {
    /// What becomes of it.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// `DEG`
    pub bordereau: String,
    /// The digest of what it is now; none for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Why it is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// What changes, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<FieldChange>,
    /// What it becomes; none for one that is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<NewState>,
}

/// What changes in a field of the account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// What it is; none where it is empty.
    pub old: Option<Json>,
    /// What it becomes; none where it is emptied.
    pub new: Option<Json>,
    /// `path:line` of the rules that give it now.
    pub rules: Vec<String>,
}

/// What a record becomes.
#[derive(Debug, Serialize, Deserialize)]
pub struct NewState {
    /// `Tasting`
    #[serde(rename = "type")]
    pub account_type: String,
    /// Its fields, in the order of the account.
    pub fields: Box<RawValue>,
    /// By field, `path:line` of the rules that gave it.
    pub origins: Box<RawValue>,
    /// The digest of all that the rules read of it.
    pub content: String,
    /// The digest of its type and fields.
    pub account: String,
    /// The digest of the rules.
    pub rules: String,
}

/// The body that owns a record, as the account names it.
#[derive(Default, Deserialize)]
struct Owned {
    structure: Option<Body>,
}

#[derive(Default, Deserialize)]
struct Body {
    id: Option<String>,
    name: Option<String>,
}

/// The id and the name of the body that owns a record, as its fields say.
pub(super) fn owner(fields: &str) -> (Option<String>, Option<String>) {
    let owned: Owned = serde_json::from_str(fields).unwrap_or_default();
    let Body { id, name } = owned.structure.unwrap_or_default();
    (id, name)
}

impl NewState {
    /// As the database takes it.
    pub(super) fn record(&self, id: &str, bordereau: &str) -> NewRecord {
        let (body, body_name) = owner(self.fields.get());
        NewRecord {
            id: id.to_owned(),
            bordereau: bordereau.to_owned(),
            account_type: self.account_type.clone(),
            fields: self.fields.get().to_owned(),
            origins: self.origins.get().to_owned(),
            body,
            body_name,
            content: self.content.clone(),
            account: self.account.clone(),
            rules: self.rules.clone(),
        }
    }
}

//! Two states of an account, field by field.

use serde_json::{Map, Value as Json};

use super::change::FieldChange;

/// The fields that differ, in the order of their names; `rules` says where the rules of a field stand.
pub(super) fn difference(old: &str, new: &str, rules: &dyn Fn(&str) -> Vec<String>) -> Vec<FieldChange> {
    let fields = |text: &str| serde_json::from_str::<Map<String, Json>>(text).unwrap_or_default();
    let (mut old, new) = (fields(old), fields(new));
    let mut changed = Vec::new();
    for (field, new) in new {
        let old = old.remove(&field);
        if old.as_ref() != Some(&new) {
            changed.push(FieldChange { rules: rules(&field), field, old, new: Some(new) });
        }
    }
    for (field, old) in old {
        changed.push(FieldChange { rules: rules(&field), field, old: Some(old), new: None });
    }
    changed.sort_by(|a, b| a.field.cmp(&b.field));
    changed
}

//! What the feed says of accounts that their owners have taken over: told, and never written.

use serde::Serialize;

use super::apply::now;
use super::change::FieldChange;
use super::difference::difference;
use super::error::Error;
use super::history::one_line;
use super::planner::GONE;
use crate::store::{self, Offered, Origin, Store};

/// What the feed suggests for one account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The record.
    pub id: String,
    /// `DEG`
    pub bordereau: String,
    /// Its title, when its owner took it over.
    pub title: String,
    /// The account.
    pub idoi: String,
    /// Whether the feed has the record no longer: that is told, and deletes nothing.
    pub gone: bool,
    /// Whether the feed has the record again, after that it was gone was settled.
    pub back: bool,
    /// What differs, field by field.
    pub changed: Vec<FieldChange>,
}

/// What the feeds of a head suggest: for all accounts, or for one record.
pub fn suggestions(store: &dyn Store, head: &str, id: Option<&str>) -> Result<Vec<Suggestion>, Error> {
    let offered = store.reading(|connection| store::offered(connection, head, id))?;
    Ok(offered.into_iter().filter_map(|offered| suggestion(&offered)).collect())
}

fn suggestion(offered: &Offered) -> Option<Suggestion> {
    let Offered {
        id,
        bordereau,
        idoi,
        fields,
        account,
        offered,
        offered_account,
        origins,
        account_type,
        offered_type,
    } = offered;
    let now = offered_account.as_ref().filter(|now| *now != account)?;
    let gone = now == GONE;
    let origins: serde_json::Map<String, serde_json::Value> =
        origins.as_deref().and_then(|origins| serde_json::from_str(origins).ok()).unwrap_or_default();
    let rules = |field: &str| {
        let rules = origins.get(field).and_then(serde_json::Value::as_array).into_iter().flatten();
        rules.filter_map(|rule| rule.as_str().map(str::to_owned)).collect()
    };
    let back = account == GONE;
    let mut changed = match offered {
        Some(offered) if !gone => difference(fields, offered, &rules),
        Some(_) | None => Vec::new(),
    };
    // The type of an account never changes: that the feed would have another is the first thing to know.
    if let Some(new) = offered_type.as_ref().filter(|new| !gone && *new != account_type) {
        let (old, new) = (Some(account_type.clone().into()), Some(new.clone().into()));
        changed.insert(0, FieldChange { field: "type".to_owned(), old, new, rules: rules("type") });
    }
    let title = serde_json::from_str::<serde_json::Value>(fields)
        .ok()
        .and_then(|fields| fields.get("title")?.as_str().map(str::to_owned));
    // The same fields in another form are no difference.
    (gone || back || !changed.is_empty()).then(|| Suggestion {
        id: id.clone(),
        bordereau: bordereau.clone(),
        title: title.unwrap_or_default(),
        idoi: idoi.clone(),
        gone,
        back,
        changed,
    })
}

/// Writes that somebody has seen to what is suggested for a record, as a run of its own; what that was.
pub fn settle(store: &dyn Store, head: &str, id: &str) -> Result<(i64, Suggestion), Error> {
    let settled = store.writing(|connection| {
        let mut state = store::lock_head(connection, head)?;
        let offered = store::offered(connection, head, Some(id))?;
        let Some((offered, suggestion)) =
            offered.into_iter().find_map(|offered| suggestion(&offered).map(|found| (offered, found)))
        else {
            return Ok(None);
        };
        let was = offered.offered_account.unwrap_or_default();
        store::settle(connection, head, id, &was, GONE)?;
        let about = serde_json::json!({ "changed": suggestion.changed });
        let run = one_line(
            connection,
            head,
            &mut state,
            "suggestions",
            (Origin::Feed, id),
            ("settle", &about),
            &now(),
        )?;
        Ok(Some((run, suggestion)))
    })?;
    settled.ok_or_else(|| {
        Error::Refused(format!(
            "the feed suggests nothing for {id}: `passerelle suggestions {head}` lists what it does"
        ))
    })
}

//! Which records can become accounts, and what each other one lacks.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::duplicates::{self, blocked};
use super::error::Error;
use super::owner::{GivenOwner, owner};
use crate::elloha::{Cold, Owner};
use crate::manifest::Pack;
use crate::store::{self, Store, Stored};

/// A record, and what it lacks to become an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// The record.
    pub id: String,
    /// `feed` or `hand`.
    pub origin: String,
    /// `DEG`
    pub bordereau: String,
    /// Its account type.
    #[serde(rename = "type")]
    pub account_type: String,
    /// Its title.
    pub title: String,
    /// What it lacks; nothing where it is ready.
    pub lacks: Vec<Lack>,
    /// Whether its account was begun and is not finished.
    pub begun: bool,
}

/// What a record lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lack {
    /// `owner`, `type`, `duplicate`, `id`: what kind of thing.
    pub kind: &'static str,
    /// What it is, for people.
    pub what: String,
}

/// A live record, ready or not.
pub(super) struct Judged {
    pub(super) stored: Stored,
    pub(super) fields: Map<String, Json>,
    pub(super) owner: Option<Owner>,
    pub(super) lacks: Vec<Lack>,
}

/// Which live records of a head are ready, and what each other one lacks; those that are accounts already are left out.
pub fn readiness(store: &dyn Store, head: &str, pack: &Pack) -> Result<Vec<Readiness>, Error> {
    let pairs = duplicates::duplicates(store, head, &pack.types)?;
    let blocked = blocked(&pairs, head);
    let (records, begun) = store.reading(|connection| {
        Ok((store::stored(connection, head, None, None)?, store::transforms(connection, head, None)?))
    })?;
    let live = records.into_iter().filter(|stored| stored.live && stored.taken_over.is_none());
    let judged = live.map(|stored| {
        let Judged { stored, fields, lacks, .. } = judge(stored, pack, &GivenOwner::default(), &blocked);
        let begun = begun.iter().any(|one| one.id == stored.record.id && one.origin == stored.origin);
        let title = fields.get("title").and_then(Json::as_str).unwrap_or_default().to_owned();
        Readiness {
            id: stored.record.id,
            origin: stored.origin,
            bordereau: stored.record.bordereau,
            account_type: stored.record.account_type,
            title,
            lacks,
            begun,
        }
    });
    Ok(judged.collect())
}

/// What a record lacks, when somebody says so much of its owner.
pub(super) fn judge(
    stored: Stored,
    pack: &Pack,
    given: &GivenOwner,
    blocked: &BTreeMap<(String, String), String>,
) -> Judged {
    let fields: Map<String, Json> = serde_json::from_str(&stored.record.fields).unwrap_or_default();
    let mut lacks = Vec::new();
    let code = stored.record.account_type.as_str();
    let account_type = pack.types.types.iter().find(|one| one.code.value == code);
    let lack = |kind: &'static str, what: String| Lack { kind, what };
    match account_type {
        None => lacks.push(lack("type", format!("a type that there is: `{code}` is none"))),
        Some(found) if !found.convertible => {
            let because = found.because.as_deref().unwrap_or("elloha does not convert it");
            lacks.push(lack("type", format!("a type that can become an account: {code} is {because}")));
        }
        Some(_) => {
            let id = pack.platform.as_ref().and_then(|platform| platform.account_type(code));
            if id.is_none() {
                lacks.push(lack("id", format!("elloha's id of the type {code}, in elloha/platform.yaml")));
            }
        }
    }
    let place = (stored.origin.clone(), stored.record.id.clone());
    lacks.extend(blocked.get(&place).map(|why| lack("duplicate", format!("a decision: {why}"))));
    let cold = Cold { id: &stored.record.id, account_type: code, fields: &fields };
    let owner = match owner(&cold, given) {
        Ok(owner) => Some(owner),
        Err(missing) => {
            lacks.extend(missing.into_iter().map(|what| lack("owner", what)));
            None
        }
    };
    Judged { stored, fields, owner, lacks }
}

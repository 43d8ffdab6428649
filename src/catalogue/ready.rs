//! Which records can become accounts, and what each other one lacks.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::duplicates::{self, blocked};
use super::error::Error;
use super::owner::{GivenOwner, known, owner};
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
    /// Whether its account was begun and is not finished: then it lacks nothing, whatever the record says.
    pub begun: bool,
    /// What the record says of its owner.
    pub owner: GivenOwner,
}

impl Readiness {
    /// Whether somebody who knows the owner can make its account.
    pub fn needs_only_an_owner(&self) -> bool {
        !self.lacks.is_empty() && self.lacks.iter().all(|lack| lack.kind == "owner")
    }
}

/// What a record lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lack {
    /// `owner`, `type`, `duplicate`, `id`: what kind of thing.
    pub kind: &'static str,
    /// What it is, in a few words: many records lack the same.
    pub short: String,
    /// What is found and what to do.
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
/// `given` is what somebody says of owners, by record.
pub fn readiness(
    store: &dyn Store,
    head: &str,
    pack: &Pack,
    given: &BTreeMap<String, GivenOwner>,
) -> Result<Vec<Readiness>, Error> {
    let pairs = duplicates::duplicates(store, head, &pack.types)?;
    let blocked = blocked(&pairs, head);
    let (records, begun) = store.reading(|connection| {
        Ok((store::stored(connection, head, None, None)?, store::transforms(connection, head, None)?))
    })?;
    let live = records.into_iter().filter(|stored| stored.live && stored.taken_over.is_none());
    let judged = live.map(|stored| {
        let said = given.get(&stored.record.id);
        let Judged { stored, fields, mut lacks, .. } = judge(stored, pack, said, &blocked);
        let begun = begun.iter().any(|one| one.id == stored.record.id && one.origin == stored.origin);
        if begun {
            lacks.clear();
        }
        let title = fields.get("title").and_then(Json::as_str).unwrap_or_default().to_owned();
        let cold = Cold { id: &stored.record.id, account_type: &stored.record.account_type, fields: &fields };
        let owner = known(&cold);
        Readiness {
            id: stored.record.id,
            origin: stored.origin,
            bordereau: stored.record.bordereau,
            account_type: stored.record.account_type,
            title,
            lacks,
            begun,
            owner,
        }
    });
    Ok(judged.collect())
}

/// What a record lacks, when somebody says so much of its owner.
pub(super) fn judge(
    stored: Stored,
    pack: &Pack,
    given: Option<&GivenOwner>,
    blocked: &BTreeMap<(String, String), String>,
) -> Judged {
    let fields: Map<String, Json> = serde_json::from_str(&stored.record.fields).unwrap_or_default();
    let mut lacks = Vec::new();
    let code = stored.record.account_type.as_str();
    let account_type = pack.types.types.iter().find(|one| one.code.value == code);
    let lack = |kind: &'static str, short: String, what: String| Lack { kind, short, what };
    match account_type {
        None => {
            let told =
                format!("`{code}` is no account type any more: mend the rules, and take the feed in again");
            lacks.push(lack("type", "a type that there is".to_owned(), told));
        }
        Some(found) if !found.convertible => {
            let because = found.because.as_deref().unwrap_or("not converted by elloha");
            let told = format!("a record of type {code} cannot become an account: {because}");
            lacks.push(lack("type", format!("another type: {code} is {because}"), told));
        }
        Some(_) => {
            let id = pack.platform.as_ref().and_then(|platform| platform.account_type(code));
            if id.is_none() {
                let short = format!("elloha's id of the type {code}");
                let told = format!("{short} is not in elloha/platform.yaml: ask elloha for it");
                lacks.push(lack("id", short, told));
            }
        }
    }
    let place = (stored.origin.clone(), stored.record.id.clone());
    let decision =
        |why: &String| lack("duplicate", "a decision: it seems to be another record".to_owned(), why.clone());
    lacks.extend(blocked.get(&place).map(decision));
    let cold = Cold { id: &stored.record.id, account_type: code, fields: &fields };
    let owner = match owner(&cold, given.unwrap_or(&GivenOwner::default())) {
        Ok(owner) => Some(owner),
        Err(missing) => {
            lacks.extend(missing);
            None
        }
    };
    Judged { stored, fields, owner, lacks }
}

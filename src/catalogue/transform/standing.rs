//! What the catalogue has of a record, and whether it may become an account: all that is asked before anything is sent.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{Became, Transformer};
use crate::catalogue::error::Error;
use crate::catalogue::owner::GivenOwner;
use crate::catalogue::ready::{Judged, Lack, judge};
use crate::catalogue::{duplicates, may_transform};
use crate::elloha::Owner;
use crate::store::{self, Stored};
use crate::value::nearest;

/// What the catalogue has under an id.
pub(super) enum Found {
    /// A record that is no account yet.
    Record(Box<Stored>),
    /// One that is.
    Account { stored: Box<Stored>, since: String },
    /// None that is meant, and why.
    None(String),
}

/// How a record stands before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can become an account, or its account was begun.
    Ready,
    /// It is one.
    Already,
    /// It lacks something.
    Lacks(Vec<String>),
}

/// A record that may become an account.
pub(super) struct Cleared {
    pub(super) stored: Stored,
    pub(super) fields: Map<String, Json>,
    pub(super) owner: Owner,
}

impl Transformer<'_> {
    /// The record of an id.
    pub(super) fn find(&self, id: &str) -> Result<Found, Error> {
        let name = self.name();
        let (found, begun) = self.store.reading(|connection| {
            Ok((
                store::stored(connection, name, None, Some(id))?,
                store::transforms(connection, name, Some(id))?,
            ))
        })?;
        if let Some(taken) = found.iter().find(|stored| stored.taken_over.is_some()) {
            let since = taken.taken_over.clone().unwrap_or_default();
            return Ok(Found::Account { stored: Box::new(taken.clone()), since });
        }
        let is_begun = |stored: &Stored| begun.iter().any(|one| one.origin == stored.origin);
        let is_gone = found.iter().any(|stored| !stored.live);
        let mut found: Vec<Stored> =
            found.into_iter().filter(|stored| stored.live || is_begun(stored)).collect();
        if found.len() > 1 {
            found.retain(is_begun);
            if found.len() != 1 {
                return Ok(Found::None(format!(
                    "it is there twice, from its feed and by hand: `passerelle record remove {name} {id}` removes the latter"
                )));
            }
        }
        Ok(match found.pop() {
            Some(stored) => Found::Record(Box::new(stored)),
            None if is_gone => Found::None("the feed has it no longer, and it was withdrawn".to_owned()),
            None => Found::None(self.near(id)?),
        })
    }

    /// What to say of an id that no record has.
    fn near(&self, id: &str) -> Result<String, Error> {
        let name = self.name();
        let all = self.store.reading(store::compared)?;
        let same = |one: &&store::Compared| one.id.eq_ignore_ascii_case(id);
        let own = all.iter().filter(same).find(|one| one.head == name);
        if let Some(own) = own {
            return Ok(format!("head {name} has no such record; did you mean {}?", own.id));
        }
        if let Some(other) = all.iter().find(same) {
            return Ok(format!(
                "head {name} has no such record, and head {} has: name that head",
                other.head
            ));
        }
        let near = nearest(id, all.iter().filter(|one| one.head == name).map(|one| one.id.as_str()));
        let near = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
        Ok(format!(
            "the catalogue of head {name} has no such record{near}; one that is held or excluded is not in it: \
             `passerelle explain {name} {id}` tells"
        ))
    }

    /// How a record stands, before anything is sent.
    pub fn standing(&self, id: &str, given: &GivenOwner) -> Result<Standing, Error> {
        let begun = self.store.reading(|connection| store::transforms(connection, self.name(), Some(id)))?;
        if let Some(begun) = begun.first() {
            let differs = self.differs(begun, given);
            return Ok(differs.map_or(Standing::Ready, |why| Standing::Lacks(vec![why])));
        }
        Ok(match self.clear(id, given)? {
            Ok(_) => Standing::Ready,
            Err(Became::Already { .. }) => Standing::Already,
            Err(Became::Refused(why)) => Standing::Lacks(why),
            Err(Became::Held(why)) => Standing::Lacks(vec![why]),
            Err(Became::Account { .. }) => Standing::Already,
        })
    }

    /// Whether a record may become an account now, and of whom.
    pub(super) fn clear(&self, id: &str, given: &GivenOwner) -> Result<Result<Cleared, Became>, Error> {
        let stored = match self.find(id)? {
            Found::Record(stored) => *stored,
            Found::Account { stored, since } => {
                let idoi = self.account_of(&stored)?.map(|one| one.idoi).unwrap_or_default();
                return Ok(Err(Became::Already { idoi, since }));
            }
            Found::None(why) => return Ok(Err(Became::Refused(vec![why]))),
        };
        if let Err(why) = may_transform(self.actor, self.head, stored.record.body.as_deref(), self.heads) {
            return Ok(Err(Became::Refused(vec![why])));
        }
        let blocked: BTreeMap<(String, String), String> = duplicates::blocked(self.pairs, self.name());
        let Judged { stored, fields, owner, lacks } = judge(stored, self.pack, Some(given), &blocked);
        match owner.filter(|_| lacks.is_empty()) {
            Some(owner) => Ok(Ok(Cleared { stored, fields, owner })),
            None => Ok(Err(Became::Refused(lacks.into_iter().map(|Lack { what, .. }| what).collect()))),
        }
    }

    /// The account that a record has become.
    pub(super) fn account_of(&self, stored: &Stored) -> Result<Option<store::Account>, Error> {
        let accounts = self.store.reading(|connection| store::accounts(connection, self.name()))?;
        Ok(accounts.into_iter().find(|one| one.id == stored.record.id && one.origin == stored.origin))
    }
}

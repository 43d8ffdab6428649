//! A cold record becomes an account: created, found, described, and handed over to its owner.
//!
//! elloha says only whether it created an account, so each step is written down before the next one goes out, and what
//! nobody knows the outcome of is looked up before it is sent again:
//!
//! | before the call | the call | where nobody knows what became of it |
//! |---|---|---|
//! | `asked` | `POST /Product` | the account is looked for by external id, then by e-mail; only where elloha has neither is it sent again |
//! | `made` | the list of accounts | one is found, or the record waits; where two match a person decides |
//! | `found` | `PUT /Product`, `PUT /Product/OpeningHours` | the account is read, and what it lacks is sent |
//!
//! **Invariant:** one account a record, whatever stops the process between two calls.
//! **Invariant:** a description is sent under the login of the account itself, once that has said which account it is: a
//! call under the head's login would describe the head.

mod record;
mod requests;
mod standing;
mod travel;

use serde_json::json;

use super::apply::now;
use super::duplicates::Pair;
use super::error::Error;
use super::history::one_line;
use super::owner::{self, GivenOwner};
use super::planner::GONE;
use crate::elloha::{Client, Cold, CreateAccount, LeftOut, Listed, Lists, Secret, Session};
use crate::manifest::{Head, Pack};
use crate::store::{self, Origin, Stage, Store, TakenOver, Transform};
pub use requests::Requests;
pub use standing::Standing;
use standing::{Cleared, Found};
use travel::Travel;

/// What a run says that finds another one on its way.
const ANOTHER: &str = "another run is making its account: look again later";

/// A name for a run that no other one has.
fn holder() -> Result<String, Error> {
    Ok(Secret::random()?.expose().to_owned())
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// An account, which its owner has now.
    Account {
        /// Its id.
        idoi: String,
        /// The run that wrote it.
        run: i64,
        /// What elloha could not take.
        left_out: Vec<LeftOut>,
    },
    /// It was one before.
    Already {
        /// Its id.
        idoi: String,
        /// Since when.
        since: String,
    },
    /// Nothing: it lacks something, or elloha refuses.
    Refused(Vec<String>),
    /// It waits for a person, or for elloha: the same command goes on where it is.
    Held(String),
}

/// Turns records of a head into accounts.
pub struct Transformer<'t> {
    /// The catalogue.
    pub store: &'t dyn Store,
    /// The pack.
    pub pack: &'t Pack,
    /// The head.
    pub head: &'t Head,
    /// All heads of the pack.
    pub heads: &'t [Head],
    /// The login that acts.
    pub actor: &'t str,
    /// The candidates for duplicates in which the head has a part.
    pub pairs: &'t [Pair],
}

impl Transformer<'_> {
    fn name(&self) -> &str {
        &self.head.head.value
    }

    /// Makes an account of a record, or goes on where an earlier run was stopped.
    pub fn transform(
        &self,
        (client, lists): (&Client, &Lists),
        session: &mut Session,
        id: &str,
        given: &GivenOwner,
    ) -> Result<Became, Error> {
        session.fresh();
        let begun = self.store.reading(|connection| store::transforms(connection, self.name(), Some(id)))?;
        let mut live = true;
        let (begun, is_new) = match begun.into_iter().next() {
            Some(mut begun) => {
                if let Some(why) = self.differs(&begun, given) {
                    return Ok(Became::Refused(vec![why]));
                }
                match self.find(id)? {
                    Found::Record(stored) => live = stored.live,
                    Found::Account { .. } | Found::None(_) => {
                        return Ok(Became::Held(
                            "it was begun, and the catalogue has it no longer".to_owned(),
                        ));
                    }
                }
                begun.holder = holder()?;
                let claimed = self.store.writing(|connection| {
                    store::claim_transform(connection, self.name(), &begun, &begun.holder)
                })?;
                if !claimed {
                    return Ok(Became::Held(ANOTHER.to_owned()));
                }
                (begun, false)
            }
            None => {
                let cleared = match self.clear(id, given)? {
                    Ok(cleared) => cleared,
                    Err(became) => return Ok(became),
                };
                match self.set_out(lists, session, cleared)? {
                    Ok(begun) => (begun, true),
                    Err(became) => return Ok(became),
                }
            }
        };
        Travel { of: self, client, lists, begun, live }.on(session, is_new)
    }

    /// Why a record that set out with one owner cannot go on with another.
    fn differs(&self, begun: &Transform, given: &GivenOwner) -> Option<String> {
        let stored =
            self.store.reading(|connection| store::stored(connection, self.name(), None, Some(&begun.id)));
        let body = stored.ok().and_then(|found| found.into_iter().find_map(|stored| stored.record.body));
        if let Err(why) = super::may_transform(self.actor, self.head, body.as_deref(), self.heads) {
            return Some(why);
        }
        if given.is_empty() {
            return None;
        }
        let known = owner::of_json(&begun.owner);
        let other = |given: &Option<String>, known: &str| given.as_ref().is_some_and(|given| given != known);
        let mobile = given.mobile.as_deref().and_then(|text| crate::functions::telephone(text).ok());
        let differs = other(&given.first, &known.first)
            || other(&given.last, &known.last)
            || other(&given.email, &known.email)
            || mobile.is_some_and(|mobile| mobile.e164 != known.mobile);
        differs.then(|| {
            format!(
                "its account was begun on {} for {} {} <{}>: run the command without --owner to go on with that, or \
                 record the account by --idoi",
                begun.began, known.first, known.last, known.email
            )
        })
    }

    /// Looks whether elloha has the owner or the record already, and writes that the record sets out.
    fn set_out(
        &self,
        lists: &Lists,
        session: &mut Session,
        cleared: Cleared,
    ) -> Result<Result<Transform, Became>, Error> {
        let Cleared { stored, fields, owner } = cleared;
        let (id, name) = (stored.record.id.as_str(), self.name());
        let cold = Cold { id, account_type: &stored.record.account_type, fields: &fields };
        if let Err(missing) = CreateAccount::of(&cold, &owner, self.pack, lists) {
            return Ok(Err(Became::Refused(missing)));
        }
        let found = session.accounts_of(id, &owner.email)?;
        let known: Vec<&Listed> =
            found.iter().filter(|account| account.ext_id.as_deref() == Some(id)).collect();
        if let Some(account) = known.first() {
            return Ok(Err(Became::Held(format!(
                "elloha has an account of this record already, {}: if it is the right one, record it with \
                 `passerelle transform {name} {id} --idoi {}`",
                account.id_oi, account.id_oi
            ))));
        }
        if !found.is_empty() || session.already_exists(&owner.email)? {
            return Ok(Err(Became::Refused(vec![format!(
                "its owner's e-mail is the login of another account or user already: take another one, or, if that \
                 account is theirs, record it with `passerelle transform {name} {id} --idoi IDOI`; elloha's support helps \
                 with the idOI"
            )])));
        }
        let begun = Transform {
            id: id.to_owned(),
            origin: stored.origin.clone(),
            stage: Stage::Asked,
            actor: self.actor.to_owned(),
            began: now(),
            account_type: stored.record.account_type.clone(),
            owner: owner::to_json(&owner),
            fields: stored.record.fields.clone(),
            secret: Secret::random()?.expose().to_owned(),
            idoi: None,
            holder: holder()?,
        };
        let first = self.store.writing(|connection| store::begin_transform(connection, name, &begun))?;
        if first { Ok(Ok(begun)) } else { Ok(Err(Became::Held(ANOTHER.to_owned()))) }
    }

    /// Writes that the owner has the account: the record is theirs, and whatever was kept for the way is gone.
    fn hand_over(
        &self,
        id: &str,
        origin: &str,
        taken: TakenOver<'_>,
        left_out: Vec<LeftOut>,
        begun: Option<&Transform>,
    ) -> Result<Became, Error> {
        let (name, at) = (self.name(), now());
        let from = if origin == Origin::Hand.word() { Origin::Hand } else { Origin::Feed };
        let detail = json!({
            "idoi": taken.idoi, "product": taken.product, "type": taken.account_type, "by": self.actor,
            "leftOut": left_out,
        });
        let run = self.store.writing(|connection| {
            let mut state = store::lock_head(connection, name)?;
            if let Some(begun) = begun
                && !store::advance_transform(connection, name, begun, Stage::Found, Some(taken.idoi))?
            {
                return Ok(None);
            }
            if store::take_over(connection, name, (from, id), taken, GONE, &at)? != 1 {
                return Ok(None);
            }
            store::end_transform(connection, name, id, origin)?;
            let run =
                one_line(connection, name, &mut state, "transform", (from, id), ("transform", &detail), &at)?;
            Ok(Some(run))
        })?;
        Ok(match run {
            Some(run) => Became::Account { idoi: taken.idoi.to_owned(), run, left_out },
            None => Became::Held(ANOTHER.to_owned()),
        })
    }
}

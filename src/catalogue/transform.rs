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

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::apply::now;
use super::duplicates::Pair;
use super::error::Error;
use super::history::one_line;
use super::owner::{self, GivenOwner};
use super::planner::{GONE, account};
use super::ready::{Judged, Lack, judge};
use super::{duplicates, valid};
use crate::elloha::{
    self, Client, Cold, CreateAccount, Described, LeftOut, Listed, Lists, OpeningTime, Owner, Secret,
    Session, described,
};
use crate::manifest::{Head, Pack};
use crate::store::{self, Origin, Stage, Store, Stored, TakenOver, Transform};

/// What is asked of `GET /Product/Expandable`: all that a description may hold.
const EXPANDED: &str = "Translations,Sceas,Photos,Descriptions,Documents,Links,Languages,OfficialRating,Labels,Themes,\
                        PaymentModes,Tags,Contacts";

/// What a run says that finds another one on its way.
const ANOTHER: &str = "another run is making its account: look again later";

/// Why an account cannot be described: its owner has it already.
const CHANGED: &str = "the account does not take the password any more that it was made with";

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

/// The requests that make an account, as they are sent.
#[derive(Clone, Debug)]
pub struct Requests {
    /// `POST /Product`, without a password.
    pub create: Vec<u8>,
    /// `PUT /Product` of an account that has no more than its name.
    pub patch: Vec<u8>,
    /// `PUT /Product/OpeningHours`, one a period.
    pub opening: Vec<Vec<u8>>,
    /// What elloha cannot take.
    pub left_out: Vec<LeftOut>,
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

/// What the catalogue has under an id.
enum Found {
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
struct Cleared {
    stored: Stored,
    fields: Map<String, Json>,
    owner: Owner,
}

impl Transformer<'_> {
    fn name(&self) -> &str {
        &self.head.head.value
    }

    /// The record of an id.
    fn find(&self, id: &str) -> Result<Found, Error> {
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
        let near =
            crate::value::nearest(id, all.iter().filter(|one| one.head == name).map(|one| one.id.as_str()));
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
    fn clear(&self, id: &str, given: &GivenOwner) -> Result<Result<Cleared, Became>, Error> {
        let stored = match self.find(id)? {
            Found::Record(stored) => *stored,
            Found::Account { stored, since } => {
                let idoi = self.account_of(&stored)?.map(|one| one.idoi).unwrap_or_default();
                return Ok(Err(Became::Already { idoi, since }));
            }
            Found::None(why) => return Ok(Err(Became::Refused(vec![why]))),
        };
        if let Err(why) =
            super::may_transform(self.actor, self.head, stored.record.body.as_deref(), self.heads)
        {
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
    fn account_of(&self, stored: &Stored) -> Result<Option<store::Account>, Error> {
        let accounts = self.store.reading(|connection| store::accounts(connection, self.name()))?;
        Ok(accounts.into_iter().find(|one| one.id == stored.record.id && one.origin == stored.origin))
    }

    /// The requests that would make an account of a record; why there are none.
    pub fn requests(
        &self,
        lists: &Lists,
        id: &str,
        given: &GivenOwner,
    ) -> Result<Result<Requests, Became>, Error> {
        let begun = self.store.reading(|connection| store::transforms(connection, self.name(), Some(id)))?;
        if let Some(begun) = begun.first() {
            let why = format!(
                "its account was begun on {}: run the command without --to-files to go on",
                begun.began
            );
            return Ok(Err(Became::Refused(vec![why])));
        }
        let Cleared { stored, fields, owner } = match self.clear(id, given)? {
            Ok(cleared) => cleared,
            Err(why) => return Ok(Err(why)),
        };
        let cold = Cold { id, account_type: &stored.record.account_type, fields: &fields };
        let create = match CreateAccount::of(&cold, &owner, self.pack, lists) {
            Ok(create) => create,
            Err(missing) => return Ok(Err(Became::Refused(missing))),
        };
        let Described { wanted, opening, left_out } = described(&cold, &owner, self.pack, lists);
        // What an account has that was just created: its name, and the zeros of what may not be null.
        let named = json!({ "basePrice": 0, "maxPrice": 0, "translations": [
            { "idLang": lists.config.language("fr"), "title": cold.text("title") }
        ] });
        let opening = opening.iter().map(elloha::body).collect::<Result<_, _>>()?;
        let (create, patch) = (elloha::body(&create)?, elloha::body(&wanted.patch(&named))?);
        Ok(Ok(Requests { create, patch, opening, left_out }))
    }

    /// Makes an account of a record, or goes on where an earlier run was stopped.
    pub fn transform(
        &self,
        (client, lists): (&Client, &Lists),
        session: &mut Session<'_>,
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
        session: &mut Session<'_>,
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

    /// Writes that a record is an account which somebody names: made from files, or by its owner, or one for several
    /// records. `instead` is the account that was recorded by mistake.
    pub fn record(
        &self,
        id: &str,
        (idoi, product): (Uuid, Option<Uuid>),
        instead: Option<Uuid>,
    ) -> Result<Became, Error> {
        let (idoi, product) = (idoi.to_string(), product.map(|product| product.to_string()));
        let (stored, known) = match (self.find(id)?, instead) {
            (Found::Record(stored), None) => (*stored, None),
            (Found::Record(_), Some(_)) => {
                return Ok(Became::Refused(vec!["it is no account yet: leave --instead-of out".to_owned()]));
            }
            (Found::Account { stored, since }, instead) => {
                let Some(known) = self.account_of(&stored)? else {
                    return Ok(Became::Refused(vec!["it is an account that nobody knows".to_owned()]));
                };
                if known.idoi == idoi && known.product == product {
                    return Ok(Became::Already { idoi, since });
                }
                if instead.map(|old| old.to_string()).as_ref() != Some(&known.idoi) {
                    return Ok(Became::Refused(vec![format!(
                        "it is the account {} since {since}: where that was a mistake, add `--instead-of {}`",
                        known.idoi, known.idoi
                    )]));
                }
                (*stored, Some(known))
            }
            (Found::None(why), _) => return Ok(Became::Refused(vec![why])),
        };
        if let Err(why) =
            super::may_transform(self.actor, self.head, stored.record.body.as_deref(), self.heads)
        {
            return Ok(Became::Refused(vec![why]));
        }
        if let Some(why) = duplicates::against(self.pairs, self.name(), &stored, &idoi) {
            return Ok(Became::Refused(vec![why]));
        }
        let accounts = self.store.reading(|connection| store::accounts(connection, self.name()))?;
        let other = |one: &&store::Account| one.idoi == idoi && one.product == product && one.id != id;
        if let Some(other) = accounts.iter().find(other) {
            return Ok(Became::Refused(vec![format!(
                "{idoi} is the account of {} already: where several records are one account, each has its own --product; \
                 that of {} is corrected by `--idoi {idoi} --product … --instead-of {idoi}`",
                other.id, other.id
            )]));
        }
        if let Some(known) = known {
            return self.correct(&stored, &known, &idoi, product.as_deref());
        }
        // An account that was begun was begun with the fields of that day.
        let begun = self.store.reading(|connection| store::transforms(connection, self.name(), Some(id)))?;
        let begun = begun.into_iter().find(|one| one.origin == stored.origin);
        let (account_type, fields) = match &begun {
            Some(begun) => (&begun.account_type, &begun.fields),
            None => (&stored.record.account_type, &stored.record.fields),
        };
        let digest = match &begun {
            Some(_) => account(account_type, fields.as_bytes()).to_string(),
            None => stored.record.account.clone(),
        };
        let taken =
            TakenOver { idoi: &idoi, product: product.as_deref(), account_type, fields, account: &digest };
        self.hand_over(id, &stored.origin, taken, Vec::new(), None)
    }

    /// Writes that a record is another account than was recorded.
    fn correct(
        &self,
        stored: &Stored,
        known: &store::Account,
        idoi: &str,
        product: Option<&str>,
    ) -> Result<Became, Error> {
        let (name, at, id) = (self.name(), now(), stored.record.id.as_str());
        let from = if stored.origin == Origin::Hand.word() { Origin::Hand } else { Origin::Feed };
        let detail = json!({ "idoi": idoi, "product": product, "instead": known.idoi, "by": self.actor });
        let run = self.store.writing(|connection| {
            let mut state = store::lock_head(connection, name)?;
            store::correct_account(connection, name, (from, id), (idoi, product), &known.idoi)?;
            one_line(connection, name, &mut state, "transform", (from, id), ("correct", &detail), &at)
        })?;
        Ok(Became::Account { idoi: idoi.to_owned(), run, left_out: Vec::new() })
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

/// A record on its way.
struct Travel<'t> {
    of: &'t Transformer<'t>,
    client: &'t Client,
    lists: &'t Lists,
    begun: Transform,
    /// Whether the feed has the record still.
    live: bool,
}

impl Travel<'_> {
    fn on(mut self, session: &mut Session<'_>, is_new: bool) -> Result<Became, Error> {
        let owner = owner::of_json(&self.begun.owner);
        let fields: Map<String, Json> = valid::without_repeats(&self.begun.fields)
            .ok()
            .and_then(|fields| match fields {
                Json::Object(fields) => Some(fields),
                Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => None,
            })
            .unwrap_or_default();
        let (id, account_type) = (self.begun.id.clone(), self.begun.account_type.clone());
        let cold = Cold { id: &id, account_type: &account_type, fields: &fields };
        let create = match CreateAccount::of(&cold, &owner, self.of.pack, self.lists) {
            Ok(create) => create,
            Err(missing) => {
                return Ok(Became::Held(format!("its account was begun, and now {}", missing.join("; "))));
            }
        };
        if self.begun.stage == Stage::Asked
            && let Err(became) = self.ask(session, &create, &owner, is_new)?
        {
            return Ok(became);
        }
        if self.begun.stage == Stage::Made
            && let Err(became) = self.look(session, &create, &owner)?
        {
            return Ok(became);
        }
        let Some(idoi) = self.begun.idoi.as_deref().and_then(|idoi| Uuid::try_parse(idoi).ok()) else {
            return Ok(Became::Held(
                "the catalogue does not say which account it is: record it by --idoi".to_owned(),
            ));
        };
        let said = described(&cold, &owner, self.of.pack, self.lists);
        let left_out = match self.describe(&owner, idoi, said, is_new) {
            Ok(Ok(left_out)) => left_out,
            Ok(Err(became)) => return Ok(became),
            Err(Error::Elloha(elloha::Error::Login { .. })) => return Ok(self.undescribed(idoi, CHANGED)),
            Err(error) => return Err(error),
        };
        let (idoi, digest) =
            (idoi.to_string(), account(&account_type, self.begun.fields.as_bytes()).to_string());
        let taken = TakenOver {
            idoi: &idoi,
            product: None,
            account_type: &account_type,
            fields: &self.begun.fields,
            account: &digest,
        };
        self.of.hand_over(&id, &self.begun.origin, taken, left_out, Some(&self.begun))
    }

    /// Writes how far the record is, and that it is this run that goes on; else what to say.
    fn advance(&mut self, stage: Stage, idoi: Option<String>) -> Result<Result<(), Became>, Error> {
        let name = self.of.name();
        let ours = self.of.store.writing(|connection| {
            store::advance_transform(connection, name, &self.begun, stage, idoi.as_deref())
        })?;
        if !ours {
            return Ok(Err(Became::Held(ANOTHER.to_owned())));
        }
        (self.begun.stage, self.begun.idoi) = (stage, idoi);
        Ok(Ok(()))
    }

    /// Whether it is this run that goes on, asked right before something is changed.
    fn is_ours(&self) -> Result<bool, Error> {
        let Transform { stage, idoi, .. } = &self.begun;
        let (name, stage) = (self.of.name(), *stage);
        Ok(self.of.store.writing(|connection| {
            store::advance_transform(connection, name, &self.begun, stage, idoi.as_deref())
        })?)
    }

    /// Has the account created, once.
    fn ask(
        &mut self,
        session: &mut Session<'_>,
        create: &CreateAccount,
        owner: &Owner,
        is_new: bool,
    ) -> Result<Result<(), Became>, Error> {
        let password = Secret::new(self.begun.secret.clone());
        let body = elloha::body(&create.clone().with_password(&password))?;
        let mut is_sure = is_new;
        loop {
            if !is_sure {
                // A request that was given up may still be under way.
                session.settle();
                if !session.accounts_of(&self.begun.id, &owner.email)?.is_empty()
                    || session.already_exists(&owner.email)?
                {
                    return self.advance(Stage::Made, None);
                }
            }
            if !is_sure && !self.live {
                return self.refused("the feed has it no longer, and elloha has no account of it").map(Err);
            }
            if !self.is_ours()? {
                return Ok(Err(Became::Held(ANOTHER.to_owned())));
            }
            let no = match session.post("Product", body.clone()) {
                Ok(true) => return self.advance(Stage::Made, None),
                Ok(false) => "elloha answers `false` to its account, without a reason".to_owned(),
                Err(elloha::Error::Refused { status, .. }) => {
                    format!("elloha answers {status} to its account")
                }
                Err(error) if error.is_uncertain() && session.rest() => {
                    is_sure = false;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            // Nobody had that login before the account was asked for: whoever has it now is the account.
            if session.already_exists(&owner.email)? {
                return self.advance(Stage::Made, None);
            }
            return self
                .refused(&format!("{no}: check the owner and the address, or ask elloha's support"))
                .map(Err);
        }
    }

    /// elloha wants no such account: the record stays what it was.
    fn refused(&self, why: &str) -> Result<Became, Error> {
        let Transform { id, origin, .. } = &self.begun;
        let name = self.of.name();
        self.of.store.writing(|connection| store::end_transform(connection, name, id, origin))?;
        Ok(Became::Refused(vec![why.to_owned()]))
    }

    /// Finds the account that was made: by the id of the record, then by the e-mail.
    fn look(
        &mut self,
        session: &mut Session<'_>,
        create: &CreateAccount,
        owner: &Owner,
    ) -> Result<Result<(), Became>, Error> {
        let (name, id) = (self.of.name().to_owned(), self.begun.id.clone());
        let record = |idoi: &str| format!("`passerelle transform {name} {id} --idoi {idoi}`");
        loop {
            let found = session.accounts_of(&id, &owner.email)?;
            match found.as_slice() {
                [] if session.rest() => {}
                [] => {
                    return Ok(Err(Became::Held(
                        "elloha has made its account and does not list it yet: run the same command again later"
                            .to_owned(),
                    )));
                }
                [one] => {
                    let other = one.ext_id.as_deref().filter(|known| !known.is_empty() && *known != id);
                    let told = match other {
                        Some(other) => format!("says that it is the record {other}"),
                        None if !one.id_type.is_nil() && one.id_type != create.id_type() => {
                            "is of another type, which can never be changed".to_owned()
                        }
                        None => return self.advance(Stage::Found, Some(one.id_oi.to_string())),
                    };
                    return Ok(Err(Became::Held(format!(
                        "the account that was found for it, {}, {told}: look in elloha; {} takes it all the same",
                        one.id_oi,
                        record(&one.id_oi.to_string())
                    ))));
                }
                several => {
                    let ids: Vec<String> = several.iter().map(|one| one.id_oi.to_string()).collect();
                    return Ok(Err(Became::Held(format!(
                        "{} accounts match it: {}; look in elloha which is its own: {}",
                        several.len(),
                        ids.join(", "),
                        record("IDOI")
                    ))));
                }
            }
        }
    }

    /// Its account is there, and is not described to the end.
    fn undescribed(&self, idoi: Uuid, why: &str) -> Became {
        let (name, id) = (self.of.name(), &self.begun.id);
        Became::Held(format!(
            "{why}: its account is {idoi}, not described to the end; once that is done by hand, \
             `passerelle transform {name} {id} --idoi {idoi}` records it"
        ))
    }

    /// Sends what the account lacks of its description; what elloha did not take.
    fn describe(
        &self,
        owner: &Owner,
        idoi: Uuid,
        said: Described,
        is_new: bool,
    ) -> Result<Result<Vec<LeftOut>, Became>, Error> {
        let Described { wanted, opening, mut left_out } = said;
        let held = |why: &str| Ok(Err(self.undescribed(idoi, why)));
        let password = Secret::new(self.begun.secret.clone());
        let mut session = self.client.session_of(owner.email.clone(), password);
        let config = session.config()?;
        if config.id_oi != idoi {
            return held(&format!("the login of its owner is that of another account, {}", config.id_oi));
        }
        if !is_new {
            // What an earlier run has sent may still be under way.
            session.settle();
        }
        let path = format!("Product/Expandable/{idoi}");
        let mut sent = false;
        loop {
            let have: Json = session.get(&path, &[("propertiesToExpand", EXPANDED)])?;
            let patch = wanted.patch(&have);
            if patch.is_empty() {
                left_out.extend(wanted.kept(&have));
                break;
            }
            if sent {
                // elloha says that it took the patch, and does not show it.
                left_out.extend(patch.left_out("elloha took the request, and the account does not show it"));
                break;
            }
            if !self.is_ours()? {
                return Ok(Err(Became::Held(ANOTHER.to_owned())));
            }
            match session.put("Product", elloha::body(&patch)?) {
                Ok(true) => sent = true,
                Ok(false) => return held("elloha answers `false` to its description"),
                Err(elloha::Error::Refused { status, .. }) => {
                    return held(&format!("elloha answers {status} to its description"));
                }
                Err(error) if error.is_uncertain() && session.rest() => session.settle(),
                Err(error) => return Err(error.into()),
            }
        }
        for period in opening {
            let mut sent = false;
            loop {
                let known: Vec<OpeningTime> = session.get("Product/OpeningHours", &[])?;
                if period.is_among(&known) {
                    break;
                }
                if sent {
                    left_out
                        .push(period.left_out("elloha took the request, and the account does not show it"));
                    break;
                }
                if !self.is_ours()? {
                    return Ok(Err(Became::Held(ANOTHER.to_owned())));
                }
                match session.put("Product/OpeningHours", elloha::body(&period.clone().of_account(idoi))?) {
                    Ok(true) => sent = true,
                    Ok(false) => return held("elloha answers `false` to its opening hours"),
                    Err(elloha::Error::Refused { status, .. }) => {
                        return held(&format!("elloha answers {status} to its opening hours"));
                    }
                    Err(error) if error.is_uncertain() && session.rest() => session.settle(),
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(Ok(left_out))
    }
}

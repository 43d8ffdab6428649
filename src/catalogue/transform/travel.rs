//! A record on its way: asked for, found, described, handed over, from wherever an earlier run was stopped.

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{ANOTHER, Became, Transformer};
use crate::catalogue::error::Error;
use crate::catalogue::owner;
use crate::catalogue::planner::account;
use crate::catalogue::valid;
use crate::elloha::{
    self, Client, Cold, CreateAccount, Described, Fill, LeftOut, Lists, OpeningTime, Owner, Secret, Session,
    described,
};
use crate::store::{self, Stage, TakenOver, Transform};

/// What is asked of `GET /Product/Expandable`: all that a description may hold.
const EXPANDED: &str = "Translations,Sceas,Photos,Descriptions,Documents,Links,Languages,OfficialRating,Labels,Themes,\
                        PaymentModes,Tags,Contacts";

/// Why an account cannot be described: its owner has it already.
const CHANGED: &str = "the account does not take the password any more that it was made with";

/// A record on its way.
pub(super) struct Travel<'t> {
    pub(super) of: &'t Transformer<'t>,
    pub(super) client: &'t Client,
    pub(super) lists: &'t Lists,
    pub(super) begun: Transform,
    /// Whether the feed has the record still.
    pub(super) live: bool,
}

impl Travel<'_> {
    pub(super) fn on(mut self, session: &mut Session, is_new: bool) -> Result<Became, Error> {
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
        session: &mut Session,
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
        if !self.is_ours()? {
            return Ok(Became::Held(ANOTHER.to_owned()));
        }
        let Transform { id, origin, .. } = &self.begun;
        let name = self.of.name();
        self.of.store.writing(|connection| store::end_transform(connection, name, id, origin))?;
        Ok(Became::Refused(vec![why.to_owned()]))
    }

    /// Finds the account that was made: by the id of the record, then by the e-mail.
    fn look(
        &mut self,
        session: &mut Session,
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
        // Since the run that created it, its owner may have signed in.
        let fill = if is_new { Fill::Differing } else { Fill::Absent };
        let path = format!("Product/Expandable/{idoi}");
        let mut sent = false;
        loop {
            let have: Json = session.get(&path, &[("propertiesToExpand", EXPANDED)])?;
            let patch = wanted.patch(&have, fill);
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

//! Signing in: what is wrong is answered alike, and counted.

use std::net::IpAddr;

use super::Access;
use super::audit::{Action, Actor, Asked, Entry, audit};
use super::draw;
use super::error::{Denied, Error};
use super::people::login;
use super::scope::Bearer;
use super::session::{Pair, purge};
use super::wire::{CreateTokenModel, CreateTokenResponse};
use crate::store::Store;
use crate::store::access::{self, StoredPrincipal};

/// Somebody who signs in, and from where.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'s> {
    /// With what.
    pub model: &'s CreateTokenModel,
    /// From where: it is counted, and neither stored nor printed by the gateway.
    pub address: IpAddr,
}

impl Access {
    /// Gives a first pair of tokens for a login and a password.
    pub fn sign_in(
        &self,
        on: &dyn Store,
        who: SignIn<'_>,
        asked: Asked<'_>,
    ) -> Result<CreateTokenResponse, Error> {
        let login = login(&who.model.user_name);
        self.failures.count(&login, who.address, asked.now)?;
        let signed_in = self.signed_in(on, &login, who, asked);
        // That the database is away is no failure of theirs.
        if !matches!(signed_in, Err(Error::Denied(Denied::Unknown))) {
            self.failures.forgive(&login, who.address);
        }
        signed_in
    }

    fn signed_in(
        &self,
        on: &dyn Store,
        login: &str,
        who: SignIn<'_>,
        asked: Asked<'_>,
    ) -> Result<CreateTokenResponse, Error> {
        let found = on.reading(|connection| access::principal_of(connection, login))?;
        let is_right = self.is_right(login, found.as_ref(), who)?;
        let Some(principal) = found.as_ref().filter(|_| is_right) else {
            return refused(on, found.as_ref(), asked);
        };
        let pair = Pair::drawn(Bearer::parse(&principal.bearer)?, asked.now)?;
        let session = draw::id()?.to_string();
        let secret = principal.secret.as_deref().unwrap_or_default();
        let id = principal.id.as_str();
        let (actor, action) = (Actor::Principal(id), Action::SignedIn.word());
        let entry = Entry { asked, actor, action, object: id, detail: None };
        let begun = on.writing(|connection| {
            let now = asked.milliseconds();
            // The secret may have been changed, or ended, since it was looked at.
            let begun = access::seen(connection, id, secret, now)?;
            if begun {
                access::begin(connection, &session, id, now, pair.stored())?;
                purge(connection, asked)?;
                audit(connection, &entry)?;
            }
            Ok(begun)
        })?;
        if begun { Ok(pair.told(id.to_owned())) } else { refused(on, Some(principal), asked) }
    }

    /// Whether the password is the right one. A login that nobody has takes as long as one of its kind that somebody has.
    fn is_right(&self, login: &str, found: Option<&StoredPrincipal>, who: SignIn<'_>) -> Result<bool, Error> {
        let bearer = match found {
            Some(found) => Bearer::parse(&found.bearer)?,
            // No machine has such a login, and no person another.
            None if login.contains('@') => Bearer::Person,
            None => Bearer::Machine,
        };
        let kept = found.and_then(|found| found.secret.as_deref());
        match bearer {
            Bearer::Person => self.passwords.verify(&who.model.password, kept),
            Bearer::Machine => {
                let given = draw::digest(&who.model.password).unwrap_or_default();
                Ok(draw::same(&given, kept.unwrap_or("nobody's")) && kept.is_some())
            }
        }
    }
}

/// Writes that somebody was refused, known or not: both take as long.
fn refused(
    on: &dyn Store,
    found: Option<&StoredPrincipal>,
    asked: Asked<'_>,
) -> Result<CreateTokenResponse, Error> {
    let object = found.map_or("unknown", |found| found.id.as_str());
    let (actor, action) = (Actor::Unknown, Action::SignInRefused.word());
    on.writing(|connection| audit(connection, &Entry { asked, actor, action, object, detail: None }))?;
    Err(Denied::Unknown.into())
}

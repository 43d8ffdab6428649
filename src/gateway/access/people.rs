//! People: invited by their e-mail address, with a code that is good once, to set a password of their own.

use std::time::Duration;

use email_address::EmailAddress;
use jiff::Timestamp;

use super::Access;
use super::audit::{Action, Actor, Asked, Entry, audit};
use super::draw;
use super::error::{Denied, Error};
use super::machine::held_by;
use super::principal::Principal;
use super::private::Private;
use super::right::Right;
use super::scope::{Bearer, Scope};
use super::session::after;
use crate::elloha::Secret;
use crate::store::access::{self, Invited, NewPrincipal};
use crate::store::{self, Store};

/// An invitation is good for so long.
const GOOD_FOR: Duration = Duration::from_hours(7 * 24);

/// What a person is sent. The code is known here only, and now.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The id of the person.
    pub person: String,
    /// The code: good once.
    pub code: Secret,
    /// Until when.
    pub ends: Timestamp,
}

impl Invitation {
    fn of(person: String, asked: Asked<'_>) -> Result<(Self, String), Error> {
        let code = draw::secret("aloa_invitation_")?;
        let hash = draw::digest(&code).unwrap_or_default();
        Ok((Self { person, code, ends: after(asked.now, GOOD_FOR) }, hash))
    }

    fn stored<'i>(&self, hash: &'i str) -> Invited<'i> {
        Invited { code: hash, ends: self.ends.as_millisecond() }
    }
}

/// What somebody signs in with, as it is compared: people write their addresses in several ways.
pub(super) fn login(written: &Private) -> String {
    written.expose().trim().to_lowercase()
}

/// Makes a person, who sets a password with the code of the invitation.
pub fn invite(
    on: &dyn Store,
    address: &Private,
    scope: &Scope,
    actor: Actor<'_>,
    asked: Asked<'_>,
) -> Result<Invitation, Error> {
    held_by(scope, Bearer::Person)?;
    let address = login(address);
    if !EmailAddress::is_valid(&address) {
        return Err(Error::NoAddress);
    }
    let (invitation, hash) = Invitation::of(draw::id()?.to_string(), asked)?;
    let subject = scope.subject()?;
    let principal = NewPrincipal {
        id: &invitation.person,
        bearer: Bearer::Person.word(),
        scope: scope.kind().word(),
        subject: &subject,
        login: &address,
        name: scope.name(),
        secret: None,
        made: asked.milliseconds(),
    };
    let detail = Some(scope.kind().word());
    let entry = Entry { asked, actor, action: Action::Invited.word(), object: &invitation.person, detail };
    let made = on.writing(|connection| {
        let made = access::add(connection, &principal)?;
        if made {
            access::invite(connection, &invitation.person, invitation.stored(&hash))?;
            audit(connection, &entry)?;
        }
        Ok(made)
    })?;
    if made { Ok(invitation) } else { Err(Error::Taken) }
}

/// Makes another code for a person who has lost theirs, or the password. The code before ends; the password is good until
/// another one is set.
pub fn invite_again(
    on: &dyn Store,
    person: &str,
    actor: Actor<'_>,
    asked: Asked<'_>,
) -> Result<Invitation, Error> {
    let (invitation, hash) = Invitation::of(person.to_owned(), asked)?;
    let detail = Some("again");
    let entry = Entry { asked, actor, action: Action::Invited.word(), object: person, detail };
    let found = on.writing(|connection| {
        let found = access::invite(connection, person, invitation.stored(&hash))?;
        if found {
            audit(connection, &entry)?;
        }
        Ok(found)
    })?;
    if found { Ok(invitation) } else { Err(Error::Nobody { what: "person", id: person.to_owned() }) }
}

impl Access {
    /// Sets a password by a code, which is spent; answers with the id of the person, who signs in with it next. Sessions
    /// that began with another password end.
    pub fn accept(
        &self,
        on: &dyn Store,
        code: &Secret,
        password: &Secret,
        asked: Asked<'_>,
    ) -> Result<String, Error> {
        let hash = draw::digest(code).ok_or(Denied::Unknown)?;
        let now = asked.milliseconds();
        let person =
            on.reading(|connection| access::invited(connection, &hash, now))?.ok_or(Denied::Unknown)?.id;
        let secret = self.passwords.hash(password)?;
        let actor = Actor::Principal(&person);
        let entry = Entry { asked, actor, action: Action::PasswordSet.word(), object: &person, detail: None };
        let set = on.writing(|connection| {
            let set = access::accept(connection, &person, &hash, &secret, now)?;
            if set {
                access::end_sessions(connection, &person)?;
                audit(connection, &entry)?;
            }
            Ok(set)
        })?;
        if set { Ok(person) } else { Err(Denied::Unknown.into()) }
    }

    /// Changes the password of a person who knows it. Their other sessions end.
    pub fn change_password(
        &self,
        on: &dyn Store,
        principal: &Principal,
        old: &Secret,
        new: &Secret,
        address: std::net::IpAddr,
        asked: Asked<'_>,
    ) -> Result<(), Error> {
        principal.may(Right::ChangePassword)?;
        let id = principal.id.as_str();
        let nobody = || Error::Nobody { what: "person", id: id.to_owned() };
        let stored = on.reading(|connection| access::principal(connection, id))?.ok_or_else(nobody)?;
        if stored.bearer != Bearer::Person.word() {
            return Err(nobody());
        }
        // Whoever has somebody's token is not to find out the password with it: tries count as they do to sign in.
        self.failures.count(id, address, asked.now)?;
        let changed = self.changed(on, principal, stored.secret.as_deref(), old, new, asked);
        if !matches!(changed, Err(Error::Denied(Denied::Unknown))) {
            self.failures.forgive(id, address);
        }
        changed
    }

    fn changed(
        &self,
        on: &dyn Store,
        principal: &Principal,
        was: Option<&str>,
        old: &Secret,
        new: &Secret,
        asked: Asked<'_>,
    ) -> Result<(), Error> {
        if !self.passwords.verify(old, was)? {
            return Err(Denied::Unknown.into());
        }
        let secret = self.passwords.hash(new)?;
        let id = principal.id.as_str();
        let (actor, action) = (Actor::Principal(id), Action::PasswordChanged.word());
        let entry = Entry { asked, actor, action, object: id, detail: None };
        let set = on.writing(|connection| {
            let set = access::new_secret(connection, id, Bearer::Person.word(), was, &secret)?;
            if set {
                access::end_sessions_but(connection, id, &principal.session)?;
                audit(connection, &entry)?;
            }
            Ok::<_, store::Error>(set)
        })?;
        if set { Ok(()) } else { Err(Denied::Unknown.into()) }
    }
}

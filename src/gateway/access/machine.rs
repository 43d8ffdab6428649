//! Credentials of machines: a client id and a secret.

use super::audit::{Action, Actor, Asked, Entry, audit};
use super::draw;
use super::error::Error;
use super::scope::{Bearer, Scope};
use crate::elloha::Secret;
use crate::store::Store;
use crate::store::access::{self, NewPrincipal};

/// What a machine signs in with. The secret is known here only, and now.
#[derive(Clone, Debug)]
pub struct NewMachine {
    /// `aloa-…`
    pub client_id: String,
    /// 256 random bits.
    pub secret: Secret,
}

/// Makes a credential for a machine.
pub fn make_machine(
    on: &dyn Store,
    scope: &Scope,
    actor: Actor<'_>,
    asked: Asked<'_>,
) -> Result<NewMachine, Error> {
    held_by(scope, Bearer::Machine)?;
    let new = NewMachine { client_id: draw::client_id()?, secret: draw::secret("aloa_secret_")? };
    let (subject, hash) = (scope.subject()?, draw::digest(&new.secret));
    let principal = NewPrincipal {
        id: &new.client_id,
        bearer: Bearer::Machine.word(),
        scope: scope.kind().word(),
        subject: &subject,
        login: &new.client_id,
        name: None,
        secret: hash.as_deref(),
        made: asked.milliseconds(),
    };
    let action = Action::MachineMade.word();
    let entry = Entry { asked, actor, action, object: &new.client_id, detail: Some(scope.kind().word()) };
    let made = on.writing(|connection| {
        let made = access::add(connection, &principal)?;
        if made {
            audit(connection, &entry)?;
        }
        Ok(made)
    })?;
    if made { Ok(new) } else { Err(Error::Taken) }
}

/// Gives a machine a new secret. The old one ends at once, and so does every session that began with it.
pub fn rotate(
    on: &dyn Store,
    client_id: &str,
    actor: Actor<'_>,
    asked: Asked<'_>,
) -> Result<NewMachine, Error> {
    let new = NewMachine { client_id: client_id.to_owned(), secret: draw::secret("aloa_secret_")? };
    let hash = draw::digest(&new.secret).unwrap_or_default();
    let action = Action::SecretRotated.word();
    let entry = Entry { asked, actor, action, object: client_id, detail: None };
    let found = on.writing(|connection| {
        let found = access::new_secret(connection, client_id, Bearer::Machine.word(), None, &hash)?;
        if found {
            access::end_sessions(connection, client_id)?;
            audit(connection, &entry)?;
        }
        Ok(found)
    })?;
    if found { Ok(new) } else { Err(Error::Nobody { what: "machine", id: client_id.to_owned() }) }
}

/// Ends a machine or a person for good, with all of their sessions. What they did stays in the log under their id; the
/// e-mail address of a person is forgotten, their name is kept: it says who consented.
pub fn revoke(on: &dyn Store, id: &str, actor: Actor<'_>, asked: Asked<'_>) -> Result<(), Error> {
    let entry = Entry { asked, actor, action: Action::Revoked.word(), object: id, detail: None };
    let found = on.writing(|connection| {
        let found = access::end(connection, id, asked.milliseconds())?;
        if found {
            access::end_sessions(connection, id)?;
            audit(connection, &entry)?;
        }
        Ok(found)
    })?;
    if found { Ok(()) } else { Err(Error::Nobody { what: "machine or person", id: id.to_owned() }) }
}

/// Refuses a scope that is held by something else, or is about nothing.
pub(super) fn held_by(scope: &Scope, bearer: Bearer) -> Result<(), Error> {
    let kind = scope.kind();
    if !kind.bearers().contains(&bearer) {
        let repair = match bearer {
            Bearer::Machine => "invite a person",
            Bearer::Person => "make a credential for a machine",
        };
        return Err(Error::Bearer { scope: kind, refused: bearer.word(), repair });
    }
    match scope {
        Scope::Statistics { accounts } if accounts.is_empty() => Err(Error::NoAccounts),
        Scope::Statistics { accounts: _ }
        | Scope::Channel { channel: _ }
        | Scope::Owner { account: _, managed_internally: _, name: _ }
        | Scope::Head { head: _ }
        | Scope::Support { name: _ } => Ok(()),
    }
}

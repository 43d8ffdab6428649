//! Sessions: a pair of tokens that is renewed until it is not, or until somebody signs out.
//!
//! **Invariant:** of the pairs of a session, the newest one only is good.
//! **Invariant:** a refresh token that comes twice ends the session: one of the two who have it stole it, and nobody knows
//! which.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::audit::{Action, Actor, Asked, Entry, audit};
use super::draw;
use super::error::{Denied, Error};
use super::principal::Principal;
use super::scope::Bearer;
use super::wire::{CreateTokenResponse, RefreshTokenModel};
use crate::elloha::Secret;
use crate::store::access::{self, NewPair};
use crate::store::{self, Connection, Store};

/// An access token is good for so long.
pub const ACCESS_LASTS: Duration = Duration::from_mins(15);
/// A refresh token of a machine is good for so long.
pub const REFRESH_LASTS_MACHINE: Duration = Duration::from_hours(30 * 24);
/// A refresh token of a person is good for so long.
pub const REFRESH_LASTS_PERSON: Duration = Duration::from_hours(12);

/// So many rows of each kind that have ended are removed on the way.
const PURGED: i64 = 64;

/// The moment after so long, in whole milliseconds, as it is stored.
pub(super) fn after(now: Timestamp, lasts: Duration) -> Timestamp {
    let lasts = SignedDuration::try_from(lasts).unwrap_or(SignedDuration::MAX);
    let then = now.checked_add(lasts).unwrap_or(Timestamp::MAX);
    Timestamp::from_millisecond(then.as_millisecond()).unwrap_or(then)
}

/// Two new tokens, and their digests.
pub(super) struct Pair {
    access: Secret,
    access_hash: String,
    access_ends: Timestamp,
    refresh: Secret,
    refresh_hash: String,
    refresh_ends: Timestamp,
}

impl Pair {
    pub(super) fn drawn(bearer: Bearer, now: Timestamp) -> Result<Self, Error> {
        let (access, refresh) = (draw::secret("aloa_access_")?, draw::secret("aloa_refresh_")?);
        let lasts = match bearer {
            Bearer::Machine => REFRESH_LASTS_MACHINE,
            Bearer::Person => REFRESH_LASTS_PERSON,
        };
        Ok(Self {
            access_hash: draw::digest(&access).unwrap_or_default(),
            access,
            access_ends: after(now, ACCESS_LASTS),
            refresh_hash: draw::digest(&refresh).unwrap_or_default(),
            refresh,
            refresh_ends: after(now, lasts),
        })
    }

    pub(super) fn stored(&self) -> NewPair<'_> {
        NewPair {
            access: &self.access_hash,
            access_ends: self.access_ends.as_millisecond(),
            refresh: &self.refresh_hash,
            refresh_ends: self.refresh_ends.as_millisecond(),
        }
    }

    pub(super) fn told(self, user_id: String) -> CreateTokenResponse {
        CreateTokenResponse {
            access_token: self.access,
            access_token_expiration: self.access_ends,
            refresh_token: self.refresh,
            refresh_token_expiration: self.refresh_ends,
            user_id,
        }
    }
}

/// Removes what has ended, a little at a time.
pub(super) fn purge(connection: &mut dyn Connection, asked: Asked<'_>) -> Result<(), store::Error> {
    access::purge(connection, asked.milliseconds(), PURGED).map(drop)
}

/// Whose an access token is. One query.
pub fn authenticate(
    connection: &mut dyn Connection,
    access: &Secret,
    now: Timestamp,
) -> Result<Principal, Error> {
    let hash = draw::digest(access).ok_or(Denied::Unknown)?;
    let (session, stored) =
        access::holder(connection, &hash, now.as_millisecond())?.ok_or(Denied::Unknown)?;
    Ok(Principal::of(stored, session)?)
}

/// Gives a new pair for the newest one. The refresh token of an older one ends the session.
pub fn refresh(
    on: &dyn Store,
    pair: &RefreshTokenModel,
    asked: Asked<'_>,
) -> Result<CreateTokenResponse, Error> {
    let refresh = draw::digest(&pair.refresh_token).ok_or(Denied::Unknown)?;
    let access = draw::digest(&pair.access_token).ok_or(Denied::Unknown)?;
    // Both are drawn before it is known which one is needed: nothing can fail within the transaction but the database.
    let (machine, person) =
        (Pair::drawn(Bearer::Machine, asked.now)?, Pair::drawn(Bearer::Person, asked.now)?);
    let renewed = on.writing(|connection| {
        let Some(held) = access::holding(connection, &refresh)? else {
            reused(connection, &refresh, asked)?;
            return Ok(None);
        };
        // A refresh token without its own access token is no pair; what is left of it stays good for whoever has both.
        if held.refresh_ends <= asked.milliseconds() || !draw::same(&held.access, &access) {
            return Ok(None);
        }
        let bearer = Bearer::parse(&held.principal.bearer)?;
        let new = match bearer {
            Bearer::Machine => &machine,
            Bearer::Person => &person,
        };
        if !access::renew(connection, &held.session, &refresh, new.stored())? {
            // Somebody else was there a moment before, with the same token.
            reused(connection, &refresh, asked)?;
            return Ok(None);
        }
        access::spend(connection, &refresh, &held.session, held.refresh_ends)?;
        purge(connection, asked)?;
        Ok(Some((bearer, held.principal.id)))
    })?;
    match renewed {
        Some((Bearer::Machine, id)) => Ok(machine.told(id)),
        Some((Bearer::Person, id)) => Ok(person.told(id)),
        None => Err(Denied::Unknown.into()),
    }
}

/// Ends the session of a refresh token that was used before, if it is one.
fn reused(connection: &mut dyn Connection, refresh: &str, asked: Asked<'_>) -> Result<(), store::Error> {
    let Some((session, principal)) = access::spent(connection, refresh, asked.milliseconds())? else {
        return Ok(());
    };
    if access::end_session(connection, &session)? {
        let (actor, action) = (Actor::Unknown, Action::TokenReused.word());
        let detail = Some("a refresh token came a second time: the session is ended");
        audit(connection, &Entry { asked, actor, action, object: &principal, detail })?;
    }
    Ok(())
}

/// Ends the session of an access token, be it good or not any more; `false` where there is none.
pub fn sign_out(on: &dyn Store, access: &Secret, asked: Asked<'_>) -> Result<bool, Error> {
    let Some(hash) = draw::digest(access) else { return Ok(false) };
    let ended = on.writing(|connection| {
        let Some((session, principal)) = access::session_of_access(connection, &hash)? else {
            return Ok(false);
        };
        let ended = access::end_session(connection, &session)?;
        if ended {
            let (actor, action) = (Actor::Principal(&principal), Action::SignedOut.word());
            audit(connection, &Entry { asked, actor, action, object: &principal, detail: None })?;
        }
        Ok(ended)
    })?;
    Ok(ended)
}

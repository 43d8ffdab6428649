//! Who may do what: machines with a secret, people with a password, the tokens that both are given, and the log of it.
//!
//! **Invariant:** rights are said in one table, [`allows`]; nothing else decides by a scope.
//! **Invariant:** a secret is shown once, when it is made; what is kept is its digest, and it is never printed.
//! **Invariant:** a wrong login, a wrong password and one that has ended are answered alike, and as slowly.
//! **Invariant:** no clock is read here: whoever asks says when it is.
//!
//! All calls block, and a password takes about 50 ms of a processor: servers call from a thread that may. No transaction
//! is open while a password is hashed, so that a [`crate::store::Store`] that is locked for each transaction, and not
//! for each call, serves others meanwhile.

mod audit;
mod draw;
mod error;
mod failures;
mod limits;
mod machine;
mod password;
mod people;
mod principal;
mod private;
mod right;
mod scope;
mod session;
mod sign_in;
mod wire;

pub use audit::{Action, Actor, Asked, Entry, audit, audit_page};
pub use error::{Denied, Error, RetryAfter};
pub use failures::{Failures, Tolerance};
pub use limits::Limits;
pub use machine::{NewMachine, make_machine, revoke, rotate};
pub use password::{Passwords, Unfit};
pub use people::{Invitation, invite, invite_again};
pub use principal::Principal;
pub use private::Private;
pub use right::{Right, allows, rights};
pub use scope::{Bearer, Scope, ScopeKind};
pub use session::{
    ACCESS_LASTS, REFRESH_LASTS_MACHINE, REFRESH_LASTS_PERSON, authenticate, refresh, sign_out,
};
pub use sign_in::SignIn;
pub use wire::{CreateTokenModel, CreateTokenResponse, RefreshTokenModel};

/// What signing in needs beside the database: how passwords are hashed, and who failed lately. One for a process.
#[derive(Debug)]
pub struct Access {
    passwords: Passwords,
    failures: Failures,
}

impl Access {
    /// With the costs and tolerances that the gateway runs with.
    pub fn new() -> Result<Self, Error> {
        Ok(Self::with(Passwords::new()?, Failures::new(Tolerance::LOGIN, Tolerance::ADDRESS)))
    }

    /// With others.
    pub fn with(passwords: Passwords, failures: Failures) -> Self {
        Self { passwords, failures }
    }
}

//! Why somebody is not let in, and what can fail beside that.

use std::fmt;
use std::time::Duration;

use super::password::Unfit;
use super::right::{Right, allows};
use super::scope::ScopeKind;
use crate::store;

/// When to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RetryAfter(pub Duration);

impl RetryAfter {
    /// In whole seconds, at least one: what stands in a header of HTTP.
    pub fn seconds(self) -> u64 {
        (self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0)).max(1)
    }
}

impl fmt::Display for RetryAfter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} s", self.seconds())
    }
}

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// One answer for all that is wrong, has ended or never was.
    #[error(
        "the login, the password, the code or the token is wrong, or has ended: sign in again; where that fails too, ask \
         whoever runs the gateway for a new invitation or secret"
    )]
    Unknown,
    /// Too often.
    #[error("too many tries: the next one is looked at in {retry_after}; wait so long")]
    Throttled {
        /// When the next one is looked at.
        retry_after: RetryAfter,
    },
    /// The scope may not do that.
    #[error(
        "a credential of scope `{has}` may not {needed}; only `{}` may: sign in with such a one", only(*needed)
    )]
    Forbidden {
        /// What was to be done.
        needed: Right,
        /// Who was to do it.
        has: ScopeKind,
    },
    /// The scope may do that, with other accounts.
    #[error(
        "this credential of scope `{has}` may {needed}, but not of this account: sign in with one that was made for it"
    )]
    Elsewhere {
        /// What was to be done.
        needed: Right,
        /// Who was to do it.
        has: ScopeKind,
    },
}

/// Who may, in words.
fn only(right: Right) -> String {
    let may = ScopeKind::ALL.into_iter().filter(|scope| allows(*scope, right)).map(ScopeKind::word);
    may.collect::<Vec<_>>().join("`, `")
}

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody is not let in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The password is none that can be set.
    #[error(transparent)]
    Password(#[from] Unfit),
    /// A login that cannot be given.
    #[error("the login is no e-mail address: write one such as `name@example.org`")]
    NoAddress,
    /// A login that is given already.
    #[error(
        "somebody signs in with that e-mail address already: invite them again by their id, or end them first"
    )]
    Taken,
    /// A scope that is held otherwise.
    #[error("a credential of scope `{scope}` is none of a {refused}: {repair}")]
    Bearer {
        /// The scope.
        scope: ScopeKind,
        /// By what it was to be held: `machine` or `person`.
        refused: &'static str,
        /// What to do instead.
        repair: &'static str,
    },
    /// Statistics of no account.
    #[error("a credential of scope `statistics` names no account: give at least one idOI")]
    NoAccounts,
    /// Nobody has that id.
    #[error(
        "no {what} has the id `{id}`, or it has ended already: `passerelle gateway log` names those that there are"
    )]
    Nobody {
        /// `machine`, `person`, `machine or person`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers, so that no secret can be made: look into what it runs on")]
    Random,
    /// A password cannot be hashed.
    #[error("a password cannot be hashed: {0}: is there enough memory? 19 MiB are needed for each")]
    Hash(String),
}

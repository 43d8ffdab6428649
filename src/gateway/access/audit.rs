//! The audit log: what was done, by whom, when, and by which request.
//!
//! **Invariant:** it names people by their ids only. A text in which an e-mail address could stand is replaced by a word
//! that says so.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::store;
use crate::store::Connection;
use crate::store::access::{self, AuditLine};

/// When something is asked for, and by which request.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// When.
    pub now: Timestamp,
    /// The id of the request, where it is one of HTTP.
    pub request: Option<&'a str>,
}

impl Asked<'_> {
    /// In milliseconds since 1970, as moments are compared.
    pub(super) fn milliseconds(&self) -> i64 {
        self.now.as_millisecond()
    }
}

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor<'a> {
    /// A machine or a person, by its id.
    Principal(&'a str),
    /// Whoever runs the gateway, on its machine.
    Operator,
    /// The gateway itself.
    Gateway,
    /// Somebody who could not say who they are.
    Unknown,
}

impl<'a> Actor<'a> {
    fn word(self) -> &'a str {
        match self {
            Self::Principal(id) => id,
            Self::Operator => "operator",
            Self::Gateway => "gateway",
            Self::Unknown => "unknown",
        }
    }
}

/// What is done with credentials. Others who write to the log have words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A machine is made.
    MachineMade,
    /// A machine gets a new secret.
    SecretRotated,
    /// A person is invited.
    Invited,
    /// A person sets a password by an invitation.
    PasswordSet,
    /// A person changes the password.
    PasswordChanged,
    /// A machine or a person is ended.
    Revoked,
    /// Somebody signs in.
    SignedIn,
    /// Somebody signs in with something that is wrong.
    SignInRefused,
    /// A refresh token comes a second time.
    TokenReused,
    /// Somebody signs out.
    SignedOut,
}

impl Action {
    /// As it stands in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::MachineMade => "machine-made",
            Self::SecretRotated => "secret-rotated",
            Self::Invited => "invited",
            Self::PasswordSet => "password-set",
            Self::PasswordChanged => "password-changed",
            Self::Revoked => "revoked",
            Self::SignedIn => "signed-in",
            Self::SignInRefused => "sign-in-refused",
            Self::TokenReused => "token-reused",
            Self::SignedOut => "signed-out",
        }
    }
}

/// What is written to the log.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'e> {
    /// When, and by which request.
    pub asked: Asked<'e>,
    /// Who.
    pub actor: Actor<'e>,
    /// What: a word.
    pub action: &'e str,
    /// To what: an id.
    pub object: &'e str,
    /// What else is to be known.
    pub detail: Option<&'e str>,
}

/// Writes to the log, and answers with the number of the line.
pub fn audit(connection: &mut dyn Connection, entry: &Entry<'_>) -> Result<i64, store::Error> {
    let Entry { asked, actor, action, object, detail } = *entry;
    let line = AuditLine {
        id: 0,
        at: asked.now.to_string(),
        actor: impersonal(actor.word()).into_owned(),
        action: impersonal(action).into_owned(),
        object: impersonal(object).into_owned(),
        request: asked.request.map(|request| impersonal(request).into_owned()),
        detail: detail.map(|detail| impersonal(detail).into_owned()),
    };
    access::append(connection, &line, asked.milliseconds())
}

/// A text in which no e-mail address can stand.
fn impersonal(text: &str) -> Cow<'_, str> {
    if text.contains('@') { Cow::Borrowed("(kept out: it may name a person)") } else { Cow::Borrowed(text) }
}

/// At most so many lines go into one page.
const PAGE: i64 = 500;

/// A page of the log, the newest line first: before the line of a number, or from the newest on; of one object, or of
/// all. The next page is the one before the last line of this one.
pub fn audit_page(
    connection: &mut dyn Connection,
    before: Option<i64>,
    object: Option<&str>,
    most: i64,
) -> Result<Vec<AuditLine>, store::Error> {
    let before = before.unwrap_or(i64::MAX);
    access::lines(connection, before, object.unwrap_or_default(), most.clamp(1, PAGE))
}

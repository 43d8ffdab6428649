//! What an error of elloha's client means for a sale.

use super::super::{Reason, Trouble};
use crate::elloha::Error;

/// Whether a call only looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// It only looked.
    Look,
    /// It was to change something.
    Change,
}

/// What an error means; `what` is the file, the account or the offer that was asked for.
pub(super) fn of(error: &Error, what: impl Into<String>, sent: Sent) -> Trouble {
    let what = what.into();
    match error {
        Error::Refused { call, status, .. } if status.starts_with("401") || status.starts_with("403") => {
            Trouble::Failed(format!(
                "{what}: elloha answers {status} to {call}: the login of the gateway may not do that; ask elloha's support"
            ))
        }
        Error::Refused { call, status, .. } if status.starts_with('4') => {
            Reason::Elloha(format!("it answers {status} to {call}")).of(what).into()
        }
        Error::Uncertain { .. } | Error::Answer { .. } if sent == Sent::Change && is_open(error) => {
            Trouble::Unknown(format!("{what}: {}", why(error)))
        }
        Error::Refused { .. }
        | Error::Uncertain { .. }
        | Error::Answer { .. }
        | Error::Silent { .. }
        | Error::Login { .. }
        | Error::Settings(_)
        | Error::Client(_)
        | Error::Random
        | Error::Unwritten(_)
        | Error::Captured { .. } => Trouble::Failed(format!("{what}: {}", why(error))),
    }
}

/// Whether nobody knows what became of a call that was to change something: no answer, or one that says nothing.
pub(super) fn is_open(error: &Error) -> bool {
    match error {
        Error::Uncertain { .. } => true,
        // Who has no token yet has sent nothing else.
        Error::Answer { call, .. } => !call.contains("/Token/"),
        Error::Refused { .. }
        | Error::Silent { .. }
        | Error::Login { .. }
        | Error::Settings(_)
        | Error::Client(_)
        | Error::Random
        | Error::Unwritten(_)
        | Error::Captured { .. } => false,
    }
}

/// Whether elloha has said no, and meant the call and not who makes it.
pub(super) fn is_no(error: &Error) -> bool {
    matches!(of(error, "", Sent::Change), Trouble::Refused(_))
}

/// An error in words for somebody at a counter: no command to run again, and no login.
pub(super) fn why(error: &Error) -> String {
    match error {
        Error::Uncertain { call, why } => format!("{call}: {why}"),
        Error::Answer { call, what } => format!("{call}: {what}"),
        Error::Silent { call, why, .. } => format!("{call}: {why}: try again later"),
        Error::Login { status, .. } => format!(
            "elloha does not take the login of the gateway ({status}): correct its user and its password"
        ),
        Error::Refused { call, status, repair } => format!("elloha answers {status} to {call}: {repair}"),
        Error::Settings(_)
        | Error::Client(_)
        | Error::Random
        | Error::Unwritten(_)
        | Error::Captured { .. } => error.to_string(),
    }
}

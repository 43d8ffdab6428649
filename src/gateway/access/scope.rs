//! Scopes: what a credential is for, and what it is about.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::private::Private;
use crate::store;

/// What holds a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// A program, with a secret.
    Machine,
    /// A person, with a password.
    Person,
}

impl Bearer {
    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Person => "person",
        }
    }

    pub(super) fn parse(word: &str) -> Result<Self, store::Error> {
        match word {
            "machine" => Ok(Self::Machine),
            "person" => Ok(Self::Person),
            _ => Err(store::Error::Row("`machine` or `person`, which hold credentials")),
        }
    }
}

/// A scope, without what it is about: rights go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeKind {
    /// The machine of a counter.
    Channel,
    /// A machine that reads for figures.
    Statistics,
    /// A person who owns an account, or acts for it where it is managed internally.
    Owner,
    /// The network head: its programs, and its people.
    Head,
    /// A person who answers when something does not work.
    Support,
}

impl ScopeKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Channel, Self::Statistics, Self::Owner, Self::Head, Self::Support];

    /// As it is written, and stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Statistics => "statistics",
            Self::Owner => "owner",
            Self::Head => "head",
            Self::Support => "support",
        }
    }

    /// Who holds credentials of it.
    pub fn bearers(self) -> &'static [Bearer] {
        match self {
            Self::Channel | Self::Statistics => &[Bearer::Machine],
            Self::Head => &[Bearer::Machine, Bearer::Person],
            Self::Owner | Self::Support => &[Bearer::Person],
        }
    }
}

impl fmt::Display for ScopeKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// What a credential is for, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One channel is sold through.
    Channel {
        /// Its id.
        channel: String,
    },
    /// The files of these accounts are read.
    Statistics {
        /// Their idOI.
        accounts: BTreeSet<Uuid>,
    },
    /// One account is decided on.
    Owner {
        /// Its idOI.
        account: Uuid,
        /// The account is managed by the network itself, and the person decides for it.
        managed_internally: bool,
        /// Who that is.
        name: Private,
    },
    /// A network is looked at.
    Head {
        /// Its head, by name.
        head: String,
    },
    /// Support sheets are looked at.
    Support {
        /// By whom.
        name: Private,
    },
}

/// A subject, as it is stored; names of people stand in a column of their own.
#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Subject {
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accounts: Option<BTreeSet<Uuid>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    managed_internally: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<String>,
}

impl Scope {
    /// Which one it is.
    pub fn kind(&self) -> ScopeKind {
        match self {
            Self::Channel { channel: _ } => ScopeKind::Channel,
            Self::Statistics { accounts: _ } => ScopeKind::Statistics,
            Self::Owner { account: _, managed_internally: _, name: _ } => ScopeKind::Owner,
            Self::Head { head: _ } => ScopeKind::Head,
            Self::Support { name: _ } => ScopeKind::Support,
        }
    }

    /// The name of the person, where it has one.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Owner { name, account: _, managed_internally: _ } | Self::Support { name } => {
                Some(name.expose())
            }
            Self::Channel { channel: _ } | Self::Statistics { accounts: _ } | Self::Head { head: _ } => None,
        }
    }

    /// What it is about, as it is stored: JSON.
    pub(super) fn subject(&self) -> Result<String, store::Error> {
        let subject = match self.clone() {
            Self::Channel { channel } => Subject { channel: Some(channel), ..Subject::default() },
            Self::Statistics { accounts } => Subject { accounts: Some(accounts), ..Subject::default() },
            Self::Owner { account, managed_internally, name: _ } => Subject {
                account: Some(account),
                managed_internally: Some(managed_internally),
                ..Subject::default()
            },
            Self::Head { head } => Subject { head: Some(head), ..Subject::default() },
            Self::Support { name: _ } => Subject::default(),
        };
        serde_json::to_string(&subject).map_err(|error| store::Error::Database(error.to_string()))
    }

    /// As it was stored.
    pub(super) fn parse(kind: &str, subject: &str, name: Option<String>) -> Result<Self, store::Error> {
        const WRONG: store::Error = store::Error::Row("the scope of a credential");
        let subject: Subject = serde_json::from_str(subject).map_err(|_| WRONG)?;
        let name = || name.map(Private::new).ok_or(WRONG);
        Ok(match kind {
            "channel" => Self::Channel { channel: subject.channel.ok_or(WRONG)? },
            "statistics" => Self::Statistics { accounts: subject.accounts.ok_or(WRONG)? },
            "owner" => Self::Owner {
                account: subject.account.ok_or(WRONG)?,
                managed_internally: subject.managed_internally.ok_or(WRONG)?,
                name: name()?,
            },
            "head" => Self::Head { head: subject.head.ok_or(WRONG)? },
            "support" => Self::Support { name: name()? },
            _ => return Err(WRONG),
        })
    }
}

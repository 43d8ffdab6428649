//! The stages of a channel.

use crate::store;

/// How far a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A head has asked for it.
    Requested,
    /// ALOA has its credentials; the test account is sold.
    Provisioned,
    /// ALOA has tested it.
    Tested,
    /// Owners see it.
    Visible,
}

impl Stage {
    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Provisioned => "provisioned",
            Self::Tested => "tested",
            Self::Visible => "visible",
        }
    }

    /// In a sentence.
    pub fn told(self) -> &'static str {
        match self {
            Self::Requested => "requested, and has no credentials yet",
            Self::Provisioned => "provisioned, and hidden from owners",
            Self::Tested => "tested, and hidden from owners",
            Self::Visible => "visible to owners",
        }
    }

    /// What leads to it.
    pub(super) fn deed(self) -> &'static str {
        match self {
            Self::Requested => "request",
            Self::Provisioned => "provision",
            Self::Tested => "tested",
            Self::Visible => "show",
        }
    }

    /// What leads to it, as it stands in the log.
    pub(super) fn action(self) -> &'static str {
        match self {
            Self::Requested => "channel-requested",
            Self::Provisioned => "channel-provisioned",
            Self::Tested => "channel-tested",
            Self::Visible => "channel-shown",
        }
    }

    pub(super) fn of(word: &str) -> Result<Self, store::Error> {
        match word {
            "requested" => Ok(Self::Requested),
            "provisioned" => Ok(Self::Provisioned),
            "tested" => Ok(Self::Tested),
            "visible" => Ok(Self::Visible),
            _ => Err(store::Error::Row("the stage of a channel")),
        }
    }
}

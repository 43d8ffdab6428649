//! The table of rights.

use std::fmt;

use super::scope::ScopeKind;

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// To ask what is free, and to make, confirm and cancel files.
    Sell,
    /// To read the files that were sold through the channel: its own, or those of one's own account.
    ReadOwnFiles,
    /// To read all files of an account, wherever they were sold.
    ReadAllFiles,
    /// To open the channel in an account, and to close it: that is consent, and nobody gives it for another.
    OpenClose,
    /// To see the state of the channel in an account.
    SeeChannel,
    /// To see the accounts of a network.
    SeeNetwork,
    /// To see support sheets.
    SeeSupport,
    /// To change one's own password.
    ChangePassword,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Sell,
        Self::ReadOwnFiles,
        Self::ReadAllFiles,
        Self::OpenClose,
        Self::SeeChannel,
        Self::SeeNetwork,
        Self::SeeSupport,
        Self::ChangePassword,
    ];

    /// What it is to do that, in a sentence: `may not …`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sell => "sell",
            Self::ReadOwnFiles => "read the files of the channel",
            Self::ReadAllFiles => "read all files of an account",
            Self::OpenClose => "open or close the channel",
            Self::SeeChannel => "see the state of the channel",
            Self::SeeNetwork => "see the accounts of the network",
            Self::SeeSupport => "see support sheets",
            Self::ChangePassword => "change a password",
        }
    }
}

impl fmt::Display for Right {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.words())
    }
}

/// What a scope may do. What is not said is refused.
pub const fn rights(scope: ScopeKind) -> &'static [Right] {
    match scope {
        ScopeKind::Channel => &[Right::Sell, Right::ReadOwnFiles, Right::SeeChannel],
        // For figures only: it never sells.
        ScopeKind::Statistics => &[Right::ReadAllFiles],
        ScopeKind::Owner => {
            &[Right::OpenClose, Right::SeeChannel, Right::ReadOwnFiles, Right::ChangePassword]
        }
        // Neither the head nor support opens the channel for an owner.
        ScopeKind::Head => &[Right::SeeNetwork, Right::SeeChannel, Right::ChangePassword],
        ScopeKind::Support => &[Right::SeeSupport, Right::ChangePassword],
    }
}

/// Whether a scope may do something.
pub fn allows(scope: ScopeKind, right: Right) -> bool {
    rights(scope).contains(&right)
}

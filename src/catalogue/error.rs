//! Why the catalogue could not be planned for or written to.

use std::io;
use std::path::PathBuf;

use crate::elloha;
use crate::fetch;
use crate::store;

/// Why a plan, or what it is applied to, fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The archive of answers.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// A change set cannot be read or written.
    #[error("{} cannot be {what}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// `read`, `written`.
        what: &'static str,
        /// Why.
        source: io::Error,
    },
    /// It is no change set, or not a whole one.
    #[error("{}: {why}: make it again with `passerelle plan HEAD --out FILE`", path.display())]
    NoChangeSet {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The catalogue is not the one that was planned on.
    #[error("{0}")]
    Moved(String),
    /// elloha.
    #[error(transparent)]
    Elloha(#[from] elloha::Error),
    /// What was asked for is refused.
    #[error("{0}")]
    Refused(String),
    /// A record made by hand is not what it must be.
    #[error("{0}")]
    ByHand(String),
}

impl Error {
    pub(super) fn written(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, what: "written", source }
    }

    pub(super) fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, what: "read", source }
    }
}

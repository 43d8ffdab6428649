//! How a command ends.

use std::io;
use std::path::PathBuf;

use crate::catalogue;
use crate::elloha;
use crate::engine::Error;
use crate::fetch;
use crate::gateway;
use crate::store;

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, nothing to report.
    Done,
    /// 1: bad command line, wrong rules, unreadable or incomplete feed.
    Error,
    /// 2: done, with something to look at.
    Look,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Error => 1,
            Exit::Look => 2,
        })
    }
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] Error),
    /// Fetching failed, or the archive of answers.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// The catalogue failed, or a change set.
    #[error(transparent)]
    Catalogue(#[from] catalogue::Error),
    /// elloha, or the connection to it.
    #[error(transparent)]
    Elloha(#[from] elloha::Error),
    /// The database of the catalogue failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The gateway refuses, or cannot do it.
    #[error(transparent)]
    Gateway(#[from] gateway::Error),
    /// The answer could not be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
    /// A file named on the command line could not be made.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The command line asks for something that is not there.
    #[error("{0}")]
    Usage(String),
}

impl Failure {
    /// Says it on stderr.
    pub(super) fn report(self) -> Exit {
        super::output::talk(&format!("error: {self}"));
        Exit::Error
    }
}

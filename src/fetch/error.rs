//! Why a feed could not be fetched.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::feed::{self, ErrorKind};
use crate::net::{Again, Patience, Pause};

/// Why a feed, or a page of it, could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection, or it broke.
    #[error("{url}: {why}: check the address and the network, or fetch again later")]
    Transport {
        /// What was asked for.
        url: String,
        /// What the connection said.
        why: String,
    },
    /// The server answered with a status that is no answer.
    #[error("{url}: the server answers {status}{}: {repair}", if *times > 1 { format!(" ({times} times)") } else { String::new() })]
    Status {
        /// What was asked for.
        url: String,
        /// `404 Not Found`
        status: String,
        /// How often.
        times: u32,
        /// Whether it is worth asking again, and when.
        again: Again,
        /// What can be done.
        repair: &'static str,
    },
    /// The server asks to wait for longer than we do.
    #[error("{url}: the server answers {status} and asks to wait {} s, and {} s of patience are left: fetch again later, or raise `patience_seconds` in head.yaml", asked.as_secs(), left.as_secs())]
    Patience {
        /// What was asked for.
        url: String,
        /// `429 Too Many Requests`
        status: String,
        /// How long it asks us to wait.
        asked: Duration,
        /// How long we would have waited.
        left: Duration,
    },
    /// The server sends us to a host that is not named.
    #[error(
        "{url}: the server sends us to `{host}`, which head.yaml does not name: add it to `hosts` under `fetch` if it belongs to the feed"
    )]
    Elsewhere {
        /// What was asked for.
        url: String,
        /// Where it sends us.
        host: String,
    },
    /// The server sends us on and on, or nowhere.
    #[error("{url}: the server sends us on {times} times without an answer: correct the address")]
    Circle {
        /// What was asked for.
        url: String,
        /// How often.
        times: u32,
    },
    /// The answer is too long.
    #[error("{url}: the answer is longer than {most} bytes: check that this is a feed")]
    TooLong {
        /// What was asked for.
        url: String,
        /// The most that is taken.
        most: u64,
    },
    /// The answer is no feed, or not a whole one.
    #[error("{url}: {error}")]
    Answer {
        /// What was asked for.
        url: String,
        /// What is wrong with it.
        error: feed::Error,
    },
    /// The pages do not fit together.
    #[error("{0}")]
    Pages(String),
    /// The archive cannot be read or written.
    #[error("{} cannot be {what}: {source}", path.display())]
    Archive {
        /// The file or folder.
        path: PathBuf,
        /// `read`, `written`.
        what: &'static str,
        /// Why.
        source: io::Error,
    },
    /// Another process fetches the same feed.
    #[error("{}: another fetch of this feed is under way: wait for it", path.display())]
    Locked {
        /// Its folder.
        path: PathBuf,
    },
    /// There is no such read.
    #[error("{0}")]
    NotKept(String),
    /// The client could not be set up.
    #[error("the HTTP client cannot be set up: {0}")]
    Client(String),
}

impl Error {
    /// Whether the same request may go well later.
    pub(super) fn again(&self) -> Again {
        match self {
            Self::Transport { .. } => Again::Later,
            Self::Status { again, .. } => *again,
            Self::Answer { error, .. } => match error.kind() {
                ErrorKind::Io
                | ErrorKind::Empty
                | ErrorKind::Encoding
                | ErrorKind::Truncated
                | ErrorKind::Malformed
                | ErrorKind::Unrecognised
                | ErrorKind::Served => Again::Later,
                ErrorKind::Shape
                | ErrorKind::Doctype
                | ErrorKind::Structure
                | ErrorKind::Duplicate
                | ErrorKind::Limit
                | ErrorKind::Count
                | ErrorKind::MorePages => Again::Never,
            },
            Self::Patience { .. }
            | Self::Elsewhere { .. }
            | Self::Circle { .. }
            | Self::TooLong { .. }
            | Self::Pages(_)
            | Self::Archive { .. }
            | Self::Locked { .. }
            | Self::NotKept(_)
            | Self::Client(_) => Again::Never,
        }
    }

    /// A few words for a pause.
    pub(super) fn short(&self) -> String {
        match self {
            Self::Status { status, .. } | Self::Patience { status, .. } => {
                format!("the server answers {status}")
            }
            Self::Answer { error, .. } => error.complaint.found.clone(),
            other => other.to_string(),
        }
    }

    pub(super) fn written(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Archive { path, what: "written", source }
    }

    pub(super) fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Archive { path, what: "read", source }
    }

    /// How long to wait after this trouble; the trouble itself where that is over.
    pub(super) fn wait(self, patience: &mut Patience) -> Result<Duration, Self> {
        match (patience.pause(self.again()), self) {
            (Pause::For(pause), _) => Ok(pause),
            (Pause::TooLong { asked, left }, Self::Status { url, status, .. }) => {
                Err(Self::Patience { url, status, asked, left })
            }
            (Pause::Over(times), Self::Status { url, status, again, repair, .. })
                if again != Again::Never =>
            {
                Err(Self::Status { url, status, times, again, repair })
            }
            (Pause::TooLong { .. } | Pause::Over(_), other) => Err(other),
        }
    }
}

//! The world failed: a file cannot be read or written, or is not where it was said to be.

use std::path::PathBuf;

/// Why the engine could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("{} cannot be read: {source}: check the path and its permissions", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that an author writes is no text.
    #[error("{}: byte {at} is not UTF-8: save the file as UTF-8", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first byte that does not fit.
        at: usize,
    },
    /// A file cannot be written.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the pack is a link that leads out of it.
    #[error("{} leads out of the pack: a pack is read from its own folder only", path.display())]
    Outside {
        /// The file.
        path: PathBuf,
    },
    /// A file is larger than any that an author writes.
    #[error("{} is larger than {limit} bytes: no rule or YAML file is", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        limit: u64,
    },
    /// There is no head there.
    #[error("`{name}` is no head: expected a folder that holds a head.yaml, or the name of a head in {}", looked.display())]
    NoHead {
        /// What was asked for.
        name: String,
        /// Where its name was looked for.
        looked: PathBuf,
    },
    /// The head of a pack has mistakes, so that nobody knows who may act for it.
    #[error("{} has mistakes, and says who may act for its head: `passerelle check` shows them", path.display())]
    Network {
        /// The file.
        path: PathBuf,
    },
    /// There is no pack around.
    #[error("{} is no pack and in none: neither it nor a folder above it holds elloha/account.yaml: name the pack with --pack", path.display())]
    NoPack {
        /// Where the search began.
        path: PathBuf,
    },
    /// A feed that a head is to be drafted from cannot be used.
    #[error("{}: {why}", path.display())]
    Feed {
        /// The feed.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

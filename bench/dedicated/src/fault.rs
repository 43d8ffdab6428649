//! What is wrong with a feed, and where.

use std::fmt;

/// The reason why a feed is not read on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The byte of the document at which it shows.
    pub(crate) offset: u64,
    /// What is wrong.
    pub(crate) what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "byte {}: {}", self.offset, self.what)
    }
}

/// Why the scanner stops inside of a chunk.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The chunk ends in the middle of something: with more bytes it can be told what.
    More,
    /// Something is wrong at this byte of the chunk.
    Wrong { at: usize, what: String },
}

/// What was found in a chunk.
pub(crate) type Found<T> = Result<T, Stop>;

/// A complaint. Apart, so that the way on which nothing is wrong stays short.
#[cold]
pub(crate) fn wrong<T>(at: usize, what: impl Into<String>) -> Found<T> {
    Err(Stop::Wrong { at, what: what.into() })
}

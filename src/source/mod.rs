//! Floor 0: the texts that authors wrote, and places in them.
//!
//! **Invariant:** a [`Span`] is meaningful only together with the [`Sources`] it was made from.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod file;
mod span;

pub use file::{File, FileId, Position, Sources};
pub use span::{Span, Spanned};

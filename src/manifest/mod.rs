//! Floor 3: the YAML of a pack, typed, with the place of everything that can be wrong.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod table;

pub use table::{Matching, Row, Table};

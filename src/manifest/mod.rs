//! Floor 3: the YAML of a pack, typed, with the place of everything that can be wrong.
//!
//! Each file of a pack has its type here and an entry function `read` from text to that type. Names that point from
//! one file to another are compared by `check`.
//!
//! **Invariant:** unknown and duplicate keys are diagnostics; a code is text, whatever it looks like.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod bordereaux;
mod channel;
mod exclusions;
mod fetch;
mod head;
mod layout;
mod network;
mod offer;
mod pack;
mod platform;
mod schema;
mod sit;
mod table;
mod types;
mod vocabulary;
mod yaml;

pub use bordereaux::Bordereaux;
pub use channel::{Activation, Channel, SalesArea};
pub use exclusions::{Exclusion, ExclusionReason, Exclusions};
pub use fetch::{Address, Fetch};
pub use head::{
    Area, Feed, Head, HeadKind, LANGUAGE_VERSION, LanguageFeed, MAX_REMOVAL_SHARE, Picked, Status,
};
pub use layout::{Cell, ItemStart, Layout, Layouts, NextItem, Shape};
pub use network::{Network, Profile};
pub use offer::{Offer, Sold};
pub use pack::Pack;
pub use platform::Platform;
pub use schema::{Field, Schema};
pub use sit::Sit;
pub use table::{Matching, Row, Table};
pub use types::{AccountType, AccountTypes};
pub use vocabulary::{CodeEntry, Vocabulary};

//! Floor 1: what a record holds and what a rule makes of it.
//!
//! **Invariant:** a [`Value`] is exactly one of present, missing, invalid and unknown.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

pub mod bytes;
mod cut;
mod element;
mod keys;
mod kind;
mod literal;
mod name;
mod nearest;
mod period;
mod phone;
mod record;
mod separator;
#[expect(clippy::module_inception, reason = "the floor is named after its one central type")]
mod value;
mod view;

pub use cut::{Cut, Signs};
pub use element::{CellName, CellNames, Element, Form};
pub use kind::{Kind, Ty};
pub use literal::Literal;
pub use name::{folded, normalise, shorten, visible, written};
pub use nearest::{Candidates, nearest};
pub use period::{Day, Hours, Period};
pub use phone::{Phone, PhoneKind};
pub use record::Record;
pub use separator::{Pieces, Separator};
pub use value::{Reason, State, Value, is_blank, trim};
pub use view::{Items, List, Members, Object, View};

//! Floor 6: typed tree → flat program.
//!
//! Data: [`Program`]. Pass: [`compile`]. Dump: [`dump`].
//!
//! **Invariant:** compiling cannot fail: what `check` accepted has a program.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod asks;
mod compile;
mod dump;
mod items;
mod layout;
#[expect(clippy::module_inception, reason = "the floor is named after its one central type")]
mod program;
mod ready;
mod short;

pub use compile::compile;
pub use dump::dump;
pub use items::Items;
pub use layout::Layout;
pub use program::{
    Action, Call, Decide, DecideId, DecideRow, Group, Id, Key, LetId, Member, Node, NodeId, Object, ObjectId,
    Outcomes, Pick, Program, Read, ReadId, Rule, RuleId, RuleValue, SlotId, Stop, TableId, Target, TargetId,
    Test, TestId,
};
pub use ready::Ready;
pub use short::{Place, Short};

//! Floor 7: one record through the program → outcome and faults; what is mapped is written into a sink.
//!
//! **Invariant:** no I/O, no clock of its own, no environment: the same record gives the same bytes.
//! **Invariant:** no rule reads a target, so the order of rules changes nothing but the order of output.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod buffer;
mod codes;
mod counts;
mod decide;
mod exact;
mod fault;
mod list;
mod object;
mod record;
mod room;
mod settle;
mod short;
mod sink;
mod string;
mod target;
mod test;
mod times;
mod trace;
mod translate;
mod value;
mod write;

pub use counts::{Counts, RuleCounts};
pub use fault::{Effect, Fault, FaultCode};
pub use record::{Mapped, Outcome, eval};
pub use sink::{Json, Sink, Tree};
pub use times::{Clock, Spent, Times};
pub use trace::{Event, Trace, seen, shown};

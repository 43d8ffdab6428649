//! Floor 3: bytes → records, streaming: every wire shape ends in one [`Record`].
//!
//! **Invariant:** memory does not grow with the feed: one record and one window of bytes are held, both bounded.
//! **Invariant:** a record is delivered at most once, and only when it was read whole.
//! **Invariant:** [`Outcome::complete`] holds only for a document that was read to its end without any trouble.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod atom;
mod delivery;
mod error;
mod fields;
mod limit;
mod shape;
mod source;
mod wcf3_json;

use std::io::Read;
use std::ops::ControlFlow;

pub use error::{Complaint, Error, ErrorKind};
pub use fields::Fields;
pub use limit::Limits;
pub use shape::{Shape, detect};

use delivery::Delivery;
use limit::Gauge;
use source::Source;

use crate::value::Record;

/// What became of a read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many records were delivered.
    pub records: u64,
    /// Whether these are all the records of the feed: only then may an absent record count as withdrawn.
    pub complete: bool,
    /// How many records the feed says it has: `odata.count`, `m:count`.
    pub declared: Option<u64>,
    /// Whether the feed goes on at another address.
    pub next: bool,
    /// The names of the fields that records have, in the order of first sight; at most a thousand are remembered.
    pub names: Vec<String>,
    /// Why the read is not complete; absent too when the receiver asked for the end.
    pub error: Option<Error>,
}

/// Reads a feed to its end and gives each record to `each`, which may end the read by [`ControlFlow::Break`].
///
/// Without a shape the first bytes decide; with one, a document of another shape is refused.
pub fn read(
    shape: Option<Shape>,
    mut input: impl Read,
    fields: &Fields,
    limits: &Limits,
    each: &mut dyn FnMut(&Record) -> ControlFlow<()>,
) -> Outcome {
    let limits = limits.within_reason();
    let gauge = Gauge::new(limits.record_bytes);
    let mut delivery = Delivery::new(fields, limits, &gauge, each);
    let mut source = Source::new(&mut input, &gauge);
    let end = match source.begin(shape) {
        Ok(Shape::Wcf3Json) => wcf3_json::read(source, &mut delivery),
        Ok(Shape::Atom) => atom::read(source, &mut delivery),
        Err(stop) => Err(stop),
    };
    delivery.outcome(end)
}

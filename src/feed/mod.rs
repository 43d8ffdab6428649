//! Floor 3: bytes → records, streaming: every wire shape ends in one [`Record`].
//!
//! **Invariant:** memory does not grow with the feed: one record and one window of bytes are held, both bounded.
//! **Invariant:** a record is delivered at most once, and only when it was read whole.
//! **Invariant:** [`Outcome::complete`] holds only for a document that was read to its end without any trouble.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod atom;
mod csv;
mod delivery;
mod described;
mod doubt;
mod error;
mod fields;
mod incoming;
mod json;
mod limit;
mod lines;
mod pages;
mod pieces;
mod recognise;
mod shape;
mod source;

use std::io::Read;
use std::ops::ControlFlow;

pub use described::described;
pub use error::{Complaint, Error, ErrorKind};
pub use fields::{Fields, MOST_NAMES};
pub use limit::Limits;
pub use lines::lines;
pub use pages::{Documents, Pages, read_all};
pub use pieces::{Done, Each, Form, Joined, Piece, PieceReader, Pieces, Receiver};
pub use recognise::detect;
pub use shape::Shape;

use delivery::Delivery;
use limit::Gauge;
use recognise::Opening;
use source::Source;

use crate::value::Record;

/// What became of a read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many records were delivered.
    pub records: u64,
    /// Whether these are all the records of the feed: only then may an absent record count as withdrawn.
    pub complete: bool,
    /// The shape of the document, as far as it was told.
    pub shape: Option<Shape>,
    /// How many records the feed says it has: `odata.count`, `__count`, `m:count`.
    pub declared: Option<u64>,
    /// Whether the feed goes on at another address.
    pub next: bool,
    /// The names of the fields that records have, in NFC, in the order of first sight; at most a thousand are
    /// remembered. Annotations of the wire (`__metadata`, `odata.type`) are no fields.
    pub names: Vec<String>,
    /// Why the read is not complete; absent too when the receiver asked for the end.
    pub error: Option<Error>,
}

impl Outcome {
    /// Whether the feed may have fields whose names were not remembered.
    pub fn has_more_names(&self) -> bool {
        self.names.len() + 1 >= MOST_NAMES
    }
}

/// Reads a feed to its end and gives each record to `each`, which may end the read by [`ControlFlow::Break`]. The record is
/// filled anew for the next one: who keeps it puts another in its place.
///
/// Without a shape the document itself tells it; with one, a document of another shape is refused. The first of the
/// fields is the id of a record: an extract of open data is recognised by it.
pub fn read(
    shape: Option<Shape>,
    input: impl Read,
    fields: &Fields,
    limits: &Limits,
    each: &mut dyn FnMut(&mut Record) -> ControlFlow<()>,
) -> Outcome {
    read_into(shape, input, fields, limits, &mut Each(each))
}

/// As [`read`], for a receiver that may have pieces of the feed read elsewhere.
pub fn read_into(
    shape: Option<Shape>,
    mut input: impl Read,
    fields: &Fields,
    limits: &Limits,
    receiver: &mut dyn Receiver,
) -> Outcome {
    let limits = limits.within_reason();
    let gauge = Gauge::new(limits.record_bytes);
    let mut delivery = Delivery::new(fields, limits, &gauge, receiver);
    let mut source = Source::new(&mut input, &gauge);
    let end = match source.begin(shape, fields.name(0)) {
        Ok(opening) => {
            delivery.shape = shape.or(opening.shape().filter(|_| opening != Opening::Value));
            match opening {
                Opening::Told(Shape::Atom) => atom::read(source, &mut delivery),
                Opening::Told(Shape::Csv) => csv::read(source, &mut delivery),
                Opening::Told(Shape::Wcf3Json | Shape::ApiV3 | Shape::V2Json | Shape::List)
                | Opening::Value
                | Opening::Object => json::read(source, shape, &mut delivery),
            }
        }
        Err(stop) => Err(stop),
    };
    delivery.outcome(end)
}

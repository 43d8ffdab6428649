//! The record of an id, looked for in a feed.

use std::io::Read;
use std::ops::ControlFlow;

use crate::engine::load::Ready;
use crate::engine::mapper::id;
use crate::feed::{self, Fields, Limits, Shape};
use crate::value::Record;

/// What a feed shows of a record that is looked for.
#[derive(Clone, Debug)]
pub struct Found {
    /// The record, with the slots of the program.
    pub record: Option<Record>,
    /// The ids that were met before, or all of them; at most ten thousand.
    pub ids: Vec<String>,
    /// Why the feed could not be read to its end.
    pub error: Option<String>,
}

/// The most ids that are kept for a near one.
const MOST_IDS: usize = 10_000;

/// Longer ids are near to none.
const LONGEST_ID: usize = 200;

/// Looks for the record of an id in a feed.
pub fn find_record(
    ready: &Ready,
    at: usize,
    shape: Option<Shape>,
    bytes: &mut dyn Read,
    wanted: &str,
) -> Found {
    let mut found = Found { record: None, ids: Vec::new(), error: None };
    let Some(program) = ready.programs.get(at) else { return found };
    let fields = Fields::new(program.slots.iter().cloned());
    let outcome = feed::read(shape, bytes, &fields, &Limits::default(), &mut |record| {
        if id(record) == wanted {
            found.record = Some(record.clone());
            return ControlFlow::Break(());
        }
        if found.ids.len() < MOST_IDS && id(record).len() <= LONGEST_ID {
            found.ids.push(id(record).to_owned());
        }
        ControlFlow::Continue(())
    });
    found.error = outcome.error.map(|error| error.to_string());
    found
}

//! Composes the recorded feeds of the heads: `cargo run --example feeds`.
//!
//! **Invariant:** the head, the bordereau, the number of a record and the seed alone decide what is written: no clock,
//! no address, no thread. Contents are fictional, and every document says first that it is composed.
#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a mistake of whoever writes a trap stops the composer"
)]

pub(crate) mod bordereau;
// Tests compare; they write nothing.
#[cfg(not(test))]
pub(crate) mod command;
pub(crate) mod dialect;
pub(crate) mod fields;
pub(crate) mod guid;
pub(crate) mod head;
pub(crate) mod heads;
pub(crate) mod labels;
pub(crate) mod offer;
pub(crate) mod place;
pub(crate) mod prose;
pub(crate) mod traps;
pub(crate) mod typed;
pub(crate) mod value;
pub(crate) mod wire;

#[expect(dead_code, reason = "the measurements use more of it")]
#[path = "../../bench/compose/random.rs"]
pub(crate) mod random;
#[expect(dead_code, reason = "the measurements use more of it")]
#[path = "../../bench/compose/words.rs"]
pub(crate) mod words;

use head::{Feed, Head};
use offer::Offer;
use traps::Record;

/// What every document says of itself first; a stale one is known by it.
pub(crate) const MARK: &str = "Composed by tests/compose";

/// A composed document and where it belongs.
#[derive(Debug)]
pub(crate) struct Document {
    /// Below the pack: `heads/24/feeds/DEG.json`
    pub(crate) path: String,
    /// What the file holds.
    pub(crate) text: String,
    /// The records of it, for those who check them.
    pub(crate) records: Vec<Record>,
}

/// All feeds of a head.
pub(crate) fn compose(head: &'static Head) -> Vec<Document> {
    head.feeds().iter().map(document).collect()
}

fn document(feed: &Feed) -> Document {
    let records = records(feed);
    Document { path: feed.path(), text: wire::document(feed, &records), records }
}

/// The records with their traps: those that every head has, then those that traps add behind them.
fn records(feed: &Feed) -> Vec<Record> {
    let traps = feed.traps();
    let last = traps.iter().map(|trap| trap.record).fold(feed.head.records, u64::max);
    (1..=last)
        .map(|number| {
            let offer = Offer::compose(feed, number);
            let fields = (feed.head.writer)(&offer, feed);
            Record::new(fields, traps.iter().filter(|trap| trap.record == number))
        })
        .collect()
}

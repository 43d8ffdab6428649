//! What the readers of all shapes share: the record being filled, the count, and the end of the read.
//!
//! **Invariant:** the budget of bytes starts anew with each record that was delivered, and only then.

use std::ops::ControlFlow;

use super::Outcome;
use super::error::{Complaint, Error};
use super::fields::{Fields, Followed, Lookup};
use super::json::Frame;
use super::limit::{Gauge, Limits};
use super::pieces::{Receiver, Trying};
use super::shape::Shape;
use crate::value::Record;

/// Why a read ends before the end of the document.
#[derive(Debug)]
pub(super) enum Stop {
    /// The receiver of the records asked for it.
    Asked,
    /// Something is wrong at an offset.
    Wrong {
        /// What.
        complaint: Complaint,
        /// Where.
        offset: u64,
    },
}

/// What a read leaves to the next one: what it has learned, and its memory.
#[derive(Debug, Default)]
pub(super) struct Left {
    pub(super) lookup: Lookup,
    frame: Frame,
    record: Record,
}

/// One read under way.
pub(super) struct Delivery<'d> {
    pub(super) record: Record,
    pub(super) limits: Limits,
    pub(super) gauge: &'d Gauge,
    /// The shape, as far as it is told.
    pub(super) shape: Option<Shape>,
    pub(super) declared: Option<u64>,
    pub(super) next: bool,
    /// Whether a record has begun and not ended.
    pub(super) inside: bool,
    pub(super) fields: &'d Fields,
    pub(super) receiver: &'d mut dyn Receiver,
    pub(super) trying: Trying,
    /// The frame of records in JSON.
    pub(super) frame: Frame,
    lookup: Lookup,
    records: u64,
}

impl<'d> Delivery<'d> {
    pub(super) fn new(
        fields: &'d Fields,
        limits: Limits,
        gauge: &'d Gauge,
        receiver: &'d mut dyn Receiver,
    ) -> Self {
        Self {
            record: Record::default(),
            limits,
            gauge,
            shape: None,
            declared: None,
            next: false,
            inside: false,
            fields,
            receiver,
            trying: Trying::default(),
            frame: Frame::default(),
            lookup: Lookup::default(),
            records: 0,
        }
    }

    /// Goes on with what another one has left.
    pub(super) fn go_on(&mut self, left: Left) {
        (self.lookup, self.frame, self.record) = (left.lookup, left.frame, left.record);
    }

    /// Leaves to another one what it has learned.
    pub(super) fn leave(self) -> Left {
        Left { lookup: self.lookup, frame: self.frame, record: self.record }
    }

    /// How many records were delivered.
    pub(super) fn records(&self) -> u64 {
        self.records
    }

    /// Records were read elsewhere, with these names of fields.
    pub(super) fn add(&mut self, records: u64, names: &[String]) {
        // Names that were met in a record that is not whole stay what they are.
        if records == 0 {
            return;
        }
        self.records += records;
        self.lookup.restart();
        for name in names {
            self.lookup.slot(name, self.fields);
        }
        self.lookup.keep();
    }

    /// A record begins.
    pub(super) fn begin(&mut self) {
        self.inside = true;
        self.record.start(self.fields.len());
        self.lookup.restart();
    }

    /// A field of the record: whether it is wanted; if so, its value is put into the record next.
    pub(super) fn field(&mut self, name: &str) -> Result<bool, Complaint> {
        match self.lookup.slot(name, self.fields) {
            None => Ok(false),
            Some(slot) if self.record.claim(slot) => Ok(true),
            Some(_) => Err(Complaint::duplicate(name)),
        }
    }

    /// Looks the name of a field up, if it followed the last one in the record before too.
    #[inline]
    pub(super) fn follow(&mut self, name: &str) -> Followed {
        self.lookup.follow(name)
    }

    /// What a name is that was met before.
    pub(super) fn known(&self, name: &str) -> Followed {
        self.lookup.known(name)
    }

    /// The number of the field that followed the last one in the record before; 0 for none.
    #[inline]
    pub(super) fn expected(&self) -> usize {
        self.lookup.expected()
    }

    /// The slot of the field of a number, which stands there, if it is wanted.
    #[inline]
    pub(super) fn take(&mut self, number: usize) -> Option<usize> {
        self.lookup.take(number)
    }

    /// The number of the field that was met last; 0 if it is not remembered.
    pub(super) fn last(&self) -> usize {
        self.lookup.last()
    }

    /// The record that began is read again from its beginning.
    pub(super) fn abandon(&mut self) {
        self.inside = false;
    }

    /// The slot of a field that every record has, if it is wanted.
    pub(super) fn column(&mut self, name: &str) -> Option<usize> {
        self.lookup.slot(name, self.fields)
    }

    /// All columns of an extract are known.
    pub(super) fn keep_columns(&mut self) {
        self.lookup.keep();
    }

    /// The record is whole.
    pub(super) fn finish(&mut self) -> Result<(), Stop> {
        self.inside = false;
        self.records += 1;
        self.lookup.keep();
        self.gauge.mark();
        match self.receiver.record(&mut self.record) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Asked),
        }
    }

    /// Refuses a nested value that would be one too many, or too deep.
    pub(super) fn check_nesting(&self, depth: usize) -> Result<(), Complaint> {
        if depth > self.limits.depth {
            Err(Complaint::limit(
                format!("values nest deeper than {} levels", self.limits.depth),
                "they fit into the limit `depth`",
            ))
        } else if self.record.len() >= self.limits.nodes {
            Err(Complaint::limit(
                format!("a record holds more than {} values", self.limits.nodes),
                "they fit into the limit `nodes`",
            ))
        } else {
            Ok(())
        }
    }

    /// What is said when the document ends here.
    pub(super) fn truncated(&self) -> Stop {
        Stop::Wrong { complaint: Complaint::truncated(self.inside), offset: self.gauge.at() }
    }

    /// What became of the read, given how it ended.
    pub(super) fn outcome(self, end: Result<(), Stop>) -> Outcome {
        let records = self.records;
        let error = |complaint, offset| Some(Error { offset, records, complaint });
        let (complete, error) = match end {
            Err(Stop::Asked) => (false, None),
            Err(Stop::Wrong { complaint, offset }) => (false, error(complaint, offset)),
            // A page is expected to hold fewer records than the feed declares.
            Ok(()) if self.next => (false, error(Complaint::more_pages(), self.gauge.at())),
            Ok(()) => match self.declared {
                Some(declared) if declared != records => {
                    (false, error(Complaint::count(declared, records), self.gauge.at()))
                }
                Some(_) | None => (true, None),
            },
        };
        let names = self.lookup.names();
        let (shape, declared, next) = (self.shape, self.declared, self.next);
        Outcome { records, complete, shape, declared, next, names, error }
    }
}

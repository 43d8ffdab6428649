//! Records, or a piece of the feed that holds some, on their way to a thread and back.

use std::any::Any;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::Work;
use crate::engine::known::Made;
use crate::engine::mapper::id;
use crate::eval::{Counts, Json};
use crate::feed::{Done, Form, Piece, PieceReader};
use crate::value::Record;

/// So many records, or bytes of text, make a batch.
const BATCH: usize = 32;
const BATCH_BYTES: usize = 32 << 10;

/// No more records of a piece are mapped: what is kept of so short ones takes more memory than they.
const MOST_RECORDS: usize = 256;

/// What one thread maps with.
pub(super) struct Hand<'r> {
    work: Work<'r>,
    pub(super) counts: Counts,
    /// For pieces, since the first one.
    reader: Option<PieceReader<'r>>,
}

impl<'r> Hand<'r> {
    pub(super) fn new(work: Work<'r>) -> Self {
        Self { work, counts: Counts::new(work.mapper.program), reader: None }
    }
}

/// Used again and again.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) number: u64,
    records: Vec<Record>,
    used: usize,
    bytes: usize,
    /// A piece of the feed, whose records are not read yet, where it has a form.
    pub(super) text: Vec<u8>,
    pub(super) form: Option<Arc<Form>>,
    /// What became of the piece.
    pub(super) done: Done,
    mapped: Mapped,
    /// What mapping panicked of.
    pub(super) panic: Option<Box<dyn Any + Send>>,
}

/// What became of the records of a batch.
#[derive(Default)]
struct Mapped {
    ids: String,
    json: Json,
    /// What became of each record, and where its id and its JSON end.
    records: Vec<(Made, usize, usize)>,
}

impl Mapped {
    fn clear(&mut self) {
        self.ids.clear();
        self.json.clear();
        self.records.clear();
    }

    fn add(&mut self, work: Work<'_>, record: &Record, counts: &mut Counts) {
        let made = work.map(record, &mut self.json, counts);
        self.json.end_document();
        self.ids.push_str(id(record));
        self.records.push((made, self.ids.len(), self.json.bytes().len()));
    }
}

impl Batch {
    /// Takes a record, and leaves a used one to be filled in its place.
    pub(super) fn add(&mut self, record: &mut Record) {
        self.bytes += record.bytes();
        match self.records.get_mut(self.used) {
            Some(place) => std::mem::swap(place, record),
            None => self.records.push(std::mem::take(record)),
        }
        self.used += 1;
    }

    /// Takes a piece of the feed, and gives memory for another one.
    pub(super) fn hold(&mut self, piece: Piece) -> Vec<u8> {
        self.form = Some(piece.form);
        std::mem::replace(&mut self.text, piece.bytes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.used == 0
    }

    pub(super) fn is_full(&self) -> bool {
        self.used >= BATCH || self.bytes >= BATCH_BYTES
    }

    /// Maps all records, and notes what that panicked of.
    pub(super) fn map(&mut self, hand: &mut Hand<'_>) {
        self.panic = catch_unwind(AssertUnwindSafe(|| self.try_map(hand, usize::MAX))).err();
    }

    /// What was counted when the records of a piece were mapped.
    ///
    /// A reader that has met more names than it can remember leaves more records to the parser of the document than a new
    /// one: those that it has read are counted, and no others.
    pub(super) fn counted(&mut self, work: Work<'_>) -> Counts {
        let (mut hand, records) = (Hand::new(work), self.mapped.records.len());
        if self.panic.is_none() && records > 0 {
            self.try_map(&mut hand, records);
        }
        hand.counts
    }

    fn try_map(&mut self, Hand { work, counts, reader }: &mut Hand<'_>, most: usize) {
        let Self { number, records, used, text, form, mapped, .. } = self;
        mapped.clear();
        match form {
            None => {
                for record in records.iter().take(*used) {
                    mapped.add(*work, record, counts);
                }
            }
            Some(form) => {
                let reader = match reader {
                    Some(reader) if reader.fits(form, *number) => reader,
                    Some(_) | None => reader.insert(PieceReader::new(form, work.fields)),
                };
                self.done = reader.read(*number, text, &mut |record| {
                    mapped.add(*work, record, counts);
                    let room = mapped.records.len() < most.min(MOST_RECORDS);
                    if room { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
            }
        }
    }

    /// Gives what became of the records, in order: the id, what was made, its JSON.
    pub(super) fn made(&mut self) -> impl Iterator<Item = (&str, Made, &[u8])> {
        let Mapped { ids, json, records } = &mut self.mapped;
        let (ids, json) = (ids.as_str(), json.bytes());
        let mut from = (0, 0);
        records.drain(..).map(move |(made, id, end)| {
            let at = std::mem::replace(&mut from, (id, end));
            (ids.get(at.0..id).unwrap_or_default(), made, json.get(at.1..end).unwrap_or_default())
        })
    }

    /// Empties it for others.
    pub(super) fn clear(&mut self) {
        (self.used, self.bytes, self.form, self.panic) = (0, 0, None, None);
    }
}

//! The records of a language feed, found by id while the main feed is read.
//!
//! The two feeds need not have the same order, so the language feed is read first and kept: of each record, the
//! fields that translated rules read.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use super::mapper::id;
use crate::feed::{self, Documents, Each, Fields, Limits, Shape};
use crate::program::Program;
use crate::value::Record;

/// The most that is kept of one language feed, in bytes of text. Three hundred thousand records fit.
const MOST_BYTES: usize = 1 << 30;

/// A language feed that was read.
#[derive(Debug, Default)]
pub(super) struct Translations {
    /// `en`
    pub(super) language: String,
    records: HashMap<String, (Record, AtomicBool)>,
    /// How many records were read.
    pub(super) read: u64,
    /// Records without an id.
    pub(super) nameless: u64,
    /// Ids that it has twice.
    pub(super) repeated: Vec<String>,
    /// Whether it was read to its end.
    pub(super) complete: bool,
    /// Why not.
    pub(super) error: Option<String>,
}

impl Translations {
    /// Reads a language feed.
    pub(super) fn read(
        language: &str,
        program: &Program,
        shape: Option<Shape>,
        documents: Documents<'_>,
    ) -> Self {
        let fields = Fields::some(program.slots.iter().cloned(), &program.translated);
        let mut all = Self { language: language.to_owned(), ..Self::default() };
        let mut bytes = 0;
        let outcome = feed::read_all(
            shape,
            documents,
            &fields,
            &Limits::default(),
            &mut Each(|record: &mut Record| {
                all.read += 1;
                bytes += record.bytes();
                if id(record).is_empty() {
                    // It belongs to no record, and two of them are not the same one.
                    all.nameless += 1;
                    return ControlFlow::Continue(());
                }
                match all.records.entry(id(record).to_owned()) {
                    Entry::Vacant(place) => {
                        place.insert((record.clone(), AtomicBool::new(false)));
                    }
                    Entry::Occupied(known) => all.repeated.push(known.key().clone()),
                }
                if bytes > MOST_BYTES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }),
        );
        all.complete = outcome.complete;
        all.error = match outcome.error {
            Some(error) => Some(error.to_string()),
            None if bytes > MOST_BYTES => Some(format!("more than {MOST_BYTES} bytes of text to keep")),
            None => None,
        };
        all
    }

    /// No feed of that language was given.
    pub(super) fn none(language: &str) -> Self {
        Self { language: language.to_owned(), complete: true, ..Self::default() }
    }

    /// The record of an id.
    pub(super) fn find(&self, id: &str) -> Option<&Record> {
        self.records.get(id).map(|(record, _)| record)
    }

    /// The main feed has a record of that id.
    pub(super) fn join(&self, id: &str) {
        if let Some((_, found)) = self.records.get(id) {
            found.store(true, Ordering::Relaxed);
        }
    }

    /// The ids that no record of the main feed has, in order.
    pub(super) fn orphans(&self) -> Vec<&str> {
        let lost = self.records.iter().filter(|(_, (_, found))| !found.load(Ordering::Relaxed));
        let mut ids: Vec<&str> = lost.map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        ids
    }

    /// How many found their main record.
    pub(super) fn joined(&self) -> u64 {
        self.records.values().filter(|(_, found)| found.load(Ordering::Relaxed)).count() as u64
    }
}

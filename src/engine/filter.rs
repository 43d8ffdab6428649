//! Records one a line in, outcomes one a line out: a feed as a distributed engine maps it, in pieces.
//!
//! **Invariant:** each line gives one line, in order, which depends on that line and on the rules alone. So pieces of a
//! feed that are mapped apart and put back in order are the feed that is mapped at once.
//! **Invariant:** memory does not grow with the input.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use super::known::Made;
use super::lines::{self, Out, Written};
use super::load::Ready;
use super::mapper::Mapper;
use super::translations::Translations;
use super::workers::{self, Work};
use crate::feed::{self, Fields, Limits, Receiver};
use crate::source::Sources;
use crate::value::Record;

/// What is read, and how.
pub struct Stream<'i> {
    /// The number of the feed in the head.
    pub at: usize,
    /// The records, one JSON object a line.
    pub records: &'i mut dyn BufRead,
    /// How many threads map; one is the reader itself. The output is the same for any number.
    pub threads: usize,
}

/// What became of the lines.
#[derive(Debug, Default)]
pub struct Filtered {
    /// Lines read, each of which has its outcome.
    pub lines: u64,
    /// Of those, the ones that hold no record.
    pub errors: u64,
    /// Why the input ended too early.
    pub failed: Option<io::Error>,
}

/// Maps records one a line. The error is one of writing; one of reading is in the answer.
///
/// That an id is repeated is not looked for, and feeds in other languages are not joined.
pub fn filter(
    ready: &Ready,
    sources: &Sources,
    stream: Stream<'_>,
    out: &mut dyn Write,
) -> io::Result<Filtered> {
    let Stream { at, records, threads } = stream;
    let mut filtered = Filtered::default();
    let Some(program) = ready.programs.get(at) else { return Ok(filtered) };
    // Rules for one language read the main feed too.
    let translations: Vec<Translations> =
        program.languages.iter().map(|language| Translations::none(language)).collect();
    let fields = Fields::new(program.slots.iter().cloned());
    let mapper = Mapper { ready, program };
    let work = Work { mapper, fields: &fields, translations: &translations, known: None, clock: None };

    // The lines on their way through the workers, each with why it holds no record, if it does not. Such a line travels
    // as an empty record, so that it keeps its place and no more than a few are under way.
    let under_way: RefCell<VecDeque<Option<feed::Error>>> = RefCell::default();
    // The input ends where the output has failed; what is under way then goes through, and nowhere.
    let write_failed: RefCell<Option<io::Error>> = RefCell::default();
    let mut read_failed = None;
    let mut read = |receiver: &mut dyn Receiver| {
        let mut empty = Record::default();
        let read = feed::lines(&mut *records, &fields, &Limits::default(), &mut |record| {
            let (record, error) = match record {
                Ok(record) => (record, None),
                Err(error) => {
                    empty.start(0);
                    (&mut empty, Some(error))
                }
            };
            under_way.borrow_mut().push_back(error);
            receiver.record(record)?;
            if write_failed.borrow().is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        read_failed = read.err();
        feed::Outcome::default()
    };
    let mut line = Vec::new();
    let mut take = |id: &str, made: Made, json: &[u8]| {
        let error = under_way.borrow_mut().pop_front().flatten();
        let mut write_failed = write_failed.borrow_mut();
        if write_failed.is_some() {
            return ControlFlow::Continue(());
        }
        filtered.lines += 1;
        let to = Out { line: &mut line, to: &mut *out };
        let written = if let Some(error) = error {
            filtered.errors += 1;
            lines::no_record(&program.record_type, &error, to)
        } else {
            let record = Written { id, bordereau: &program.record_type, mapped: &made.mapped, fields: json };
            lines::outcome(record, sources, to)
        };
        *write_failed = written.err();
        ControlFlow::Continue(())
    };
    workers::run(work, threads, &mut read, &mut take);
    filtered.failed = read_failed;
    match write_failed.into_inner() {
        Some(failed) => Err(failed),
        None => Ok(filtered),
    }
}

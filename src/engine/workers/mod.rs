//! Records mapped by several threads, and taken in the order of the feed.
//!
//! The thread that reads the feed cuts it into pieces, or fills batches with records where they cannot be cut, and takes
//! the mapped ones back in order; it alone counts and writes. Where enough of them wait, it maps one itself, so that no
//! thread waits for another. So two threads or sixteen give the same bytes.
//!
//! **Invariant:** no more than a few batches are under way, so memory does not grow with the feed.

mod batch;
mod line;
mod queue;

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::known::{Digest, Known, Made, Origins, content};
use super::mapper::{Mapper, id};
use super::profile::Stages;
use super::translations::Translations;
use crate::eval::{self, Clock, Counts, Json, Mapped};
use crate::feed::{Each, Fields, Outcome, Receiver};
use crate::value::Record;
use batch::{Batch, Hand};
use line::Line;
use queue::Queue;

/// Takes a mapped record: its id, what became of it, and its fields as JSON.
pub(super) type Take<'t> = dyn FnMut(&str, Made, &[u8]) -> ControlFlow<()> + 't;

/// Reads a feed and gives each record away.
pub(super) type Read<'f> = dyn FnMut(&mut dyn Receiver) -> Outcome + 'f;

/// What maps, shared by all threads.
#[derive(Clone, Copy)]
pub(super) struct Work<'r> {
    pub(super) mapper: Mapper<'r>,
    /// What is read of the feed.
    pub(super) fields: &'r Fields,
    pub(super) translations: &'r [Translations],
    /// What is known of the records, where somebody knows them.
    pub(super) known: Option<&'r dyn Known>,
    /// A clock, where it is asked what the run costs.
    pub(super) clock: Option<Clock>,
}

impl Work<'_> {
    fn map(&self, record: &Record, json: &mut Json, counts: &mut Counts) -> Made {
        let translations: Vec<Option<&Record>> =
            self.translations.iter().map(|language| language.find(id(record))).collect();
        match self.known {
            Some(known) => self.map_new(known, record, &translations, json, counts),
            None => {
                let mapped = self.mapper.map(record, &translations, json, counts);
                Made { mapped, content: Digest::default(), known: false, origins: Origins::default() }
            }
        }
    }

    /// Maps a record unless it is known, and tells which rules gave its values.
    fn map_new(
        &self,
        known: &dyn Known,
        record: &Record,
        translations: &[Option<&Record>],
        json: &mut Json,
        counts: &mut Counts,
    ) -> Made {
        let content = content(record, translations);
        if known.knows(id(record), content) {
            let mapped = Mapped {
                outcome: eval::Outcome::Imported,
                account_type: None,
                faults: Vec::new(),
                filled: 0,
                passed_over: 0,
            };
            return Made { mapped, content, known: true, origins: Origins::default() };
        }
        let mut own = Counts::new(self.mapper.program);
        let mapped = self.mapper.map(record, translations, json, &mut own);
        counts.add(&own);
        Made { mapped, content, known: false, origins: Origins::of(&own) }
    }
}

/// Maps what `read` gives, and hands it to `take` in order.
pub(super) fn run(
    work: Work<'_>,
    threads: usize,
    read: &mut Read<'_>,
    take: &mut Take<'_>,
) -> (Outcome, Counts, Option<Stages>) {
    if let Some(clock) = work.clock {
        return timed(work, clock, read, take);
    }
    if threads <= 1 {
        let (outcome, counts) = alone(work, read, take);
        return (outcome, counts, None);
    }
    let queue = Queue::default();
    let (done, back) = channel();
    thread::scope(|scope| {
        // This thread is the other one.
        let workers: Vec<_> = (1..threads)
            .map(|_| {
                let (queue, done) = (&queue, done.clone());
                scope.spawn(move || worker(work, queue, &done))
            })
            .collect();
        drop(done);
        let mut line = Line::new(work, threads, &queue, back, take);
        let mut outcome = read(&mut line);
        let (flow, mut counts, taken_back) = line.finish();
        if flow.is_break() {
            outcome.complete = false;
        }
        for worker in workers {
            match worker.join() {
                Ok(counted) => counts.add(&counted),
                Err(panic) => resume_unwind(panic),
            }
        }
        counts.take_away(&taken_back);
        (outcome, counts, None)
    })
}

/// Maps batches until there are no more.
fn worker(work: Work<'_>, queue: &Queue, done: &Sender<Batch>) -> Counts {
    let mut hand = Hand::new(work);
    while let Some(mut batch) = queue.wait() {
        batch.map(&mut hand);
        if done.send(batch).is_err() {
            break;
        }
    }
    hand.counts
}

/// All on this thread, with a look at the clock between the stages.
fn timed(
    work: Work<'_>,
    clock: Clock,
    read: &mut Read<'_>,
    take: &mut Take<'_>,
) -> (Outcome, Counts, Option<Stages>) {
    let mut counts = Counts::timed(work.mapper.program, clock);
    let mut json = Json::new();
    let mut stages = Stages::default();
    let began = clock();
    let outcome = read(&mut Each(|record: &mut Record| {
        json.clear();
        let began = clock();
        let mapped = work.map(record, &mut json, &mut counts);
        let done = clock();
        stages.map += done - began;
        let flow = take(id(record), mapped, json.bytes());
        stages.write += clock() - done;
        flow
    }));
    stages.all = clock() - began;
    (outcome, counts, Some(stages))
}

/// All on this thread.
fn alone(work: Work<'_>, read: &mut Read<'_>, take: &mut Take<'_>) -> (Outcome, Counts) {
    let mut counts = Counts::new(work.mapper.program);
    let mut json = Json::new();
    let outcome = read(&mut Each(|record: &mut Record| {
        json.clear();
        let mapped = work.map(record, &mut json, &mut counts);
        take(id(record), mapped, json.bytes())
    }));
    (outcome, counts)
}

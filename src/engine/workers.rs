//! Records mapped by several threads, and taken in the order of the feed.
//!
//! The thread that reads the feed fills batches, hands them out, and takes the mapped ones back in order; it alone
//! counts and writes. So two threads or sixteen give the same bytes.
//!
//! **Invariant:** no more than a few batches are under way, so memory does not grow with the feed.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::mapper::{Mapper, id};
use super::profile::Stages;
use super::translations::Translations;
use crate::eval::{Clock, Counts, Json, Mapped};
use crate::feed::Outcome;
use crate::value::Record;

/// So many records, or bytes of text, make a batch.
const BATCH: usize = 64;
const BATCH_BYTES: usize = 128 << 10;

/// Takes a mapped record: its id, what became of it, and its fields as JSON.
pub(super) type Take<'t> = dyn FnMut(&str, Mapped, &[u8]) -> ControlFlow<()> + 't;

/// Reads a feed and gives each record away.
pub(super) type Read<'f> = dyn FnMut(&mut dyn FnMut(&mut Record) -> ControlFlow<()>) -> Outcome + 'f;

/// What maps, shared by all threads.
#[derive(Clone, Copy)]
pub(super) struct Work<'r> {
    pub(super) mapper: Mapper<'r>,
    pub(super) translations: &'r [Translations],
    /// A clock, where it is asked what the run costs.
    pub(super) clock: Option<Clock>,
}

impl Work<'_> {
    fn map(&self, record: &Record, json: &mut Json, counts: &mut Counts) -> Mapped {
        if self.translations.is_empty() {
            return self.mapper.map(record, &[], json, counts);
        }
        let translations: Vec<Option<&Record>> =
            self.translations.iter().map(|language| language.find(id(record))).collect();
        self.mapper.map(record, &translations, json, counts)
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
    let (to, jobs) = channel::<Batch>();
    let (done, back) = channel();
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let (jobs, done) = (&jobs, done.clone());
                scope.spawn(move || worker(work, jobs, &done))
            })
            .collect();
        drop(done);
        let mut line = Line {
            filling: Batch::default(),
            spare: Vec::new(),
            given: 0,
            taken: 0,
            waiting: BTreeMap::new(),
            most: threads as u64 + 2,
            to,
            back,
            take,
        };
        let mut outcome = read(&mut |record| line.add(record));
        if line.finish().is_break() {
            outcome.complete = false;
        }
        drop(line);
        let mut counts = Counts::new(work.mapper.program);
        for worker in workers {
            match worker.join() {
                Ok(counted) => counts.add(&counted),
                Err(panic) => resume_unwind(panic),
            }
        }
        (outcome, counts, None)
    })
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
    let outcome = read(&mut |record| {
        json.clear();
        let began = clock();
        let mapped = work.map(record, &mut json, &mut counts);
        let done = clock();
        stages.map += done - began;
        let flow = take(id(record), mapped, json.bytes());
        stages.write += clock() - done;
        flow
    });
    stages.all = clock() - began;
    (outcome, counts, Some(stages))
}

/// All on this thread.
fn alone(work: Work<'_>, read: &mut Read<'_>, take: &mut Take<'_>) -> (Outcome, Counts) {
    let mut counts = Counts::new(work.mapper.program);
    let mut json = Json::new();
    let outcome = read(&mut |record| {
        json.clear();
        let mapped = work.map(record, &mut json, &mut counts);
        take(id(record), mapped, json.bytes())
    });
    (outcome, counts)
}

/// Records on their way to a worker and back; used again and again.
#[derive(Default)]
struct Batch {
    number: u64,
    records: Vec<Record>,
    used: usize,
    bytes: usize,
    json: Json,
    /// What became of each record, and where its JSON ends.
    mapped: Vec<(Mapped, usize)>,
}

impl Batch {
    fn map(&mut self, work: Work<'_>, counts: &mut Counts) {
        self.json.clear();
        self.mapped.clear();
        for record in self.records.iter().take(self.used) {
            let mapped = work.map(record, &mut self.json, counts);
            self.json.end_document();
            self.mapped.push((mapped, self.json.bytes().len()));
        }
    }
}

/// Maps batches until there are no more; what a batch panicked of goes back in its place.
fn worker(
    work: Work<'_>,
    jobs: &Mutex<Receiver<Batch>>,
    done: &Sender<Result<Batch, Box<dyn Any + Send>>>,
) -> Counts {
    let mut counts = Counts::new(work.mapper.program);
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut batch) = next else { return counts };
        let mapped = catch_unwind(AssertUnwindSafe(|| batch.map(work, &mut counts)));
        let sent = done.send(mapped.map(|()| batch));
        if sent.is_err() {
            return counts;
        }
    }
}

/// The batches between the reader and the report.
struct Line<'t, 'b> {
    filling: Batch,
    spare: Vec<Batch>,
    given: u64,
    taken: u64,
    waiting: BTreeMap<u64, Batch>,
    most: u64,
    to: Sender<Batch>,
    back: Receiver<Result<Batch, Box<dyn Any + Send>>>,
    take: &'b mut Take<'t>,
}

impl Line<'_, '_> {
    /// Takes a record, and leaves a used one to be filled in its place.
    fn add(&mut self, record: &mut Record) -> ControlFlow<()> {
        let batch = &mut self.filling;
        batch.bytes += record.bytes();
        match batch.records.get_mut(batch.used) {
            Some(place) => std::mem::swap(place, record),
            None => batch.records.push(std::mem::take(record)),
        }
        batch.used += 1;
        if batch.used >= BATCH || batch.bytes >= BATCH_BYTES {
            return self.give();
        }
        ControlFlow::Continue(())
    }

    /// Hands the batch out; waits for another where too many are under way.
    fn give(&mut self) -> ControlFlow<()> {
        let next = self.spare.pop().unwrap_or_default();
        let mut batch = std::mem::replace(&mut self.filling, next);
        batch.number = self.given;
        self.given += 1;
        // The workers live as long as this line does.
        let _ = self.to.send(batch);
        while self.given - self.taken >= self.most {
            self.receive()?;
        }
        ControlFlow::Continue(())
    }

    fn finish(&mut self) -> ControlFlow<()> {
        if self.filling.used > 0 {
            self.give()?;
        }
        while self.taken < self.given {
            self.receive()?;
        }
        ControlFlow::Continue(())
    }

    /// Waits for a batch, and takes all that are next in order.
    fn receive(&mut self) -> ControlFlow<()> {
        match self.back.recv() {
            Ok(Ok(batch)) => {
                self.waiting.insert(batch.number, batch);
            }
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => return ControlFlow::Break(()),
        }
        while let Some(mut batch) = self.waiting.remove(&self.taken) {
            self.taken += 1;
            let mut from = 0;
            for (record, (mapped, to)) in batch.records.iter().zip(batch.mapped.drain(..)) {
                let json = batch.json.bytes().get(from..to).unwrap_or_default();
                (self.take)(id(record), mapped, json)?;
                from = to;
            }
            (batch.used, batch.bytes) = (0, 0);
            self.spare.push(batch);
        }
        ControlFlow::Continue(())
    }
}

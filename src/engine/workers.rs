//! Records mapped by several threads, and taken in the order of the feed.
//!
//! The thread that reads the feed fills batches and takes the mapped ones back in order; it alone counts and writes.
//! Where enough of them wait, it maps one itself, so that no thread waits for another. So two threads or sixteen give
//! the same bytes.
//!
//! **Invariant:** no more than a few batches are under way, so memory does not grow with the feed.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::known::{Digest, Known, Made, Origins, content};
use super::mapper::{Mapper, id};
use super::profile::Stages;
use super::translations::Translations;
use crate::eval::{self, Clock, Counts, Json, Mapped};
use crate::feed::Outcome;
use crate::value::Record;

/// So many records, or bytes of text, make a batch.
const BATCH: usize = 32;
const BATCH_BYTES: usize = 32 << 10;

/// Takes a mapped record: its id, what became of it, and its fields as JSON.
pub(super) type Take<'t> = dyn FnMut(&str, Made, &[u8]) -> ControlFlow<()> + 't;

/// Reads a feed and gives each record away.
pub(super) type Read<'f> = dyn FnMut(&mut dyn FnMut(&mut Record) -> ControlFlow<()>) -> Outcome + 'f;

/// What maps, shared by all threads.
#[derive(Clone, Copy)]
pub(super) struct Work<'r> {
    pub(super) mapper: Mapper<'r>,
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
        let mut line = Line {
            work,
            counts: Counts::new(work.mapper.program),
            filling: Batch::default(),
            spare: Vec::new(),
            given: 0,
            taken: 0,
            waiting: BTreeMap::new(),
            most: threads as u64 * 4,
            enough: 2 * (threads - 1),
            queue: &queue,
            back,
            take,
            ended: false,
        };
        let mut outcome = read(&mut |record| line.add(record));
        if line.finish().is_break() {
            outcome.complete = false;
        }
        let mut counts = std::mem::take(&mut line.counts);
        drop(line);
        for worker in workers {
            match worker.join() {
                Ok(counted) => counts.add(&counted),
                Err(panic) => resume_unwind(panic),
            }
        }
        (outcome, counts, None)
    })
}

/// A thread looks so many times for what it needs before it sleeps: it mostly comes within the time that one batch takes,
/// and waking a thread takes longer than that.
const LOOKS: usize = 200;

/// What comes soon, if it does.
fn soon<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    (0..LOOKS).find_map(|_| {
        let found = look();
        if found.is_none() {
            thread::yield_now();
        }
        found
    })
}

/// The batches that wait for a thread.
#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    batches: VecDeque<Batch>,
    /// How many threads have nothing to do.
    idle: usize,
    /// There will be no more.
    closed: bool,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a batch wait, and gives it back where so many wait already.
    fn push_unless(&self, batch: Batch, enough: usize) -> Option<Batch> {
        let mut waiting = self.lock();
        if waiting.batches.len() >= enough {
            return Some(batch);
        }
        waiting.batches.push_back(batch);
        // Where nobody sleeps, nobody is woken: that asks the system, whoever is there.
        let asleep = waiting.idle > 0;
        drop(waiting);
        if asleep {
            self.changed.notify_one();
        }
        None
    }

    /// The batch that is next, if one waits.
    fn next(&self) -> Option<Batch> {
        self.lock().batches.pop_front()
    }

    /// The batch that is next, as soon as there is one; none when there will be no more.
    fn wait(&self) -> Option<Batch> {
        if let Some(batch) = soon(|| self.next()) {
            return Some(batch);
        }
        let mut waiting = self.lock();
        while waiting.batches.is_empty() && !waiting.closed {
            waiting.idle += 1;
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            waiting.idle -= 1;
        }
        waiting.batches.pop_front()
    }

    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }
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
    mapped: Vec<(Made, usize)>,
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
fn worker(work: Work<'_>, queue: &Queue, done: &Sender<Result<Batch, Box<dyn Any + Send>>>) -> Counts {
    let mut counts = Counts::new(work.mapper.program);
    while let Some(mut batch) = queue.wait() {
        let mapped = catch_unwind(AssertUnwindSafe(|| batch.map(work, &mut counts)));
        if done.send(mapped.map(|()| batch)).is_err() {
            break;
        }
    }
    counts
}

/// The batches between the reader and the report.
struct Line<'t, 'b, 'r> {
    work: Work<'r>,
    /// What this thread maps itself.
    counts: Counts,
    filling: Batch,
    spare: Vec<Batch>,
    given: u64,
    taken: u64,
    waiting: BTreeMap<u64, Batch>,
    /// So many batches may be under way.
    most: u64,
    /// So many of them may wait for a thread: a few for each of the others, so that none sleeps while this one maps a
    /// batch and reads more. Waking a thread takes as long as mapping half a batch.
    enough: usize,
    queue: &'b Queue,
    back: Receiver<Result<Batch, Box<dyn Any + Send>>>,
    take: &'b mut Take<'t>,
    /// Whether no more is wanted: what is still under way is not waited for.
    ended: bool,
}

/// However the reading ends, no worker waits for more.
impl Drop for Line<'_, '_, '_> {
    fn drop(&mut self) {
        self.queue.close();
    }
}

impl Line<'_, '_, '_> {
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

    /// Hands the batch out, or maps it here where enough of them wait: what was just filled is still near.
    fn give(&mut self) -> ControlFlow<()> {
        let next = self.spare.pop().unwrap_or_default();
        let mut batch = std::mem::replace(&mut self.filling, next);
        batch.number = self.given;
        self.given += 1;
        if let Some(mut batch) = self.queue.push_unless(batch, self.enough) {
            batch.map(self.work, &mut self.counts);
            self.waiting.insert(batch.number, batch);
            while let Ok(batch) = self.back.try_recv() {
                self.accept(batch);
            }
            self.take_next()?;
        }
        self.settle(self.most)
    }

    fn finish(&mut self) -> ControlFlow<()> {
        if self.ended {
            return ControlFlow::Break(());
        }
        if self.filling.used > 0 {
            self.give()?;
        }
        self.settle(1)
    }

    /// Works until fewer than so many batches are under way.
    fn settle(&mut self, most: u64) -> ControlFlow<()> {
        while self.given - self.taken >= most {
            match self.queue.next() {
                Some(mut batch) => {
                    batch.map(self.work, &mut self.counts);
                    self.waiting.insert(batch.number, batch);
                    while let Ok(batch) = self.back.try_recv() {
                        self.accept(batch);
                    }
                }
                None => match soon(|| self.back.try_recv().ok()).ok_or(()).or_else(|()| self.back.recv()) {
                    Ok(batch) => self.accept(batch),
                    Err(_) => return ControlFlow::Break(()),
                },
            }
            self.take_next()?;
        }
        ControlFlow::Continue(())
    }

    fn accept(&mut self, batch: Result<Batch, Box<dyn Any + Send>>) {
        match batch {
            Ok(batch) => {
                self.waiting.insert(batch.number, batch);
            }
            Err(panic) => resume_unwind(panic),
        }
    }

    /// Takes all batches that are next in order.
    fn take_next(&mut self) -> ControlFlow<()> {
        while let Some(mut batch) = self.waiting.remove(&self.taken) {
            self.taken += 1;
            let mut from = 0;
            for (record, (mapped, to)) in batch.records.iter().zip(batch.mapped.drain(..)) {
                let json = batch.json.bytes().get(from..to).unwrap_or_default();
                if (self.take)(id(record), mapped, json).is_break() {
                    self.ended = true;
                    return ControlFlow::Break(());
                }
                from = to;
            }
            (batch.used, batch.bytes) = (0, 0);
            self.spare.push(batch);
        }
        ControlFlow::Continue(())
    }
}

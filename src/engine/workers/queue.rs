//! The batches that wait for a thread.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::batch::Batch;

/// A thread looks so many times for what it needs before it sleeps: it mostly comes within the time that one batch takes,
/// and waking a thread takes longer than that.
const LOOKS: usize = 200;

/// What comes soon, if it does.
pub(super) fn soon<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
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
pub(super) struct Queue {
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
    pub(super) fn push_unless(&self, batch: Batch, enough: usize) -> Option<Batch> {
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
    pub(super) fn next(&self) -> Option<Batch> {
        self.lock().batches.pop_front()
    }

    /// The batch that is next, as soon as there is one; none when there will be no more.
    pub(super) fn wait(&self) -> Option<Batch> {
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

    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }
}

//! Several sessions of one login, for a server: whoever comes takes one, and brings it back.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::elloha::Session;

/// Where sessions wait for work.
pub(super) struct Bench {
    idle: Mutex<Vec<Session>>,
    back: Condvar,
}

/// A session that goes back to its bench.
struct Taken<'b> {
    bench: &'b Bench,
    session: Option<Session>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.bench.lock().extend(self.session.take());
        self.bench.back.notify_one();
    }
}

impl Bench {
    /// With so many sessions, one at least.
    pub(super) fn new(sessions: usize, session: impl Fn() -> Session) -> Self {
        let idle = (0..sessions.max(1)).map(|_| session()).collect();
        Self { idle: Mutex::new(idle), back: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Session>> {
        // A list of sessions is whole, whoever fell while it held it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works with a session that has all of its patience, once one is free.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Session) -> T) -> T {
        let mut idle = self.lock();
        let mut session = loop {
            match idle.pop() {
                Some(session) => break session,
                None => idle = self.back.wait(idle).unwrap_or_else(PoisonError::into_inner),
            }
        };
        drop(idle);
        session.fresh();
        let mut taken = Taken { bench: self, session: None };
        // It is lent out of its place, and is back there whether the work goes well or falls.
        work(taken.session.insert(session))
    }
}

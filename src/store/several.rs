//! Several connections to one database, for a server: whoever comes takes one, and brings it back.
//!
//! **Invariant:** in a file, one of them writes; on a server, all do.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::error::Error;
use super::location::Location;
use super::{Connection, Store, Work, open};

/// Several connections to one database.
pub struct Several {
    readers: Bench,
    /// None where those that read write too.
    writer: Option<Bench>,
}

/// Where connections wait for work.
struct Bench {
    idle: Mutex<Vec<Box<dyn Store>>>,
    back: Condvar,
}

/// A connection that goes back to its bench.
struct Taken<'b> {
    bench: &'b Bench,
    store: Option<Box<dyn Store>>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.bench.lock().extend(self.store.take());
        self.bench.back.notify_one();
    }
}

impl Bench {
    fn new(stores: Vec<Box<dyn Store>>) -> Self {
        Self { idle: Mutex::new(stores), back: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Box<dyn Store>>> {
        // A list of connections is whole, whoever fell while it held it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Taken<'_> {
        let mut idle = self.lock();
        loop {
            if let Some(store) = idle.pop() {
                return Taken { bench: self, store: Some(store) };
            }
            idle = self.back.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Taken<'_> {
    fn store(&self) -> Result<&dyn Store, Error> {
        self.store.as_deref().ok_or(Error::Unfinished)
    }
}

impl Store for Several {
    fn read(&self, work: &mut Work<'_>) -> Result<(), Error> {
        self.readers.take().store()?.read(work)
    }

    fn write(&self, work: &mut Work<'_>) -> Result<(), Error> {
        self.writer.as_ref().unwrap_or(&self.readers).take().store()?.write(work)
    }
}

impl Several {
    /// Opens so many connections, and brings the tables up to date.
    pub fn open(location: &Location, connections: usize) -> Result<Self, Error> {
        let first = open(location)?;
        let mut readers = Vec::new();
        for _ in 1..connections.max(2) {
            readers.push(open(location)?);
        }
        Ok(match location {
            Location::Sqlite(_) => {
                Self { readers: Bench::new(readers), writer: Some(Bench::new(vec![first])) }
            }
            Location::Postgres(_) => {
                readers.push(first);
                Self { readers: Bench::new(readers), writer: None }
            }
        })
    }

    /// Reads one state of the database.
    pub fn reading<T>(&self, work: impl FnMut(&mut dyn Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.readers.take().store()?.reading(work)
    }

    /// Writes: all of it when `work` goes well, else nothing.
    pub fn writing<T>(&self, work: impl FnMut(&mut dyn Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.writer.as_ref().unwrap_or(&self.readers).take().store()?.writing(work)
    }

    /// Writes, unless it is refused: then nothing is written, and why is told.
    pub fn trying<T, R>(
        &self,
        mut work: impl FnMut(&mut dyn Connection) -> Result<Result<T, R>, Error>,
    ) -> Result<Result<T, R>, Error> {
        let mut refused = None;
        let done = self.writing(|connection| match work(connection)? {
            Ok(done) => Ok(done),
            Err(refusal) => {
                refused = Some(refusal);
                // Whatever was written goes back.
                Err(Error::Unfinished)
            }
        });
        match (refused, done) {
            (Some(refusal), Err(Error::Unfinished)) => Ok(Err(refusal)),
            (_, done) => Ok(Ok(done?)),
        }
    }
}

//! Floor 9: the database of the catalogue: `SQLite` in one file, or `PostgreSQL`.
//!
//! **Invariant:** what one transaction writes is there whole, or not at all, whatever kills the process.
//! **Invariant:** the statements are the same for both databases; what differs between them stands in their own files.

pub mod access;
mod cell;
mod error;
pub mod gateway;
mod head;
mod history;
mod location;
mod migrations;
mod pooled;
mod postgres;
mod record;
mod run;
pub mod sales;
mod several;
mod sqlite;
mod suggestion;
mod transform;
mod verdict;

pub use cell::{Cell, Row};
pub use error::Error;
pub use head::{HeadState, head_state, lock_head, set_head};
pub use history::{HistoryLine, history, remember};
pub use location::Location;
pub use record::{
    Indexed, NewRecord, Origin, Stamp, Stored, change, create, fields_of, index, offer, offer_nothing,
    refresh, remove, stored, withdraw,
};
pub use run::{Run, begin_run, end_run, run, runs};
pub use several::Several;
pub use suggestion::{Offered, offered, settle};
pub use transform::{
    Account, Stage, TakenOver, Transform, accounts, advance_transform, begin_transform, claim_transform,
    correct_account, end_transform, take_over, transforms,
};
pub use verdict::{Compared, Verdict, compared, decide, verdicts};

/// A connection within a transaction.
pub trait Connection {
    /// Runs a statement, and says how many rows it touched. Parameters are `$1`, `$2`, ….
    fn execute(&mut self, sql: &str, cells: &[Cell<'_>]) -> Result<u64, Error>;

    /// The rows of a query.
    fn rows(&mut self, sql: &str, cells: &[Cell<'_>]) -> Result<Vec<Row>, Error>;
}

/// What is done in a transaction.
pub type Work<'w> = dyn FnMut(&mut dyn Connection) -> Result<(), Error> + 'w;

/// A database.
pub trait Store: Send {
    /// Reads one state of the database.
    fn read(&self, work: &mut Work<'_>) -> Result<(), Error>;

    /// Writes, alone: all of it when `work` goes well, else nothing.
    fn write(&self, work: &mut Work<'_>) -> Result<(), Error>;
}

impl dyn Store + '_ {
    /// As [`Store::read`], with an answer.
    pub fn reading<T>(
        &self,
        mut work: impl FnMut(&mut dyn Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut answer = None;
        self.read(&mut |connection| {
            answer = Some(work(connection)?);
            Ok(())
        })?;
        answer.ok_or(Error::Unfinished)
    }

    /// As [`Store::write`], with an answer.
    pub fn writing<T>(
        &self,
        mut work: impl FnMut(&mut dyn Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut answer = None;
        self.write(&mut |connection| {
            answer = Some(work(connection)?);
            Ok(())
        })?;
        answer.ok_or(Error::Unfinished)
    }
}

/// Opens a database, and brings its tables up to date; a file that is not there is made.
pub fn open(location: &Location) -> Result<Box<dyn Store>, Error> {
    match location {
        Location::Sqlite(path) => Ok(Box::new(sqlite::open(path)?)),
        Location::Postgres(url) => Ok(Box::new(postgres::open(url, true)?)),
    }
}

/// Opens a database to look at; one that is not there yet is empty, and stays away.
pub fn open_to_read(location: &Location) -> Result<Box<dyn Store>, Error> {
    match location {
        Location::Sqlite(path) if !path.exists() => Ok(Box::new(sqlite::empty()?)),
        Location::Sqlite(path) => match sqlite::look(path)? {
            Some(opened) => Ok(Box::new(opened)),
            // An empty file is no catalogue yet; tables of an older version are brought up to date.
            None if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) => {
                Ok(Box::new(sqlite::empty()?))
            }
            None => Ok(Box::new(sqlite::open(path)?)),
        },
        Location::Postgres(url) => {
            let database = postgres::open(url, false)?;
            if postgres::has_tables(&database)? { open(location) } else { Ok(Box::new(sqlite::empty()?)) }
        }
    }
}

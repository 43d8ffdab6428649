//! `SQLite`: one file, no set-up.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::Sqlite;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteQueryResult, SqliteSynchronous,
};

use super::error::Error;
use super::migrations;
use super::pooled::{Pooled, Spoken, runtime};

/// Another process may write for so long.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long is waited for another process that makes the same tables, and how often.
const PAUSE: Duration = Duration::from_millis(20);
const LOOKS: usize = 50;

impl Spoken for Sqlite {
    const NUMBER: &'static str = "INTEGER";
    const READ: &'static str = "BEGIN";
    // The lock for writing at once: a transaction that asks for it later may have to be given up.
    const WRITE: &'static str = "BEGIN IMMEDIATE";

    fn touched(result: &SqliteQueryResult) -> u64 {
        result.rows_affected()
    }
}

/// Opens a file, or makes it. A database that is no catalogue is refused.
pub(super) fn open(path: &Path) -> Result<Pooled<Sqlite>, Error> {
    let failed = |why: String| Error::Open { location: path.display().to_string(), why };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // Readers go on while somebody writes; each commit is on the disk before it counts.
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // So many pages wait beside the file before they go into it: fewer would be copied after each batch.
        .pragma("wal_autocheckpoint", "16384")
        // What was removed is gone from the file: passwords and owners on their way to an account.
        .pragma("secure_delete", "ON")
        .busy_timeout(PATIENCE);
    // Before anything of it is touched.
    if path.exists() {
        look(path)?;
    } else {
        own(path).map_err(|error| failed(error.to_string()))?;
    }
    let opened = connect(&options, &failed)?;
    migrate(&opened)?;
    Ok(opened)
}

/// Makes a file that nobody else may read: it holds names and addresses, and for a while passwords.
fn own(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Opens a file that nothing is written to; none where there is nothing in it yet, or tables of an older version.
pub(super) fn look(path: &Path) -> Result<Option<Pooled<Sqlite>>, Error> {
    let failed = |why: String| Error::Open { location: path.display().to_string(), why };
    let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(PATIENCE);
    let opened = connect(&options, &failed).or_else(|error| {
        // In a folder that may not be written to, a file that nobody writes to can be read all the same. What waits
        // beside it to be written into it would not be seen so.
        let waits = std::fs::metadata(beside(path)).is_ok_and(|beside| beside.len() > 0);
        if waits { Err(error) } else { connect(&options.clone().immutable(true), &failed) }
    })?;
    // The list of steps comes before the first table: another process may be about to make it.
    let asked = "SELECT COUNT(*), COALESCE(SUM(name = 'heads'), 0) FROM sqlite_master \
                 WHERE type = 'table' AND name <> '_sqlx_migrations'";
    let (tables, heads): (i64, i64) = opened
        .runtime
        .block_on(sqlx::query_as(asked).fetch_one(&opened.pool))
        .map_err(|error| failed(error.to_string()))?;
    if tables == 0 {
        return Ok(None);
    }
    if heads == 0 {
        let why = "it is a database of something else: name another file".to_owned();
        return Err(Error::NoCatalogue { location: path.display().to_string(), why });
    }
    let version = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";
    let (version,): (i64,) = opened.runtime.block_on(sqlx::query_as(version).fetch_one(&opened.pool))?;
    Ok((version >= migrations::NEWEST).then_some(opened))
}

/// What was written last waits there until it goes into the file.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// An empty catalogue in memory.
pub(super) fn empty() -> Result<Pooled<Sqlite>, Error> {
    let failed = |why| Error::Open { location: "in memory".to_owned(), why };
    let opened = connect(&SqliteConnectOptions::new().in_memory(true), &failed)?;
    migrate(&opened)?;
    Ok(opened)
}

fn migrate(opened: &Pooled<Sqlite>) -> Result<(), Error> {
    // Each step is one transaction: who fails at a step because somebody else did it finds it done at the next look.
    let run =
        || opened.runtime.block_on(migrations::migrator().run(&opened.pool)).map_err(migrations::failed);
    patiently(run, |error| matches!(error, Error::Database(_)))
}

fn connect(
    options: &SqliteConnectOptions,
    failed: &dyn Fn(String) -> Error,
) -> Result<Pooled<Sqlite>, Error> {
    let runtime = runtime()?;
    // One connection: it is never given up, so that what is in memory stays.
    let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    let run = || runtime.block_on(pool.clone().connect_with(options.clone()));
    let pool = patiently(run, is_locked).map_err(|error| failed(error.to_string()))?;
    Ok(Pooled { pool, runtime })
}

/// Whether somebody else holds the file: at the change to another journal nobody waits for them.
fn is_locked(error: &sqlx::Error) -> bool {
    // The lowest byte is the kind of an error; what is above it says more of it. 5 is SQLITE_BUSY.
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// Runs it again while what it fails by may pass: another process makes the same file, which knows no lock for the whole
/// of that.
fn patiently<T, E>(run: impl Fn() -> Result<T, E>, passes: impl Fn(&E) -> bool) -> Result<T, E> {
    for _ in 0..LOOKS {
        match run() {
            Err(error) if passes(&error) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    run()
}

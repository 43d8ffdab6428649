//! `SQLite`: one file, no set-up.

use std::path::Path;
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

impl Spoken for Sqlite {
    const NUMBER: &'static str = "INTEGER";
    const READ: &'static str = "BEGIN";
    // The lock for writing at once: a transaction that asks for it later may have to be given up.
    const WRITE: &'static str = "BEGIN IMMEDIATE";

    fn touched(result: &SqliteQueryResult) -> u64 {
        result.rows_affected()
    }
}

/// Opens a file, or makes it.
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
        .busy_timeout(PATIENCE);
    connect(options, &failed)
}

/// An empty catalogue in memory.
pub(super) fn empty() -> Result<Pooled<Sqlite>, Error> {
    let failed = |why| Error::Open { location: "in memory".to_owned(), why };
    connect(SqliteConnectOptions::new().in_memory(true), &failed)
}

fn connect(options: SqliteConnectOptions, failed: &dyn Fn(String) -> Error) -> Result<Pooled<Sqlite>, Error> {
    let runtime = runtime()?;
    let pool = runtime.block_on(async {
        // One connection: it is never given up, so that what is in memory stays.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = pool.connect_with(options).await.map_err(|error| failed(error.to_string()))?;
        migrations::migrator().run(&pool).await.map_err(migrations::failed)?;
        Ok::<_, Error>(pool)
    })?;
    Ok(Pooled { pool, runtime })
}

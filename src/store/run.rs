//! The runs that wrote to a head.

use super::error::Error;
use super::{Cell, Connection, Row};

/// A run that wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its number within the head, from 1.
    pub number: i64,
    /// `apply`, `record`
    pub command: String,
    /// When it began.
    pub began: String,
    /// When it ended; none while it is not over.
    pub ended: Option<String>,
    /// The digest of its change set.
    pub change_set: String,
    /// So many of its changes are applied.
    pub done: i64,
    /// Of so many.
    pub total: i64,
    /// What it was planned on, as JSON.
    pub about: String,
}

const COLUMNS: &str = "number, command, began, ended, change_set, done, total, about";

/// Writes that a run begins.
pub fn begin_run(connection: &mut dyn Connection, head: &str, run: &Run) -> Result<(), Error> {
    let sql = format!("INSERT INTO runs (head, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let Run { number, command, began, ended, change_set, done, total, about } = run;
    let cells: [Cell<'_>; 9] = [
        head.into(),
        (*number).into(),
        command.into(),
        began.into(),
        ended.into(),
        change_set.into(),
        (*done).into(),
        (*total).into(),
        about.into(),
    ];
    connection.execute(&sql, &cells)?;
    Ok(())
}

/// Writes how far a run is, and when it ended, if it did.
pub fn end_run(
    connection: &mut dyn Connection,
    head: &str,
    number: i64,
    done: i64,
    ended: Option<&str>,
) -> Result<(), Error> {
    let sql = "UPDATE runs SET done = $3, ended = $4 WHERE head = $1 AND number = $2";
    connection.execute(sql, &[head.into(), number.into(), done.into(), Cell::Text(ended)])?;
    Ok(())
}

/// A run by its number.
pub fn run(connection: &mut dyn Connection, head: &str, number: i64) -> Result<Option<Run>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM runs WHERE head = $1 AND number = $2");
    let rows = connection.rows(&sql, &[head.into(), number.into()])?;
    rows.into_iter().next().map(taken).transpose()
}

/// The runs of a head, the newest first; at most so many.
pub fn runs(connection: &mut dyn Connection, head: &str, most: i64) -> Result<Vec<Run>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM runs WHERE head = $1 ORDER BY number DESC LIMIT $2");
    connection.rows(&sql, &[head.into(), most.into()])?.into_iter().map(taken).collect()
}

fn taken(mut row: Row) -> Result<Run, Error> {
    Ok(Run {
        number: row.number()?,
        command: row.text()?,
        began: row.text()?,
        ended: row.maybe()?,
        change_set: row.text()?,
        done: row.number()?,
        total: row.number()?,
        about: row.text()?,
    })
}

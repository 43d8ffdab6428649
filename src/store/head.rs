//! What is known of a head as a whole: its revision moves with every transaction that writes to it.

use super::error::Error;
use super::{Cell, Connection};

/// The state of a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadState {
    /// It moves with every transaction that writes; 0 for a head that has no record yet.
    pub revision: i64,
    /// The number of the last run; 0 for none.
    pub run: i64,
    /// The digest of a change set that was begun and is not applied to its end.
    pub pending: Option<String>,
    /// The digest of the last one that was applied.
    pub applied: Option<String>,
}

/// The state of a head.
pub fn head_state(connection: &mut dyn Connection, head: &str) -> Result<HeadState, Error> {
    let sql = "SELECT revision, run, pending, applied FROM heads WHERE head = $1";
    let rows = connection.rows(sql, &[head.into()])?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(HeadState::default()) };
    Ok(HeadState {
        revision: row.number()?,
        run: row.number()?,
        pending: row.maybe()?,
        applied: row.maybe()?,
    })
}

/// The state of a head, which nobody else changes until the transaction ends.
pub fn lock_head(connection: &mut dyn Connection, head: &str) -> Result<HeadState, Error> {
    let sql = "INSERT INTO heads (head, revision, run) VALUES ($1, 0, 0) ON CONFLICT (head) DO NOTHING";
    connection.execute(sql, &[head.into()])?;
    // To write a row is to lock it, in both databases.
    connection.execute("UPDATE heads SET revision = revision WHERE head = $1", &[head.into()])?;
    head_state(connection, head)
}

/// Writes the state of a head.
pub fn set_head(connection: &mut dyn Connection, head: &str, state: &HeadState) -> Result<(), Error> {
    let sql = "UPDATE heads SET revision = $2, run = $3, pending = $4, applied = $5 WHERE head = $1";
    let HeadState { revision, run, pending, applied } = state;
    let cells: [Cell<'_>; 5] =
        [head.into(), (*revision).into(), (*run).into(), pending.into(), applied.into()];
    connection.execute(sql, &cells)?;
    Ok(())
}

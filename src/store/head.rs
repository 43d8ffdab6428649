//! What is known of a head as a whole: its revision moves with every transaction that writes to it.

use super::error::Error;
use super::{Cell, Connection};
use crate::engine::Digest;

/// The state of a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadState {
    /// It moves with every transaction that writes; 0 for a head that has no record yet.
    pub revision: i64,
    /// A digest of all that was ever written, in order: two heads with the same have the same history.
    pub chain: String,
    /// The number of the last run; 0 for none.
    pub run: i64,
    /// The digest of a change set that was begun and is not applied to its end.
    pub pending: Option<String>,
    /// The digest of the last one that was applied.
    pub applied: Option<String>,
}

impl HeadState {
    /// Something is written; `what` tells it from everything else that could have been.
    pub fn moves(&mut self, what: &str) {
        self.revision += 1;
        self.chain = Digest::of([&self.chain, "\n", what].concat().as_bytes()).to_string();
    }
}

/// The state of a head.
pub fn head_state(connection: &mut dyn Connection, head: &str) -> Result<HeadState, Error> {
    let sql = "SELECT revision, chain, run, pending, applied FROM heads WHERE head = $1";
    let rows = connection.rows(sql, &[head.into()])?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(HeadState::default()) };
    Ok(HeadState {
        revision: row.number()?,
        chain: row.text()?,
        run: row.number()?,
        pending: row.maybe()?,
        applied: row.maybe()?,
    })
}

/// The state of a head, which nobody else changes until the transaction ends.
pub fn lock_head(connection: &mut dyn Connection, head: &str) -> Result<HeadState, Error> {
    let sql =
        "INSERT INTO heads (head, revision, chain, run) VALUES ($1, 0, '', 0) ON CONFLICT (head) DO NOTHING";
    connection.execute(sql, &[head.into()])?;
    // To write a row is to lock it, in both databases.
    connection.execute("UPDATE heads SET revision = revision WHERE head = $1", &[head.into()])?;
    head_state(connection, head)
}

/// Writes the state of a head.
pub fn set_head(connection: &mut dyn Connection, head: &str, state: &HeadState) -> Result<(), Error> {
    let sql =
        "UPDATE heads SET revision = $2, chain = $3, run = $4, pending = $5, applied = $6 WHERE head = $1";
    let HeadState { revision, chain, run, pending, applied } = state;
    let (revision, run) = (Cell::from(*revision), Cell::from(*run));
    connection.execute(sql, &[head.into(), revision, chain.into(), run, pending.into(), applied.into()])?;
    Ok(())
}

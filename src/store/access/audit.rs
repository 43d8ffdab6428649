//! The audit log: lines are added, and none is ever changed or removed.

use super::super::error::Error;
use super::super::{Cell, Connection};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number; none has the same, and none is left out.
    pub id: i64,
    /// When: RFC 3339.
    pub at: String,
    /// Who: the id of a principal, or a word.
    pub actor: String,
    /// What.
    pub action: String,
    /// To what.
    pub object: String,
    /// By which request.
    pub request: Option<String>,
    /// What else is to be known.
    pub detail: Option<String>,
}

/// Adds a line, whose `id` is given here and answered. Nobody else adds one until the transaction ends: it is the last
/// thing that a transaction does.
pub fn append(connection: &mut dyn Connection, line: &AuditLine) -> Result<i64, Error> {
    // To write the row is to lock it, in both databases: numbers are in the order of the commits.
    connection.execute("UPDATE access_audit_last SET id = id + 1 WHERE one = 1", &[])?;
    let rows = connection.rows("SELECT id FROM access_audit_last WHERE one = 1", &[])?;
    let id = rows
        .into_iter()
        .next()
        .ok_or(Error::Row("the number of the last line of the audit log"))?
        .number()?;
    let sql = "INSERT INTO access_audit (id, at, actor, action, object, request, detail) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let AuditLine { id: _, at, actor, action, object, request, detail } = line;
    let cells: [Cell<'_>; 7] =
        [id.into(), at.into(), actor.into(), action.into(), object.into(), request.into(), detail.into()];
    connection.execute(sql, &cells)?;
    Ok(id)
}

/// The lines before a number, the newest first, at most so many; of one object, or of all where it is empty.
pub fn lines(
    connection: &mut dyn Connection,
    before: i64,
    object: &str,
    most: i64,
) -> Result<Vec<AuditLine>, Error> {
    let sql = "SELECT id, at, actor, action, object, request, detail FROM access_audit \
               WHERE id < $1 AND ($2 = '' OR object = $2) ORDER BY id DESC LIMIT $3";
    let rows = connection.rows(sql, &[before.into(), object.into(), most.into()])?;
    let lines = rows.into_iter().map(|mut row| {
        Ok(AuditLine {
            id: row.number()?,
            at: row.text()?,
            actor: row.text()?,
            action: row.text()?,
            object: row.text()?,
            request: row.maybe()?,
            detail: row.maybe()?,
        })
    });
    lines.collect()
}

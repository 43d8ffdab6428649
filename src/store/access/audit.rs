//! The audit log: lines are added, and none is ever changed or removed.

use std::sync::atomic::{AtomicI64, Ordering};

use super::super::error::Error;
use super::super::{Cell, Connection, Row};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number; none has the same, and a later one has a greater one.
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

/// The last number that this process has given.
static LAST: AtomicI64 = AtomicI64::new(0);

/// A number for a line of a moment, in milliseconds since 1970: twenty bits tell lines of one millisecond apart, and each
/// process begins at another place in them. Two lines of one process have rising numbers.
fn number(moment: i64) -> i64 {
    let [.., a, b, c] = *uuid::Uuid::new_v4().as_bytes();
    let apart = i64::from(u32::from_be_bytes([0, a & 0x0F, b, c]));
    let new = (moment << 20) | apart;
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(new.max(last + 1)));
    last.map_or(new, |last| new.max(last + 1))
}

/// Adds a line, and answers with its number, which is given here: it rises with the moment at which the line is written, and
/// says nothing else. A number without gaps would make everybody who writes wait for everybody else.
pub fn append(connection: &mut dyn Connection, line: &AuditLine, moment: i64) -> Result<i64, Error> {
    let id = number(moment);
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
    read(connection.rows(sql, &[before.into(), object.into(), most.into()])?)
}

/// The lines about an object or of a request, the newest first, at most so many.
pub fn lines_about(
    connection: &mut dyn Connection,
    object: &str,
    request: &str,
    most: i64,
) -> Result<Vec<AuditLine>, Error> {
    let sql = "SELECT id, at, actor, action, object, request, detail FROM access_audit \
               WHERE object = $1 OR object = $2 OR request = $2 ORDER BY id DESC LIMIT $3";
    read(connection.rows(sql, &[object.into(), request.into(), most.into()])?)
}

fn read(rows: Vec<Row>) -> Result<Vec<AuditLine>, Error> {
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

//! What was changed, when, and why: a line for each record and run.

use super::cell::places;
use super::error::Error;
use super::{Cell, Connection};

/// What a run did to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// The run.
    pub run: i64,
    /// Its place within the run.
    pub place: i64,
    /// The record.
    pub id: String,
    /// `feed` or `hand`.
    pub origin: String,
    /// `create`, `change`, `withdraw`, `restore`, `suggestion`
    pub kind: String,
    /// What changed, field by field, or why: JSON.
    pub detail: String,
}

/// So many lines go into one statement.
const TOGETHER: usize = 64;

/// Writes lines.
pub fn remember(connection: &mut dyn Connection, head: &str, lines: &[HistoryLine]) -> Result<(), Error> {
    for lines in lines.chunks(TOGETHER) {
        let sql = format!(
            "INSERT INTO history (head, run, place, id, origin, kind, detail) VALUES {}",
            places(lines.len(), 7)
        );
        let cells: Vec<Cell<'_>> = lines
            .iter()
            .flat_map(|line| {
                let HistoryLine { run, place, id, origin, kind, detail } = line;
                let (run, place) = (Cell::from(*run), Cell::from(*place));
                [head.into(), run, place, id.into(), origin.into(), kind.into(), detail.into()]
            })
            .collect();
        connection.execute(&sql, &cells)?;
    }
    Ok(())
}

/// The lines of a head, in order: of one run, of one record, or of both.
pub fn history(
    connection: &mut dyn Connection,
    head: &str,
    run: Option<i64>,
    id: Option<&str>,
) -> Result<Vec<HistoryLine>, Error> {
    // A number that no run has stands for all of them.
    let sql = "SELECT run, place, id, origin, kind, detail FROM history WHERE head = $1 \
               AND ($2 = 0 OR run = $2) AND ($3 = '' OR id = $3) ORDER BY run, place";
    let rows =
        connection.rows(sql, &[head.into(), run.unwrap_or(0).into(), id.unwrap_or_default().into()])?;
    let lines = rows.into_iter().map(|mut row| {
        Ok(HistoryLine {
            run: row.number()?,
            place: row.number()?,
            id: row.text()?,
            origin: row.text()?,
            kind: row.text()?,
            detail: row.text()?,
        })
    });
    lines.collect()
}

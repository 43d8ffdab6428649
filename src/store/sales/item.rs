//! The lines of files.

use super::FileRow;
use crate::store::cell::{Row, places};
use crate::store::{Cell, Connection, Error};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// Its id.
    pub id: String,
    /// The file.
    pub file: String,
    /// Its number in the file.
    pub line: i64,
    /// The account.
    pub idoi: String,
    /// The formula.
    pub formula: String,
    /// The resource.
    pub resource: String,
    /// The day; empty for a ticket without a date.
    pub day: String,
    /// `InProgress`, `BookedNotSold`, `Cancelled`
    pub status: String,
    /// What it is, as it was asked for: JSON.
    pub shape: String,
    /// Why it was cancelled; empty: it was not, or nobody said.
    pub cancel_mode: String,
}

pub(super) const ITEM: &str = "id, file, line, idoi, formula, resource, day, status, shape, cancel_mode";

fn item_row(mut row: Row) -> Result<ItemRow, Error> {
    item_from(&mut row)
}

pub(super) fn item_from(row: &mut Row) -> Result<ItemRow, Error> {
    Ok(ItemRow {
        id: row.text()?,
        file: row.text()?,
        line: row.number()?,
        idoi: row.text()?,
        formula: row.text()?,
        resource: row.text()?,
        day: row.text()?,
        status: row.text()?,
        shape: row.text()?,
        cancel_mode: row.text()?,
    })
}

/// The lines of a file, by number.
pub fn items(connection: &mut dyn Connection, file: &str) -> Result<Vec<ItemRow>, Error> {
    let sql = format!("SELECT {ITEM} FROM sales_items WHERE file = $1 ORDER BY line");
    connection.rows(&sql, &[file.into()])?.into_iter().map(item_row).collect()
}

/// The lines of several files, by file and number.
pub fn items_of(connection: &mut dyn Connection, files: &[FileRow]) -> Result<Vec<ItemRow>, Error> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {ITEM} FROM sales_items WHERE file IN {} ORDER BY file, line",
        places(1, files.len())
    );
    let cells: Vec<Cell<'_>> = files.iter().map(|file| Cell::from(&file.id)).collect();
    connection.rows(&sql, &cells)?.into_iter().map(item_row).collect()
}

/// Adds lines to a file in progress, and holds the file until the transaction ends; `false` if it is not in progress.
pub fn add_items(
    connection: &mut dyn Connection,
    file: &str,
    items: &[ItemRow],
    at: &str,
) -> Result<bool, Error> {
    let sql = "UPDATE sales_files SET modified = $1 WHERE id = $2 AND status = 'InProgress'";
    if connection.execute(sql, &[at.into(), file.into()])? == 0 {
        return Ok(false);
    }
    for item in items {
        let sql = format!("INSERT INTO sales_items ({ITEM}) VALUES {}", places(1, 10));
        let ItemRow { id, file, line, idoi, formula, resource, day, status, shape, cancel_mode } = item;
        let cells: [Cell<'_>; 10] = [
            id.into(),
            file.into(),
            (*line).into(),
            idoi.into(),
            formula.into(),
            resource.into(),
            day.into(),
            status.into(),
            shape.into(),
            cancel_mode.into(),
        ];
        connection.execute(&sql, &cells)?;
    }
    Ok(true)
}

/// Cancels lines of a file that is held by this transaction; says which of them were not cancelled before. Where none is
/// left, the file is cancelled.
pub fn cancel_lines(
    connection: &mut dyn Connection,
    id: &str,
    lines: &[String],
    mode: &str,
    at: &str,
) -> Result<Vec<String>, Error> {
    connection.execute("UPDATE sales_files SET modified = $1 WHERE id = $2", &[at.into(), id.into()])?;
    let mut cancelled = Vec::new();
    for line in lines {
        let sql = "UPDATE sales_items SET status = 'Cancelled', cancel_mode = $1 \
                   WHERE id = $2 AND file = $3 AND status <> 'Cancelled'";
        if connection.execute(sql, &[mode.into(), line.into(), id.into()])? == 1 {
            cancelled.push(line.clone());
        }
    }
    if !cancelled.is_empty() {
        let sql = "UPDATE sales_files SET status = 'Cancelled' WHERE id = $1 AND NOT EXISTS \
                   (SELECT 1 FROM sales_items WHERE file = $1 AND status <> 'Cancelled')";
        connection.execute(sql, &[id.into()])?;
    }
    Ok(cancelled)
}

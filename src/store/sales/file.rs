//! Files of sales.

use super::item::{ITEM, ItemRow, item_from};
use crate::store::cell::{Row, places};
use crate::store::{Connection, Error};

/// A file.
#[derive(Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The booking engine that it came from.
    pub engine: String,
    /// The channel that made it.
    pub distribution: String,
    /// What the column "Creator" shows.
    pub creator: String,
    /// Its number in the other system.
    pub reference: String,
    /// The customer: JSON; empty once erased.
    pub client: String,
    /// First name and surname, to be looked for: in small letters, since no two databases agree on those of `É`.
    pub name: String,
    /// E-mail, to be looked for: in small letters.
    pub email: String,
    /// What the customer asks for.
    pub remarks: String,
    /// `InProgress`, `Confirmed`, `Cancelled`
    pub status: String,
    /// When it was made.
    pub created: String,
    /// When it was changed.
    pub modified: String,
}

impl std::fmt::Debug for FileRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FileRow")
            .field("id", &self.id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

pub(super) const FILE: &str = "id, number, engine, distribution, creator, reference, client, name, email, remarks, status, created, modified";

pub(super) fn file_row(mut row: Row) -> Result<FileRow, Error> {
    Ok(FileRow {
        id: row.text()?,
        number: row.text()?,
        engine: row.text()?,
        distribution: row.text()?,
        creator: row.text()?,
        reference: row.text()?,
        client: row.text()?,
        name: row.text()?,
        email: row.text()?,
        remarks: row.text()?,
        status: row.text()?,
        created: row.text()?,
        modified: row.text()?,
    })
}

fn first(rows: Vec<Row>) -> Result<Option<FileRow>, Error> {
    rows.into_iter().next().map(file_row).transpose()
}

/// Says what the files of a booking engine show as their creator.
pub fn name_engine(connection: &mut dyn Connection, engine: &str, creator: &str) -> Result<(), Error> {
    let sql = "INSERT INTO sales_engines (id, creator) VALUES ($1, $2) \
               ON CONFLICT (id) DO UPDATE SET creator = excluded.creator";
    connection.execute(sql, &[engine.into(), creator.into()])?;
    Ok(())
}

/// What the files of a booking engine show as their creator.
pub fn creator(connection: &mut dyn Connection, engine: &str) -> Result<Option<String>, Error> {
    let rows = connection.rows("SELECT creator FROM sales_engines WHERE id = $1", &[engine.into()])?;
    rows.into_iter().next().map(|mut row| row.text()).transpose()
}

/// Writes a new file.
pub fn begin_file(connection: &mut dyn Connection, file: &FileRow) -> Result<(), Error> {
    let sql = format!("INSERT INTO sales_files ({FILE}) VALUES {}", places(1, 13));
    let FileRow {
        id,
        number,
        engine,
        distribution,
        creator,
        reference,
        client,
        name,
        email,
        remarks,
        status,
        created,
        modified,
    } = file;
    let cells = [
        id.into(),
        number.into(),
        engine.into(),
        distribution.into(),
        creator.into(),
        reference.into(),
        client.into(),
        name.into(),
        email.into(),
        remarks.into(),
        status.into(),
        created.into(),
        modified.into(),
    ];
    connection.execute(&sql, &cells)?;
    Ok(())
}

/// A file.
pub fn file(connection: &mut dyn Connection, id: &str) -> Result<Option<FileRow>, Error> {
    first(connection.rows(&format!("SELECT {FILE} FROM sales_files WHERE id = $1"), &[id.into()])?)
}

/// The files with a number of the other system, of a booking engine.
pub fn numbered(
    connection: &mut dyn Connection,
    reference: &str,
    engine: &str,
) -> Result<Vec<FileRow>, Error> {
    let sql =
        format!("SELECT {FILE} FROM sales_files WHERE reference = $1 AND engine = $2 ORDER BY created, id");
    connection.rows(&sql, &[reference.into(), engine.into()])?.into_iter().map(file_row).collect()
}

/// A file that is being confirmed.
#[derive(Debug)]
pub struct Confirmed {
    /// The file.
    pub file: FileRow,
    /// Its lines, by number, each with the version of what its account offers.
    pub items: Vec<(ItemRow, i64)>,
}

/// Confirms a file in progress and its lines, and gives both, each line with the version of what its account offers; none if
/// it is not in progress. Whoever calls takes the stock in the same transaction.
pub fn confirm_file(connection: &mut dyn Connection, id: &str, at: &str) -> Result<Option<Confirmed>, Error> {
    let sql = format!(
        "UPDATE sales_files SET status = 'Confirmed', modified = $1 WHERE id = $2 AND status = 'InProgress' \
         RETURNING {FILE}"
    );
    let Some(file) = first(connection.rows(&sql, &[at.into(), id.into()])?)? else { return Ok(None) };
    // All lines are given, also those that stay cancelled.
    let sql = format!(
        "UPDATE sales_items SET status = CASE WHEN status = 'InProgress' THEN 'BookedNotSold' ELSE status END \
         WHERE file = $1 RETURNING {ITEM}, \
         COALESCE((SELECT a.version FROM sales_accounts a WHERE a.idoi = sales_items.idoi), 0)"
    );
    let items = connection.rows(&sql, &[id.into()])?.into_iter().map(|mut row| {
        let item = item_from(&mut row)?;
        Ok((item, row.number()?))
    });
    let mut items = items.collect::<Result<Vec<_>, Error>>()?;
    items.sort_by_key(|(item, _)| item.line);
    Ok(Some(Confirmed { file, items }))
}

/// Cancels a file that is confirmed or in progress, and its lines; none if it is neither.
pub fn cancel_file(
    connection: &mut dyn Connection,
    id: &str,
    mode: &str,
    at: &str,
) -> Result<Option<FileRow>, Error> {
    let sql = format!(
        "UPDATE sales_files SET status = 'Cancelled', modified = $1 \
         WHERE id = $2 AND status IN ('Confirmed', 'InProgress') RETURNING {FILE}"
    );
    let Some(file) = first(connection.rows(&sql, &[at.into(), id.into()])?)? else { return Ok(None) };
    let sql = "UPDATE sales_items SET status = 'Cancelled', cancel_mode = $1 WHERE file = $2 AND status <> 'Cancelled'";
    connection.execute(sql, &[mode.into(), id.into()])?;
    Ok(Some(file))
}

/// Takes a file in progress away; `false` where it is not in progress any more.
pub fn discard_file(connection: &mut dyn Connection, id: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM sales_files WHERE id = $1 AND status = 'InProgress'";
    if connection.execute(sql, &[id.into()])? == 0 {
        return Ok(file(connection, id)?.is_none());
    }
    connection.execute("DELETE FROM sales_items WHERE file = $1", &[id.into()])?;
    Ok(true)
}

/// Erases the customers of files that were last changed before a moment and whose last day is before a day, without those
/// of tickets that are good on any day; says of how many.
pub fn erase(connection: &mut dyn Connection, before: &str, day: &str) -> Result<u64, Error> {
    let sql = "UPDATE sales_files SET client = '', name = '', email = '', remarks = '' \
               WHERE modified < $1 AND client <> '' AND NOT EXISTS \
               (SELECT 1 FROM sales_items WHERE file = sales_files.id AND status <> 'Cancelled' \
               AND (day >= $2 OR day = ''))";
    connection.execute(sql, &[before.into(), day.into()])
}

//! Files of sales, and their lines.

use crate::store::cell::{Row, places};
use crate::store::{Cell, Connection, Error};

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
    /// First name and surname, to be looked for.
    pub name: String,
    /// E-mail, to be looked for.
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

const FILE: &str = "id, number, engine, distribution, creator, reference, client, name, email, remarks, status, created, modified";

const ITEM: &str = "id, file, line, idoi, formula, resource, day, status, shape, cancel_mode";

fn file_row(mut row: Row) -> Result<FileRow, Error> {
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

fn item_row(mut row: Row) -> Result<ItemRow, Error> {
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

/// Confirms a file in progress and its lines; none if it is not in progress. Whoever calls takes the stock in the same
/// transaction.
pub fn confirm_file(connection: &mut dyn Connection, id: &str, at: &str) -> Result<Option<FileRow>, Error> {
    let sql = format!(
        "UPDATE sales_files SET status = 'Confirmed', modified = $1 WHERE id = $2 AND status = 'InProgress' \
         RETURNING {FILE}"
    );
    let Some(file) = first(connection.rows(&sql, &[at.into(), id.into()])?)? else { return Ok(None) };
    let sql = "UPDATE sales_items SET status = 'BookedNotSold' WHERE file = $1 AND status = 'InProgress'";
    connection.execute(sql, &[id.into()])?;
    Ok(Some(file))
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
    let sql = "UPDATE sales_files SET status = 'Cancelled' WHERE id = $1 AND NOT EXISTS \
               (SELECT 1 FROM sales_items WHERE file = $1 AND status <> 'Cancelled')";
    connection.execute(sql, &[id.into()])?;
    Ok(cancelled)
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

/// Erases the customers of files that were last changed before a moment and whose last day is before a day; says of how many.
pub fn erase(connection: &mut dyn Connection, before: &str, day: &str) -> Result<u64, Error> {
    let sql = "UPDATE sales_files SET client = '', name = '', email = '', remarks = '' \
               WHERE modified < $1 AND client <> '' AND NOT EXISTS \
               (SELECT 1 FROM sales_items WHERE file = sales_files.id AND day >= $2)";
    connection.execute(sql, &[before.into(), day.into()])
}

/// How a text is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// With `=`, `<>`, `<`, …
    Compare(&'static str, String),
    /// With a pattern of SQL, or without it.
    Like(String, bool),
}

/// Which files are looked for. All that is said must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// From one of these booking engines; none: from any.
    pub engines: Option<Vec<String>>,
    /// With a line of one of these accounts; none: of any.
    pub accounts: Option<Vec<String>>,
    /// With a line of one of these formulas or resources; empty: of any.
    pub offers: Vec<String>,
    /// By one of these channels; empty: by any.
    pub distributions: Vec<String>,
    /// In one of these states.
    pub states: Vec<&'static str>,
    /// An expression over the row `f`, and what it is compared with.
    pub texts: Vec<(&'static str, Pattern)>,
    /// An expression over the row `f` that sorts.
    pub order: &'static str,
    /// The newest first.
    pub descending: bool,
}

/// The files that match, and how many there are: so many from a place on.
pub fn find_files(
    connection: &mut dyn Connection,
    matches: &Matches,
    most: i64,
    skip: i64,
) -> Result<(Vec<FileRow>, i64), Error> {
    let mut cells: Vec<Cell<'_>> = Vec::new();
    let mut all: Vec<String> = Vec::new();
    let within = |cells: &mut Vec<Cell<'_>>, of: usize| -> String {
        let first = cells.len() - of + 1;
        let places: Vec<String> = (first..=cells.len()).map(|place| format!("${place}")).collect();
        format!("({})", places.join(", "))
    };
    if let Some(engines) = &matches.engines {
        cells.extend(engines.iter().map(Cell::from));
        all.push(if engines.is_empty() {
            "1 = 0".to_owned()
        } else {
            format!("f.engine IN {}", within(&mut cells, engines.len()))
        });
    }
    if let Some(accounts) = &matches.accounts {
        cells.extend(accounts.iter().map(Cell::from));
        all.push(if accounts.is_empty() {
            "1 = 0".to_owned()
        } else {
            let of = within(&mut cells, accounts.len());
            format!("EXISTS (SELECT 1 FROM sales_items i WHERE i.file = f.id AND i.idoi IN {of})")
        });
    }
    if !matches.offers.is_empty() {
        cells.extend(matches.offers.iter().map(Cell::from));
        let of = within(&mut cells, matches.offers.len());
        all.push(format!(
            "EXISTS (SELECT 1 FROM sales_items i WHERE i.file = f.id AND (i.formula IN {of} OR i.resource IN {of}))"
        ));
    }
    if !matches.distributions.is_empty() {
        cells.extend(matches.distributions.iter().map(Cell::from));
        all.push(format!("f.distribution IN {}", within(&mut cells, matches.distributions.len())));
    }
    cells.extend(matches.states.iter().map(|state| Cell::from(*state)));
    all.push(if matches.states.is_empty() {
        "1 = 0".to_owned()
    } else {
        format!("f.status IN {}", within(&mut cells, matches.states.len()))
    });
    for (expression, pattern) in &matches.texts {
        let place = cells.len() + 1;
        match pattern {
            Pattern::Compare(sign, text) => {
                cells.push(text.into());
                all.push(format!("{expression} {sign} ${place}"));
            }
            Pattern::Like(text, holds) => {
                cells.push(text.into());
                let not = if *holds { "" } else { "NOT " };
                all.push(format!("{not}(LOWER({expression}) LIKE ${place} ESCAPE '!')"));
            }
        }
    }
    let all = all.join(" AND ");
    let count = connection.rows(&format!("SELECT COUNT(*) FROM sales_files f WHERE {all}"), &cells)?;
    let count = count.into_iter().next().map_or(Ok(0), |mut row| row.number())?;
    let columns: Vec<String> = FILE.split(", ").map(|name| format!("f.{name}")).collect();
    let way = if matches.descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT {} FROM sales_files f WHERE {all} ORDER BY {} {way}, f.id LIMIT {most} OFFSET {skip}",
        columns.join(", "),
        matches.order
    );
    let found = connection.rows(&sql, &cells)?.into_iter().map(file_row).collect::<Result<_, _>>()?;
    Ok((found, count))
}

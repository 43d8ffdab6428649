//! Extracts of open data: cells cut at `;`, the names of the fields in the first line, every value a text.
//!
//! `csv-core` reads the grammar: the `csv` crate around it has a buffer of its own, so that nobody could say which
//! byte is wrong, and takes a document that ends inside quotes for a whole one.
//!
//! **Invariant:** every row has as many cells as the first line has names; a row is delivered only if it has.

mod cells;

use std::collections::HashSet;

use super::delivery::{Delivery, Stop};
use super::error::{Complaint, ErrorKind};
use super::source::Source;
use crate::value::{normalise, shorten};
use cells::{After, Cells};

pub(super) use cells::names;

const REPAIR: &str = "ask for the extract again; if it stays so, report it to its publisher";

/// Reads a document to its end.
pub(super) fn read(source: Source<'_>, delivery: &mut Delivery<'_>) -> Result<(), Stop> {
    let mut cells = Cells::new(source);
    let columns = header(&mut cells, delivery)?;
    while cells.begin(delivery)? {
        row(&mut cells, &columns, delivery)?;
        delivery.finish()?;
    }
    Ok(())
}

/// The first line: for each column the slot of its field, if it is wanted.
fn header(cells: &mut Cells<'_>, delivery: &mut Delivery<'_>) -> Result<Vec<Option<usize>>, Stop> {
    cells.begin(delivery)?;
    let start = cells.row();
    let wrong = |complaint| Stop::Wrong { complaint, offset: start };
    let mut columns = Vec::new();
    let mut names = HashSet::new();
    loop {
        let after = cells.next(delivery)?;
        if columns.len() >= delivery.limits.nodes {
            let found = format!("the first line names more than {} fields", delivery.limits.nodes);
            return Err(wrong(Complaint::limit(found, "they fit into the limit `nodes`")));
        }
        let name = normalise(cells.text().map_err(wrong)?.trim()).into_owned();
        if name.is_empty() {
            let found = format!("column {} has no name", columns.len() + 1);
            let required = "the first line names every column";
            return Err(wrong(Complaint::new(ErrorKind::Structure, found, required, REPAIR)));
        }
        if names.contains(&name) {
            let found = format!("the first line names `{}` twice", shorten(&name));
            return Err(wrong(Complaint::new(ErrorKind::Duplicate, found, "a field has one column", REPAIR)));
        }
        columns.push(delivery.column(&name));
        names.insert(name);
        match after {
            After::Cell => {}
            After::Line => break,
            // A line that ends the document may be a part of one.
            After::Document => return Err(delivery.truncated()),
        }
    }
    match delivery.fields.name(0) {
        Some(id) if !names.contains(id) => Err(wrong(Complaint::no_id_column(id))),
        Some(_) | None => {
            delivery.keep_columns();
            Ok(columns)
        }
    }
}

/// One record.
fn row(cells: &mut Cells<'_>, columns: &[Option<usize>], delivery: &mut Delivery<'_>) -> Result<(), Stop> {
    delivery.begin();
    let start = cells.row();
    let wrong = |complaint| Stop::Wrong { complaint, offset: start };
    let mut met = 0;
    loop {
        let after = cells.next(delivery)?;
        let Some(column) = columns.get(met) else {
            return Err(wrong(count("more than ", columns.len(), columns.len())));
        };
        met += 1;
        if let Some(slot) = column {
            delivery.record.claim(*slot);
            delivery.record.text(cells.text().map_err(wrong)?);
        }
        match after {
            After::Cell => {}
            After::Line | After::Document if met == columns.len() => return Ok(()),
            After::Line => return Err(wrong(count("only ", met, columns.len()))),
            After::Document => return Err(delivery.truncated()),
        }
    }
}

/// A row with another number of cells than there are names.
fn count(bound: &str, cells: usize, names: usize) -> Complaint {
    let found = format!("a row has {bound}{cells} cells, and the first line names {names} fields");
    Complaint::new(ErrorKind::Structure, found, "a row has a cell for each name", REPAIR)
}

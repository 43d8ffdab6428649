//! Files that are looked for: filters, order, pages.

use super::file::{FILE, FileRow, file_row};
use crate::store::{Cell, Connection, Error};

/// How a text is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// With `=`, `<>`, `<`, …
    Compare(&'static str, String),
    /// With a pattern of SQL, or without it.
    Like(String, bool),
    /// From the first on and before the second, or not.
    Within(String, String, bool),
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
            Pattern::Within(from, to, holds) => {
                cells.extend([Cell::from(from), Cell::from(to)]);
                let not = if *holds { "" } else { "NOT " };
                all.push(format!("{not}({expression} >= ${place} AND {expression} < ${})", place + 1));
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

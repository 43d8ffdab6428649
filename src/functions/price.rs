//! The amounts of a price list whose rows have a title, a minimum and a maximum.
//!
//! **Invariant:** zero is an amount only where the title says that it is free.

use super::function::{Cells, Notes};
use super::money;
use crate::value::{Element, Value};

/// The cells of a price row.
pub(super) const CELLS: Cells = Cells { needs: &["title", "min", "max"], knows: &[] };

/// All amounts of the rows, in cents; or the value that stands for the failure.
pub(super) fn amounts<'r>(rows: &[Value<'r>], notes: &mut Notes) -> Result<Vec<i64>, Value<'r>> {
    let mut amounts = Vec::new();
    for row in rows {
        if let Value::Element(row) = row {
            row_amounts(row, &mut amounts, notes).map_err(|why| Value::invalid(why, row.to_string()))?;
        } else {
            return Err(Value::invalid("not a price row with cells", row.display().into_owned()));
        }
    }
    Ok(amounts)
}

fn row_amounts(row: &Element<'_>, amounts: &mut Vec<i64>, notes: &mut Notes) -> Result<(), &'static str> {
    if CELLS.needs.iter().any(|name| row.names().position(name).is_none()) {
        return Err("the layout does not name the cells `title`, `min` and `max`");
    }
    let title = row.get("title");
    if title.is_invalid() {
        return Err("a title that cannot be read");
    }
    let title = title.display().to_lowercase();
    let says_free = title.split(|c: char| !c.is_alphabetic()).any(|word| FREE.contains(&word));
    let is_free = FREE.contains(&title.as_str());
    let mut zeros = 0;
    for cell in [row.get("min"), row.get("max")] {
        if cell.is_invalid() {
            return Err("a collection where an amount was expected");
        }
        if !cell.is_present() {
            continue;
        }
        match money::parse(&cell.display()).ok_or(money::NOT_AN_AMOUNT)? {
            0 => zeros += 1,
            _ if is_free => return Err("free, and a price"),
            cents => amounts.push(cents),
        }
    }
    if is_free || (says_free && zeros > 0) {
        amounts.push(0);
    } else if zeros > 0 {
        notes.passed_over = notes.passed_over.saturating_add(1);
        notes.remark("a price of zero that nothing calls free");
    }
    Ok(())
}

/// The words that say free.
const FREE: [&str; 5] = ["gratuit", "gratuite", "gratuits", "gratuites", "gratuité"];

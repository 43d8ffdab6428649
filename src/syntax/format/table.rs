//! The bars of a decision table, below each other.

use super::page::{Form, Kind, Page};

/// Lines up the rows of a table.
///
/// A row with fewer cells than the widest one (`| otherwise | hold "…" |`) ends where the table ends, if it has room.
pub(super) fn align(page: &mut Page<'_>, paragraph: &[usize]) {
    let rows: Vec<Vec<usize>> = paragraph
        .iter()
        .map(|number| page.statement(*number))
        .filter(|statement| {
            statement.form == Form::Row && !page.is_broken(statement.first, statement.end - 1)
        })
        .map(|row| (row.first..row.end).filter(|at| page.lexeme(*at).kind == Kind::Wall).collect())
        .collect();
    let walls = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; walls];
    for row in &rows {
        for (column, pair) in row.windows(2).enumerate() {
            let &[left, right] = pair else { continue };
            let last = row.len() < walls && column + 2 == row.len();
            if let (Some(width), false) = (widths.get_mut(column), last) {
                *width = (*width).max(page.lexeme(right).out - page.lexeme(left).out);
            }
        }
    }
    for row in rows {
        let mut at = row.first().map_or(0, |wall| page.lexeme(*wall).out);
        let edge = at + widths.iter().sum::<usize>();
        for (column, wall) in row.iter().enumerate() {
            let short = row.len() < walls && column + 1 == row.len();
            page.lexeme_mut(*wall).at = Some(if short { edge } else { at });
            at += widths.get(column).copied().unwrap_or(0);
        }
    }
}

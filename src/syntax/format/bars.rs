//! `|` and `or` that the author lined up with those of the line above or below.
//!
//! ```text
//! lat  <- LAT or GmapLatitude  | latitude
//! long <- LON or GmapLongitude | longitude
//! ```

use std::collections::BTreeMap;

use super::page::{Form, Kind, Page};

/// A bar, or an `or`, of a line.
#[derive(Clone, Copy)]
struct Bar {
    /// The row of its line.
    row: usize,
    /// The lexeme.
    at: usize,
}

/// Lines up the bars of a paragraph as its author did.
pub(super) fn align(page: &mut Page<'_>, paragraph: &[usize]) {
    let rows: Vec<Vec<usize>> = paragraph
        .iter()
        .map(|number| page.statement(*number))
        .filter(|statement| statement.form == Form::Rule)
        .map(|statement| {
            let end = page.line_end(statement.first).min(statement.end);
            let level = page.lexeme(statement.first).level;
            let bars = (statement.first..end).filter(|at| {
                let lexeme = page.lexeme(*at);
                matches!(lexeme.kind, Kind::Bar | Kind::Or) && lexeme.depth == 0 && lexeme.level == level
            });
            bars.collect()
        })
        .collect();
    let mut runs = runs(page, &rows);
    // From left to right as written: what stands further left in a line moves what stands further right.
    runs.sort_by_key(|run| run.first().map(|bar| page.lexeme(bar.at).column));
    let mut shifts = vec![0; rows.len()];
    for run in runs {
        let shift = |bar: &Bar| shifts.get(bar.row).copied().unwrap_or(0);
        let column = run.iter().map(|bar| page.lexeme(bar.at).out + shift(bar)).max().unwrap_or(0);
        for bar in &run {
            page.lexeme_mut(bar.at).at = Some(column);
            if let Some(shift) = shifts.get_mut(bar.row) {
                *shift = column - page.lexeme(bar.at).out;
            }
        }
    }
}

/// Bars of neighbouring lines that stood in one column, each the first of its line, or the second…; a blank more than
/// needed shows that it is meant.
fn runs(page: &Page<'_>, rows: &[Vec<usize>]) -> Vec<Vec<Bar>> {
    let mut done: Vec<Vec<Bar>> = Vec::new();
    let mut open: BTreeMap<(bool, usize, usize), Vec<Bar>> = BTreeMap::new();
    for (row, bars) in rows.iter().enumerate() {
        let mut next = BTreeMap::new();
        let (mut steps, mut alternatives) = (0, 0);
        for at in bars {
            let bar = page.lexeme(*at);
            let step = bar.kind == Kind::Bar;
            let count = if step { &mut steps } else { &mut alternatives };
            *count += 1;
            let place = (step, *count, bar.column);
            let mut run = open.remove(&place).unwrap_or_default();
            run.push(Bar { row, at: *at });
            next.insert(place, run);
        }
        done.extend(open.into_values());
        open = next;
    }
    done.extend(open.into_values());
    done.retain(|run| run.len() > 1 && run.iter().any(|bar| page.lexeme(bar.at).gap > 1));
    done
}

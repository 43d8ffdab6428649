//! Clauses and comments that the author lined up behind the texts of a paragraph.
//!
//! **Invariant:** what is not lined up stands so close behind its text that it is not taken for lined up.

use std::collections::BTreeMap;

use super::page::{Form, Page};
use super::place::MOST_BEHIND;

/// A column where the author put several.
#[derive(Default)]
struct Column {
    /// What stands there, and the statement that it stands behind.
    members: Vec<(usize, usize)>,
    /// How many of them are clauses.
    clauses: usize,
    /// Whether one of them was moved there by blanks.
    meant: bool,
}

/// Lines up the clauses and comments of a paragraph as its author did.
pub(super) fn align(page: &mut Page<'_>, paragraph: &[usize]) {
    let tails: Vec<(usize, usize)> =
        paragraph.iter().filter_map(|number| Some((*number, tail(page, *number)?))).collect();
    let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
    for (number, at) in &tails {
        let tail = page.lexeme(*at);
        let column = columns.entry(tail.column).or_default();
        column.members.push((*number, *at));
        column.clauses += usize::from(tail.is_clause());
        column.meant |= tail.gap > MOST_BEHIND;
    }
    columns.retain(|_, column| column.members.len() > 1 && column.meant);
    // Where nothing would stand apart any more, nothing would be taken for lined up the next time.
    let stands_apart = |place: usize, column: &Column| {
        column.members.iter().any(|(_, at)| place > before(page, *at) + MOST_BEHIND)
    };
    let places: Vec<(usize, Column)> = columns
        .into_values()
        .map(|column| (place(page, &column.members), column))
        .filter(|(place, column)| stands_apart(*place, column))
        .collect();
    // A clause that the author forgot stands where most of the others do, if there is room.
    let most = places
        .iter()
        .filter(|(_, column)| column.clauses > 0)
        .max_by_key(|(place, column)| (column.clauses, std::cmp::Reverse(*place)));
    if let Some((place, _)) = most {
        for (_, at) in &tails {
            let tail = page.lexeme(*at);
            if tail.is_clause() && before(page, *at) < *place {
                let place = *place;
                page.lexeme_mut(*at).at = Some(place);
            }
        }
    }
    for (place, column) in places {
        for (_, at) in column.members {
            page.lexeme_mut(at).at = Some(place);
        }
    }
}

/// What stands behind the text on the first line of a statement: its first clause, or a comment.
fn tail(page: &Page<'_>, number: usize) -> Option<usize> {
    let statement = page.statement(number);
    let level = page.lexeme(statement.first).level;
    (statement.first..page.line_end(statement.first)).find(|at| {
        let lexeme = page.lexeme(*at);
        lexeme.is_clause() && lexeme.level == level || lexeme.is_comment()
    })
}

/// The column behind what stands before a lexeme.
fn before(page: &Page<'_>, at: usize) -> usize {
    at.checked_sub(1).map_or(0, |last| page.lexeme(last).end())
}

/// Where a column stands now: it goes with the values, and gives room to all that stood in it.
fn place(page: &Page<'_>, members: &[(usize, usize)]) -> usize {
    let room = members.iter().map(|(_, at)| before(page, *at) + 1).max().unwrap_or(0);
    let moved = members.first().map_or(0, |(number, at)| {
        let anchor = page.lexeme(anchor(page, *number));
        anchor.out + page.lexeme(*at).column.saturating_sub(anchor.column)
    });
    moved.max(room)
}

/// What a clause moves with: the value of a rule, the beginning of any other statement.
fn anchor(page: &Page<'_>, number: usize) -> usize {
    let statement = page.statement(number);
    let value = statement.joint.filter(|_| statement.form == Form::Rule).map(|joint| joint + 1);
    value.filter(|value| !page.is_broken(statement.first, *value)).unwrap_or(statement.first)
}

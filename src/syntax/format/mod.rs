//! Rule text → the same rules in canonical form.
//!
//! The words stay as they are and in their order; what changes is the blanks and ends of line between them:
//!
//! - A block is indented by two blanks. At most one empty line is kept, and none at the edges of a block.
//! - In a paragraph (statements without an empty line between them) `<-` and `as` stand in one column.
//! - Where the author broke a line, it stays broken; the rest stands below the value, or two blanks in. A line of more
//!   than [`WIDTH`] columns is broken at its loosest joint: clauses, `|`, commas, `and`, `or`.
//! - Clauses, comments and `|` that the author lined up stay lined up. Other clauses and comments stand one to three
//!   blanks behind their text, as written.
//! - The bars of a decision table stand below each other.
//!
//! **Invariant:** the lexemes of the result are those of the text: nothing is added, left out or moved.
//! **Invariant:** what is in canonical form is not changed.

mod bars;
mod breaks;
mod columns;
mod flatten;
mod fold;
mod page;
mod place;
mod table;
mod tails;

use pest::Parser;

use self::page::Page;
use super::grammar::{Grammar, Rule};
use super::{prescan, token};
use crate::source::FileId;

/// How many columns a line may have before it is broken.
const WIDTH: usize = 120;

/// The canonical form of a rule file; nothing where its syntax is wrong.
pub fn format(text: &str) -> Option<String> {
    if !prescan::prescan(FileId(0), 0, text, &token::tokens(text)).is_empty() {
        return None;
    }
    let tree = Grammar::parse(Rule::file, text).ok()?.next()?;
    let mut page = flatten::flatten(text, &tree);
    breaks::written(&mut page);
    loop {
        align(&mut page);
        if !fold::fold(&mut page) {
            return Some(place::print(&page));
        }
    }
}

/// Finds the column of every lexeme. Each step relies on the places that the one before it gave.
fn align(page: &mut Page<'_>) {
    for lexeme in &mut page.lexemes {
        lexeme.at = None;
    }
    place::place(page);
    let paragraphs = columns::paragraphs(page);
    for paragraph in &paragraphs {
        columns::align(page, paragraph);
        table::align(page, paragraph);
    }
    place::place(page);
    for paragraph in &paragraphs {
        bars::align(page, paragraph);
    }
    place::place(page);
    for paragraph in &paragraphs {
        tails::align(page, paragraph);
    }
    place::place(page);
}

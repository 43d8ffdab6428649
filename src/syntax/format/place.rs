//! Where each lexeme stands, and the text that comes of it.

use super::page::{Bracket, Break, Form, Kind, Lexeme, Page};

/// Columns of indentation for each open brace, and for a line that goes on.
const INDENT: usize = 2;

/// Blanks before what stands behind a text: a clause, a comment.
const BEHIND: usize = 2;
/// The most that are kept there; more are taken for an attempt to reach a column.
pub(super) const MOST_BEHIND: usize = 3;

/// Gives every lexeme its column.
pub(super) fn place(page: &mut Page<'_>) {
    for at in 0..page.lexemes.len() {
        let lexeme = page.lexeme(at);
        let out = match at.checked_sub(1).map(|last| page.lexeme(last)) {
            Some(last) if !lexeme.breaks() => {
                let gap = if lexeme.at.is_some() { space(last, lexeme) } else { gap(last, lexeme) };
                (last.end() + gap).max(lexeme.at.unwrap_or(0))
            }
            _ => indent(page, at),
        };
        page.lexeme_mut(at).out = out;
    }
}

/// The column of a lexeme that begins a line; those before it have theirs.
pub(super) fn indent(page: &Page<'_>, at: usize) -> usize {
    let lexeme = page.lexeme(at);
    if let (true, Some(above)) = (lexeme.hangs, at.checked_sub(1)) {
        return page.lexeme(above).out;
    }
    let level = INDENT * lexeme.level;
    // A comment stands where the line below it stands.
    let Some(leads) = lexeme.leads.map(|leads| page.lexeme(leads)).filter(|leads| !leads.is_loose()) else {
        return level;
    };
    let statement = leads.statement.map(|statement| page.statement(statement));
    let value = statement
        .filter(|statement| statement.form == Form::Rule)
        .filter(|statement| !statement.object.is_some_and(|brace| page.is_open(brace)))
        .and_then(|statement| statement.joint)
        .map(|joint| page.lexeme(joint + 1))
        .filter(|value| !value.breaks());
    value.map_or(level + INDENT, |value| value.out) + INDENT * leads.depth + leads.extra
}

/// Blanks between two lexemes of a line.
fn gap(last: &Lexeme<'_>, next: &Lexeme<'_>) -> usize {
    if next.is_clause() || next.is_comment() {
        return if (1..=MOST_BEHIND).contains(&next.gap) { next.gap } else { BEHIND };
    }
    space(last, next)
}

/// The fewest blanks between two lexemes of a line.
pub(super) fn space(last: &Lexeme<'_>, next: &Lexeme<'_>) -> usize {
    let tight = match (last.kind, next.kind) {
        (Kind::Open(_), Kind::Close(_)) => true,
        // `[1, 2]`, but `[ { … } ]`
        (Kind::Open(Bracket::Array), next) => next != Kind::Open(Bracket::Data),
        (last, Kind::Close(Bracket::Array)) => last != Kind::Close(Bracket::Data),
        (Kind::Glue | Kind::Open(Bracket::Group | Bracket::Tight), _) => true,
        (_, Kind::Close(Bracket::Group | Bracket::Tight) | Kind::Open(Bracket::Tight)) => true,
        (_, Kind::Comma | Kind::TightComma | Kind::Colon) => true,
        (_, Kind::Glue) => next.text == ".",
        _ => false,
    };
    usize::from(!tight)
}

/// The text of a page.
pub(super) fn print(page: &Page<'_>) -> String {
    let mut text = String::new();
    let mut column = 0;
    for lexeme in &page.lexemes {
        text.push_str(match lexeme.before {
            Break::None => "",
            Break::Line => "\n",
            Break::Blank => "\n\n",
        });
        if lexeme.breaks() {
            column = 0;
        }
        text.extend(std::iter::repeat_n(' ', lexeme.out.saturating_sub(column)));
        text.push_str(&lexeme.text);
        column = lexeme.end();
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

//! Where lines end: where the author ended them, where the form of a block asks for it.

use super::page::{Break, Kind, Page};

/// Takes over the breaks of the author.
pub(super) fn written(page: &mut Page<'_>) {
    let mut loose = true;
    for lexeme in page.lexemes.iter_mut().rev() {
        if !lexeme.is_comment() {
            loose = lexeme.is_loose();
        }
        lexeme.before = match lexeme.newlines {
            0 => Break::None,
            1 => Break::Line,
            _ if loose => Break::Blank,
            _ => Break::Line,
        };
    }
    for at in 0..page.lexemes.len() {
        page.lexeme_mut(at).before = before(page, at);
    }
    settle(page);
}

/// The break that is left of the one that was written before a lexeme.
fn before(page: &Page<'_>, at: usize) -> Break {
    let lexeme = page.lexeme(at);
    let Some(last) = at.checked_sub(1).map(|last| page.lexeme(last)) else { return Break::None };
    let (opened, closes) = (last.kind.opens_brace(), lexeme.kind.closes_brace());
    // What an object is stands on the line of its target.
    if opened && closes || last.kind == Kind::Arrow && is_object(lexeme.kind) {
        return Break::None;
    }
    let behind_brace = last.is_comment()
        && !last.breaks()
        && at.checked_sub(2).is_some_and(|brace| page.lexeme(brace).kind.opens_brace());
    let most = if opened || closes || behind_brace { Break::Line } else { Break::Blank };
    let least = if last.is_comment() { Break::Line } else { Break::None };
    lexeme.before.clamp(least, most)
}

fn is_object(kind: Kind) -> bool {
    kind == Kind::Each || kind.opens_brace()
}

/// Opens braces that hold an end of line: what is inside of them stands on lines of its own.
pub(super) fn settle(page: &mut Page<'_>) {
    let mut broken = 0_usize;
    let counts: Vec<usize> = page
        .lexemes
        .iter()
        .map(|lexeme| {
            broken += usize::from(lexeme.breaks());
            broken
        })
        .collect();
    let breaks = |open: usize, close: usize| counts.get(open) != counts.get(close);
    let mut lines = Vec::new();
    for (open, lexeme) in page.lexemes.iter().enumerate() {
        let Some(close) = lexeme.partner.filter(|close| *close > open && breaks(open, *close)) else {
            continue;
        };
        // A comment behind a brace stays there: what follows it begins a line anyway.
        lines.extend([open + 1, close].into_iter().filter(|at| !page.lexeme(*at).is_comment()));
    }
    for at in lines {
        open(page, at);
    }
    for at in 0..page.statements.len() {
        let (first, inside) = (page.statement(at).first, page.statement(at).inside);
        if inside.is_some_and(|brace| page.is_open(brace)) {
            open(page, first);
        }
    }
}

fn open(page: &mut Page<'_>, at: usize) {
    let lexeme = page.lexeme_mut(at);
    lexeme.before = lexeme.before.max(Break::Line);
}

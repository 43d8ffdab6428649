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
        let before = match at.checked_sub(1).map(|last| page.lexeme(last).kind) {
            None => Break::None,
            Some(Kind::Comment) => page.lexeme(at).before.max(Break::Line),
            // What an object is stands on the line of its target.
            Some(Kind::Arrow) if is_object(page.lexeme(at).kind) => Break::None,
            Some(kind) if kind.opens_brace() && page.lexeme(at).kind.closes_brace() => Break::None,
            Some(kind) if kind.opens_brace() || page.lexeme(at).kind.closes_brace() => {
                page.lexeme(at).before.min(Break::Line)
            }
            Some(_) => page.lexeme(at).before,
        };
        page.lexeme_mut(at).before = before;
    }
    settle(page);
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

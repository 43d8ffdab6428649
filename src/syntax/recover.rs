//! After a mistake: where the statements of a file begin and end, so that one run reports the mistakes of all.

use super::token::{Token, TokenKind};

/// A piece of a file that is read by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Bytes of one statement.
    Statement(std::ops::Range<usize>),
    /// A `for` block: the bytes before its `{`, and its statements.
    For(std::ops::Range<usize>, Vec<Piece>),
}

/// The statements of `text`.
pub(super) fn pieces(text: &str, tokens: &[Token]) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.iter().position(|token| !is_gap(token)) {
        rest = rest.get(first..).unwrap_or_default();
        let taken = if word(text, rest, 0) == "for" { for_block(text, rest) } else { None };
        let (piece, length) = taken.unwrap_or_else(|| statement(text, rest));
        all.push(piece);
        rest = rest.get(length..).unwrap_or_default();
    }
    all
}

/// A `for` block, if its braces can be found.
fn for_block(text: &str, tokens: &[Token]) -> Option<(Piece, usize)> {
    let line = tokens.iter().take_while(|token| token.kind != TokenKind::Newline);
    let open = line.take_while(|token| !is(text, token, "{")).count();
    if !tokens.get(open).is_some_and(|token| is(text, token, "{")) {
        return None;
    }
    let close = closing(text, tokens, open).unwrap_or_else(|| {
        // A block that was never closed ends where the next one begins.
        let next = |at: &usize| word(text, tokens, *at) == "for" && begins_line(tokens, *at);
        (open + 1..tokens.len()).find(next).unwrap_or(tokens.len())
    });
    let header = tokens.first()?.start..tokens.get(open)?.start;
    let inside = tokens.get(open + 1..close).unwrap_or_default();
    let closed = tokens.get(close).is_some_and(|token| is(text, token, "}"));
    Some((Piece::For(header, pieces(text, inside)), close + usize::from(closed)))
}

/// Where the brace that is open at `open` closes.
fn closing(text: &str, tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        depth += usize::from(is(text, token, "{"));
        if is(text, token, "}") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// One statement: to the end of its last line.
fn statement(text: &str, tokens: &[Token]) -> (Piece, usize) {
    let mut depth = Vec::new();
    let mut end = 0;
    let mut last = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            // The first of several ends of line has decided for all.
            TokenKind::Newline if !first_end_of_line(tokens, at) => {}
            TokenKind::Newline => {
                let braces = depth.contains(&"{");
                if !braces && !continues(text, tokens, at, depth.is_empty()) {
                    break;
                }
            }
            TokenKind::Open => depth.push(text.get(token.start..token.end).unwrap_or_default()),
            TokenKind::Close => {
                depth.pop();
            }
            TokenKind::Word
            | TokenKind::Text
            | TokenKind::OpenText
            | TokenKind::Comment
            | TokenKind::Sign => {}
        }
        last = at;
        // A comment inside brackets may be what keeps them open.
        let counts = token.kind != TokenKind::Comment || !depth.is_empty();
        if token.kind != TokenKind::Newline && counts {
            end = token.end;
        }
    }
    let start = tokens.first().map_or(0, |token| token.start);
    (Piece::Statement(start..end.max(start)), last + 1)
}

/// Whether the statement goes on after the end of line at `at`.
fn continues(text: &str, tokens: &[Token], at: usize, brackets_closed: bool) -> bool {
    let before = tokens.get(..at).and_then(|before| before.iter().rev().find(|token| !is_gap(token)));
    if before.is_some_and(|token| is(text, token, ",") || is(text, token, "<-")) {
        return true;
    }
    let Some(next) = tokens.iter().enumerate().skip(at).find(|(_, token)| !is_gap(token)).map(|(at, _)| at)
    else {
        return false;
    };
    let follows =
        |words: &[&str]| tokens.get(next + 1).is_some_and(|token| words.iter().any(|w| is(text, token, w)));
    match word(text, tokens, next) {
        "|" | ")" | "]" => true,
        "or" | "and" | "when" | "because" => !follows(&["<-"]),
        "missing" | "invalid" | "unknown" => follows(&[":"]),
        // A bracket that was never closed ends where the next statement begins.
        _ => !brackets_closed && !begins_statement(text, tokens, next),
    }
}

fn begins_statement(text: &str, tokens: &[Token], at: usize) -> bool {
    let keywords = [
        "for", "read", "let", "ignore", "drop", "exclude", "hold", "decide", "script", "example", "override",
        "add",
    ];
    keywords.contains(&word(text, tokens, at))
        || tokens.get(at + 1).is_some_and(|token| is(text, token, "<-"))
}

/// Whether no end of line stands before in the same gap; a comment behind the statement may.
fn first_end_of_line(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    !before.iter().rev().take_while(|token| is_gap(token)).any(|token| token.kind == TokenKind::Newline)
}

fn begins_line(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_none_or(|token| token.kind == TokenKind::Newline)
}

fn is_gap(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Newline | TokenKind::Comment)
}

fn is(text: &str, token: &Token, word: &str) -> bool {
    token.kind != TokenKind::Text && text.get(token.start..token.end) == Some(word)
}

fn word<'t>(text: &'t str, tokens: &[Token], at: usize) -> &'t str {
    tokens
        .get(at)
        .filter(|token| token.kind != TokenKind::Text)
        .and_then(|token| text.get(token.start..token.end))
        .unwrap_or_default()
}

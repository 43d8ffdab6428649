//! What is looked at before pest: quotes, brackets, depth, and characters of word processors.
//!
//! **Invariant:** a text that passes is nested at most [`MAX_DEPTH`] deep, so that neither pest nor the builder can
//! run out of stack.

use super::token::{Token, TokenKind};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::source::{FileId, Span};

/// How deeply brackets may be nested.
pub(super) const MAX_DEPTH: usize = 64;

/// What word processors write, and what is meant.
const TYPOGRAPHIC: &[(char, &str)] = &[
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('«', "\""),
    ('»', "\""),
    ('‘', "\""),
    ('←', "<-"),
    ('→', "->"),
    ('⇐', "<-"),
    ('＂', "\""),
    ('｜', "|"),
    ('≤', "<="),
    ('≥', ">="),
];

/// The quotes of word processors that open a text, and those that close it.
const OPENING: &[char] = &['“', '„', '«', '‘', '＂'];
const CLOSING: &[char] = &['”', '“', '»', '’', '＂'];

/// The edits that write quotes plainly: each pair on one line, with nothing in it that would mean something else then.
/// The blanks that French sets inside of « » are no part of the text.
fn plainly(text: &str, base: usize, mut edits: Vec<Edit>) -> Option<Vec<Edit>> {
    let mut quotes = edits.iter_mut().filter(|edit| edit.replacement == "\"");
    while let Some(open) = quotes.next() {
        let close = quotes.next()?;
        let at = |edit: &Edit| (edit.span.start as usize - base, edit.span.end as usize - base);
        let ((first, inner), (end, behind)) = (at(open), at(close));
        let mark = |from: usize, to: usize| text.get(from..to)?.chars().next();
        let inside = text.get(inner..end)?;
        let pair = OPENING.contains(&mark(first, inner)?) && CLOSING.contains(&mark(end, behind)?);
        if !pair || inside.contains(['"', '\\', '\n']) {
            return None;
        }
        if text.get(first..inner) == Some("«") {
            let (left, right) = (inside.len() - inside.trim_start().len(), inside.trim_end().len());
            open.span.end += u32::try_from(left).ok()?;
            close.span.start = u32::try_from(base + inner + right.max(left)).ok()?;
        }
    }
    Some(edits)
}

/// The mistakes of a piece of text that began at byte `base` of `file`.
pub(super) fn prescan(file: FileId, base: usize, text: &str, tokens: &[Token]) -> Vec<Diagnostic> {
    let span = |start: usize, end: usize| Span::new(file, base + start, base + end);
    let mut found = Vec::new();
    let mut open: Vec<Token> = Vec::new();
    let mut typographic: Vec<Edit> = Vec::new();
    for token in tokens {
        let word = text.get(token.start..token.end).unwrap_or_default();
        match token.kind {
            TokenKind::OpenText => {
                let end = token.start + word.trim_end().len();
                let last = word.trim_end().chars().next_back();
                // A text that begins plainly may end as a word processor ends it.
                let curly = last.filter(|c| CLOSING.contains(c)).map_or(0, char::len_utf8);
                found.push(
                    Diagnostic::new(
                        Code::UnclosedText,
                        span(token.start, end),
                        "this text has no closing quote",
                    )
                    .label("it begins here, and a text ends on its own line")
                    .note("a quote inside a text is written `\\\"`, an end of line `\\n`")
                    .repair("close it", vec![Edit::new(span(end - curly, end), "\"")]),
                );
            }
            TokenKind::Sign => {
                if let Some((_, meant)) = TYPOGRAPHIC.iter().find(|(c, _)| word.starts_with(*c)) {
                    typographic.push(Edit::new(span(token.start, token.end), *meant));
                }
            }
            TokenKind::Open => {
                open.push(*token);
                if open.len() == MAX_DEPTH + 1 {
                    found.push(
                        Diagnostic::new(
                            Code::TooDeep,
                            span(token.start, token.end),
                            format!("brackets are nested more than {MAX_DEPTH} deep"),
                        )
                        .label("the first one too many")
                        .help("prepare the inner values with `let`"),
                    );
                    return found;
                }
            }
            TokenKind::Close => match open.last() {
                Some(last) if partner(text, last) == word => {
                    open.pop();
                }
                Some(last) => {
                    let close = partner(text, last);
                    found.push(
                        Diagnostic::new(
                            Code::Unbalanced,
                            span(token.start, token.end),
                            format!("expected `{close}`, found `{word}`"),
                        )
                        .other(span(last.start, last.end), "opened here")
                        .help(format!("write `{close}` before it, or remove the bracket that was opened")),
                    );
                    return found;
                }
                None => {
                    found.push(
                        Diagnostic::new(
                            Code::Unbalanced,
                            span(token.start, token.end),
                            format!("this `{word}` closes nothing"),
                        )
                        .repair("remove it", vec![Edit::new(span(token.start, token.end), "")]),
                    );
                    return found;
                }
            },
            TokenKind::Word | TokenKind::Text | TokenKind::Newline | TokenKind::Comment => {}
        }
    }
    if let Some(first) = typographic.first() {
        let diagnostic =
            Diagnostic::new(Code::Typographic, first.span, "this is a character of a word processor")
                .label(format!("write `{}`", first.replacement))
                .note("texts stand in straight quotes: `\"Anglais\"`; the arrow is `<-`");
        found.push(match plainly(text, base, typographic) {
            Some(edits) => diagnostic.mend("write it plainly", edits),
            None => {
                diagnostic.help("write the text by hand: a quote inside of it is `\\\"`, a backslash `\\\\`")
            }
        });
    }
    let behind = |open: &Token| tokens.iter().find(|token| token.start >= open.end);
    let hash = open
        .last()
        .filter(|open| partner(text, open) != "}")
        .and_then(behind)
        .filter(|token| token.kind == TokenKind::Comment);
    if let (Some(comment), true) = (hash, found.is_empty()) {
        let at = span(comment.start, comment.start + 1);
        found.push(
            Diagnostic::new(Code::Unquoted, at, "`#` begins a comment here, so the bracket is never closed")
                .label("the rest of the line is not read")
                .note("inside quotes `#` is text")
                .repair("quote it", vec![Edit::new(at, "\"#\"")]),
        );
    } else if let (Some(last), true) = (open.last(), found.is_empty()) {
        let word = text.get(last.start..last.end).unwrap_or_default();
        let close = partner(text, last);
        found.push(
            Diagnostic::new(
                Code::Unbalanced,
                span(last.start, last.end),
                format!("this `{word}` is never closed"),
            )
            .help(format!("write `{close}` where it ends")),
        );
    }
    found
}

/// The bracket that closes an open one.
pub(super) fn partner(text: &str, open: &Token) -> &'static str {
    match text.get(open.start..open.end) {
        Some("(") => ")",
        Some("[") => "]",
        _ => "}",
    }
}

//! A statement that pest refused: what the author probably meant.
//!
//! **Invariant:** an edit is shown only if the statement can be read once it is made, or if it can have been meant in no other way
//! and what is still wrong stands elsewhere.

mod statement;
mod test;
mod value;

use std::ops::Range;

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::expected;
use super::grammar::{Grammar, Rule};
use super::token::{Token, TokenKind};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::source::{FileId, Span};

/// The place of a mistake, with its surroundings.
struct Place<'a> {
    file: FileId,
    base: usize,
    text: &'a str,
    tokens: &'a [Token],
    /// The token at which pest gave up; the number of tokens where it was the end.
    at: usize,
    /// What pest would have taken.
    expected: Vec<Rule>,
}

/// The diagnostic for a text that cannot be read as a statement.
pub(super) fn explain(file: FileId, base: usize, text: &str, tokens: &[Token]) -> Diagnostic {
    let (offset, expected) = match Grammar::parse(Rule::alone, text) {
        Ok(_) => (0, Vec::new()),
        Err(error) => {
            let offset = match error.location {
                InputLocation::Pos(at) => at,
                InputLocation::Span((start, _)) => start,
            };
            let expected = match error.variant {
                ErrorVariant::ParsingError { positives, .. } => positives,
                ErrorVariant::CustomError { .. } => Vec::new(),
            };
            (offset, expected)
        }
    };
    let at = tokens.iter().position(|token| token.end > offset && !is_gap(*token)).unwrap_or(tokens.len());
    let place = Place { file, base, text, tokens, at, expected };
    let diagnostic = KNOWN.iter().find_map(|known| known(&place)).unwrap_or_else(|| general(&place));
    verified(diagnostic, base, text)
}

/// Drops the edits after which the statement still cannot be read. Where one can have been meant in no other way, another
/// mistake may stand elsewhere in the statement.
pub(super) fn verified(mut diagnostic: Diagnostic, base: usize, text: &str) -> Diagnostic {
    for help in &mut diagnostic.helps {
        let (repaired, changed) = repaired(&help.edits, base, text);
        let Err(error) = Grammar::parse(Rule::file, &repaired) else { continue };
        let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
        let elsewhere = changed.iter().all(|range| at < range.start || at > range.end);
        if !(help.safe && elsewhere) {
            help.edits.clear();
        }
    }
    diagnostic
}

/// A text with some edits made, and where it is new.
fn repaired(edits: &[Edit], base: usize, text: &str) -> (String, Vec<Range<usize>>) {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let (mut repaired, mut changed, mut behind) = (String::new(), Vec::new(), 0);
    for edit in edits {
        let range = edit.span.range();
        let (start, end) = (range.start.saturating_sub(base), range.end.saturating_sub(base));
        let Some(kept) = text.get(behind..start).filter(|_| text.is_char_boundary(end)) else { continue };
        repaired.push_str(kept);
        changed.push(repaired.len()..repaired.len() + edit.replacement.len());
        repaired.push_str(&edit.replacement);
        behind = end;
    }
    repaired.push_str(text.get(behind..).unwrap_or_default());
    (repaired, changed)
}

fn is_gap(token: Token) -> bool {
    matches!(token.kind, TokenKind::Newline | TokenKind::Comment)
}

impl Place<'_> {
    fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    fn word(&self, at: usize) -> &str {
        self.token(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    fn back(&self, steps: usize) -> &str {
        self.at.checked_sub(steps).map_or("", |at| self.word(at))
    }

    fn span(&self, at: usize) -> Span {
        match self.token(at) {
            Some(token) => Span::new(self.file, self.base + token.start, self.base + token.end),
            None => self.end(),
        }
    }

    fn between(&self, from: usize, to: usize) -> Span {
        self.span(from).to(self.span(to))
    }

    /// Just behind the last token.
    fn end(&self) -> Span {
        let last = self.tokens.iter().rev().find(|token| !is_gap(**token)).map_or(0, |token| token.end);
        Span::new(self.file, self.base + last, self.base + last)
    }

    fn insert_before(&self, at: usize, text: &str) -> Edit {
        let start = self.span(at).start as usize;
        Edit::new(Span::new(self.file, start, start), text)
    }

    fn insert_after(&self, at: usize, text: &str) -> Edit {
        let end = self.span(at).end as usize;
        Edit::new(Span::new(self.file, end, end), text)
    }

    fn expects(&self, wanted: Rule) -> bool {
        self.expected.contains(&wanted)
    }

    fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    fn is_text(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Text)
    }

    fn find(&self, word: &str) -> Option<usize> {
        (0..self.tokens.len()).find(|at| !self.is_text(*at) && self.word(*at) == word)
    }

    fn mistake(&self, code: Code, at: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.span(at), message)
    }
}

/// The mistakes that are known by their look, most particular first.
const KNOWN: &[fn(&Place<'_>) -> Option<Diagnostic>] = &[
    statement::word_in_capitals,
    statement::record_type,
    statement::language_star,
    value::quantity,
    value::joined_at_the_end,
    statement::two_targets,
    statement::arrow_points_right,
    statement::no_target,
    statement::let_with_arrow,
    statement::no_arrow,
    statement::empty_object,
    statement::outcome_before_when,
    value::single_quotes,
    statement::semicolon,
    test::equals,
    test::date_with_slashes,
    test::mixed_test,
    statement::no_because,
    value::odd_name,
    value::reserved_word,
    value::unquoted_argument,
    value::argument_without_brackets,
    test::absence_in_other_words,
    test::compared_with_a_field,
    test::word_in_a_cell,
    value::step_without_bar,
    value::trailing_bar,
    statement::two_on_a_line,
];

/// Any other mistake: what stands there, and what may stand there.
fn general(place: &Place<'_>) -> Diagnostic {
    let allowed = expected::join(place.expected.iter().filter_map(|wanted| expected::describe(*wanted)));
    match place.token(place.at) {
        Some(_) => place
            .mistake(Code::Unexpected, place.at, format!("`{}` is not expected here", place.word(place.at)))
            .help(format!("expected {allowed}")),
        None => Diagnostic::new(Code::Unexpected, place.end(), "the statement ends too early")
            .help(format!("expected {allowed}")),
    }
}

//! A statement that pest refused: what the author probably meant.
//!
//! **Invariant:** an edit is shown only if the statement can be read once it is made.

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

/// Drops the edits after which the statement still cannot be read.
pub(super) fn verified(mut diagnostic: Diagnostic, base: usize, text: &str) -> Diagnostic {
    for help in &mut diagnostic.helps {
        let mut edits: Vec<&Edit> = help.edits.iter().collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        let mut repaired = text.to_owned();
        for edit in edits {
            let range = edit.span.range();
            let (start, end) = (range.start.saturating_sub(base), range.end.saturating_sub(base));
            if repaired.is_char_boundary(start) && repaired.is_char_boundary(end) && end <= repaired.len() {
                repaired.replace_range(start..end, &edit.replacement);
            }
        }
        if Grammar::parse(Rule::file, &repaired).is_err() {
            help.edits.clear();
        }
    }
    diagnostic
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
    record_type,
    language_star,
    quantity,
    two_targets,
    no_arrow,
    empty_object,
    outcome_before_when,
    mixed_test,
    no_because,
    unquoted_argument,
    argument_without_brackets,
    compared_with_a_field,
    step_without_bar,
    trailing_bar,
    two_on_a_line,
];

/// `for H2 {`
fn record_type(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    if place.word(0) != "for" || !place.expects(Rule::type_code) || !place.is_word(place.at) {
        return None;
    }
    Some(
        place
            .mistake(Code::RecordTypeForm, place.at, format!("`{found}` is not written as a record type"))
            .label("three to five capital letters, or `all`")
            .help("write the record type that is meant, such as `HOT`, `DEG` or `LOI`"),
    )
}

/// `title[*] <- A`
fn language_star(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.expects(Rule::lang) {
        return None;
    }
    let close = (place.at..place.tokens.len()).find(|at| place.word(*at) == "]")?;
    let span = place.between(place.at.checked_sub(1)?, close);
    Some(
        place
            .mistake(Code::Unexpected, place.at, format!("`{}` is not a language", place.word(place.at)))
            .label("two small letters, such as `title[en]`")
            .note("a rule without brackets fills every language of a translated target")
            .repair("leave the brackets out", vec![Edit::new(span, "")]),
    )
}

/// `TEL[]`, `TEL[0]`
fn quantity(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.expects(Rule::quantity) || place.back(1) != "[" {
        return None;
    }
    let allowed = "`[all]`, `[first]`, `[only]`, or a test such as `[kind is \"Mél\"]`";
    let field = place.back(2);
    if place.word(place.at) == "]" {
        return Some(
            Diagnostic::new(
                Code::Quantity,
                place.between(place.at - 1, place.at),
                format!("the brackets after `{field}` do not say which values are meant"),
            )
            .label(allowed)
            .repair("take them all", vec![place.insert_before(place.at, "all")]),
        );
    }
    let digits = place.word(place.at);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    Some(
        place
            .mistake(Code::Quantity, place.at, "values are not counted by position")
            .label(allowed)
            .repair("take the first", vec![Edit::new(place.span(place.at), "first")]),
    )
}

/// `lat, long <- A`
fn two_targets(place: &Place<'_>) -> Option<Diagnostic> {
    let arrow = place.find("<-")?;
    if place.at != 1 || place.word(1) != "," || arrow < 3 {
        return None;
    }
    let value = place.text.get(place.token(arrow)?.start..)?.trim_end();
    let rules: Vec<String> = (0..arrow).step_by(2).map(|at| format!("{} {value}", place.word(at))).collect();
    let whole = place.between(0, 0).to(place.end());
    Some(
        Diagnostic::new(Code::RuleForm, place.between(0, arrow - 1), "a rule has one target")
            .label("two targets")
            .note("a value that two targets need can be prepared with `let`")
            .repair("write a rule for each", vec![Edit::new(whole, rules.join("\n"))]),
    )
}

/// `a = B`
fn no_arrow(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    if !place.expects(Rule::arrow) || !matches!(found, "=" | ":" | "->" | "<" | "<=") {
        return None;
    }
    Some(
        place
            .mistake(Code::RuleForm, place.at, format!("expected `<-`, found `{found}`"))
            .label("a rule is `target <- value`")
            .repair("write the arrow", vec![Edit::new(place.span(place.at), "<-")]),
    )
}

/// `a <- { }`
fn empty_object(place: &Place<'_>) -> Option<Diagnostic> {
    let before = (0..place.at).rev().find(|at| place.token(*at).is_some_and(|token| !is_gap(token)))?;
    if place.word(place.at) != "}" || place.word(before) != "{" {
        return None;
    }
    Some(
        Diagnostic::new(Code::RuleForm, place.between(before, place.at), "this object has no member")
            .label("expected at least one, such as `type <- \"persons\"`")
            .help("write its members, one on a line, or remove the rule"),
    )
}

/// `a <- B missing: skip when C is "x"`
fn outcome_before_when(place: &Place<'_>) -> Option<Diagnostic> {
    if place.word(place.at) != "when" {
        return None;
    }
    let outcome = (1..place.at).find(|at| {
        matches!(place.word(*at), "missing" | "invalid" | "unknown") && place.word(at + 1) == ":"
    })?;
    let guard = place.span(place.at).to(place.end());
    let words = place.text.get(place.token(place.at)?.start..)?.trim_end();
    let gap = Span::new(place.file, place.span(place.at - 1).end as usize, guard.end as usize);
    Some(
        place
            .mistake(Code::ClauseOrder, place.at, "`when` stands behind an outcome")
            .label("first `when`, then the outcomes")
            .other(place.span(outcome), "the outcome")
            .repair(
                "put it before",
                vec![place.insert_before(outcome, &format!("{words} ")), Edit::new(gap, "")],
            ),
    )
}

/// `A is "x" and B is "y" or C is "z"`
fn mixed_test(place: &Place<'_>) -> Option<Diagnostic> {
    // After `or` pest may have taken one more constant: then it stops at the field that follows.
    let compares =
        |at| matches!(place.word(at), "is" | "contains" | "starts" | "ends" | "<" | ">" | "<=" | ">=");
    let at = match place.word(place.at) {
        "or" | "and" => place.at,
        _ if compares(place.at + 1) => place.at.checked_sub(1)?,
        _ => return None,
    };
    let found = place.word(at);
    let other = match found {
        "or" => "and",
        "and" => "or",
        _ => return None,
    };
    let first = (1..at).rev().find(|at| place.word(*at) == other)?;
    let start = (0..first).rev().find(|at| matches!(place.word(*at), "when" | "[" | "("))? + 1;
    Some(
        place
            .mistake(Code::MixedTest, at, format!("`{other}` and `{found}` stand side by side"))
            .label("which of them binds first?")
            .other(place.span(first), format!("the `{other}`"))
            .repair(
                "say it with brackets",
                vec![place.insert_before(start, "("), place.insert_after(at - 1, ")")],
            ),
    )
}

/// `exclude when A is "x"`
fn no_because(place: &Place<'_>) -> Option<Diagnostic> {
    let verb = place.word(0);
    let loses = matches!(verb, "exclude" | "hold" | "ignore" | "drop");
    if !loses || !place.expects(Rule::because) || place.at < place.tokens.len() {
        return None;
    }
    Some(
        Diagnostic::new(
            Code::NoBecause,
            place.between(0, 0).to(place.end()),
            format!("`{verb}` does not say why"),
        )
        .label("expected `because \"…\"` at its end")
        .note("what loses data gives its reason; the report repeats it")
        .repair(
            "give the reason",
            vec![Edit::new(place.end(), " because \"the reason, as the report shall show it\"")],
        ),
    )
}

/// `join(C)`
fn unquoted_argument(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    if !place.expects(Rule::literal) || !matches!(place.back(1), "(" | ",") || !place.is_word(place.at) {
        return None;
    }
    let step = (0..place.at).rev().find(|at| place.word(*at) == "(")?.checked_sub(1)?;
    Some(
        place
            .mistake(Code::Unquoted, place.at, format!("`{found}` is not a constant"))
            .label("an argument is a constant: `\"text\"`, `12`, `true`")
            .note(format!("`{}` cannot be given a field: a bare word is a field", place.word(step)))
            .repair("quote it", vec![Edit::new(place.span(place.at), format!("\"{found}\""))]),
    )
}

/// `| join ", "`
fn argument_without_brackets(place: &Place<'_>) -> Option<Diagnostic> {
    let step = place.at.checked_sub(1)?;
    let literal = place.is_text(place.at) || place.word(place.at).starts_with(|c: char| c.is_ascii_digit());
    if !literal || !place.is_word(step) || place.word(step.checked_sub(1)?) != "|" {
        return None;
    }
    let gap = Span::new(place.file, place.span(step).end as usize, place.span(place.at).start as usize);
    Some(
        place
            .mistake(
                Code::StepForm,
                place.at,
                format!("the argument of `{}` stands in brackets", place.word(step)),
            )
            .label("expected `(` before it")
            .repair("bracket it", vec![Edit::new(gap, "("), place.insert_after(place.at, ")")]),
    )
}

/// `when C is D`
fn compared_with_a_field(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    let operators = ["is", "not", "contains", "with", "<", ">", "<=", ">=", "or"];
    if !place.expects(Rule::literal) || !place.is_word(place.at) || !operators.contains(&place.back(1)) {
        return None;
    }
    Some(
        place
            .mistake(Code::Unquoted, place.at, format!("`{found}` is not a constant"))
            .label("a field is compared with constants: `\"text\"`, `12`, `2015-01-01`")
            .note("two fields cannot be compared; a bare word is a field")
            .repair("quote it", vec![Edit::new(place.span(place.at), format!("\"{found}\""))]),
    )
}

/// `| squish text`
fn step_without_bar(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    let taken = place.expects(Rule::bar) && place.is_word(place.at);
    let in_steps = (0..place.at).any(|at| place.word(at) == "|");
    let ends = matches!(
        place.word(place.at + 1),
        "" | "|" | "(" | "\n" | "when" | "missing" | "invalid" | "unknown"
    );
    if !taken || !in_steps || !ends {
        return None;
    }
    Some(
        place
            .mistake(Code::StepForm, place.at, format!("expected `|` before the step `{found}`"))
            .label("each step follows a `|`")
            .repair("write the bar", vec![place.insert_before(place.at, "| ")]),
    )
}

/// `a <- B |`
fn trailing_bar(place: &Place<'_>) -> Option<Diagnostic> {
    let bar = place.tokens.iter().enumerate().rev().find(|(_, token)| !is_gap(**token)).map(|(at, _)| at)?;
    if place.at <= bar || place.word(bar) != "|" {
        return None;
    }
    let behind =
        Span::new(place.file, place.span(bar.checked_sub(1)?).end as usize, place.span(bar).end as usize);
    Some(
        place
            .mistake(Code::StepForm, bar, "no step follows this `|`")
            .label("expected the name of a step behind it")
            .repair("remove it, or write the step", vec![Edit::new(behind, "")]),
    )
}

/// `a <- B c <- D`
fn two_on_a_line(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.is_word(place.at) || place.word(place.at + 1) != "<-" {
        return None;
    }
    let gap = Span::new(
        place.file,
        place.span(place.at.checked_sub(1)?).end as usize,
        place.span(place.at).start as usize,
    );
    Some(
        place
            .mistake(Code::TwoOnALine, place.at, "a second statement begins on this line")
            .label("a statement ends with its line")
            .repair("begin a new line", vec![Edit::new(gap, "\n")]),
    )
}

/// Any other mistake: what stands there, and what may stand there.
fn general(place: &Place<'_>) -> Diagnostic {
    let allowed = expected::join(place.expected.iter().filter_map(|wanted| expected::describe(*wanted)));
    match place.token(place.at) {
        Some(_) => place
            .mistake(Code::Unexpected, place.at, format!("`{}` is not expected here", place.word(place.at)))
            .label("this")
            .help(format!("expected {allowed}")),
        None => Diagnostic::new(Code::Unexpected, place.end(), "the statement ends too early")
            .label("here")
            .help(format!("expected {allowed}")),
    }
}

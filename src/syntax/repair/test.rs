//! Mistakes in tests.

use super::Place;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::syntax::grammar::Rule;

/// `A is "x" and B is "y" or C is "z"`
pub(super) fn mixed_test(place: &Place<'_>) -> Option<Diagnostic> {
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

/// `when C is not missing`, `when C is empty`
pub(super) fn absence_in_other_words(place: &Place<'_>) -> Option<Diagnostic> {
    let word = place.word(place.at);
    let empty = match word {
        "missing" | "empty" | "null" | "blank" | "vide" => true,
        "present" | "filled" => false,
        _ => return None,
    };
    let negated = place.back(1) == "not" && place.back(2) == "is";
    if !(negated || place.back(1) == "is") {
        return None;
    }
    let meant = if empty == negated { "present" } else { "missing" };
    let first = if negated { place.at.checked_sub(1)? } else { place.at };
    let span = place.between(first, place.at);
    Some(
        Diagnostic::new(Code::Unexpected, span, "a test asks `is missing` or `is present`")
            .mend(format!("write `{meant}`"), vec![Edit::new(span, meant)]),
    )
}

/// `when C is D`
pub(super) fn compared_with_a_field(place: &Place<'_>) -> Option<Diagnostic> {
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

/// `TYPE = "x"`, `TYPE == "x"`, `TYPE != "x"`
pub(super) fn equals(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.expects(Rule::k_is) {
        return None;
    }
    let (last, word) = match (place.word(place.at), place.word(place.at + 1)) {
        ("=", "=") => (place.at + 1, "is"),
        ("=", _) => (place.at, "is"),
        ("!", "=") => (place.at + 1, "is not"),
        ("<", ">") => (place.at + 1, "is not"),
        _ => return None,
    };
    let span = place.between(place.at, last);
    Some(
        Diagnostic::new(Code::Unexpected, span, format!("a test says `{word}` in words"))
            .label("`is`, `is not`, `contains`, `starts with`, `ends with`, `<` or `>`")
            .mend(format!("write `{word}`"), vec![Edit::new(span, word)]),
    )
}

/// `Updated < 01/01/2015`
pub(super) fn date_with_slashes(place: &Place<'_>) -> Option<Diagnostic> {
    let first = place.at.checked_sub(1).filter(|_| place.word(place.at) == "/")?;
    let (day, month, year) = (place.word(first), place.word(first + 2), place.word(first + 4));
    let digits = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    if ![day, month, year].into_iter().all(digits) || place.word(first + 3) != "/" || year.len() != 4 {
        return None;
    }
    let span = place.between(first, first + 4);
    Some(
        Diagnostic::new(Code::Unexpected, span, "a date is written year-month-day")
            .repair("turn it round", vec![Edit::new(span, format!("{year}-{month:0>2}-{day:0>2}"))]),
    )
}

/// `| Hotel |`
pub(super) fn word_in_a_cell(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    let decides = place.word(0) == "decide" || place.word(1) == "decide";
    let cell = [Rule::cell, Rule::fit, Rule::literal].into_iter().any(|wanted| place.expects(wanted));
    if !decides || !place.is_word(place.at) || place.back(1) != "|" || !cell {
        return None;
    }
    Some(
        place
            .mistake(Code::Unquoted, place.at, format!("`{found}` is not a constant"))
            .label("under a field: `\"text\"`, `12`, `not \"text\"`, `missing`, `present`, `any`; under a target: `\"text\"` or `-`")
            .note("a row that stops the record ends in `hold \"why\"` or `exclude \"why\"`; a field cannot stand in a cell")
            .repair("quote it", vec![Edit::new(place.span(place.at), format!("\"{found}\""))]),
    )
}

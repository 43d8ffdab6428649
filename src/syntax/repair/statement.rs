//! Mistakes in the form of a statement.

use super::{Place, is_gap};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::source::Span;
use crate::syntax::grammar::Rule;

/// `for H2 {`
pub(super) fn record_type(place: &Place<'_>) -> Option<Diagnostic> {
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
pub(super) fn language_star(place: &Place<'_>) -> Option<Diagnostic> {
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

/// `lat, long <- A`
pub(super) fn two_targets(place: &Place<'_>) -> Option<Diagnostic> {
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
pub(super) fn no_arrow(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    if !place.expects(Rule::arrow) || !matches!(found, "=" | ":" | "->" | "<" | "<=") {
        return None;
    }
    let diagnostic = place
        .mistake(Code::RuleForm, place.at, format!("expected `<-`, found `{found}`"))
        .label("a rule is `target <- value`");
    if found == "->" {
        return Some(diagnostic.help("write the target first, then `<-` and the value"));
    }
    // `< -`
    let apart = found == "<" && place.word(place.at + 1) == "-";
    let arrow = if apart { place.between(place.at, place.at + 1) } else { place.span(place.at) };
    Some(diagnostic.mend("write the arrow", vec![Edit::new(arrow, "<-")]))
}

/// `a <- { }`
pub(super) fn empty_object(place: &Place<'_>) -> Option<Diagnostic> {
    let before = (0..place.at).rev().find(|at| place.token(*at).is_some_and(|token| !is_gap(token)))?;
    if place.word(place.at) != "}" || place.word(before) != "{" {
        return None;
    }
    Some(
        Diagnostic::new(Code::RuleForm, place.between(before, place.at), "this object has no member")
            .label("expected at least one, such as `type <- \"persons\"`")
            .help("write its members, one on a line")
            .repair("or remove the rule", vec![Edit::new(place.between(0, 0).to(place.end()), "")]),
    )
}

/// `a <- B missing: skip when C is "x"`
pub(super) fn outcome_before_when(place: &Place<'_>) -> Option<Diagnostic> {
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
            .mend(
                "put it before",
                vec![place.insert_before(outcome, &format!("{words} ")), Edit::new(gap, "")],
            ),
    )
}

/// `exclude when A is "x"`
pub(super) fn no_because(place: &Place<'_>) -> Option<Diagnostic> {
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

/// `a <- B c <- D`
pub(super) fn two_on_a_line(place: &Place<'_>) -> Option<Diagnostic> {
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
            .mend("begin a new line", vec![Edit::new(gap, "\n")]),
    )
}

/// `NOM -> title`
pub(super) fn arrow_points_right(place: &Place<'_>) -> Option<Diagnostic> {
    if place.at != 1 || place.word(1) != "->" || !place.expects(Rule::arrow) {
        return None;
    }
    let (left, right) = (place.word(0), place.word(2));
    let repair =
        vec![Edit::new(place.span(0), right), Edit::new(place.span(1), "<-"), Edit::new(place.span(2), left)];
    Some(
        place
            .mistake(Code::RuleForm, 1, "the arrow of a rule points to the left")
            .label("a rule is `target <- value`")
            .repair("write the target first", repair),
    )
}

/// `<- NOM`
pub(super) fn no_target(place: &Place<'_>) -> Option<Diagnostic> {
    if place.at != 0 || place.word(0) != "<-" {
        return None;
    }
    Some(
        place
            .mistake(Code::RuleForm, 0, "this rule has no target")
            .label("a rule is `target <- value`")
            .help("write the target before the arrow; a rule that is continued ends its line with `,`"),
    )
}

/// `let x <- A`
pub(super) fn let_with_arrow(place: &Place<'_>) -> Option<Diagnostic> {
    if place.word(0) != "let" || !place.expects(Rule::equals) || place.word(place.at) != "<-" {
        return None;
    }
    Some(
        place
            .mistake(Code::RuleForm, place.at, "a `let` has `=`, not an arrow")
            .label("a `let` is `let name = value`: it fills no target")
            .mend("write `=`", vec![Edit::new(place.span(place.at), "=")]),
    )
}

/// `title <- NOM;`
pub(super) fn semicolon(place: &Place<'_>) -> Option<Diagnostic> {
    if place.word(place.at) != ";" {
        return None;
    }
    let last = place.at + 1 == place.tokens.len();
    let with = if last { "" } else { "\n" };
    Some(
        place
            .mistake(Code::Unexpected, place.at, "a statement does not end with `;`")
            .label("it ends with its line")
            .repair("remove it", vec![Edit::new(place.span(place.at), with)]),
    )
}

/// Words that begin a statement, and words inside of one.
const FIRST_WORDS: &[&str] = &[
    "for", "read", "let", "add", "override", "drop", "ignore", "exclude", "hold", "decide", "script",
    "example",
];
const INNER_WORDS: &[&str] = &[
    "or", "and", "when", "is", "not", "as", "because", "each", "missing", "invalid", "unknown", "skip",
    "warn", "hold", "exclude", "use", "contains", "starts", "ends", "with", "from", "gives", "all", "first",
    "only", "present",
];

/// `When`, `OVERRIDE`
pub(super) fn word_in_capitals(place: &Place<'_>) -> Option<Diagnostic> {
    let small = |at: usize, words: &[&'static str]| {
        let word = place.word(at);
        let small = words.iter().find(|known| word.eq_ignore_ascii_case(known)).copied()?;
        (small != word).then_some((at, small))
    };
    let (at, word) = small(place.at, INNER_WORDS).or_else(|| small(0, FIRST_WORDS))?;
    Some(
        place
            .mistake(Code::Unexpected, at, format!("`{}` is no word of the language", place.word(at)))
            .label("its words have small letters")
            .mend(format!("write `{word}`"), vec![Edit::new(place.span(at), word)]),
    )
}

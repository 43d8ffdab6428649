//! Mistakes in values, paths and steps.

use super::{Place, is_gap};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::source::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::token::TokenKind;
use crate::value::shorten;

/// `TEL[]`, `TEL[0]`
pub(super) fn quantity(place: &Place<'_>) -> Option<Diagnostic> {
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
            .mistake(Code::Quantity, place.at, "only the first value can be asked for by its position")
            .label(allowed)
            .help("choose by a test, such as `[it starts with \"06\"]`; `[first]` is the first of them"),
    )
}

/// `join(C)`
pub(super) fn unquoted_argument(place: &Place<'_>) -> Option<Diagnostic> {
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
pub(super) fn argument_without_brackets(place: &Place<'_>) -> Option<Diagnostic> {
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

/// `| squish text`
pub(super) fn step_without_bar(place: &Place<'_>) -> Option<Diagnostic> {
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
pub(super) fn trailing_bar(place: &Place<'_>) -> Option<Diagnostic> {
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

/// `'text'`
pub(super) fn single_quotes(place: &Place<'_>) -> Option<Diagnostic> {
    let token = place.token(place.at).filter(|_| place.word(place.at) == "'")?;
    let rest = place.text.get(token.end..)?;
    let line = rest.lines().next().unwrap_or_default();
    let length = line.find('\'')?;
    let span = Span::new(place.file, place.base + token.start, place.base + token.end + length + 1);
    Some(
        Diagnostic::new(Code::Typographic, span, "a text stands in double quotes")
            .mend("write double quotes", vec![Edit::new(span, format!("\"{}\"", line.get(..length)?))]),
    )
}

/// `NOM-OFFRE`, `2eme_mail`
pub(super) fn odd_name(place: &Place<'_>) -> Option<Diagnostic> {
    let first = if place.word(place.at) == "-" { place.at.checked_sub(1)? } else { place.at };
    let digit = place.word(first).starts_with(|c: char| c.is_ascii_digit());
    let name = place.is_word(first) && place.word(first).contains(|c: char| c.is_alphabetic());
    if !name || !(digit || first < place.at) {
        return None;
    }
    // As far as no blank stands between.
    let mut last = first;
    while let (Some(this), Some(next)) = (place.token(last), place.token(last + 1)) {
        let part = place.is_word(last + 1) || matches!(place.word(last + 1), "-" | "/" | "'");
        if this.end != next.start || !part {
            break;
        }
        last += 1;
    }
    let span = place.between(first, last);
    let text = place.text.get(place.token(first)?.start..place.token(last)?.end)?;
    Some(
        Diagnostic::new(Code::Unexpected, span, format!("`{}` is no plain name", shorten(text)))
            .label("a name begins with a letter and has letters, digits and `_`")
            .mend("an odd name stands in back-quotes", vec![Edit::new(span, format!("`{text}`"))]),
    )
}

/// `title <- when`
pub(super) fn reserved_word(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.word(place.at);
    let reserved = ["or", "and", "when", "is", "as", "because", "each", "it", "true", "false"];
    let name = [
        Rule::name,
        Rule::path,
        Rule::segment,
        Rule::pipeline,
        Rule::list,
        Rule::choice,
        Rule::literal,
        Rule::k_it,
    ];
    if !reserved.contains(&found) || !name.iter().any(|wanted| place.expects(*wanted)) {
        return None;
    }
    let after = ["<-", ",", "(", "or", "=", "when", "and", "ignore", "read"];
    if !after.contains(&place.back(1)) {
        return None;
    }
    Some(
        place
            .mistake(Code::Unexpected, place.at, format!("`{found}` is a word of the language"))
            .label("a field is expected here")
            .mend(
                "a field of that name stands in back-quotes",
                vec![Edit::new(place.span(place.at), format!("`{found}`"))],
            ),
    )
}

/// `A or`, and the other alternative on the next line.
pub(super) fn joined_at_the_end(place: &Place<'_>) -> Option<Diagnostic> {
    let before = place.tokens.get(..place.at)?;
    let last = before.iter().rposition(|token| !is_gap(*token))?;
    let word = ["or", "and", "|"].into_iter().find(|word| place.word(last) == *word)?;
    let gap = before.get(last + 1..)?;
    if !gap.iter().any(|token| token.kind == TokenKind::Newline) || place.at >= place.tokens.len() {
        return None;
    }
    Some(
        place
            .mistake(Code::Unexpected, last, format!("`{word}` stands at the end of a line"))
            .note("a line that goes on begins with the word that joins it")
            .mend(
                "move it to the next line",
                vec![Edit::new(place.span(last), ""), place.insert_before(place.at, &format!("{word} "))],
            ),
    )
}

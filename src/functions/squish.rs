//! `squish`: one space where there was white space.

use std::borrow::Cow;

use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "squish",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Text),
    summary: "one line: every run of white space becomes one space",
    doc: "Line breaks, tabs and no-break spaces count as white space. White space at both ends is removed. \
         Nothing else is changed.",
    examples: &[
        Example { call: "squish", input: r#"" Domaine   du\n Lac ""#, output: r#""Domaine du Lac""# },
        Example { call: "squish", input: r#""Domaine du Lac""#, output: r#""Domaine du Lac""# },
        Example { call: "squish", input: "12", output: r#""12""# },
    ],
    build: |_| Ok(on_text(|text| Value::text(squish(text)))),
};

/// Every run of white space as one space, none at the ends. Unchanged text stays borrowed.
pub(super) fn squish(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_clean = text.trim().len() == text.len()
        && !text.contains("  ")
        && !text.contains(|c: char| c.is_whitespace() && c != ' ');
    if is_clean {
        return text;
    }
    let mut squished = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squished.is_empty() {
            squished.push(' ');
        }
        squished.push_str(word);
    }
    Cow::Owned(squished)
}

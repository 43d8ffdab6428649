//! `squish`: one space where there was white space.

use std::borrow::Cow;

use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value, trim};

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
    let trimmed = trim(&text);
    let Some(mut at) = run(trimmed, 0) else {
        return if trimmed.len() == text.len() { text } else { Cow::Owned(trimmed.to_owned()) };
    };
    let mut squished = String::with_capacity(trimmed.len());
    let mut start = 0;
    loop {
        squished.push_str(trimmed.get(start..at).unwrap_or_default());
        squished.push(' ');
        let rest = trimmed.get(at..).unwrap_or_default().trim_start();
        start = trimmed.len() - rest.len();
        match run(trimmed, start) {
            Some(next) => at = next,
            None => {
                squished.push_str(rest);
                return Cow::Owned(squished);
            }
        }
    }
}

/// Bytes are looked at by so many at once.
const STRIDE: usize = 16;

/// Where the first white space begins, behind `from`, that is not one space between two words.
fn run(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Most of a text needs no closer look: neither two spaces nor a byte with which other white space begins.
        while let (Some(stride), Some(next)) =
            (bytes.get(at..at + STRIDE), bytes.get(at + 1..at + 1 + STRIDE))
        {
            let pairs = stride.iter().zip(next);
            let odd = |byte: u8| u8::from(matches!(byte, 0x09..=0x0D | 0xC2 | 0xE1..=0xE3));
            let double = |one: u8, other: u8| u8::from(one == b' ') & (u8::from(other == b' ') | odd(other));
            if pairs.fold(0, |any, (one, other)| any | odd(*one) | double(*one, *other)) != 0 {
                break;
            }
            at += STRIDE;
        }
        let end = (at + STRIDE).min(bytes.len());
        while at < end {
            if is_run(text, at) {
                return Some(at);
            }
            at += 1;
        }
        if at >= bytes.len() {
            return None;
        }
    }
}

/// Whether white space begins at a byte that is not one space between two words.
fn is_run(text: &str, at: usize) -> bool {
    let white =
        |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_whitespace);
    match text.as_bytes().get(at) {
        Some(b' ') => white(at + 1),
        Some(0x09..=0x0D) => true,
        Some(0xC2 | 0xE1..=0xE3) => white(at),
        Some(_) | None => false,
    }
}

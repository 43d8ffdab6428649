//! `squish`: one space where there was white space.

use std::borrow::Cow;

use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::bytes::within;
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
const STRIDE: usize = 32;

/// Where the first white space begins, behind `from`, that is not one space between two words.
fn run(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let (Some(stride), Some(next)) = (stride::<STRIDE>(bytes, at), stride(bytes, at + 1)) {
        if is_odd(stride, next) {
            // One space may stand before this stride, and belong to the white space that begins it.
            let start = at.saturating_sub(1).max(from);
            if let Some(found) = (start..at + STRIDE).find(|at| is_run(text, *at)) {
                return Some(found);
            }
        }
        at += STRIDE;
    }
    let start = at.saturating_sub(1).max(from);
    if is_plain(bytes.get(start..).unwrap_or_default()) {
        return None;
    }
    (start..bytes.len()).find(|at| is_run(text, *at))
}

/// Whether it is sure that no such white space begins in the last bytes of a text that ends with none: at most as many
/// as two strides of half the length.
fn is_plain(bytes: &[u8]) -> bool {
    const HALF: usize = STRIDE / 2;
    const QUARTER: usize = STRIDE / 4;
    match bytes.len() {
        17.. => is_plain_in::<HALF>(bytes),
        9.. => is_plain_in::<QUARTER>(bytes),
        _ => false,
    }
}

/// As [`is_plain`]: two strides, which may have bytes in common, are all of it.
fn is_plain_in<const LENGTH: usize>(bytes: &[u8]) -> bool {
    let pair = |at: usize| Some((stride::<LENGTH>(bytes, at)?, stride::<LENGTH>(bytes, at + 1)?));
    let pairs = [pair(0), bytes.len().checked_sub(LENGTH + 1).and_then(pair)];
    bytes.len() <= 2 * LENGTH + 1
        && pairs.into_iter().all(|pair| pair.is_some_and(|(stride, next)| !is_odd(stride, next)))
}

fn stride<const LENGTH: usize>(bytes: &[u8], at: usize) -> Option<&[u8; LENGTH]> {
    bytes.get(at..)?.first_chunk()
}

/// Whether bytes need a closer look: two spaces, or a byte with which other white space begins.
fn is_odd<const LENGTH: usize>(stride: &[u8; LENGTH], next: &[u8; LENGTH]) -> bool {
    // Without a branch, so that the compiler can judge many bytes at once.
    let odd = |byte: u8| within(byte, 0x09, 5) | u8::from(byte == 0xC2) | within(byte, 0xE1, 3);
    let double = |one: u8, other: u8| u8::from(one == b' ') & u8::from(other == b' ');
    let pairs = stride.iter().zip(next);
    pairs.fold(0, |any, (one, other)| any | odd(*one) | double(*one, *other)) != 0
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

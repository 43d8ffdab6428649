//! Texts and characters.

use std::any::TypeId;

use rhai::{Array, Dynamic, ImmutableString, NativeCallContext};

use super::{Library, position, refused, too_large};
use crate::script::engine::{LONGEST_LIST, LONGEST_TEXT};
use crate::script::work::{Outcome, charge_bytes, charge_items};

pub(super) fn register(library: &mut Library) {
    library.reads("len", |text: &str| whole(text.chars().count()));
    library.reads("is_empty", |text: &str| text.is_empty());
    library.reads("contains", contains);
    library.reads("starts_with", starts_with);
    library.reads("ends_with", ends_with);
    library.reads("index_of", index_of);
    library.reads("to_upper", |context: NativeCallContext<'_>, text: &str| {
        made(&context, 2 * text.len(), || text.to_uppercase())
    });
    library.reads("to_lower", |context: NativeCallContext<'_>, text: &str| {
        made(&context, 2 * text.len(), || text.to_lowercase())
    });
    library.reads("to_upper", |letter: char| single(letter, letter.to_uppercase()));
    library.reads("to_lower", |letter: char| single(letter, letter.to_lowercase()));
    library.changes("trim", trim);
    library.changes("replace", replace);
    library.reads("sub_string", |context: NativeCallContext<'_>, text: &str, start: i64| {
        sub_string(&context, text, start, i64::MAX)
    });
    library.reads("sub_string", |context: NativeCallContext<'_>, text: &str, start: i64, length: i64| {
        sub_string(&context, text, start, length)
    });
    library.reads("split", |context: NativeCallContext<'_>, text: &str| {
        pieces(&context, text, text.split_whitespace())
    });
    library.reads("split", split);
    library.reads("+", |context: NativeCallContext<'_>, text: ImmutableString, other: Dynamic| {
        joined(&context, &text, &shown(&other)?)
    });
    library.reads("+", |context: NativeCallContext<'_>, other: Dynamic, text: ImmutableString| {
        joined(&context, &shown(&other)?, &text)
    });
    library.changes("+=", append);
    // Rhai would remove all that is found, without counting it.
    library.reads("-", |_: ImmutableString, _: Dynamic| subtracted());
    library.changes("-=", |_: &mut ImmutableString, _: Dynamic| subtracted());
    library.reads("to_string", |text: ImmutableString| text);
    library.reads("to_string", |letter: char| letter.to_string());
    library.module.set_iter(TypeId::of::<ImmutableString>(), |text| {
        Box::new(Letters { text: text.into_immutable_string().unwrap_or_default(), at: 0 })
    });
}

fn contains(context: NativeCallContext<'_>, text: &str, part: Dynamic) -> Outcome<bool> {
    Ok(text.contains(&*wanted(&context, text, part)?))
}

fn starts_with(context: NativeCallContext<'_>, text: &str, part: Dynamic) -> Outcome<bool> {
    Ok(text.starts_with(&*wanted(&context, text, part)?))
}

fn ends_with(context: NativeCallContext<'_>, text: &str, part: Dynamic) -> Outcome<bool> {
    Ok(text.ends_with(&*wanted(&context, text, part)?))
}

fn index_of(context: NativeCallContext<'_>, text: &str, part: Dynamic) -> Outcome<i64> {
    let part = wanted(&context, text, part)?;
    let before = text.split_once(&*part).map(|(before, _)| before.chars().count());
    Ok(before.map_or(-1, whole))
}

fn trim(context: NativeCallContext<'_>, text: &mut ImmutableString) -> Outcome<ImmutableString> {
    let trimmed = made(&context, text.len(), || text.trim().to_owned())?;
    Ok(put(text, trimmed))
}

fn split(context: NativeCallContext<'_>, text: &str, separator: Dynamic) -> Outcome<Array> {
    let separator = wanted(&context, text, separator)?;
    if separator.is_empty() {
        return Err(refused("a text is split by an empty text").into());
    }
    pieces(&context, text, text.split(&*separator))
}

fn append(context: NativeCallContext<'_>, text: &mut ImmutableString, other: Dynamic) -> Outcome<()> {
    let all = joined(&context, text, &shown(&other)?)?;
    put(text, all);
    Ok(())
}

/// What stands for a value in a text.
fn shown(value: &Dynamic) -> Outcome<ImmutableString> {
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(text.clone());
    }
    if value.is_unit() {
        return Ok(ImmutableString::new());
    }
    if value.is_array() || value.is_map() || value.is_fnptr() {
        return Err(refused("only a text, a number or true and false can be added to a text").into());
    }
    Ok(value.to_string().into())
}

/// A part to look for in a text, which is charged for the search.
fn wanted(context: &NativeCallContext<'_>, text: &str, part: Dynamic) -> Outcome<ImmutableString> {
    let part = piece(part)?;
    charge_bytes(context, text.len() + part.len())?;
    Ok(part)
}

/// A part of a text: a text or a character.
fn piece(value: Dynamic) -> Outcome<ImmutableString> {
    if let Ok(letter) = value.as_char() {
        return Ok(letter.to_string().into());
    }
    value.into_immutable_string().map_err(|_| refused("a part of a text can only be a text").into())
}

/// A text of so many bytes or fewer, charged before it is made.
fn made(
    context: &NativeCallContext<'_>,
    bytes: usize,
    make: impl FnOnce() -> String,
) -> Outcome<ImmutableString> {
    charge_bytes(context, bytes)?;
    Ok(make().into())
}

fn joined(context: &NativeCallContext<'_>, one: &str, other: &str) -> Outcome<ImmutableString> {
    let bytes = one.len() + other.len();
    if bytes > LONGEST_TEXT {
        return Err(too_large("Length of string").into());
    }
    made(context, bytes, || [one, other].concat())
}

/// Changes a text and gives it back.
fn put(place: &mut ImmutableString, text: ImmutableString) -> ImmutableString {
    place.clone_from(&text);
    text
}

fn subtracted() -> Outcome<()> {
    Err(refused("a text cannot be subtracted, but `replace` takes a part of it away").into())
}

fn replace(
    context: NativeCallContext<'_>,
    text: &mut ImmutableString,
    found: Dynamic,
    by: Dynamic,
) -> Outcome<ImmutableString> {
    let (found, by) = (wanted(&context, text, found)?, piece(by)?);
    if found.is_empty() {
        return Err(refused("an empty text is replaced").into());
    }
    // It is searched twice.
    charge_bytes(&context, 2 * text.len())?;
    let count = text.matches(&*found).count();
    // What is removed leaves room for what is put in; both are bounded by the text, so that nothing overflows.
    let bytes = (text.len() - count * found.len()).saturating_add(count.saturating_mul(by.len()));
    if bytes > LONGEST_TEXT {
        return Err(too_large("Length of string").into());
    }
    charge_items(&context, count)?;
    let replaced = made(&context, bytes, || text.replace(&*found, &by))?;
    Ok(put(text, replaced))
}

fn sub_string(
    context: &NativeCallContext<'_>,
    text: &str,
    start: i64,
    length: i64,
) -> Outcome<ImmutableString> {
    let start = position(start, text.chars().count());
    let length = usize::try_from(length).unwrap_or(0);
    made(context, text.len(), || text.chars().skip(start).take(length).collect())
}

fn pieces<'t>(
    context: &NativeCallContext<'_>,
    text: &str,
    pieces: impl Iterator<Item = &'t str>,
) -> Outcome<Array> {
    charge_bytes(context, text.len())?;
    let mut all = Array::new();
    for piece in pieces {
        if all.len() == LONGEST_LIST {
            return Err(too_large("Size of array").into());
        }
        charge_items(context, 3)?;
        all.push(piece.into());
    }
    Ok(all)
}

/// A character in another case, where that is a single character.
fn single(letter: char, mut others: impl Iterator<Item = char>) -> char {
    match (others.next(), others.next()) {
        (Some(other), None) => other,
        _ => letter,
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The characters of a text, one at a time: making it costs nothing.
struct Letters {
    text: ImmutableString,
    at: usize,
}

impl Iterator for Letters {
    type Item = Dynamic;

    fn next(&mut self) -> Option<Dynamic> {
        let letter = self.text.get(self.at..)?.chars().next()?;
        self.at += letter.len_utf8();
        Some(letter.into())
    }
}

//! Names as feeds and authors write them: compared after NFC, shown shortened.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The form in which names are compared. Case counts.
pub fn normalise(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || is_nfc(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// A name for a message: at most 40 characters.
pub fn shorten(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(40) {
        None => Cow::Borrowed(name),
        Some(_) => Cow::Owned(name.chars().take(39).chain(std::iter::once('…')).collect()),
    }
}

/// The ten words that are no names unless back-quoted.
const RESERVED: &[&str] = &["or", "and", "when", "is", "as", "because", "each", "it", "true", "false"];

/// A name as it is written in a rule: in back-quotes where it is no plain word.
pub fn written(name: &str) -> Cow<'_, str> {
    let mut letters = name.chars();
    let plain = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && letters.all(|c| c.is_alphanumeric() || c == '_')
        && !RESERVED.contains(&name);
    if plain { Cow::Borrowed(name) } else { Cow::Owned(format!("`{name}`")) }
}

/// A text from outside, safe to show: what would move a terminal's cursor, change its colours or turn its direction
/// is written as an escape.
pub fn visible(text: &str) -> Cow<'_, str> {
    let controls = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(controls) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if controls(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Without case, accents and punctuation; runs of anything else than letters and digits become one space.
pub fn folded(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    for c in label.nfd().filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

//! `title_case`: French place names out of capitals.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::function::{Example, Function, Gives, Takes, on_text};
use super::squish::squish;
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "title_case",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Text),
    summary: "a French place name in capitals, as it is written on a map",
    doc: "White space is treated as by `squish`. A text with a small letter in it is otherwise left as it \
         is: somebody wrote it that way.\n\nIn a text of capitals every word gets its capital, but not \
         `de`, `du`, `des`, `d'`, `la`, `le`, `les`, `l'`, `sur`, `sous`, `en`, `et`, `à`, `au`, `aux`, \
         `lès`, `lez`, `ès` after another word. A new name starts after a bracket, comma, slash or lone \
         dash. A single `A` between two words is `à`. Accents that the capitals lack are not put back, \
         since no rule knows them all (`ECOLE` gives `Ecole`).",
    examples: &[
        Example {
            call: "title_case",
            input: r#""SAINT-PIERRE-DE-CHIGNAC""#,
            output: r#""Saint-Pierre-de-Chignac""#,
        },
        Example {
            call: "title_case",
            input: r#""L'ISLE-SUR-LA-SORGUE""#,
            output: r#""L'Isle-sur-la-Sorgue""#,
        },
        Example { call: "title_case", input: r#""LE BUGUE""#, output: r#""Le Bugue""# },
        Example { call: "title_case", input: r#""BOIS D’AMONT""#, output: r#""Bois d’Amont""# },
        Example { call: "title_case", input: r#""PÉRIGUEUX CEDEX 9""#, output: r#""Périgueux Cedex 9""# },
        Example { call: "title_case", input: r#""Saint-Jean-De-Luz""#, output: r#""Saint-Jean-De-Luz""# },
    ],
    build: |_| Ok(on_text(|text| Value::text(title_case(squish(text))))),
};

fn title_case(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.chars().any(char::is_lowercase) || !text.chars().any(char::is_uppercase) {
        return text;
    }
    let mut cased = String::with_capacity(text.len());
    let mut opens = true;
    let mut rest = text.as_ref();
    while let Some(c) = rest.chars().next() {
        if !c.is_alphanumeric() {
            // A dash with spaces parts two names, a dash without joins one.
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            let lone = c == '-' && cased.ends_with(' ') && after.starts_with(' ');
            opens |= lone || matches!(c, '(' | ',' | '/' | ':' | ';' | '[' | '"' | '«');
            cased.push(c);
            rest = after;
            continue;
        }
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        push_word(&mut cased, word, opens, after);
        opens = false;
        rest = after;
    }
    Cow::Owned(cased)
}

fn push_word(cased: &mut String, word: &str, opens: bool, after: &str) {
    let start = cased.len();
    if word.is_ascii() {
        cased.push_str(word);
        if let Some(letters) = cased.get_mut(start..) {
            letters.make_ascii_lowercase();
        }
    } else {
        cased.push_str(&word.to_lowercase());
    }
    // No word that may stay small is longer.
    let may = !opens && word.len() <= LONGEST_SMALL;
    match cased.get(start..).filter(|_| may).map(|lower| small(word, lower, after)) {
        Some(Small::Stays) => {}
        Some(Small::Accented) => {
            cased.truncate(start);
            cased.push('à');
        }
        Some(Small::No) | None => {
            // Not made from the small one: that of `ẞ` has two capitals.
            let mut letters = word.chars();
            let first = letters.next();
            if first.is_some_and(|first| first.is_ascii()) {
                if let Some(letter) = cased.get_mut(start..=start) {
                    letter.make_ascii_uppercase();
                }
            } else {
                cased.truncate(start);
                cased.extend(first);
                cased.push_str(&letters.as_str().to_lowercase());
            }
        }
    }
}

/// What becomes of a word that opens no name.
enum Small {
    /// It stays small.
    Stays,
    /// It stays small, and has the accent that capitals do without.
    Accented,
    /// It begins with a capital.
    No,
}

fn small(word: &str, lower: &str, after: &str) -> Small {
    let followed = || after.starts_with([' ', '-']) && after.contains(char::is_alphanumeric);
    let elided = || after.starts_with(['\'', '’']) && ["d", "l"].contains(&lower);
    if word == "A" && followed() {
        Small::Accented
    } else if SMALL.contains(&lower) && (followed() || !after.contains(char::is_alphanumeric)) || elided() {
        Small::Stays
    } else {
        Small::No
    }
}

/// The most bytes that one of [`SMALL`] has.
const LONGEST_SMALL: usize = 5;

/// The words that stay small inside a place name.
const SMALL: [&str; 17] = [
    "de", "du", "des", "la", "le", "les", "sur", "sous", "en", "et", "à", "au", "aux", "lès", "lez", "ès",
    "près",
];

/// A word for comparing: small letters without accents.
pub(super) fn fold(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

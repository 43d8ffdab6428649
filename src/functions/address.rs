//! A line of a French address, split into house number and street.
//!
//! **Invariant:** number and street together hold every word of the line; only separators between them are lost.

use super::title_case::fold;

/// A line in two parts; either may be empty.
pub(super) struct Line<'a> {
    /// `12 bis`
    pub number: &'a str,
    /// `rue du Pont`
    pub street: &'a str,
}

/// Splits a line without line breaks or double spaces. A line that does not begin with a house number is all street.
pub(super) fn split(line: &str) -> Line<'_> {
    let line = line.trim();
    match number_end(line) {
        Some(end) => {
            let (number, street) = line.split_at(end);
            let street = street.trim_start_matches([' ', ',', ';', '-', '–', '.', ':']);
            Line { number: number.trim_end(), street }
        }
        None => Line { number: "", street: line },
    }
}

/// Where the house number ends, if the line begins with one.
fn number_end(line: &str) -> Option<usize> {
    let mut end = digits(line)?;
    // `12-14`, `12/14`, `12 et 14`
    while let Some(more) = line.get(end..).and_then(range) {
        end += more;
    }
    let rest = line.get(end..)?;
    end += suffix(rest)?;
    let rest = line.get(end..)?;
    if rest.is_empty() {
        return Some(end);
    }
    // A number is followed by a separator, then by words: `02 61 91` is no house number, nor is `12e`.
    let street = rest.trim_start_matches([' ', ',', ';', '-', '–', '.', ':']);
    if street.len() == rest.len() || !street.contains(char::is_alphabetic) {
        return None;
    }
    let word = fold(street.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    (!NAMES_AFTER_NUMBERS.contains(&word.as_str())).then_some(end)
}

/// The length of up to four leading digits; five are a postcode.
fn digits(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&length).then_some(length)
}

/// The length of a second number.
fn range(rest: &str) -> Option<usize> {
    let trimmed = rest.trim_start();
    let after = ["-", "–", "/", "&", "et ", "à "].iter().find_map(|sign| trimmed.strip_prefix(sign))?;
    let after = after.trim_start();
    let length = digits(after)?;
    // `12-2e étage`: an ordinal is no second house number.
    let next = after.get(length..)?.chars().next();
    if next.is_some_and(char::is_alphabetic) {
        return None;
    }
    Some(rest.len() - after.len() + length)
}

/// The length of ` bis`, `B`, ` B`; zero if there is none, nothing if the number is an ordinal (`3ème`, `1er`).
fn suffix(rest: &str) -> Option<usize> {
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let word_length: usize =
        rest.chars().skip(spaces).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let end = spaces + word_length;
    let word = fold(rest.get(spaces..end)?);
    if ["bis", "ter", "quater", "quinquies"].contains(&word.as_str()) {
        return Some(end);
    }
    let mut letters = word.chars();
    let letter = letters.next().filter(|_| letters.next().is_none());
    if spaces == 0 && word_length > 0 {
        // `12B`, but `3e` is the third.
        return letter.filter(|c| c.is_ascii_lowercase() && *c != 'e').map(|_| end);
    }
    // `12 B rue`: beyond H a single letter is rather an abbreviation (`R` for rue), and `12 d'Artagnan` is none.
    let next = rest.get(end..)?.chars().next();
    let stands_alone = next.is_none_or(|c| c == ' ' || c == ',');
    if letter.is_some_and(|c| ('a'..='h').contains(&c)) && stands_alone && is_upper(rest, spaces) {
        return Some(end);
    }
    Some(0)
}

fn is_upper(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|text| text.chars().next()).is_some_and(char::is_uppercase)
}

/// What makes the number before it part of a name or a distance: months (`11 novembre 1918`), units (`3 km de
/// Bergerac`), and the plurals that place names are made of (`4 chemins`).
const NAMES_AFTER_NUMBERS: [&str; 33] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "km",
    "kms",
    "kilometre",
    "kilometres",
    "m",
    "metre",
    "metres",
    "mn",
    "min",
    "minute",
    "minutes",
    "h",
    "heure",
    "heures",
    "ha",
    "chemins",
    "routes",
    "vents",
    "fontaines",
    "moulins",
    "ponts",
];

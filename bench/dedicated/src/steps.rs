//! The steps of the task on one value.

/// How a byte is treated where text is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// As it is.
    Plain,
    /// White space.
    Space,
    /// JSON escapes it.
    Escaped,
    /// White space beyond ASCII begins with it, and letters do too.
    MaybeSpace,
}

const SHAPES: [Shape; 256] = {
    let mut shapes = [Shape::Plain; 256];
    let mut byte = 0;
    while byte < 0x20 {
        shapes[byte] = Shape::Escaped;
        byte += 1;
    }
    shapes[b'"' as usize] = Shape::Escaped;
    shapes[b'\\' as usize] = Shape::Escaped;
    shapes[b' ' as usize] = Shape::Space;
    shapes[b'\t' as usize] = Shape::Space;
    shapes[b'\n' as usize] = Shape::Space;
    shapes[0x0B] = Shape::Space;
    shapes[0x0C] = Shape::Space;
    shapes[b'\r' as usize] = Shape::Space;
    // U+0085 and U+00A0; U+1680; U+2000 to U+205F; U+3000.
    shapes[0xC2] = Shape::MaybeSpace;
    shapes[0xE1] = Shape::MaybeSpace;
    shapes[0xE2] = Shape::MaybeSpace;
    shapes[0xE3] = Shape::MaybeSpace;
    shapes
};

pub(crate) const fn shape(byte: u8) -> Shape {
    SHAPES[byte as usize]
}

/// A text without white space at its ends.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        // Nearly all texts begin and end with a visible character of ASCII.
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// The parts of a text between marks; without a mark, the text is one part.
pub(crate) struct Parts<'t> {
    rest: Option<&'t str>,
    mark: u8,
}

pub(crate) fn parts(text: &str, mark: u8) -> Parts<'_> {
    Parts { rest: Some(text), mark }
}

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        match memchr::memchr(self.mark, rest.as_bytes()) {
            Some(at) => {
                self.rest = Some(&rest[at + 1..]);
                Some(&rest[..at])
            }
            None => self.rest.take(),
        }
    }
}

impl<'t> Parts<'t> {
    /// The next part without white space at its ends; empty where there is none.
    pub(crate) fn cell(&mut self) -> &'t str {
        self.next().map_or("", trimmed)
    }
}

/// Five digits, whatever white space is among them.
pub(crate) fn postcode(text: &str) -> Option<[u8; 5]> {
    let mut digits = [0; 5];
    let mut count = 0;
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        let place = digits.get_mut(count)?;
        *place = u8::try_from(character).ok().filter(u8::is_ascii_digit)?;
        count += 1;
    }
    (count == 5).then_some(digits)
}

/// The words that stay small inside of a place name, as they stand in capitals.
const SMALL: [&str; 17] = [
    "DE", "DU", "DES", "LA", "LE", "LES", "SUR", "SOUS", "EN", "ET", "À", "AU", "AUX", "LÈS", "LEZ", "ÈS",
    "PRÈS",
];

/// A place name as it is written on a map. One with a small letter in it is left as it is.
pub(crate) fn place_name(text: &str, made: &mut String) {
    if text.chars().any(char::is_lowercase) {
        made.push_str(text);
        return;
    }
    let mut rest = text;
    let mut opens = true;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        made.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let is_elided = matches!(word, "D" | "L") && behind.starts_with(['\'', '’']);
        let is_small = !opens && (is_elided || SMALL.contains(&word));
        let mut letters = word.chars();
        if !is_small && let Some(first) = letters.next() {
            made.push(first);
        }
        for letter in letters {
            if letter.is_ascii() {
                made.push(letter.to_ascii_lowercase());
            } else {
                made.extend(letter.to_lowercase());
            }
        }
        opens = false;
        rest = behind;
    }
    made.push_str(rest);
}

/// A number as it was written, its parts apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal<'t> {
    pub(crate) negative: bool,
    /// Digits without zeros before them, at least one.
    pub(crate) whole: &'t str,
    /// Digits, or nothing.
    pub(crate) fraction: &'t str,
}

impl<'t> Decimal<'t> {
    /// Digits with at most one point or comma between them, perhaps a minus before them.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let mark = digits.bytes().position(|byte| !byte.is_ascii_digit());
        let (whole, fraction) = match mark {
            None => (digits, ""),
            Some(at) => {
                let fraction = digits[at..].strip_prefix(['.', ','])?;
                if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                (&digits[..at], fraction)
            }
        };
        if whole.is_empty() {
            return None;
        }
        let zeros = whole.bytes().take(whole.len() - 1).take_while(|digit| *digit == b'0').count();
        Some(Self { negative, whole: &whole[zeros..], fraction })
    }

    /// Whether it lies between minus `limit` and `limit`.
    pub(crate) fn is_within(&self, limit: u32) -> bool {
        match self.whole.parse::<u32>() {
            Ok(whole) if whole == limit => self.fraction.bytes().all(|digit| digit == b'0'),
            Ok(whole) => whole < limit,
            Err(_) => false,
        }
    }
}

/// The person and the host of a mail address.
pub(crate) fn mail(text: &str) -> Option<(&str, &str)> {
    let (person, host) = text.split_once('@')?;
    (!person.is_empty() && !host.contains('@') && host.contains('.')).then_some((person, host))
}

/// What stands before a web address to make it one.
pub(crate) fn scheme(text: &str) -> Option<&'static str> {
    let (missing, address) = match text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")) {
        Some(address) => ("", address),
        None => ("http://", text),
    };
    let mut host = address.bytes().take_while(|byte| !matches!(byte, b'/' | b'?' | b'#'));
    let has_dot = host.any(|byte| byte == b'.');
    (has_dot && !has_space(text)).then_some(missing)
}

fn has_space(text: &str) -> bool {
    text.bytes().any(|byte| matches!(shape(byte), Shape::Space | Shape::MaybeSpace))
        && text.contains(char::is_whitespace)
}

/// A day `dd/mm/yyyy` as `yyyy-mm-dd`.
pub(crate) fn french_day(text: &str) -> Option<[u8; 10]> {
    let written: &[u8; 10] = text.as_bytes().try_into().ok()?;
    if (written[2], written[5]) != (b'/', b'/') {
        return None;
    }
    // Where the characters of the year, the month and the day stand, and two that become dashes.
    checked([6, 7, 8, 9, 2, 3, 4, 5, 0, 1].map(|at| if written[at] == b'/' { b'-' } else { written[at] }))
}

/// The day with which a date and time begins, as `yyyy-mm-dd`.
pub(crate) fn day(text: &str) -> Option<[u8; 10]> {
    checked(*text.as_bytes().first_chunk()?)
}

/// A day that exists.
fn checked(day: [u8; 10]) -> Option<[u8; 10]> {
    let (year, month, of_month) = (number(&day[..4])?, number(&day[5..7])?, number(&day[8..])?);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    };
    ((day[4], day[7]) == (b'-', b'-') && (1..=last).contains(&of_month)).then_some(day)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| Some(number * 10 + char::from(*digit).to_digit(10)?))
}

//! `&amp;`, `&#233;`: the references that XML knows without any declaration.

use memchr::{memchr, memchr2};

use crate::value::Record;

/// Whether all references in a text are known.
pub(super) fn are_known(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest) {
        let behind = rest.get(at + 1..).unwrap_or_default();
        let Some((_, length)) = reference(behind) else { return false };
        rest = behind.get(length..).unwrap_or_default();
    }
    true
}

/// Puts a text into a record, with its references resolved and its line ends as XML has them. None, and a record that
/// is not to be used, where a reference is not known.
pub(super) fn resolve(text: &str, record: &mut Record) -> Option<()> {
    let node = record.open_text();
    let mut rest = text;
    while let Some(at) = memchr2(b'&', b'\r', rest.as_bytes()) {
        record.append(rest.get(..at)?);
        let behind = rest.get(at + 1..)?;
        rest = if rest.as_bytes().get(at) == Some(&b'\r') {
            record.append_char('\n');
            behind.strip_prefix('\n').unwrap_or(behind)
        } else {
            let (character, length) = reference(behind.as_bytes())?;
            record.append_char(character);
            behind.get(length..)?
        };
    }
    record.append(rest);
    record.close(node);
    Some(())
}

/// The character of the reference that begins behind its `&`, and how many bytes it has there.
#[inline]
fn reference(behind: &[u8]) -> Option<(char, usize)> {
    match behind {
        [b'l', b't', b';', ..] => Some(('<', 3)),
        [b'g', b't', b';', ..] => Some(('>', 3)),
        [b'a', b'm', b'p', b';', ..] => Some(('&', 4)),
        [b'q', b'u', b'o', b't', b';', ..] => Some(('"', 5)),
        [b'a', b'p', b'o', b's', b';', ..] => Some(('\'', 5)),
        [b'#', b'x', rest @ ..] => number(rest, 16).map(|(character, length)| (character, length + 2)),
        [b'#', rest @ ..] => number(rest, 10).map(|(character, length)| (character, length + 1)),
        [..] => None,
    }
}

/// The character of a number up to its `;`.
fn number(digits: &[u8], radix: u32) -> Option<(char, usize)> {
    let length = digits.iter().take(9).position(|byte| *byte == b';')?;
    let code = digits.get(..length)?.iter().try_fold(0_u32, |code, digit| {
        code.checked_mul(radix)?.checked_add(char::from(*digit).to_digit(radix)?)
    })?;
    if length == 0 || code == 0 {
        return None;
    }
    Some((char::from_u32(code)?, length + 1))
}

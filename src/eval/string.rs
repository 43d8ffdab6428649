//! Text as a string of JSON.

use super::buffer::Buffer;
use crate::value::bytes::{self, HIGH, LOW, zeros};

/// Bytes of a long text are looked at by so many at once.
const STRIDE: usize = 32;

/// Appends a text in quotes.
#[inline]
pub(super) fn write(out: &mut Buffer, text: &str) {
    let bytes = text.as_bytes();
    if !copy(out, bytes) {
        out.push(b'"');
        write_escaped(out, bytes);
        out.push(b'"');
    }
}

/// Appends a text that is not long, and in which nothing has to be escaped; otherwise nothing is appended.
#[inline]
fn copy(out: &mut Buffer, bytes: &[u8]) -> bool {
    match bytes.len() {
        1..4 => copy_few(out, bytes),
        4..8 => copy_as::<4>(out, bytes),
        8..16 => copy_as::<8>(out, bytes),
        16..32 => copy_as::<16>(out, bytes),
        32..=64 => copy_as::<32>(out, bytes),
        _ => false,
    }
}

/// As [`copy`]: the first bytes and the last, which may have some in common, are all of it.
#[inline]
fn copy_as<const LENGTH: usize>(out: &mut Buffer, bytes: &[u8]) -> bool {
    let Some((first, last)) = bytes::ends::<LENGTH>(bytes) else { return false };
    let pairs = first.iter().zip(last);
    let clean = pairs.fold(0, |any, (one, other)| any | odd(*one) | odd(*other)) == 0;
    clean
        && quote(out, bytes.len(), |place| {
            if let Some(place) = place.first_chunk_mut() {
                *place = *first;
            }
            if let Some(place) = place.last_chunk_mut() {
                *place = *last;
            }
        })
}

/// As [`copy`], byte by byte.
#[inline]
fn copy_few(out: &mut Buffer, bytes: &[u8]) -> bool {
    let clean = bytes.iter().all(|byte| odd(*byte) == 0);
    clean
        && quote(out, bytes.len(), |place| {
            for (place, byte) in place.iter_mut().zip(bytes) {
                *place = *byte;
            }
        })
}

/// Appends so many bytes in quotes, which `fill` puts there.
#[inline]
fn quote(out: &mut Buffer, length: usize, fill: impl FnOnce(&mut [u8])) -> bool {
    if let [open, place @ .., close] = out.next(length + 2) {
        (*open, *close) = (b'"', b'"');
        fill(place);
    }
    true
}

fn write_escaped(out: &mut Buffer, bytes: &[u8]) {
    let mut rest = bytes;
    loop {
        let clean = clean(rest);
        out.extend(rest.get(..clean).unwrap_or_default());
        match rest.get(clean..) {
            Some([byte, behind @ ..]) => {
                escape(out, *byte);
                rest = behind;
            }
            Some([]) | None => break,
        }
    }
}

/// 1 for a byte that has to be escaped.
#[inline]
fn odd(byte: u8) -> u8 {
    u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\')
}

/// How many bytes stand before the first that has to be escaped.
#[inline]
fn clean(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((stride, behind)) = rest.split_first_chunk::<STRIDE>() {
        if !bytes::none(stride, odd) {
            break;
        }
        rest = behind;
    }
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        let found = escaped(u64::from_le_bytes(*word));
        if found != 0 {
            return bytes.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = behind;
    }
    let end = rest.iter().position(|byte| odd(*byte) != 0).unwrap_or(rest.len());
    bytes.len() - rest.len() + end
}

/// The high bit of each byte of a word that has to be escaped; of bytes behind the first of them it may be wrong.
#[inline]
fn escaped(word: u64) -> u64 {
    let control = word.wrapping_sub(LOW * 0x20) & !word & HIGH;
    control | zeros(word ^ (LOW * u64::from(b'"'))) | zeros(word ^ (LOW * u64::from(b'\\')))
}

/// The escapes of `serde_json`: the short ones where there are any.
#[cold]
fn escape(out: &mut Buffer, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        _ => {
            let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + value - 10 };
            out.extend(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend(&[b'\\', short]);
}

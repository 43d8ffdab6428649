//! Pieces of JSON that are known before any record is: keys, and the codes of tables.

use crate::manifest::{Row, Table};

/// So many bytes are copied at once, however long the piece is.
const LENGTH: usize = 32;

/// A piece with a comma before it, made ready to be copied.
#[derive(Clone, Copy, Debug)]
pub struct Ready {
    /// The piece, and nothing behind it.
    bytes: [u8; LENGTH + 1],
    length: u8,
}

impl Ready {
    /// The code of each row of a table; none where a row has no code, or several.
    pub(super) fn codes(table: &Table) -> Vec<Option<Self>> {
        let only = |row: &Row| match row.codes.as_slice() {
            [code] => Self::text(&code.value),
            _ => None,
        };
        table.rows.iter().map(only).collect()
    }

    /// A text in quotes: `,"piscine"`; none of a long one, or of one in which something has to be escaped.
    pub fn text(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
        let pieces = [b",\"", text.as_bytes(), b"\""];
        if plain { Self::of(pieces.into_iter().flatten().copied(), text.len() + 3) } else { None }
    }

    /// A piece of so many bytes that begins with its comma; none of a long one.
    pub(super) fn of(piece: impl Iterator<Item = u8>, length: usize) -> Option<Self> {
        let length = u8::try_from(length).ok().filter(|_| (1..=LENGTH).contains(&length))?;
        let mut bytes = [0; LENGTH + 1];
        for (place, byte) in bytes.iter_mut().zip(piece) {
            *place = byte;
        }
        Some(Self { bytes, length })
    }

    /// The piece, without its comma where it is the `first` of its kind, with nothing behind it; and its length.
    #[inline]
    pub fn piece(&self, first: bool) -> (&[u8; LENGTH], usize) {
        let [_, without @ ..] = &self.bytes;
        let [with @ .., _] = &self.bytes;
        if first { (without, usize::from(self.length) - 1) } else { (with, usize::from(self.length)) }
    }
}

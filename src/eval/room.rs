//! Memory that one record leaves to the next: what is asked for once is not asked for at each record.

use std::borrow::Cow;

/// Empty rows, with the memory of those of the record before.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    /// Of keys.
    pub(super) keys: Vec<Cow<'static, str>>,
    /// Of cells.
    pub(super) cells: Vec<&'static str>,
    /// Of what is known of each target.
    pub(super) filled: Vec<bool>,
}

/// The memory of a row for another one, whose elements live as long as another record.
///
/// The standard library collects in place what has the same layout; nothing but speed depends on it.
#[inline]
pub(super) fn emptied<T, U>(row: &mut Vec<T>) -> Vec<U> {
    let mut row = std::mem::take(row);
    row.clear();
    row.into_iter().filter_map(|_| None).collect()
}

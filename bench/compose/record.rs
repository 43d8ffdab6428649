//! A composed record: its id, and its fields in the order of the feed.
//!
//! **Invariant:** every record of a bordereau has the same fields in the same order, as real feeds do.

/// A record.
#[derive(Debug)]
pub(crate) struct Record {
    /// `HOTBRE022V500RRX`
    pub(crate) id: String,
    /// `2026-03-14T09:26:53.5`
    pub(crate) updated: String,
    /// The custom and the common fields; nothing where one is absent.
    pub(crate) fields: Vec<(&'static str, Option<String>)>,
}

impl Record {
    /// A record with its id and its change marker, both still to be listed among the fields.
    pub(crate) fn new(id: String, updated: String) -> Self {
        Self { id, updated, fields: Vec::with_capacity(96) }
    }

    /// The next field.
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.fields.push((name, Some(value.into())));
    }

    /// The next field, which may be absent.
    pub(crate) fn put(&mut self, name: &'static str, value: Option<String>) {
        self.fields.push((name, value));
    }
}

/// An id of sixteen characters: type, region, département, then `V5` and a counter in base 36. Far behind the sixty
/// millionth record it gets longer, and stays unique.
pub(crate) fn id(prefix: &str, number: u64) -> String {
    let mut counter = String::new();
    let mut left = number;
    while left > 0 || counter.len() < 5 {
        let digit = u32::try_from(left % 36).unwrap_or_default();
        counter.insert(0, char::from_digit(digit, 36).unwrap_or('0').to_ascii_uppercase());
        left /= 36;
    }
    format!("{prefix}V5{counter}")
}

//! The fields of one record, not yet read.
//!
//! A field that no rule asks for in the end, as those of an excluded record, costs no more than its two ends.

use std::borrow::Cow;

use crate::markup;
use crate::names::{FIELDS, Field};
use crate::steps::trimmed;

/// What stands in a field.
#[derive(Clone, Debug, Default)]
pub(crate) enum Slot<'c> {
    /// Nothing: the field is absent or null.
    #[default]
    Nothing,
    /// The text as it is.
    Plain(&'c str),
    /// XML with references, or with line ends to be made one.
    Escaped(&'c str),
    /// XML with comments, instructions or CDATA in it.
    Pieces(&'c str),
    /// A JSON text that had escapes in it, or a number.
    Owned(String),
}

impl<'c> From<Cow<'c, str>> for Slot<'c> {
    fn from(text: Cow<'c, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::Plain(text),
            Cow::Owned(text) => Self::Owned(text),
        }
    }
}

/// The fields of a record.
#[derive(Debug)]
pub(crate) struct Slots<'c>([Slot<'c>; FIELDS]);

impl Default for Slots<'_> {
    fn default() -> Self {
        Self([const { Slot::Nothing }; FIELDS])
    }
}

impl<'c> Slots<'c> {
    /// Fills a field.
    pub(crate) fn set(&mut self, field: Field, slot: Slot<'c>) {
        self.0[field as usize] = slot;
    }

    /// Empties all fields.
    pub(crate) fn clear(&mut self) {
        for slot in &mut self.0 {
            *slot = Slot::Nothing;
        }
    }

    /// The text of a field without white space at its ends, unless that leaves nothing. What has to be put together
    /// is put together in `scratch`.
    pub(crate) fn text<'s>(&'s self, field: Field, scratch: &'s mut String) -> Option<&'s str> {
        let text: &str = match &self.0[field as usize] {
            Slot::Nothing => return None,
            Slot::Plain(text) => text,
            Slot::Escaped(raw) => {
                scratch.clear();
                markup::unescape(raw, scratch);
                scratch
            }
            Slot::Pieces(raw) => {
                scratch.clear();
                markup::join_pieces(raw, scratch);
                scratch
            }
            Slot::Owned(text) => text,
        };
        Some(trimmed(text)).filter(|text| !text.is_empty())
    }
}

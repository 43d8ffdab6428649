//! What parts the items of a text, or the cells of an item.

use memchr::memmem;

use super::bytes;

/// A separator; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separator {
    text: String,
}

impl Separator {
    /// The separator that is written so.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where it stands first in a text.
    #[inline]
    pub fn find(&self, text: &str) -> Option<usize> {
        match self.text.as_bytes() {
            [byte] => bytes::find(*byte, text.as_bytes()),
            [] => None,
            several => memmem::find(text.as_bytes(), several),
        }
    }

    /// The text before the first separator, and what stands behind it if there is one.
    #[inline]
    pub fn part<'t>(&self, text: &'t str) -> (&'t str, Option<&'t str>) {
        match self.find(text) {
            None => (text, None),
            Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + self.text.len()..)),
        }
    }

    /// The pieces of a text; one more than there are separators.
    pub fn pieces<'t>(&self, text: &'t str) -> Pieces<'_, 't> {
        Pieces { separator: self, rest: Some(text) }
    }
}

/// The pieces of a text.
#[derive(Clone, Debug)]
pub struct Pieces<'s, 't> {
    separator: &'s Separator,
    rest: Option<&'t str>,
}

impl<'t> Iterator for Pieces<'_, 't> {
    type Item = &'t str;

    #[inline]
    fn next(&mut self) -> Option<&'t str> {
        let (piece, rest) = self.separator.part(self.rest?);
        self.rest = rest;
        Some(piece)
    }
}

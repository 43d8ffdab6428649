//! A text about a person, which is never printed.

use std::fmt;

/// A name or an e-mail address.
#[derive(Clone, PartialEq, Eq)]
pub struct Private(String);

impl Private {
    /// Keeps a text from being printed.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, to be shown to whoever may see it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Private(…)")
    }
}

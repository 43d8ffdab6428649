//! A text that is never printed.

use std::fmt;

/// A password or a token.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text from being printed.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, to be sent.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A password that nobody knows: 24 letters and digits from the random numbers of the system.
    pub fn random() -> Result<Self, super::Error> {
        // Without those that people mix up. Their number divides 256, so that each is as likely as the others.
        const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyzACDEFGH23";
        let mut bytes = [0_u8; 24];
        let random = rustls::crypto::ring::default_provider().secure_random;
        random.fill(&mut bytes).map_err(|_| super::Error::Random)?;
        let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().map_or('a', char::from);
        let mut text: String = bytes.into_iter().map(letter).collect();
        // What passwords are commonly asked to have: a capital, a small letter, a digit, a sign.
        text.push_str("-Aa7");
        Ok(Self(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

//! A place in a text, and the pieces of XML that can stand there.

use memchr::memchr;

use super::references::are_known;
use crate::feed::atom::names::Space;
use crate::feed::doubt::Doubt;
use crate::value::bytes::{find, find_any, starts_with};

/// A start tag that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t> {
    /// With its prefix.
    pub(super) name: &'t str,
    /// Where the colon stands in it.
    pub(super) colon: Option<usize>,
    pub(super) space: Space,
    /// Whether it is `<a/>`.
    pub(super) closed: bool,
}

impl<'t> Tag<'t> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'t str {
        self.colon.map_or(self.name, |colon| self.name.get(colon + 1..).unwrap_or_default())
    }
}

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// How many bytes lie behind.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What lies ahead.
    #[inline]
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Passes over white space.
    #[inline]
    pub(super) fn blanks(&mut self) {
        while self.is_blank() {
            self.at += 1;
        }
    }

    /// Whether white space stands here.
    #[inline]
    fn is_blank(&self) -> bool {
        matches!(self.text.as_bytes().get(self.at), Some(b' ' | b'\n' | b'\t' | b'\r'))
    }

    /// Whether these bytes stand here; they are passed then.
    #[inline]
    pub(super) fn pass(&mut self, expected: &[u8]) -> bool {
        let stands = starts_with(self.bytes(), expected);
        if stands {
            self.at += expected.len();
        }
        stands
    }

    /// What is said when so many bytes were expected and did not stand here.
    pub(super) fn cut_within(&self, bytes: usize) -> Doubt {
        if self.bytes().len() < bytes { Doubt::Cut } else { Doubt::Unsure }
    }

    /// What was passed since.
    pub(super) fn since(&self, before: &Self) -> &'t str {
        self.text.get(before.at..self.at).unwrap_or_default()
    }

    /// The text up to the next tag, which is passed, and whether it stands for itself: without references and line
    /// ends of another system.
    #[inline]
    pub(super) fn text(&mut self) -> Result<(&'t str, bool), Doubt> {
        let bytes = self.bytes();
        let stop = find_any([b'<', b'&', b'\r'], bytes).ok_or(Doubt::Cut)?;
        let plain = bytes.get(stop) == Some(&b'<');
        let end = if plain {
            stop
        } else {
            stop + find(b'<', bytes.get(stop..).unwrap_or_default()).ok_or(Doubt::Cut)?
        };
        let text = self.text.get(self.at..self.at + end).ok_or(Doubt::Unsure)?;
        self.at += end;
        Ok((text, plain))
    }

    /// Passes over text that nobody reads; its references must be known all the same.
    #[inline]
    pub(super) fn pass_text(&mut self) -> Result<(), Doubt> {
        let bytes = self.bytes();
        let end = find_any([b'<', b'&', b'&'], bytes).ok_or(Doubt::Cut)?;
        self.at += end;
        if bytes.get(end) == Some(&b'<') { Ok(()) } else { self.pass_references() }
    }

    /// Passes over text that begins with a reference.
    fn pass_references(&mut self) -> Result<(), Doubt> {
        let bytes = self.bytes();
        let end = memchr(b'<', bytes).ok_or(Doubt::Cut)?;
        if !are_known(bytes.get(..end).unwrap_or_default()) {
            return Err(Doubt::Unsure);
        }
        self.at += end;
        Ok(())
    }

    /// Whether the end tag of an element stands here; it is passed then. Any other end tag is a mistake.
    #[inline]
    pub(super) fn close(&mut self, name: &str) -> Result<bool, Doubt> {
        let bytes = self.bytes();
        match bytes {
            [b'<', b'/', ..] => {}
            [b'<', _, ..] => return Ok(false),
            [] | [b'<'] => return Err(Doubt::Cut),
            [..] => return Err(Doubt::Unsure),
        }
        let (Some(found), end) = (bytes.get(2..name.len() + 2), bytes.get(name.len() + 2)) else {
            return Err(Doubt::Cut);
        };
        match end {
            None => Err(Doubt::Cut),
            Some(b'>') if found == name.as_bytes() => {
                self.at += name.len() + 3;
                Ok(true)
            }
            Some(_) => Err(Doubt::Unsure),
        }
    }

    /// The name of the start tag that stands here, and where its colon is.
    pub(super) fn name(&mut self) -> Result<(&'t str, Option<usize>), Doubt> {
        let rest = match self.bytes() {
            [b'<', rest @ ..] if !rest.is_empty() => rest,
            [] | [b'<'] => return Err(Doubt::Cut),
            [..] => return Err(Doubt::Unsure),
        };
        let is_name = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':') || *byte >= 0x80
        };
        let length = rest.iter().position(|byte| !is_name(byte)).ok_or(Doubt::Cut)?;
        let name = self.text.get(self.at + 1..self.at + 1 + length).ok_or(Doubt::Unsure)?;
        let colon = memchr(b':', name.as_bytes());
        let plain = match colon {
            None => !name.is_empty(),
            Some(colon) => {
                let local = name.get(colon + 1..).unwrap_or_default();
                colon > 0 && !local.is_empty() && !local.contains(':')
            }
        };
        if !plain {
            return Err(Doubt::Unsure);
        }
        self.at += length + 1;
        Ok((name, colon))
    }
}

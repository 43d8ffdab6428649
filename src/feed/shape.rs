//! The wire shapes, and how the first bytes of a document tell them apart.
//!
//! **Invariant:** recognising needs no more than the first few hundred bytes, and never guesses.

use std::borrow::Cow;

use super::error::{Complaint, Error, ErrorKind};

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// wcf 3.0, flat: `{"odata.metadata":…,"value":[{…}]}`.
    Wcf3Json,
    /// V2 Atom: `feed/entry/content/m:properties/d:*`.
    Atom,
}

impl Shape {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Wcf3Json, Self::Atom];

    /// As it is written in `head.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wcf3Json => "wcf3-json",
            Self::Atom => "atom",
        }
    }

    /// The shape of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }
}

/// The byte order mark of UTF-8, which is stepped over.
pub(super) const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The shape of a document that begins with these bytes; a few hundred are enough.
pub fn detect(first_bytes: &[u8]) -> Result<Shape, Error> {
    recognise(first_bytes).map_err(|complaint| {
        let offset = (first_bytes.len() - without_lead(first_bytes).len()) as u64;
        Error { offset, records: 0, complaint }
    })
}

/// The bytes after the byte order mark and white space.
pub(super) fn without_lead(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes).trim_ascii_start()
}

/// The shape of a document, or what it is instead.
pub(super) fn recognise(bytes: &[u8]) -> Result<Shape, Complaint> {
    let rest = without_lead(bytes);
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if wide || rest.get(..4).is_some_and(|four| four.contains(&0)) {
        let repair = "`iconv -f UTF-16 -t UTF-8` converts it";
        return Err(Complaint::new(ErrorKind::Encoding, "the document is UTF-16", "UTF-8 is read", repair));
    }
    match rest.first() {
        None => {
            let found = if bytes.is_empty() {
                "the document is empty"
            } else {
                "the document begins with white space and nothing else"
            };
            let repair = "ask for the feed again; an empty answer is not an empty feed";
            Err(Complaint::new(ErrorKind::Empty, found, "`atom` and `wcf3-json` are read", repair))
        }
        Some(b'{') => Ok(Shape::Wcf3Json),
        Some(b'<') => {
            // The declaration says nothing about the shape: what follows it does.
            let body = rest.strip_prefix(b"<?xml").map_or(rest, |declaration| {
                let end = declaration.windows(2).position(|pair| pair == b"?>");
                end.and_then(|end| declaration.get(end + 2..)).unwrap_or_default().trim_ascii_start()
            });
            if starts_with_word(body, b"<!doctype html") || starts_with_word(body, b"<html") {
                Err(Complaint::html())
            } else if starts_with_word(body, b"<!doctype") {
                Err(Complaint::doctype())
            } else {
                Ok(Shape::Atom)
            }
        }
        Some(b'[') => Err(Complaint::new(
            ErrorKind::Unrecognised,
            "the document is a bare list",
            "`wcf3-json` is an object with a list `value`",
            "wrap the list: `{\"value\":[…]}`",
        )),
        Some(_) => {
            let start = rest.get(..20).unwrap_or(rest);
            let start: Cow<'_, str> = String::from_utf8_lossy(start);
            let found = format!("the document begins with `{}`", start.escape_debug());
            let required = "`atom` begins with `<`, `wcf3-json` with `{`";
            Err(Complaint::new(ErrorKind::Unrecognised, found, required, "check the address of the feed"))
        }
    }
}

/// Whether the bytes begin with a word, whatever its case.
fn starts_with_word(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !bytes
            .get(word.len())
            .is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, b':' | b'-' | b'_'))
}

//! How the first bytes of a document tell the shapes apart.
//!
//! **Invariant:** recognising never guesses: what tells no shape is read on as JSON until a key does, or refused.
//! **Invariant:** it looks at the same bytes however the input is cut into chunks.

use std::borrow::Cow;

use super::csv;
use super::error::{Complaint, Error, ErrorKind};
use super::fields::Fields;
use super::json::told_by;
use super::shape::Shape;

/// The byte order mark of UTF-8, which is stepped over.
pub(super) const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// So many bytes after the white space tell every shape but `csv`, which needs its first line.
const TELLING: usize = 256;

/// What the beginning of a document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// The shape.
    Told(Shape),
    /// An object that begins with `value`: `wcf3-json`, unless a later key tells `api-v3`.
    Value,
    /// An object whose first key tells nothing: a later one does, or its end is a complaint.
    Object,
}

impl Opening {
    /// The shape, as far as it is told.
    pub(super) fn shape(self) -> Option<Shape> {
        match self {
            Self::Told(shape) => Some(shape),
            Self::Value => Some(Shape::Wcf3Json),
            Self::Object => None,
        }
    }

    /// Whether a document that begins so can be of a shape.
    fn allows(self, stated: Shape) -> bool {
        match self {
            Self::Told(shape) => shape == stated,
            Self::Value => matches!(stated, Shape::Wcf3Json | Shape::ApiV3),
            Self::Object => matches!(stated, Shape::Wcf3Json | Shape::ApiV3 | Shape::V2Json),
        }
    }
}

/// The shape of a document that begins with these bytes; none for a JSON object whose first key belongs to no shape.
/// Of JSON and Atom a few hundred bytes are enough, of CSV the first line; `fields` says which name is the id.
pub fn detect(first_bytes: &[u8], fields: &Fields) -> Result<Option<Shape>, Error> {
    recognise(first_bytes, None, fields.name(0)).map(Opening::shape).map_err(|complaint| {
        let offset = (first_bytes.len() - without_lead(first_bytes).len()) as u64;
        Error { offset, records: 0, complaint }
    })
}

/// The bytes after the byte order mark and white space.
pub(super) fn without_lead(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes).trim_ascii_start()
}

/// Whether these bytes are enough to recognise a document. The last of them, `fresh` of them, were not there when
/// this was asked before.
pub(super) fn enough(bytes: &[u8], fresh: usize) -> bool {
    let rest = without_lead(bytes);
    match rest.first() {
        None => false,
        Some(b'{' | b'[' | b'<') => rest.len() >= TELLING,
        Some(_) => {
            // Before there were four bytes, nothing was looked at.
            let seen = Some(rest.len().saturating_sub(fresh)).filter(|seen| *seen >= 4).unwrap_or(0);
            rest.len() >= 4 && rest.iter().skip(seen).any(|byte| ends_line(*byte))
        }
    }
}

fn ends_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// What a document is that begins with these bytes, or what it is instead of a feed of the shape that is stated.
pub(super) fn recognise(bytes: &[u8], stated: Option<Shape>, id: Option<&str>) -> Result<Opening, Complaint> {
    let rest = without_lead(bytes);
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if wide || rest.get(..4).is_some_and(|four| four.contains(&0)) {
        let repair = "`iconv -f UTF-16 -t UTF-8` converts it";
        return Err(Complaint::new(ErrorKind::Encoding, "the document is UTF-16", "UTF-8 is read", repair));
    }
    let start = rest.get(..TELLING).unwrap_or(rest);
    let key = first_key(start);
    let opening = match start.first() {
        None => return Err(nothing(bytes)),
        Some(b'<') => markup(start)?,
        Some(b'[') => Opening::Told(Shape::List),
        Some(b'{') => key.as_deref().map_or(Opening::Object, told_by),
        // A document that was said to be `csv` is judged by its reader, which can say more.
        Some(_) if stated == Some(Shape::Csv) => Opening::Told(Shape::Csv),
        Some(_) => {
            let line = rest.split(|byte| ends_line(*byte)).next().unwrap_or_default();
            match id {
                Some(id) if csv::names(line, id) => Opening::Told(Shape::Csv),
                // Another separator, or a quote that is never closed.
                Some(id) if String::from_utf8_lossy(line).contains(id) => {
                    return Err(Complaint::no_id_column(id));
                }
                Some(_) | None => return Err(unknown(line)),
            }
        }
    };
    match stated {
        Some(stated) if !opening.allows(stated) => {
            Err(Complaint::shape(opening.shape(), key.as_deref(), stated))
        }
        Some(_) | None => Ok(opening),
    }
}

/// What is said of a document without anything in it.
fn nothing(bytes: &[u8]) -> Complaint {
    let found = if bytes.is_empty() {
        "the document is empty"
    } else {
        "the document begins with white space and nothing else"
    };
    let repair = "ask for the feed again; an empty answer is not an empty feed";
    Complaint::new(ErrorKind::Empty, found, "a feed is XML, JSON or CSV", repair)
}

/// What is said of a document that begins like no shape.
fn unknown(line: &[u8]) -> Complaint {
    let start: Cow<'_, str> = String::from_utf8_lossy(line.get(..20).unwrap_or(line));
    let found = format!("the document begins with `{}`", start.escape_debug());
    let required =
        "`atom` begins with `<`, JSON with `{` or `[`, and the first line of `csv`, cut at `;`, names the id";
    Complaint::new(ErrorKind::Unrecognised, found, required, "check the address of the feed")
}

/// What begins with `<`: the declaration says nothing about the shape, what follows it does.
fn markup(start: &[u8]) -> Result<Opening, Complaint> {
    let body = start.strip_prefix(b"<?xml").map_or(start, |declaration| {
        let end = declaration.windows(2).position(|pair| pair == b"?>");
        end.and_then(|end| declaration.get(end + 2..)).unwrap_or_default().trim_ascii_start()
    });
    if starts_with_word(body, b"<!doctype html") || starts_with_word(body, b"<html") {
        Err(Complaint::html())
    } else if starts_with_word(body, b"<!doctype") {
        Err(Complaint::doctype())
    } else {
        Ok(Opening::Told(Shape::Atom))
    }
}

/// Whether the bytes begin with a word, whatever its case.
fn starts_with_word(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !bytes
            .get(word.len())
            .is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, b':' | b'-' | b'_'))
}

/// The first key of an object, if it ends within these bytes.
fn first_key(start: &[u8]) -> Option<String> {
    let text = start.strip_prefix(b"{")?.trim_ascii_start();
    let mut keys = serde_json::Deserializer::from_slice(text).into_iter::<String>();
    keys.next()?.ok()
}

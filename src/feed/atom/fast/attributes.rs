//! What stands in a start tag behind its name.

use super::cursor::Cursor;
use crate::feed::atom::names::{Names, Space};
use crate::feed::doubt::Doubt;

/// What the attributes of a start tag say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// `m:null="true"`.
    pub(super) null: bool,
    /// Whether the tag ends in `/>`.
    pub(super) closed: bool,
}

/// The ends of start tags that were read before: a feed has a handful of them.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    known: Vec<(String, Said)>,
}

/// More of them, or longer ones, are read anew each time.
const MOST: usize = 16;
const LONGEST: usize = 400;

impl Attributes {
    /// Reads up to the `>` of a start tag.
    #[inline]
    pub(super) fn read(&mut self, cursor: &mut Cursor<'_>, names: &mut Names) -> Result<Said, Doubt> {
        if cursor.pass(b">") {
            return Ok(Said::default());
        }
        for (text, said) in &self.known {
            if cursor.pass(text.as_bytes()) {
                return Ok(*said);
            }
        }
        self.study(cursor, names)
    }

    #[cold]
    fn study(&mut self, cursor: &mut Cursor<'_>, names: &mut Names) -> Result<Said, Doubt> {
        let rest = cursor.rest();
        let mut left = rest;
        let mut said = Said::default();
        loop {
            let trimmed = left.trim_start_matches([' ', '\n', '\t', '\r']);
            if let Some(behind) = trimmed.strip_prefix('>') {
                left = behind;
                break;
            }
            if let Some(behind) = trimmed.strip_prefix('/') {
                left = behind.strip_prefix('>').ok_or(if behind.is_empty() {
                    Doubt::Cut
                } else {
                    Doubt::Unsure
                })?;
                said.closed = true;
                break;
            }
            if trimmed.is_empty() {
                return Err(Doubt::Cut);
            }
            // An attribute is parted from what stands before it.
            if trimmed.len() == left.len() {
                return Err(Doubt::Unsure);
            }
            let (name, behind) = trimmed.split_once('=').ok_or(Doubt::Cut)?;
            let quote = behind.chars().next().ok_or(Doubt::Cut)?;
            if !matches!(quote, '"' | '\'') {
                return Err(Doubt::Unsure);
            }
            let (value, behind) =
                behind.get(1..).and_then(|behind| behind.split_once(quote)).ok_or(Doubt::Cut)?;
            if value.contains(['<', '>', '&']) {
                return Err(Doubt::Unsure);
            }
            said.null |= is_null(name, value, names)?;
            left = behind;
        }
        let length = rest.len() - left.len();
        if self.known.len() < MOST && length <= LONGEST {
            self.known.push((rest.get(..length).unwrap_or_default().to_owned(), said));
        }
        cursor.advance(length);
        Ok(said)
    }
}

/// Whether an attribute is `m:null="true"`; one that declares a namespace, or whose prefix nobody declared, is left to
/// the parser.
fn is_null(name: &str, value: &str, names: &mut Names) -> Result<bool, Doubt> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':');
    if name.is_empty() || !name.bytes().all(is_name) || name.contains("xmlns") {
        return Err(Doubt::Unsure);
    }
    let Some((prefix, local)) = name.split_once(':') else { return Ok(false) };
    if prefix == "xml" {
        return Ok(false);
    }
    let space = names.space(prefix).map_err(|()| Doubt::Unsure)?;
    Ok(space == Space::Metadata && local == "null" && matches!(value.trim(), "true" | "1"))
}

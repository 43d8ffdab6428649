//! The grammar of XML in small parts: names, attributes, references, comments. Nothing here knows what a feed is.
//!
//! **Invariant:** where a part ends with the chunk, it asks for more; it never guesses what would come.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use crate::fault::{Found, Stop, wrong};

/// White space in XML.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Whether bytes begin with a name. Names are short: a call of `memcmp` would take longer than to compare them here,
/// eight bytes at a time, the last eight of them perhaps twice.
pub(crate) fn begins_with(bytes: &[u8], name: &[u8]) -> bool {
    let Some(bytes) = bytes.get(..name.len()) else { return false };
    let (Some(end), Some(name_end)) = (bytes.last_chunk::<8>(), name.last_chunk::<8>()) else {
        return bytes.iter().zip(name).all(|(byte, due)| byte == due);
    };
    end == name_end
        && bytes.as_chunks::<8>().0.iter().zip(name.as_chunks::<8>().0).all(|(eight, due)| eight == due)
}

/// The first byte from here on that is no white space.
pub(crate) fn skip_space(bytes: &[u8], mut at: usize) -> Found<usize> {
    loop {
        match bytes.get(at) {
            Some(byte) if is_space(*byte) => at += 1,
            Some(_) => return Ok(at),
            None => return Err(Stop::More),
        }
    }
}

/// The bytes that end a name.
const NAME_ENDS: [bool; 256] = {
    let ends = b" \t\r\n/><=\"'&";
    let mut table = [false; 256];
    let mut at = 0;
    while at < ends.len() {
        table[ends[at] as usize] = true;
        at += 1;
    }
    table
};

/// The end of the name that begins here.
pub(crate) fn name(bytes: &[u8], at: usize) -> Found<usize> {
    let ends = |byte: &u8| NAME_ENDS[usize::from(*byte)];
    let Some(length) = bytes[at..].iter().position(ends) else { return Err(Stop::More) };
    match bytes[at] {
        _ if length == 0 => wrong(at, "a name is missing"),
        b'0'..=b'9' | b'-' | b'.' | b':' => wrong(at, "a name does not begin with a letter"),
        _ => Ok(at + length),
    }
}

/// An attribute: where its name and its value stand in the chunk.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub(crate) name: Range<usize>,
    pub(crate) value: Range<usize>,
}

/// How a start tag ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TagEnd {
    /// The byte behind its `>`.
    pub(crate) at: usize,
    /// Whether it is `/>`.
    pub(crate) closed: bool,
}

/// Reads what stands in a start tag behind its name: attributes, each of them `name="value"`.
pub(crate) fn attributes(bytes: &[u8], mut at: usize, attributes: &mut Vec<Attribute>) -> Found<TagEnd> {
    attributes.clear();
    loop {
        let start = at;
        at = skip_space(bytes, at)?;
        match bytes[at] {
            b'>' => return Ok(TagEnd { at: at + 1, closed: false }),
            b'/' => {
                return match bytes.get(at + 1) {
                    Some(b'>') => Ok(TagEnd { at: at + 2, closed: true }),
                    Some(_) => wrong(at, "a `/` stands in a tag"),
                    None => Err(Stop::More),
                };
            }
            _ if at == start => return wrong(at, "there is no space before an attribute"),
            _ => {}
        }
        let name_end = name(bytes, at)?;
        let equals = skip_space(bytes, name_end)?;
        if bytes[equals] != b'=' {
            return wrong(equals, "an attribute is not written as name=\"value\"");
        }
        let quote = skip_space(bytes, equals + 1)?;
        if !matches!(bytes[quote], b'"' | b'\'') {
            return wrong(quote, "an attribute is not written as name=\"value\"");
        }
        let value = quote + 1;
        let length = memchr(bytes[quote], &bytes[value..]).ok_or(Stop::More)?;
        check_value(bytes, value..value + length)?;
        attributes.push(Attribute { name: at..name_end, value: value..value + length });
        at = value + length + 1;
    }
}

/// A value has no `<` in it, and its references stand for something.
fn check_value(bytes: &[u8], value: Range<usize>) -> Found<()> {
    let mut at = value.start;
    while let Some(found) = memchr2(b'<', b'&', &bytes[at..value.end]) {
        at += found;
        if bytes[at] == b'<' {
            return wrong(at, "a `<` stands in an attribute");
        }
        match reference(&bytes[at + 1..value.end]) {
            Reference::Char(_, length) => at += 1 + length,
            Reference::More | Reference::Wrong => return wrong(at, NO_REFERENCE),
        }
    }
    Ok(())
}

/// What is said of an `&` that begins no reference.
pub(crate) const NO_REFERENCE: &str = "a `&` stands alone, or before a name that XML does not know";

/// What stands behind an `&`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// A character, and how many bytes name it, the semicolon among them.
    Char(char, usize),
    /// The bytes end too early.
    More,
    /// Nothing that XML knows.
    Wrong,
}

/// The five names of XML.
const NAMED: [&[u8]; 5] = [b"lt;", b"gt;", b"amp;", b"quot;", b"apos;"];

/// The reference whose `&` stands before these bytes.
pub(crate) fn reference(bytes: &[u8]) -> Reference {
    if bytes.first() == Some(&b'#') {
        return numeric(bytes);
    }
    match bytes {
        [b'l', b't', b';', ..] => Reference::Char('<', 3),
        [b'g', b't', b';', ..] => Reference::Char('>', 3),
        [b'a', b'm', b'p', b';', ..] => Reference::Char('&', 4),
        [b'q', b'u', b'o', b't', b';', ..] => Reference::Char('"', 5),
        [b'a', b'p', b'o', b's', b';', ..] => Reference::Char('\'', 5),
        _ if NAMED.iter().any(|name| name.starts_with(bytes)) => Reference::More,
        _ => Reference::Wrong,
    }
}

/// `#233;`, `#xE9;`
fn numeric(bytes: &[u8]) -> Reference {
    let (radix, start) = match bytes.get(1) {
        None => return Reference::More,
        Some(b'x') => (16, 2),
        Some(_) => (10, 1),
    };
    let mut code: u32 = 0;
    let mut at = start;
    loop {
        let Some(byte) = bytes.get(at) else { return Reference::More };
        let Some(digit) = char::from(*byte).to_digit(radix) else { break };
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    let is_written = at > start && bytes[at] == b';';
    match char::from_u32(code).filter(|character| is_written && is_xml(*character)) {
        Some(character) => Reference::Char(character, at + 1),
        None => Reference::Wrong,
    }
}

/// Whether XML has this character.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// What begins with `<!` or `<?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    Comment,
    CData,
    Instruction,
}

/// What begins here with `<!` or `<?`, and the byte behind it. A DOCTYPE is refused: nothing in a document may grow.
pub(crate) fn aside(bytes: &[u8], at: usize) -> Found<(Aside, usize)> {
    let rest = &bytes[at..];
    let behind = |start: usize, end: &[u8]| match memmem::find(&rest[start..], end) {
        Some(found) => Ok(at + start + found + end.len()),
        None => Err(Stop::More),
    };
    if rest.starts_with(b"<?") {
        return Ok((Aside::Instruction, behind(2, b"?>")?));
    }
    if rest.starts_with(b"<!--") {
        let end = behind(4, b"--")?;
        return match bytes.get(end) {
            Some(b'>') => Ok((Aside::Comment, end + 1)),
            Some(_) => wrong(end, "a comment holds `--`"),
            None => Err(Stop::More),
        };
    }
    if rest.starts_with(b"<![CDATA[") {
        return Ok((Aside::CData, behind(9, b"]]>")?));
    }
    if rest.starts_with(b"<!DOCTYPE") {
        return wrong(at, "the document has a DOCTYPE");
    }
    if [&b"<!--"[..], b"<![CDATA[", b"<!DOCTYPE"].iter().any(|start| start.starts_with(rest)) {
        return Err(Stop::More);
    }
    wrong(at, "`<!` begins neither a comment nor CDATA")
}

/// Refuses an XML declaration of another encoding than UTF-8.
pub(crate) fn check_declaration(bytes: &[u8], declaration: Range<usize>) -> Found<()> {
    let text = &bytes[declaration.clone()];
    let Some(found) = memmem::find(text, b"encoding") else { return Ok(()) };
    let value = text[found + 8..].trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii_start);
    let Some([quote @ (b'"' | b'\''), rest @ ..]) = value else {
        return wrong(declaration.start, "the XML declaration is not written as name=\"value\"");
    };
    let encoding = rest.split(|byte| byte == quote).next().unwrap_or_default();
    if [&b"UTF-8"[..], b"UTF8", b"US-ASCII", b"ASCII"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(encoding))
    {
        return Ok(());
    }
    wrong(declaration.start, "the document declares another encoding than UTF-8")
}

/// Appends a text with its references resolved and its line ends as XML has them. It was scanned before, so every
/// reference stands for something.
pub(crate) fn unescape(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(found) = memchr2(b'&', b'\r', rest.as_bytes()) {
        text.push_str(&rest[..found]);
        let behind = &rest[found + 1..];
        if rest.as_bytes()[found] == b'\r' {
            text.push('\n');
            rest = behind.strip_prefix('\n').unwrap_or(behind);
        } else if let Reference::Char(character, length) = reference(behind.as_bytes()) {
            text.push(character);
            rest = &behind[length..];
        } else {
            text.push('&');
            rest = behind;
        }
    }
    text.push_str(rest);
}

/// Appends a text in which comments and instructions stand, which are no part of it, and CDATA, which is.
pub(crate) fn join_pieces(raw: &str, text: &mut String) {
    let mut at = 0;
    while let Some(found) = memchr(b'<', &raw.as_bytes()[at..]) {
        unescape(&raw[at..at + found], text);
        let start = at + found;
        // It was scanned before: every piece is whole.
        let Ok((kind, end)) = aside(raw.as_bytes(), start) else { return };
        if kind == Aside::CData {
            push_lines(&raw[start + 9..end - 3], text);
        }
        at = end;
    }
    unescape(&raw[at..], text);
}

/// Appends a text without references.
fn push_lines(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(found) = memchr(b'\r', rest.as_bytes()) {
        text.push_str(&rest[..found]);
        text.push('\n');
        let behind = &rest[found + 1..];
        rest = behind.strip_prefix('\n').unwrap_or(behind);
    }
    text.push_str(rest);
}

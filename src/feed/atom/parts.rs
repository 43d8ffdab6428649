//! The document in parts: what `quick-xml` calls events, with names resolved, references turned into characters,
//! and every error in our own words.
//!
//! **Invariant:** no DOCTYPE and no other encoding gets past this file, so nothing in a document can grow.
//! **Invariant:** [`Part::End`] comes only when every element is closed.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::NamespaceError;

use super::names::{Names, Space};
use crate::feed::delivery::{Delivery, Stop};
use crate::feed::error::{Complaint, ErrorKind};
use crate::feed::source::Source;
use crate::value::shorten;

/// A part of a document.
pub(super) enum Part<'b> {
    /// `<a>` or `<a/>`.
    Open(Tag<'b>),
    /// `</a>`.
    Close,
    /// Text or CDATA, with its line ends as XML has them.
    Text(Cow<'b, str>),
    /// `&amp;`, `&#233;`.
    Char(char),
    /// A comment, a processing instruction, the declaration.
    Aside,
    /// The end of the document.
    End,
}

/// A start tag with its name resolved.
pub(super) struct Tag<'b> {
    start: BytesStart<'b>,
    pub(super) space: Space,
    /// Where the local name begins.
    local: usize,
    /// Whether the tag is `<a/>`: then no [`Part::Close`] follows.
    pub(super) closed: bool,
}

impl Tag<'_> {
    /// The name with its prefix.
    pub(super) fn name(&self) -> &str {
        self.start.name().into_inner()
    }

    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        self.name().get(self.local..).unwrap_or_default()
    }

    /// Whether this has `rel="next"`.
    pub(super) fn is_next_link(&self) -> bool {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        attributes
            .flatten()
            .any(|attribute| attribute.key.into_inner() == "rel" && attribute.value.trim() == "next")
    }
}

/// The parser and what it has open.
pub(super) struct Parts<'s> {
    reader: Reader<Source<'s>>,
    names: Names,
    depth: usize,
    deepest: usize,
    /// The tag read last was `<a xmlns…/>`: its declarations end with it.
    passing: bool,
    /// Where the last part begins.
    offset: u64,
}

impl<'s> Parts<'s> {
    pub(super) fn new(source: Source<'s>, deepest: usize) -> Self {
        let reader = Reader::from_reader(source);
        Self { reader, names: Names::default(), depth: 0, deepest, passing: false, offset: 0 }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Where the last part begins, in bytes.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// What lies before the parser between two parts, and the names in scope there.
    pub(super) fn between(&mut self) -> (&mut Source<'s>, &mut Names) {
        self.leave();
        (self.reader.get_mut(), &mut self.names)
    }

    /// The declarations of a tag that was closed at once end behind it.
    fn leave(&mut self) {
        if std::mem::take(&mut self.passing) {
            self.names.close(self.depth + 1);
        }
    }

    /// The next part.
    pub(super) fn next<'b>(
        &mut self,
        buffer: &'b mut Vec<u8>,
        delivery: &Delivery<'_>,
    ) -> Result<Part<'b>, Stop> {
        self.leave();
        self.offset = delivery.gauge.at();
        buffer.clear();
        let offset = self.offset;
        let wrong = |complaint| Stop::Wrong { complaint, offset };
        match self.reader.read_event_into(buffer).map_err(|error| translate(&error, delivery, offset))? {
            Event::Start(start) => {
                let tag = self.tag(start, false).map_err(wrong)?;
                self.depth += 1;
                Ok(Part::Open(tag))
            }
            Event::Empty(start) => {
                let tag = self.tag(start, true).map_err(wrong)?;
                self.passing = true;
                Ok(Part::Open(tag))
            }
            Event::End(_) => {
                self.names.close(self.depth);
                self.depth = self.depth.saturating_sub(1);
                Ok(Part::Close)
            }
            Event::Text(text) => Ok(Part::Text(text.xml10_content())),
            Event::CData(text) => Ok(Part::Text(text.xml10_content())),
            Event::GeneralRef(reference) => resolve(&reference).map(Part::Char).map_err(wrong),
            Event::Decl(declaration) => check_encoding(&declaration).map(|()| Part::Aside).map_err(wrong),
            Event::Comment(_) | Event::PI(_) => Ok(Part::Aside),
            Event::DocType(_) => Err(wrong(Complaint::doctype())),
            Event::Eof if self.depth > 0 => Err(delivery.truncated()),
            Event::Eof => Ok(Part::End),
        }
    }

    /// Resolves the name of a start tag.
    fn tag<'b>(&mut self, start: BytesStart<'b>, closed: bool) -> Result<Tag<'b>, Complaint> {
        if self.depth >= self.deepest {
            let found = format!("elements nest deeper than {} levels", self.deepest);
            return Err(Complaint::limit(found, "they fit into the limit `depth`"));
        }
        self.names.open(&start, self.depth + 1).map_err(|error| namespace(&error))?;
        let name = start.name().into_inner();
        if name.is_empty() {
            return Err(Complaint::malformed("a tag has no name"));
        }
        let (prefix, local) = name.split_once(':').map_or(("", 0), |(prefix, _)| (prefix, prefix.len() + 1));
        let space = self.names.space(prefix).map_err(|()| undeclared(prefix))?;
        Ok(Tag { start, space, local, closed })
    }

    /// Whether a tag says `m:null="true"`.
    pub(super) fn is_null(&mut self, tag: &Tag<'_>) -> Result<bool, Complaint> {
        if tag.start.attributes_raw().is_empty() {
            return Ok(false);
        }
        let mut attributes = tag.start.attributes();
        let mut null = false;
        for attribute in attributes.with_checks(false) {
            let Ok(attribute) = attribute else {
                let found =
                    format!("an attribute of `{}` is not written as name=\"value\"", shorten(tag.name()));
                return Err(Complaint::malformed(found));
            };
            let name = attribute.key.into_inner();
            let Some((prefix, local)) = name.split_once(':') else { continue };
            if prefix == "xml" || prefix == "xmlns" {
                continue;
            }
            let space = self.names.space(prefix).map_err(|()| undeclared(prefix))?;
            null |=
                space == Space::Metadata && local == "null" && matches!(attribute.value.trim(), "true" | "1");
        }
        Ok(null)
    }
}

/// The character that a reference stands for.
fn resolve(reference: &BytesRef<'_>) -> Result<char, Complaint> {
    let character = match reference.resolve_char_ref() {
        Ok(Some(character)) => Some(character),
        Ok(None) => resolve_xml_entity(reference).and_then(|text| text.chars().next()),
        Err(_) => None,
    };
    character.ok_or_else(|| {
        Complaint::new(
            ErrorKind::Malformed,
            format!("`&{};` stands for no character", shorten(reference)),
            "XML knows `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` and numbers such as `&#233;`",
            "report it to the publisher of the feed: the character itself, or its number, belongs there",
        )
    })
}

/// Refuses a declaration of another encoding than the one that is read.
fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), Complaint> {
    let encoding = match declaration.encoding() {
        None => return Ok(()),
        Some(Ok(encoding)) => encoding,
        Some(Err(_)) => {
            return Err(Complaint::malformed("the XML declaration is not written as name=\"value\""));
        }
    };
    if ["UTF-8", "UTF8", "US-ASCII", "ASCII"].iter().any(|known| encoding.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    let encoding = shorten(&encoding);
    let repair = if encoding.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("utf-16")) {
        "correct the declaration: the bytes are not UTF-16".to_owned()
    } else {
        format!("`iconv -f {encoding} -t UTF-8` converts it; then correct the declaration")
    };
    let found = format!("the document declares the encoding `{encoding}`");
    Err(Complaint::new(ErrorKind::Encoding, found, "UTF-8 is read", repair))
}

fn undeclared(prefix: &str) -> Complaint {
    Complaint::new(
        ErrorKind::Malformed,
        format!("the prefix `{}:` is declared nowhere", shorten(prefix)),
        "each prefix has its `xmlns`",
        "take the whole document, not a part of it",
    )
}

fn namespace(error: &NamespaceError) -> Complaint {
    match error {
        NamespaceError::TooManyBindings(most) => {
            Complaint::malformed(format!("more than {most} namespaces are declared at one place"))
        }
        NamespaceError::UnknownPrefix(prefix) => undeclared(prefix),
        NamespaceError::InvalidXmlPrefixBind(_)
        | NamespaceError::InvalidXmlnsPrefixBind(_)
        | NamespaceError::InvalidPrefixForXml(_)
        | NamespaceError::InvalidPrefixForXmlns(_)
        | NamespaceError::TooDeeplyNested(_) => {
            Complaint::malformed("a namespace is declared that XML keeps for itself")
        }
    }
}

/// What the parser says, in words for the user of a feed.
fn translate(error: &Error, delivery: &Delivery<'_>, offset: u64) -> Stop {
    if let Some(complaint) = delivery.gauge.refusal() {
        return Stop::Wrong { complaint, offset: delivery.gauge.at() };
    }
    let complaint = match error {
        Error::Syntax(SyntaxError::UnclosedDoctype) => Complaint::doctype(),
        // The parser calls a markup unclosed or unknown also when the document ends in it.
        Error::Syntax(_) | Error::IllFormed(IllFormedError::UnclosedReference) if delivery.gauge.ended() => {
            return delivery.truncated();
        }
        Error::Syntax(_) => Complaint::malformed("`<!` begins neither a comment nor CDATA"),
        Error::IllFormed(IllFormedError::UnclosedReference) => Complaint::new(
            ErrorKind::Malformed,
            "a `&` stands alone",
            "it is written `&amp;`",
            "report it to the publisher of the feed",
        ),
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => Complaint::malformed(
            format!("`</{}>` stands where `</{}>` is due", shorten(found), shorten(expected)),
        ),
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            Complaint::malformed(format!("`</{}>` closes nothing", shorten(found)))
        }
        Error::IllFormed(IllFormedError::MissingDoctypeName) => Complaint::doctype(),
        Error::IllFormed(IllFormedError::MissingDeclVersion(_) | IllFormedError::UnknownVersion) => {
            Complaint::malformed("the XML declaration names no version that is known")
        }
        Error::IllFormed(IllFormedError::MissingEndTag(_)) => return delivery.truncated(),
        Error::IllFormed(IllFormedError::DoubleHyphenInComment) => {
            Complaint::malformed("a comment holds `--`")
        }
        Error::InvalidAttr(_) => Complaint::malformed("an attribute is not written as name=\"value\""),
        Error::Namespace(error) => namespace(error),
        // The source has checked the bytes, and the text is put together here: neither can come.
        Error::Io(_) | Error::Encoding(_) | Error::Escape(_) => {
            Complaint::malformed("the text cannot be read")
        }
    };
    Stop::Wrong { complaint, offset }
}

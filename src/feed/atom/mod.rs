//! V2 Atom: `feed/entry/content/m:properties/d:*`.
//!
//! `quick-xml` reads the grammar; what is here says which elements matter.
//!
//! **Invariant:** elements are told apart by namespace and local name, never by prefix.

mod fast;
mod names;
mod parts;
mod property;

use super::delivery::{Delivery, Stop};
use super::error::Complaint;
use super::source::Source;
use crate::value::shorten;
use fast::Fast;
use names::Space;
use parts::{Part, Parts, Tag};

pub(super) use fast::Entries;
pub(super) use names::Names;

/// Reads a document to its end.
pub(super) fn read(source: Source<'_>, delivery: &mut Delivery<'_>) -> Result<(), Stop> {
    let parts = Parts::new(source, delivery.limits.depth);
    let mut reader = Reader { parts, delivery, fast: Fast::default() };
    let buffer = &mut Vec::new();
    let mut rooted = false;
    loop {
        match reader.next(buffer)? {
            Part::Open(tag) if rooted => {
                let found = format!("a second root element `{}` follows the document", shorten(tag.name()));
                return Err(reader.wrong(Complaint::malformed(found)));
            }
            Part::Open(tag) => {
                rooted = true;
                let what = Child::of(&tag);
                let closed = tag.closed;
                let root = shorten(tag.name()).into_owned();
                match what {
                    Child::Feed => reader.feed(buffer, closed)?,
                    // One record asked for by its id comes without a feed around it.
                    Child::Entry => reader.entry(buffer, closed)?,
                    Child::Error => reader.served(buffer, closed)?,
                    Child::Html => return Err(reader.wrong(Complaint::html())),
                    Child::Count | Child::Link { .. } | Child::Content | Child::Properties | Child::Other => {
                        let found = format!("the root element is `{root}`");
                        let required =
                            "it is `feed` or `entry` in the namespace `http://www.w3.org/2005/Atom`";
                        return Err(reader.wrong(Complaint::structure(found, required)));
                    }
                }
            }
            Part::Text(text) if !text.trim_ascii().is_empty() => {
                return Err(reader.wrong(Complaint::malformed("text stands outside of the root element")));
            }
            Part::Char(_) => {
                return Err(reader.wrong(Complaint::malformed("text stands outside of the root element")));
            }
            Part::Text(_) | Part::Aside | Part::Close => {}
            Part::End if rooted => return Ok(()),
            Part::End => {
                return Err(
                    reader.wrong(Complaint::structure("the document has no root element", "it is `feed`"))
                );
            }
        }
    }
}

/// The elements that mean something, wherever they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Child {
    Feed,
    Entry,
    /// `m:count`.
    Count,
    /// A link, and whether it leads to the next page.
    Link {
        /// `rel="next"`.
        next: bool,
    },
    Content,
    /// `m:properties`.
    Properties,
    /// `m:error`, also in the middle of a feed: the server failed while it was writing.
    Error,
    Html,
    Other,
}

impl Child {
    fn of(tag: &Tag<'_>) -> Self {
        let child = Self::named(tag.space, tag.local());
        if matches!(child, Self::Link { .. }) { Self::Link { next: tag.is_next_link() } } else { child }
    }

    /// What a name says; whether a link leads to the next page stands in its attributes.
    fn named(space: Space, local: &str) -> Self {
        match (space, local) {
            (Space::Atom, "feed") => Self::Feed,
            (Space::Atom, "entry") => Self::Entry,
            (Space::Atom, "link") => Self::Link { next: false },
            (Space::Atom, "content") => Self::Content,
            (Space::Metadata, "count") => Self::Count,
            (Space::Metadata, "properties") => Self::Properties,
            (Space::Metadata | Space::None, "error") => Self::Error,
            (_, name) if name.eq_ignore_ascii_case("html") => Self::Html,
            _ => Self::Other,
        }
    }
}

/// The reader of one document.
struct Reader<'r, 's, 'd> {
    parts: Parts<'s>,
    delivery: &'r mut Delivery<'d>,
    fast: Fast,
}

impl Reader<'_, '_, '_> {
    fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Part<'b>, Stop> {
        self.parts.next(buffer, self.delivery)
    }

    /// A complaint about what was read last.
    fn wrong(&self, complaint: Complaint) -> Stop {
        Stop::Wrong { complaint, offset: self.parts.offset() }
    }

    /// The children of a feed.
    fn feed(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<(), Stop> {
        while let Some((child, closed)) = self.child_of_feed(buffer, closed)? {
            match child {
                Child::Entry => self.entry(buffer, closed)?,
                Child::Count => self.count(buffer, closed)?,
                Child::Error => self.served(buffer, closed)?,
                Child::Link { next } => {
                    self.delivery.next |= next;
                    self.skip(buffer, closed)?;
                }
                Child::Feed | Child::Content | Child::Properties | Child::Html | Child::Other => {
                    self.skip(buffer, closed)?;
                }
            }
        }
        Ok(())
    }

    /// The next child of a feed that the parser has to read.
    fn child_of_feed(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<Option<(Child, bool)>, Stop> {
        if !closed {
            let (source, names) = self.parts.between();
            self.fast.entries(source, names, self.delivery)?;
        }
        self.child(buffer, closed)
    }

    /// One record. A link in it may hold whole entries of other feeds: they are skipped with it.
    fn entry(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<(), Stop> {
        let start = self.parts.offset();
        self.delivery.begin();
        let mut found = false;
        while let Some((child, closed)) = self.child(buffer, closed)? {
            match child {
                Child::Content => {
                    while let Some((child, closed)) = self.child(buffer, closed)? {
                        match child {
                            Child::Properties => self.properties(buffer, closed, &mut found)?,
                            Child::Error => self.served(buffer, closed)?,
                            Child::Feed
                            | Child::Entry
                            | Child::Count
                            | Child::Link { .. }
                            | Child::Content
                            | Child::Html
                            | Child::Other => self.skip(buffer, closed)?,
                        }
                    }
                }
                Child::Properties => self.properties(buffer, closed, &mut found)?,
                Child::Error => self.served(buffer, closed)?,
                Child::Feed
                | Child::Entry
                | Child::Count
                | Child::Link { .. }
                | Child::Html
                | Child::Other => {
                    self.skip(buffer, closed)?;
                }
            }
        }
        if !found {
            let complaint =
                Complaint::structure("an entry has no `m:properties`", "they hold the fields of a record");
            return Err(Stop::Wrong { complaint, offset: start });
        }
        self.delivery.finish()
    }

    /// The next element in the one that is open, and whether it is `<closed/>`; none at the end of the open one.
    fn child(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<Option<(Child, bool)>, Stop> {
        if closed {
            return Ok(None);
        }
        loop {
            match self.next(buffer)? {
                Part::Open(tag) => return Ok(Some((Child::of(&tag), tag.closed))),
                Part::Close | Part::End => return Ok(None),
                Part::Text(_) | Part::Char(_) | Part::Aside => {}
            }
        }
    }

    /// Passes over what is left of the element that was opened last.
    fn skip(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<(), Stop> {
        let outer = self.parts.depth();
        while !closed && self.parts.depth() >= outer {
            self.next(buffer)?;
        }
        Ok(())
    }

    /// All text in the element that was opened last, up to what a message or a number can need.
    fn text(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<String, Stop> {
        let mut text = String::new();
        let outer = self.parts.depth();
        while !closed && self.parts.depth() >= outer {
            match self.next(buffer)? {
                Part::Text(piece) => text.extend(piece.chars().take(1000_usize.saturating_sub(text.len()))),
                Part::Char(piece) if text.len() < 1000 => text.push(piece),
                Part::Char(_) | Part::Open(_) | Part::Close | Part::Aside | Part::End => {}
            }
        }
        Ok(text)
    }

    /// `<m:count>801</m:count>`.
    fn count(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<(), Stop> {
        let text = self.text(buffer, closed)?;
        let Ok(count) = text.trim().parse() else {
            let found = format!("`m:count` is `{}`", shorten(text.trim()));
            return Err(self.wrong(Complaint::structure(found, "it is a whole number")));
        };
        self.delivery.declared = Some(count);
        Ok(())
    }

    /// `<m:error><m:code/><m:message>…</m:message></m:error>`: always an error.
    fn served(&mut self, buffer: &mut Vec<u8>, closed: bool) -> Result<(), Stop> {
        let mut message = String::new();
        let outer = self.parts.depth();
        while !closed && self.parts.depth() >= outer {
            if let Part::Open(tag) = self.next(buffer)? {
                let closed = tag.closed;
                if tag.local() == "message" && message.is_empty() {
                    message = self.text(buffer, closed)?;
                }
            }
        }
        Err(self.wrong(Complaint::served(&message)))
    }
}

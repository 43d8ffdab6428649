//! Entries in the one form that nearly all have, read without a parser: `quick-xml` reads everything else.
//!
//! A [`Scanner`] looks at a stretch of checked text. It takes an entry only if it is sure of every byte of it: plain
//! tags, attributes in quotes, texts with the references that XML knows, prefixes that were declared before the entry.
//! Whatever else it meets – CDATA, comments, a declaration of a namespace, an object where a text was wanted, any
//! mistake – it leaves the whole entry to the parser, which also finds the words for what is wrong.
//!
//! **Invariant:** what is taken here gives the same record as the parser, and nothing that the parser would refuse is
//! taken.

mod attributes;
mod cursor;
mod entries;
mod references;

use super::Child;
use super::names::{Names, Space};
use crate::feed::delivery::Delivery;
use crate::feed::doubt::Doubt;
use attributes::{Attributes, Said};
use cursor::{Cursor, Tag};

pub(in crate::feed) use entries::Entries;
pub(super) use entries::Fast;

/// Deeper elements inside of an entry are left to the parser.
const DEEPEST: usize = 8;

/// What is remembered from entry to entry.
#[derive(Debug, Default)]
struct Scanner {
    /// How the tags of fields are written, by the numbers of their names.
    tags: Vec<Written>,
    /// The start tags before the properties of the last entry, in order.
    heads: Vec<Head>,
    /// Which of them is expected next.
    head: usize,
    attributes: Attributes,
}

/// The tags of a field, as they were written before.
#[derive(Clone, Debug, Default)]
struct Written {
    /// Its name with its prefix; empty while it is not known.
    name: String,
    /// Whole start tags with the white space before them, each with what it says: a field comes with a value or
    /// without, and in few other ways.
    starts: Vec<(String, Said)>,
    /// `</d:CP>`
    end: String,
}

/// A whole start tag.
#[derive(Clone, Debug, Default)]
struct Head {
    text: String,
    /// How long its name is.
    length: usize,
    colon: Option<usize>,
    space: Space,
    closed: bool,
}

/// More tags than these are read anew each time.
const MOST_HEADS: usize = 40;

/// More ways to write the start tag of a field are read anew each time.
const MOST_STARTS: usize = 3;

/// Names beyond that number, and longer tags, are read anew each time.
const MOST_TAGS: usize = 1024;
const LONGEST_START: usize = 400;

impl Scanner {
    /// Takes the entry with which the text begins, white space before it aside, and says how many bytes it has. The
    /// record is filled and not yet delivered.
    fn entry(&mut self, text: &str, names: &mut Names, delivery: &mut Delivery<'_>) -> Result<usize, Doubt> {
        let mut cursor = Cursor::new(text);
        cursor.blanks();
        self.head = 0;
        let tag = self.open(&mut cursor, names)?;
        if tag.closed || Child::named(tag.space, tag.local()) != Child::Entry {
            return Err(Doubt::Unsure);
        }
        delivery.begin();
        let mut found = false;
        while let Some(child) = self.child(&mut cursor, &tag, names)? {
            if Child::named(child.space, child.local()) == Child::Content && !child.closed {
                while let Some(inner) = self.child(&mut cursor, &child, names)? {
                    self.part(&mut cursor, &inner, names, delivery, &mut found)?;
                }
            } else {
                self.part(&mut cursor, &child, names, delivery, &mut found)?;
            }
        }
        if found { Ok(cursor.at()) } else { Err(Doubt::Unsure) }
    }

    /// A child of an entry or of its content: the properties, or what is passed over.
    fn part(
        &mut self,
        cursor: &mut Cursor<'_>,
        tag: &Tag<'_>,
        names: &mut Names,
        delivery: &mut Delivery<'_>,
        found: &mut bool,
    ) -> Result<(), Doubt> {
        match Child::named(tag.space, tag.local()) {
            Child::Properties if !*found => {
                *found = true;
                if tag.closed { Ok(()) } else { self.properties(cursor, tag, names, delivery) }
            }
            Child::Properties | Child::Error => Err(Doubt::Unsure),
            Child::Feed
            | Child::Entry
            | Child::Count
            | Child::Link { .. }
            | Child::Content
            | Child::Html
            | Child::Other => self.skip(cursor, tag, names),
        }
    }

    /// The next child of an element, and none behind its end tag.
    fn child<'t>(
        &mut self,
        cursor: &mut Cursor<'t>,
        parent: &Tag<'_>,
        names: &mut Names,
    ) -> Result<Option<Tag<'t>>, Doubt> {
        cursor.pass_text()?;
        if cursor.close(parent.name)? {
            return Ok(None);
        }
        self.open(cursor, names).map(Some)
    }

    /// A start tag.
    fn open<'t>(&mut self, cursor: &mut Cursor<'t>, names: &mut Names) -> Result<Tag<'t>, Doubt> {
        let before = *cursor;
        let at = self.head;
        self.head += 1;
        if let Some(head) = self.heads.get(at).filter(|head| head.length > 0)
            && cursor.pass(head.text.as_bytes())
        {
            let name = cursor.since(&before).get(1..=head.length).ok_or(Doubt::Unsure)?;
            return Ok(Tag { name, colon: head.colon, space: head.space, closed: head.closed });
        }
        let (name, colon) = cursor.name()?;
        let Said { closed, .. } = self.attributes.read(cursor, names)?;
        let prefix = colon.and_then(|colon| name.get(..colon)).unwrap_or_default();
        let space = names.space(prefix).map_err(|()| Doubt::Unsure)?;
        self.remember(
            at,
            Head { text: cursor.since(&before).to_owned(), length: name.len(), colon, space, closed },
        );
        Ok(Tag { name, colon, space, closed })
    }

    fn remember(&mut self, at: usize, head: Head) {
        if at < MOST_HEADS && head.text.len() <= LONGEST_START {
            if self.heads.len() <= at {
                self.heads.resize(at + 1, Head::default());
            }
            if let Some(known) = self.heads.get_mut(at) {
                *known = head;
            }
        }
    }

    /// Passes over an element whose start tag was read.
    fn skip(&mut self, cursor: &mut Cursor<'_>, tag: &Tag<'_>, names: &mut Names) -> Result<(), Doubt> {
        if tag.closed {
            return Ok(());
        }
        let mut open = [""; DEEPEST];
        let mut depth: usize = 0;
        let mut name = tag.name;
        loop {
            cursor.pass_text()?;
            if cursor.close(name)? {
                let Some(above) = depth.checked_sub(1) else { return Ok(()) };
                depth = above;
                name = open.get(depth).copied().unwrap_or_default();
                continue;
            }
            let inner = self.open(cursor, names)?;
            if !inner.closed {
                *open.get_mut(depth).ok_or(Doubt::Unsure)? = name;
                depth += 1;
                name = inner.name;
            }
        }
    }

    /// The children of `m:properties`.
    fn properties(
        &mut self,
        cursor: &mut Cursor<'_>,
        parent: &Tag<'_>,
        names: &mut Names,
        delivery: &mut Delivery<'_>,
    ) -> Result<(), Doubt> {
        loop {
            let number = delivery.expected();
            let known = self.tags.get(number).filter(|_| number > 0);
            let mut starts = known.map_or(&[][..], |tag| &tag.starts).iter();
            if let Some((_, said)) = starts.find(|(start, _)| cursor.pass(start.as_bytes())) {
                let (said, slot) = (*said, delivery.take(number));
                self.property(cursor, number, said, slot, names, delivery)?;
                continue;
            }
            let before = *cursor;
            cursor.blanks();
            if cursor.close(parent.name)? {
                return Ok(());
            }
            self.other(cursor, &before, names, delivery)?;
        }
    }

    /// A child of `m:properties` that is not the field that followed in the entry before, or not written as it was.
    #[cold]
    fn other(
        &mut self,
        cursor: &mut Cursor<'_>,
        gap: &Cursor<'_>,
        names: &mut Names,
        delivery: &mut Delivery<'_>,
    ) -> Result<(), Doubt> {
        let before = *cursor;
        let (name, colon) = cursor.name()?;
        let local = colon.map_or(name, |colon| name.get(colon + 1..).unwrap_or_default());
        let prefix = colon.and_then(|colon| name.get(..colon)).unwrap_or_default();
        match names.space(prefix).map_err(|()| Doubt::Unsure)? {
            Space::Data => {
                // A field is met when its tag is whole.
                let said = self.attributes.read(cursor, names)?;
                let slot = delivery.column(local);
                let number = delivery.last();
                // Zero is the number of names that are not remembered.
                if number == 0 || number >= MOST_TAGS {
                    return Err(Doubt::Unsure);
                }
                if self.tags.len() <= number {
                    self.tags.resize(number + 1, Written::default());
                }
                if let Some(tag) = self.tags.get_mut(number) {
                    if tag.name != name {
                        let (name, end) = (name.to_owned(), format!("</{name}>"));
                        *tag = Written { name, starts: Vec::new(), end };
                    }
                    let start = cursor.since(gap);
                    if tag.starts.len() < MOST_STARTS && start.len() <= LONGEST_START {
                        tag.starts.push((start.to_owned(), said));
                    }
                }
                self.property(cursor, number, said, slot, names, delivery)
            }
            space @ (Space::Atom | Space::Metadata | Space::Other | Space::None) => {
                if Child::named(space, local) == Child::Error {
                    return Err(Doubt::Unsure);
                }
                *cursor = before;
                let tag = self.open(cursor, names)?;
                self.skip(cursor, &tag, names)
            }
        }
    }

    /// A property behind its start tag.
    #[inline]
    fn property(
        &mut self,
        cursor: &mut Cursor<'_>,
        number: usize,
        said: Said,
        slot: Option<usize>,
        names: &mut Names,
        delivery: &mut Delivery<'_>,
    ) -> Result<(), Doubt> {
        let end = self.tags.get(number).map_or("", |tag| tag.end.as_str());
        let Some(slot) = slot else {
            if said.closed {
                return Ok(());
            }
            cursor.pass_text()?;
            return if cursor.pass(end.as_bytes()) { Ok(()) } else { self.unread(cursor, number, names) };
        };
        // A second one is a mistake, for which the parser has the words.
        if !delivery.record.claim(slot) {
            return Err(Doubt::Unsure);
        }
        if said.null {
            delivery.record.null();
            return if said.closed { Ok(()) } else { self.unread(cursor, number, names) };
        }
        if said.closed {
            delivery.record.text("");
            return Ok(());
        }
        let (text, plain) = cursor.text()?;
        if !cursor.pass(end.as_bytes()) {
            return Err(cursor.cut_within(end.len()));
        }
        if plain {
            delivery.record.text(text);
            return Ok(());
        }
        references::resolve(text, &mut delivery.record).ok_or(Doubt::Unsure)
    }

    /// What is left of a property that nobody reads.
    #[cold]
    fn unread(&mut self, cursor: &mut Cursor<'_>, number: usize, names: &mut Names) -> Result<(), Doubt> {
        let name = self.tags.get(number).map_or(String::new(), |tag| tag.name.clone());
        let tag = Tag { name: &name, colon: None, space: Space::Data, closed: false };
        self.skip(cursor, &tag, names)
    }
}

//! Reads Atom and fills slots: `feed/entry/content/m:properties/d:*`.
//!
//! Most of a feed is fields. What can be told of one by its bytes alone is told by the method's [`Foresight`]; all else is
//! read here.
//!
//! **Invariant:** what is read of a document that is not well-formed is an error, also in what nobody asks for.
//! **Invariant:** a text that ends before its last record stops behind the record before; nothing is handed on twice.

use memchr::{memchr, memchr2};

use crate::fault::{Fault, Found, Stop, wrong};
use crate::markup::{self, Aside, Attribute, Reference, TagEnd};
use crate::method::{Foresight, Method};
use crate::names::{Field, Naming};
use crate::open::{Open, Role};
use crate::slots::{Slot, Slots};
use crate::spaces::{self, Space, Spaces};

/// What is known of a document between two chunks.
#[derive(Debug)]
pub(crate) struct Scanner<M: Method> {
    open: Open,
    spaces: Spaces,
    foresight: M::Foresight,
    /// The attributes of the tag that is read.
    attributes: Vec<Attribute>,
    /// Whether the root element was there.
    rooted: bool,
    /// Whether the record had its `m:properties`.
    found: bool,
}

impl<M: Method> Default for Scanner<M> {
    fn default() -> Self {
        Self {
            open: Open::default(),
            spaces: Spaces::default(),
            foresight: M::Foresight::default(),
            attributes: Vec::new(),
            rooted: false,
            found: false,
        }
    }
}

impl<M: Method> Scanner<M> {
    /// Scans a text that begins at a byte of the document and may be its end: how much of it need not be seen again.
    pub(crate) fn scan<N: Naming>(
        &mut self,
        text: &str,
        offset: u64,
        ends: bool,
        each: &mut impl FnMut(&Slots<'_>),
    ) -> Result<usize, Fault> {
        let depth = self.open.depth();
        let mut pass = Pass {
            text,
            bytes: text.as_bytes(),
            at: 0,
            safe: 0,
            depth,
            starts: offset == 0,
            slots: Slots::default(),
            scanner: self,
        };
        let outcome = pass.run::<N>(each);
        let (safe, depth) = (pass.safe, pass.depth);
        let fault = |at: usize, what: String| Fault { offset: offset + at as u64, what };
        match outcome {
            Ok(()) if ends && !self.rooted => {
                Err(fault(text.len(), "the document has no root element".to_owned()))
            }
            Ok(()) => Ok(text.len()),
            Err(Stop::More) if ends => Err(fault(text.len(), "the document is cut here".to_owned())),
            Err(Stop::More) => {
                while self.open.depth() > depth {
                    self.close_scope();
                }
                Ok(safe)
            }
            Err(Stop::Wrong { at, what }) => Err(fault(at, what)),
        }
    }

    /// Closes the innermost element and what it declared: its role.
    fn close_scope(&mut self) -> Option<Role> {
        let (spaces, role) = self.open.pop()?;
        self.leave_spaces(spaces);
        Some(role)
    }

    /// Takes back all but the first namespaces.
    fn leave_spaces(&mut self, count: usize) {
        if self.spaces.keep(count) {
            self.foresight.forget();
        }
    }
}

/// One pass over a text.
struct Pass<'s, 'c, M: Method> {
    scanner: &'s mut Scanner<M>,
    text: &'c str,
    bytes: &'c [u8],
    at: usize,
    /// Everything before this byte is done with, and so many elements were open there.
    safe: usize,
    depth: usize,
    /// Whether the text begins with the document.
    starts: bool,
    slots: Slots<'c>,
}

impl<M: Method> Pass<'_, '_, M> {
    fn run<N: Naming>(&mut self, each: &mut impl FnMut(&Slots<'_>)) -> Found<()> {
        if self.starts && self.text.starts_with('\u{FEFF}') {
            self.at = 3;
        }
        loop {
            match self.scanner.open.role() {
                Role::Properties => self.fields::<N>()?,
                role if self.step::<N>(role, each)? => {}
                _ => return Ok(()),
            }
        }
    }

    /// Reads up to the next tag and that tag; false at the end of the text where nothing is open.
    fn step<N: Naming>(&mut self, role: Role, each: &mut impl FnMut(&Slots<'_>)) -> Found<bool> {
        let found = memchr2(b'<', b'&', &self.bytes[self.at..]);
        let at = found.map_or(self.bytes.len(), |found| self.at + found);
        if role == Role::Document {
            if let Some(odd) = self.bytes[self.at..at].iter().position(|byte| !markup::is_space(*byte)) {
                return wrong(self.at + odd, OUTSIDE);
            }
            if found.is_none() {
                return Ok(false);
            }
        }
        match (self.bytes.get(at), self.bytes.get(at + 1)) {
            (Some(b'&'), _) if role == Role::Document => return wrong(at, OUTSIDE),
            (Some(b'&'), _) => self.at = self.reference(at)?,
            (Some(_), Some(b'/')) => self.close(at, each)?,
            (Some(_), Some(b'!' | b'?')) => self.at = self.aside(at)?,
            (Some(_), Some(_)) => self.open(at, role)?,
            (None, _) | (_, None) => return Err(Stop::More),
        }
        // Between two records nothing is borrowed from the text, so here it can be left.
        if matches!(self.scanner.open.role(), Role::Document | Role::Feed) {
            self.safe = self.at;
            self.depth = self.scanner.open.depth();
        }
        Ok(true)
    }

    /// The byte behind the reference whose `&` stands here.
    fn reference(&self, at: usize) -> Found<usize> {
        match markup::reference(&self.bytes[at + 1..]) {
            Reference::Char(_, length) => Ok(at + 1 + length),
            Reference::More => Err(Stop::More),
            Reference::Wrong => wrong(at, markup::NO_REFERENCE),
        }
    }

    /// The byte behind the comment, instruction or CDATA that begins here.
    fn aside(&self, at: usize) -> Found<usize> {
        let (kind, end) = markup::aside(self.bytes, at)?;
        match kind {
            Aside::CData if self.scanner.open.role() == Role::Document => return wrong(at, OUTSIDE),
            Aside::Instruction if is_declaration(&self.bytes[at..end]) => {
                let first = self.starts && self.text[..at].trim_start_matches('\u{FEFF}').is_empty();
                if !first {
                    return wrong(at, "an XML declaration stands behind the beginning of the document");
                }
                markup::check_declaration(self.bytes, at..end)?;
            }
            Aside::CData | Aside::Comment | Aside::Instruction => {}
        }
        Ok(end)
    }

    /// Reads the start tag whose `<` stands here and opens its element.
    fn open(&mut self, at: usize, parent: Role) -> Found<()> {
        let name_end = markup::name(self.bytes, at + 1)?;
        let name = &self.bytes[at + 1..name_end];
        let end = self.attributes(name_end)?;
        let spaces = self.declare();
        let (prefix, local) = spaces::split(name);
        let Some(space) = self.scanner.spaces.resolve(prefix) else { return wrong(at, undeclared(prefix)) };
        self.is_null(at)?;
        let role = role(parent, space, local);
        match role {
            Role::Document if self.scanner.rooted => {
                return wrong(at, "a second root element follows the document");
            }
            Role::Document => return wrong(at, "the root element is not the `feed` of Atom"),
            Role::Feed => self.scanner.rooted = true,
            Role::Entry => {
                self.scanner.found = false;
                self.slots.clear();
            }
            Role::Properties => {
                if std::mem::replace(&mut self.scanner.found, true) {
                    return wrong(at, "an entry has `m:properties` twice");
                }
                self.scanner.foresight.begin();
            }
            Role::Other if parent != Role::Other && is_error(space, local) => {
                return wrong(at, "the server reports an error in the middle of the feed");
            }
            Role::Content | Role::Other => {}
        }
        if !end.closed {
            self.scanner.open.push(name, spaces, role);
        } else {
            if role == Role::Entry {
                return wrong(at, NO_PROPERTIES);
            }
            self.scanner.leave_spaces(spaces);
        }
        self.at = end.at;
        Ok(())
    }

    /// Reads the end tag whose `<` stands here and closes its element. That of a record hands it on.
    fn close(&mut self, at: usize, each: &mut impl FnMut(&Slots<'_>)) -> Found<()> {
        let Some(name) = self.scanner.open.name() else { return wrong(at, "an end tag closes nothing") };
        let end = end_tag(self.bytes, at, name)?;
        if self.scanner.close_scope() == Some(Role::Entry) {
            if !self.scanner.found {
                return wrong(at, NO_PROPERTIES);
            }
            each(&self.slots);
        }
        self.at = end;
        Ok(())
    }

    /// Reads the attributes of a start tag from the end of its name on.
    fn attributes(&mut self, at: usize) -> Found<TagEnd> {
        // Most tags have none.
        if self.bytes.get(at) == Some(&b'>') {
            self.scanner.attributes.clear();
            return Ok(TagEnd { at: at + 1, closed: false });
        }
        markup::attributes(self.bytes, at, &mut self.scanner.attributes)
    }

    /// Declares the namespaces among the attributes that were read: how many were declared before.
    fn declare(&mut self) -> usize {
        let Scanner { attributes, spaces, .. } = &mut *self.scanner;
        let before = spaces.count();
        for attribute in attributes {
            let name = &self.bytes[attribute.name.clone()];
            let prefix = match name.strip_prefix(b"xmlns") {
                Some([]) => &b""[..],
                Some([b':', prefix @ ..]) => prefix,
                Some(_) | None => continue,
            };
            let mut space = String::new();
            markup::unescape(&self.text[attribute.value.clone()], &mut space);
            spaces.declare(prefix, &space);
        }
        if spaces.count() > before {
            self.scanner.foresight.forget();
        }
        before
    }

    /// Whether the attributes that were read say `m:null`. The prefixes of all of them must be declared.
    fn is_null(&self, tag: usize) -> Found<bool> {
        let mut null = false;
        for attribute in &self.scanner.attributes {
            let (prefix, local) = spaces::split(&self.bytes[attribute.name.clone()]);
            if prefix.is_empty() || prefix == b"xmlns" {
                continue;
            }
            match self.scanner.spaces.resolve(prefix) {
                None => return wrong(tag, undeclared(prefix)),
                Some(Space::Metadata) if local == b"null" => {
                    null |= matches!(self.bytes[attribute.value.clone()].trim_ascii(), b"true" | b"1");
                }
                Some(_) => {}
            }
        }
        Ok(null)
    }

    /// Reads fields until something else comes: the end of the properties, or an element in a field.
    fn fields<N: Naming>(&mut self) -> Found<()> {
        loop {
            let at = self.at + memchr2(b'<', b'&', &self.bytes[self.at..]).ok_or(Stop::More)?;
            match (self.bytes[at], self.bytes.get(at + 1)) {
                (b'<', Some(b'/')) => {
                    let end = end_tag(self.bytes, at, self.scanner.open.name().unwrap_or_default())?;
                    self.scanner.close_scope();
                    self.at = end;
                    return Ok(());
                }
                (b'<', Some(b'!' | b'?')) => self.at = self.aside(at)?,
                (b'<', Some(_)) => {
                    if !self.field::<N>(at)? {
                        return Ok(());
                    }
                }
                (b'<', None) => return Err(Stop::More),
                (_, _) => self.at = self.reference(at)?,
            }
        }
    }

    /// Reads the field whose start tag begins here; false if elements are in it, which are then open.
    fn field<N: Naming>(&mut self, at: usize) -> Found<bool> {
        let bytes = self.bytes;
        let told = self.scanner.foresight.name(&bytes[at + 1..]);
        let name_end = told.map_or_else(|| markup::name(bytes, at + 1), |(length, _)| Ok(at + 1 + length))?;
        let name = &bytes[at + 1..name_end];

        let (end, null, spaces) = self.field_tag(at, name_end)?;
        let declares = self.scanner.spaces.count() > spaces;
        let field = match told {
            // What is declared in the tag itself may give its name another meaning.
            Some((_, field)) if !declares => {
                self.scanner.foresight.confirm();
                field
            }
            _ => self.look_up::<N>(at, name)?,
        };
        if end.closed {
            if declares {
                self.scanner.leave_spaces(spaces);
            }
            self.at = end.at;
            return Ok(true);
        }

        let Value { end: value_end, escaped, pieces } = self.value(end.at)?;
        if bytes[value_end + 1] != b'/' {
            self.scanner.open.push(name, spaces, Role::Other);
            self.at = value_end;
            return Ok(false);
        }
        self.at = end_tag(bytes, value_end, name)?;
        if declares {
            self.scanner.leave_spaces(spaces);
        }
        if let Some(field) = field.filter(|_| !null) {
            let raw = &self.text[end.at..value_end];
            let slot = if pieces {
                Slot::Pieces(raw)
            } else if escaped || memchr(b'\r', raw.as_bytes()).is_some() {
                Slot::Escaped(raw)
            } else {
                Slot::Plain(raw)
            };
            self.slots.set(field, slot);
        }
        Ok(true)
    }

    /// Reads what is behind the name in the start tag of a field: where it ends, whether it says null, and how many
    /// namespaces were declared before it.
    fn field_tag(&mut self, at: usize, name_end: usize) -> Found<(TagEnd, bool, usize)> {
        let spaces = self.scanner.spaces.count();
        let rest = &self.bytes[name_end..];
        if rest.first() == Some(&b'>') {
            return Ok((TagEnd { at: name_end + 1, closed: false }, false, spaces));
        }
        if let Some(TagEnd { at: length, closed }) = self.scanner.foresight.null(rest, &self.scanner.spaces) {
            return Ok((TagEnd { at: name_end + length, closed }, true, spaces));
        }
        let end = self.attributes(name_end)?;
        self.declare();
        let null = self.is_null(at)?;
        if null && self.scanner.spaces.count() == spaces {
            let TagEnd { at, closed } = end;
            self.scanner.foresight.learn_null(rest, TagEnd { at: at - name_end, closed });
        }
        Ok((end, null, spaces))
    }

    /// The field that a name means, if it is one.
    fn look_up<N: Naming>(&mut self, at: usize, name: &[u8]) -> Found<Option<Field>> {
        let (prefix, local) = spaces::split(name);
        let Some(space) = self.scanner.spaces.resolve(prefix) else { return wrong(at, undeclared(prefix)) };
        if is_error(space, local) {
            return wrong(at, "the server reports an error in the middle of the feed");
        }
        let field = (space == Space::Data).then(|| N::field(local)).flatten();
        self.scanner.foresight.learn(name, field);
        Ok(field)
    }

    /// The text from here to the next tag, whose first two bytes are there.
    fn value(&self, at: usize) -> Found<Value> {
        let mut value = Value { end: at, escaped: false, pieces: false };
        loop {
            value.end += memchr2(b'<', b'&', &self.bytes[value.end..]).ok_or(Stop::More)?;
            match (self.bytes[value.end], self.bytes.get(value.end + 1)) {
                (b'&', _) => {
                    value.escaped = true;
                    value.end = self.reference(value.end)?;
                }
                (_, Some(b'!' | b'?')) => {
                    value.pieces = true;
                    value.end = self.aside(value.end)?;
                }
                (_, Some(_)) => return Ok(value),
                (_, None) => return Err(Stop::More),
            }
        }
    }
}

/// What was found out about the text of a field.
struct Value {
    /// The `<` behind it.
    end: usize,
    /// Whether there are references in it.
    escaped: bool,
    /// Whether there are comments, instructions or CDATA in it.
    pieces: bool,
}

const OUTSIDE: &str = "text stands outside of the root element";
const NO_PROPERTIES: &str = "an entry has no `m:properties`";

/// What an element means in another one. [`Role::Document`] stands for a root that is none.
fn role(parent: Role, space: Space, local: &[u8]) -> Role {
    match (parent, space, local) {
        (Role::Document, Space::Atom, b"feed") => Role::Feed,
        (Role::Document, _, _) => Role::Document,
        (Role::Feed, Space::Atom, b"entry") => Role::Entry,
        (Role::Entry, Space::Atom, b"content") => Role::Content,
        (Role::Entry | Role::Content, Space::Metadata, b"properties") => Role::Properties,
        _ => Role::Other,
    }
}

/// Whether this is what a server writes that fails in the middle of a feed.
fn is_error(space: Space, local: &[u8]) -> bool {
    local == b"error" && matches!(space, Space::Metadata | Space::Nothing)
}

/// The byte behind the end tag that begins here and has to close an element of this name.
fn end_tag(bytes: &[u8], at: usize, name: &[u8]) -> Found<usize> {
    let rest = &bytes[at + 2..];
    if markup::begins_with(rest, name) && rest.get(name.len()) == Some(&b'>') {
        return Ok(at + 2 + name.len() + 1);
    }
    // Space before the `>`, another name, or the end of the text.
    let end = memchr(b'>', rest).ok_or(Stop::More)?;
    if rest[..end].trim_ascii_end() == name {
        return Ok(at + 2 + end + 1);
    }
    let (found, due) = (String::from_utf8_lossy(&rest[..end]), String::from_utf8_lossy(name));
    wrong(at, format!("`</{found}>` stands where `</{due}>` is due"))
}

/// Whether an instruction is the declaration `<?xml …?>`.
fn is_declaration(instruction: &[u8]) -> bool {
    instruction.get(2..5).is_some_and(|name| name.eq_ignore_ascii_case(b"xml"))
        && instruction.get(5).is_some_and(|byte| markup::is_space(*byte) || *byte == b'?')
}

fn undeclared(prefix: &[u8]) -> String {
    format!("the prefix `{}:` is declared nowhere", String::from_utf8_lossy(prefix))
}

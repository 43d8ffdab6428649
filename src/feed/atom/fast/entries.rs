//! Entry after entry, as long as the scanner is sure of them.
//!
//! **Invariant:** each entry is looked at a bounded number of times, whatever stands in the feed.

use memchr::memmem::Finder;

use super::Scanner;
use crate::feed::atom::names::Names;
use crate::feed::delivery::{Delivery, Stop};
use crate::feed::doubt::Doubt;
use crate::feed::pieces::{Kind, give_away, last};
use crate::feed::source::Source;

/// The scanner and how far it looks.
#[derive(Debug)]
pub(in crate::feed::atom) struct Fast {
    scanner: Scanner,
    /// As text is checked once more for each look, a look that may be in vain is a short one.
    reach: usize,
}

/// An entry of usual size fits into the shortest look.
const SHORTEST: usize = 8 << 10;

/// What the scanner opens at once: a feed, an entry, its content, properties, and what is passed over in them.
const ROOM: usize = 16;

/// So much shows the name of a tag.
const GLANCE: usize = 96;

/// Whether the name of the tag that a text begins with, white space before it aside, may be that of an entry.
fn may_be_entry(text: &str) -> bool {
    let Some(tag) = text.trim_start().strip_prefix('<') else { return text.trim_start().is_empty() };
    tag.split([' ', '\t', '\r', '\n', '/', '>'])
        .next()
        .is_none_or(|name| name.len() == tag.len() || name.ends_with("entry"))
}

impl Default for Fast {
    fn default() -> Self {
        Self { scanner: Scanner::default(), reach: usize::MAX }
    }
}

impl Fast {
    /// Takes the entries that lie ahead, up to the first that is left to the parser.
    pub(in crate::feed::atom) fn entries(
        &mut self,
        source: &mut Source<'_>,
        names: &mut Names,
        delivery: &mut Delivery<'_>,
    ) -> Result<(), Stop> {
        // Whoever allows less depth wants to be told of it.
        if delivery.limits.depth < ROOM || !delivery.limits.shortcuts {
            return Ok(());
        }
        // What is no entry is told by its first bytes, however many such elements there are.
        if !may_be_entry(source.ahead(0, GLANCE)) {
            return Ok(());
        }
        pieces(source, names, delivery)?;
        let (mut taken, mut doubt) = self.scanner.stretch(source.ahead(0, self.reach), names, delivery)?;
        loop {
            source.resume();
            if doubt == Doubt::Unsure {
                self.reach = if taken { self.reach } else { SHORTEST };
                return Ok(());
            }
            let text = if self.reach < source.checked() {
                self.reach = self.reach.saturating_mul(4);
                source.ahead(0, self.reach)
            } else {
                let Some(text) = source.read_on(0) else { return Ok(()) };
                if delivery.receiver.pieces().is_none() {
                    text
                } else {
                    pieces(source, names, delivery)?;
                    source.ahead(0, self.reach)
                }
            };
            (taken, doubt) = self.scanner.stretch(text, names, delivery)?;
        }
    }
}

/// Gives entries away where they are read elsewhere.
fn pieces(source: &mut Source<'_>, names: &Names, delivery: &mut Delivery<'_>) -> Result<(), Stop> {
    let Some(end) = end_tag(source.ahead(0, GLANCE)) else { return Ok(()) };
    let finder = Finder::new(&end);
    let cut = |bytes: &[u8]| last(&finder, bytes).map(|at| at + end.len());
    give_away(source, 0, delivery, || Kind::Atom(names.clone()), &cut).map(|_| ())
}

/// The end tag of the entry that a text begins with.
fn end_tag(text: &str) -> Option<String> {
    let tag = text.trim_start().strip_prefix('<')?;
    let (name, _) = tag.split_once([' ', '\t', '\r', '\n', '/', '>'])?;
    name.ends_with("entry").then(|| format!("</{name}>"))
}

/// Reads entries that were taken out of a feed.
#[derive(Debug, Default)]
pub(in crate::feed) struct Entries {
    scanner: Scanner,
    names: Names,
}

impl Entries {
    /// Between which these names are in scope.
    pub(in crate::feed) fn new(names: &Names) -> Self {
        Self { scanner: Scanner::default(), names: names.clone() }
    }

    /// Reads the entries of a piece, up to the first that it is not sure of.
    pub(in crate::feed) fn piece(&mut self, text: &str, delivery: &mut Delivery<'_>) -> Result<(), Stop> {
        self.scanner.stretch(text, &mut self.names, delivery).map(|_| ())
    }
}

impl Scanner {
    /// Takes the entries of a text; whether there were any, and why no more of them.
    fn stretch(
        &mut self,
        text: &str,
        names: &mut Names,
        delivery: &mut Delivery<'_>,
    ) -> Result<(bool, Doubt), Stop> {
        let mut at = 0;
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let found = self.entry(rest, names, delivery);
            match found {
                Ok(length) if length <= delivery.gauge.left() => {
                    delivery.gauge.advance(length);
                    at += length;
                    delivery.finish()?;
                }
                Ok(_) => {
                    delivery.abandon();
                    return Ok((at > 0, Doubt::Unsure));
                }
                Err(doubt) => {
                    delivery.abandon();
                    return Ok((at > 0, doubt));
                }
            }
        }
    }
}

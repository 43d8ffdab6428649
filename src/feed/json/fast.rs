//! Records that lie whole in the window: read from there by the parser, and not byte by byte through it.
//!
//! The parser of the document has met the first byte of what should be a record. The records from there on are taken out
//! of the window one by one, each by a parser of its own over its text; the parser of the document is then shown `}`, as
//! if one empty object had stood there. Of a record in which anything is wrong, nothing is kept: it is read again by the
//! parser of the document, which knows where it stands and whose words are those for what is wrong.
//!
//! **Invariant:** each record is looked at a bounded number of times, whatever stands in the document.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};

use memchr::memmem::Finder;
use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::Deserializer;

use super::frame::Frame;
use super::place::{Here, Met, Place};
use crate::feed::delivery::{Delivery, Stop};
use crate::feed::doubt::Doubt;
use crate::feed::pieces::{Kind, give_away, last};
use crate::feed::source::Source;

/// A record of usual size fits into the shortest look.
const SHORTEST: usize = 16 << 10;

/// Takes records that lie whole in the window.
pub(super) trait Records {
    /// Takes the records from the one whose first byte the parser has met, and delivers them; whether there were any.
    fn take(&self, delivery: &mut Delivery<'_>) -> Result<bool, Stop>;
}

/// The input that the parser of the document and the taking of records share.
pub(super) struct Fast<'s> {
    source: RefCell<Source<'s>>,
    /// A byte that the parser of the document is shown before any other.
    shown: Cell<Option<u8>>,
    /// As text is checked once more for each look, a look that may be in vain is a short one.
    reach: Cell<usize>,
}

impl<'s> Fast<'s> {
    pub(super) fn new(source: Source<'s>) -> Self {
        Self { source: RefCell::new(source), shown: Cell::new(None), reach: Cell::new(usize::MAX) }
    }

    /// What the parser of the document reads.
    pub(super) fn input(&self) -> Input<'_, 's> {
        Input { fast: self }
    }
}

impl Records for Fast<'_> {
    fn take(&self, delivery: &mut Delivery<'_>) -> Result<bool, Stop> {
        let mut source = self.source.borrow_mut();
        // The parser has that byte already: the brace of a record, where all is well.
        let mut back = 1;
        if pieces(&mut source, back, delivery)? {
            back = 0;
        }
        let mut text = source.ahead(back, self.reach.get());
        loop {
            let (taken, doubt) = stretch(text, back, back > 0, delivery)?;
            if taken {
                back = 0;
            }
            if doubt == Doubt::Cut {
                let reach = self.reach.get();
                if reach < source.checked() {
                    self.reach.set(reach.saturating_mul(4));
                    text = source.ahead(back, self.reach.get());
                    continue;
                }
                if delivery.receiver.pieces().is_some() {
                    if source.read_on(back).is_some() {
                        if pieces(&mut source, back, delivery)? {
                            back = 0;
                        }
                        text = source.ahead(back, self.reach.get());
                        continue;
                    }
                } else if let Some(more) = source.read_on(back) {
                    text = more;
                    continue;
                }
            } else if back > 0 {
                self.reach.set(SHORTEST);
            }
            source.resume();
            if back == 0 {
                self.shown.set(Some(b'}'));
            }
            return Ok(back == 0);
        }
    }
}

/// Gives records away where they are read elsewhere, from so many bytes before; whether that gave any.
fn pieces(source: &mut Source<'_>, back: usize, delivery: &mut Delivery<'_>) -> Result<bool, Stop> {
    let text = source.ahead(back, GLANCE);
    // Behind a record stands a comma, and a byte that the parser has taken must be a brace: whoever reads a piece goes by
    // how it begins.
    if text.starts_with('{') != (back > 0) {
        return Ok(false);
    }
    let Some(start) = start(text) else { return Ok(false) };
    let finder = Finder::new(&start);
    // The brace of the first record stands before it.
    let cut =
        |bytes: &[u8]| last(&finder, bytes).filter(|at| bytes.iter().take(*at).any(|byte| *byte == b'{'));
    give_away(source, back, delivery, || Kind::Json, &cut)
}

/// So much shows how records begin.
const GLANCE: usize = 96;

/// How the record begins that a text begins with, its first key included.
fn start(text: &str) -> Option<String> {
    let record = text.trim_start_matches([',', ' ', '\n', '\r', '\t']);
    let (brace, key) = record.strip_prefix('{')?.split_once('"')?;
    let (key, _) = key.split_once('"')?;
    Some(format!("{{{brace}\"{key}\""))
}

/// Reads the records of a piece, up to the first that it is not sure of.
pub(in crate::feed) fn piece(text: &str, delivery: &mut Delivery<'_>) -> Result<(), Stop> {
    stretch(text, 0, text.starts_with('{'), delivery).map(|_| ())
}

/// Whether a text is what stands between two records.
pub(in crate::feed) fn is_between(text: &str) -> bool {
    between(text) == Ok(text.len())
}

/// Takes the records of a text, of which so many bytes were taken already; whether there were any, and why no more. The
/// first one may stand at its beginning.
fn stretch(text: &str, back: usize, first: bool, delivery: &mut Delivery<'_>) -> Result<(bool, Doubt), Stop> {
    let mut frame = std::mem::take(&mut delivery.frame);
    let taken = stretch_in(&mut frame, text, back, first, delivery);
    delivery.frame = frame;
    taken
}

fn stretch_in(
    frame: &mut Frame,
    text: &str,
    back: usize,
    mut first: bool,
    delivery: &mut Delivery<'_>,
) -> Result<(bool, Doubt), Stop> {
    let mut at = back;
    loop {
        let start = if first { 0 } else { at };
        let rest = text.get(start..).unwrap_or_default();
        let found = if first { Ok(0) } else { between(rest) };
        let found = found.and_then(|gap| {
            let length = record(frame, rest.get(gap..).unwrap_or_default(), delivery)?;
            let end = start + gap + length;
            if end - at <= delivery.gauge.left() { Ok(end) } else { Err(Doubt::Unsure) }
        });
        match found {
            Ok(end) => {
                delivery.gauge.advance(end - at);
                (at, first) = (end, false);
                delivery.finish()?;
            }
            Err(doubt) => {
                delivery.abandon();
                return Ok((at > back, doubt));
            }
        }
    }
}

/// How many bytes stand between two records.
fn between(text: &str) -> Result<usize, Doubt> {
    let blank = [' ', '\n', '\r', '\t'];
    let behind = text.trim_start_matches(blank);
    let next = match behind.strip_prefix(',') {
        Some(behind) => behind.trim_start_matches(blank),
        None if behind.is_empty() => return Err(Doubt::Cut),
        None => return Err(Doubt::Unsure),
    };
    Ok(text.len() - next.len())
}

/// Reads the record that a text begins with, and says how long it is.
fn record(frame: &mut Frame, text: &str, delivery: &mut Delivery<'_>) -> Result<usize, Doubt> {
    match frame.read(text, delivery) {
        Err(Doubt::Unsure) => {}
        read @ (Ok(_) | Err(Doubt::Cut)) => return read,
    }
    let read = parse(text, delivery);
    if let Ok(length) = read {
        frame.learn(text.get(..length).unwrap_or_default(), delivery);
    }
    read
}

/// As [`record`], by the parser alone.
fn parse(text: &str, delivery: &mut Delivery<'_>) -> Result<usize, Doubt> {
    match text.as_bytes() {
        [b'{', ..] => {}
        [] => return Err(Doubt::Cut),
        [..] => return Err(Doubt::Unsure),
    }
    let mut parser = Deserializer::from_str(text);
    let (mut met, mut stop) = (Met::default(), None);
    let here = Here { delivery, met: &mut met, stop: &mut stop, place: Place::Taken, fast: None };
    match here.deserialize(&mut parser) {
        // A stream of values begins where the parser stands, and says where that is.
        Ok(()) => Ok(parser.into_iter::<IgnoredAny>().byte_offset()),
        Err(error) if error.is_eof() => Err(Doubt::Cut),
        Err(_) => Err(Doubt::Unsure),
    }
}

/// What the parser of the document reads.
pub(super) struct Input<'f, 's> {
    fast: &'f Fast<'s>,
}

impl Read for Input<'_, '_> {
    #[inline]
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let (Some(byte), [first, ..]) = (self.fast.shown.take(), &mut *out) {
            *first = byte;
            return Ok(1);
        }
        self.fast.source.borrow_mut().read(out)
    }
}

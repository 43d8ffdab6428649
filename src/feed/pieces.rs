//! Pieces of a feed that are read elsewhere: cut out of it unread, and what became of them put together in order.
//!
//! Where a piece ends is a guess, by how the first of its records begins or ends. It counts only if it was read to its
//! very end, record after record, from where the records of the one before it end; so a guess decides how fast a feed is
//! read and never what is read. Whatever is left comes back, and is read by the parser of the document, from there on.
//!
//! **Invariant:** a feed gives the same records, names and errors however it is cut, and whether it is cut at all.
//! **Invariant:** what is read again is bounded by what was read, whatever stands in the feed.

use std::ops::ControlFlow;
use std::sync::Arc;

use memchr::memmem::Finder;

use super::atom::{Entries, Names};
use super::delivery::{Delivery, Left, Stop};
use super::fields::Fields;
use super::json;
use super::limit::{Gauge, Limits};
use super::source::Source;
use crate::value::Record;

/// Takes the records of a feed.
pub trait Receiver {
    /// Takes a record, which may end the read by [`ControlFlow::Break`]. It is filled anew for the next one: who keeps it
    /// puts another in its place.
    fn record(&mut self, record: &mut Record) -> ControlFlow<()>;

    /// Takes pieces too, where somebody reads them.
    fn pieces(&mut self) -> Option<&mut dyn Pieces> {
        None
    }
}

/// Takes each record as it comes, and no pieces.
pub struct Each<E>(pub E);

impl<E: FnMut(&mut Record) -> ControlFlow<()>> Receiver for Each<E> {
    fn record(&mut self, record: &mut Record) -> ControlFlow<()> {
        (self.0)(record)
    }
}

/// Takes pieces of a feed. Records that it takes meanwhile stand between them.
pub trait Pieces {
    /// How many bytes a piece has at most.
    fn most(&self) -> usize;

    /// Takes the next piece, which may end the pieces by [`ControlFlow::Break`]; otherwise gives memory for another one,
    /// whatever that holds.
    fn give(&mut self, piece: Piece) -> ControlFlow<(), Vec<u8>>;

    /// Waits until the pieces that were given are read, and says what became of them.
    fn settle(&mut self) -> Joined;
}

/// A piece of a feed.
#[derive(Debug)]
pub struct Piece {
    /// They seem to begin and end with a record, and nobody has looked at them.
    pub bytes: Vec<u8>,
    /// What is around it.
    pub form: Arc<Form>,
}

/// What the reader of a piece has to know besides its text.
#[derive(Debug)]
pub struct Form {
    pub(super) kind: Kind,
    limits: Limits,
}

/// Records of which wire a piece holds.
#[derive(Debug)]
pub(super) enum Kind {
    /// Atom, with the names that are in scope between entries.
    Atom(Names),
    /// JSON, of any envelope.
    Json,
}

/// What became of a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// How many records it gave.
    records: u64,
    /// How many bytes they take, from its beginning to the end of the last.
    bytes: usize,
    /// Whether it holds nothing else.
    whole: bool,
    /// The names of fields that this reader meets for the first time.
    names: Vec<String>,
}

/// What became of pieces, put together in their order.
#[derive(Debug, Default)]
pub struct Joined {
    records: u64,
    names: Vec<String>,
    /// What stands behind the last record.
    rest: Vec<u8>,
    /// Whether a piece was not read to its end.
    broken: bool,
    /// Whether no more records are wanted.
    pub ended: bool,
}

impl Joined {
    /// Whether the records of the next piece count.
    pub fn is_sound(&self) -> bool {
        !self.broken
    }

    /// Adds the next piece.
    pub fn add(&mut self, bytes: &[u8], done: &mut Done) {
        if self.broken {
            self.rest.extend_from_slice(bytes);
            return;
        }
        if done.records > 0 {
            self.rest.clear();
        }
        self.rest.extend_from_slice(bytes.get(done.bytes..).unwrap_or_default());
        self.records += done.records;
        self.names.append(&mut done.names);
        self.broken = !done.whole;
    }
}

/// Reads pieces, one after the other: each thread has one of its own.
///
/// It tells each name of a field with the piece where it meets it first. So its pieces come in their order, though not each
/// of them: a piece that stands before one that it has read needs another reader.
#[derive(Debug)]
pub struct PieceReader<'f> {
    form: Arc<Form>,
    /// The number that the next piece may have at least.
    next: u64,
    fields: &'f Fields,
    /// For Atom.
    entries: Entries,
    left: Left,
}

impl<'f> PieceReader<'f> {
    /// A reader of pieces of that form. The fields are those of the feed.
    pub fn new(form: &Arc<Form>, fields: &'f Fields) -> Self {
        let entries = match &form.kind {
            Kind::Atom(names) => Entries::new(names),
            Kind::Json => Entries::default(),
        };
        Self { form: Arc::clone(form), next: 0, fields, entries, left: Left::default() }
    }

    /// Whether it may read the piece of that number, which is of that form.
    pub fn fits(&self, form: &Arc<Form>, number: u64) -> bool {
        Arc::ptr_eq(&self.form, form) && number >= self.next
    }

    /// Reads the records of the piece of that number, as far as it is sure of them, or up to a [`ControlFlow::Break`]: the
    /// others are left then.
    pub fn read(
        &mut self,
        number: u64,
        bytes: &[u8],
        each: &mut dyn FnMut(&mut Record) -> ControlFlow<()>,
    ) -> Done {
        self.next = number + 1;
        // Which byte is wrong is found where there are words for it.
        let Some(text) = checked(bytes) else { return Done::default() };
        let mut all = Each(each);
        let gauge = Gauge::new(self.form.limits.record_bytes);
        let mut delivery = Delivery::new(self.fields, self.form.limits, &gauge, &mut all);
        delivery.go_on(std::mem::take(&mut self.left));
        // It ends where it is not sure, or where somebody asks for the end: what is left comes back in both cases.
        let _ = match &self.form.kind {
            Kind::Atom(_) => self.entries.piece(text, &mut delivery),
            Kind::Json => json::piece(text, &mut delivery),
        };
        let records = delivery.records();
        self.left = delivery.leave();
        let bytes = gauge.index();
        let behind = text.get(bytes..).unwrap_or_default();
        let ends = match &self.form.kind {
            Kind::Atom(_) => behind.is_empty(),
            Kind::Json => json::is_between(behind),
        };
        let whole = ends && records > 0;
        Done { records, bytes, whole, names: self.left.lookup.new_names() }
    }
}

/// When pieces are worth trying again, after one that was not read to its end.
#[derive(Debug, Default)]
pub(super) struct Trying {
    /// Not before this byte of the document.
    from: u64,
    /// So many bytes behind the last one that was not read to its end.
    wait: u64,
}

/// So many pieces are waited for at first, and twice as many after each: what is read twice stays less than what is
/// read once.
const WAIT: u64 = 16;

impl Trying {
    fn fail(&mut self, at: u64, most: usize) {
        self.wait = self.wait.saturating_mul(2).max(WAIT * most as u64);
        self.from = at.saturating_add(self.wait);
    }
}

/// Gives pieces of what lies ahead away, as long as they can be cut, with so many bytes before it; whether that gave any
/// records. The source stands behind the last of them then, and otherwise where it stood.
///
/// `cut` says how many of some bytes are a piece.
pub(super) fn give_away(
    source: &mut Source<'_>,
    back: usize,
    delivery: &mut Delivery<'_>,
    kind: impl FnOnce() -> Kind,
    cut: &dyn Fn(&[u8]) -> Option<usize>,
) -> Result<bool, Stop> {
    let (gauge, limits, all) = (delivery.gauge, delivery.limits, delivery.fields.are_all());
    let Some(pieces) = delivery.receiver.pieces() else { return Ok(false) };
    let most = pieces.most();
    // Whoever allows less wants to be told of it, and slots that are given on the way are given in order.
    if all || limits.record_bytes < 4 * most as u64 || gauge.at() < delivery.trying.from {
        return Ok(false);
    }
    // The first record ends within the bytes that it may take, whatever stood before it: it is in the first piece.
    if gauge.left() < most {
        return Ok(false);
    }
    if !source.step_back(back) {
        return Ok(false);
    }
    let form = Arc::new(Form { kind: kind(), limits });
    let (mut bytes, mut rest) = (Vec::new(), Vec::new());
    let cuts = loop {
        let carried = rest.len();
        bytes.resize(most, 0);
        if let Some(place) = bytes.get_mut(..carried) {
            place.copy_from_slice(&rest);
        }
        let filled = carried + source.take_unchecked(bytes.get_mut(carried..).unwrap_or_default());
        let end = if filled == most { cut(&bytes) } else { None };
        rest.clear();
        rest.extend_from_slice(bytes.get(end.unwrap_or_default()..filled).unwrap_or_default());
        let Some(end) = end else { break filled < most };
        bytes.truncate(end);
        match pieces.give(Piece { bytes, form: Arc::clone(&form) }) {
            ControlFlow::Continue(memory) => bytes = memory,
            ControlFlow::Break(()) => break true,
        }
    };
    let mut joined = pieces.settle();
    if joined.ended {
        return Err(Stop::Asked);
    }
    joined.rest.append(&mut rest);
    source.give_back(&joined.rest);
    if joined.records > 0 {
        gauge.mark();
    } else {
        source.advance(back);
    }
    if joined.broken || joined.records == 0 || !cuts {
        delivery.trying.fail(gauge.at(), most);
    }
    delivery.add(joined.records, &joined.names);
    Ok(joined.records > 0)
}

/// Where something stands last. Records of usual size begin and end near the end of a piece, and looking forward from there
/// is faster than looking back.
pub(super) fn last(finder: &Finder<'_>, bytes: &[u8]) -> Option<usize> {
    const NEAR: usize = 8 << 10;
    let near = bytes.len().saturating_sub(NEAR);
    let found = finder.find_iter(bytes.get(near..).unwrap_or_default()).last().map(|at| near + at);
    found.or_else(|| finder.find_iter(bytes).last())
}

/// Bytes as text, if they are.
fn checked(bytes: &[u8]) -> Option<&str> {
    memchr::memchr(0, bytes).is_none().then(|| simdutf8::basic::from_utf8(bytes).ok()).flatten()
}

//! Bounds of a read, and the gauge that watches them.
//!
//! **Invariant:** the gauge knows the exact number of bytes that the parser has taken.

use std::cell::{Cell, RefCell};
use std::io;

use super::error::Complaint;

/// What one read may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record, and of what stands before, between and after records. At most 1 GiB.
    pub record_bytes: u64,
    /// How deep elements, lists and objects may nest inside the document. At most 100.
    pub depth: usize,
    /// How many values, nested ones counted, one record may keep.
    pub nodes: usize,
    /// Whether records in the usual form are read without the parser of the document. It changes nothing but the time:
    /// that is what comparisons without it show.
    pub shortcuts: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { record_bytes: 16 << 20, depth: 64, nodes: 250_000, shortcuts: true }
    }
}

impl Limits {
    /// The depth is bounded by the stack, the size by the widest text that is worth holding.
    pub(super) fn within_reason(self) -> Self {
        Self { record_bytes: self.record_bytes.min(1 << 30), depth: self.depth.min(100), ..self }
    }
}

/// Shared by the source, which counts, and the delivery, which says where a record ends.
#[derive(Debug)]
pub(super) struct Gauge {
    /// Where the window of the source begins in the document.
    base: Cell<u64>,
    /// The next byte of the window; the one counter that moves with each byte.
    index: Cell<usize>,
    floor: Cell<u64>,
    limit: u64,
    ended: Cell<bool>,
    refusal: RefCell<Option<Complaint>>,
}

impl Gauge {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            base: Cell::new(0),
            index: Cell::new(0),
            floor: Cell::new(0),
            limit,
            ended: Cell::new(false),
            refusal: RefCell::new(None),
        }
    }

    /// How many bytes the parser has taken.
    pub(super) fn at(&self) -> u64 {
        self.base.get() + self.index.get() as u64
    }

    /// The next byte of the window.
    pub(super) fn index(&self) -> usize {
        self.index.get()
    }

    /// The parser takes so many bytes of the window.
    pub(super) fn advance(&self, bytes: usize) {
        self.index.set(self.index.get() + bytes);
    }

    /// The window begins anew with the next byte, or so many before it.
    pub(super) fn rebase(&self, back: usize) {
        self.base.set(self.at() - back as u64);
        self.index.set(back);
    }

    /// So many bytes passed by without a window.
    pub(super) fn pass(&self, bytes: usize) {
        self.base.set(self.base.get() + bytes as u64);
    }

    /// So many bytes of the window are taken once more.
    pub(super) fn step_back(&self, bytes: usize) {
        self.index.set(self.index.get().saturating_sub(bytes));
    }

    /// So many bytes are taken once more; the window begins anew with them.
    pub(super) fn retreat(&self, bytes: usize) {
        self.base.set(self.at() - bytes as u64);
        self.index.set(0);
    }

    /// A record is finished: the next one has the whole budget.
    pub(super) fn mark(&self) {
        self.floor.set(self.at());
    }

    /// How many bytes may still be taken before the next mark.
    pub(super) fn left(&self) -> usize {
        let taken = self.at() - self.floor.get();
        usize::try_from(self.limit.saturating_sub(taken)).unwrap_or(usize::MAX)
    }

    /// Whether the parser has met the end of the input.
    pub(super) fn ended(&self) -> bool {
        self.ended.get()
    }

    pub(super) fn end(&self) {
        self.ended.set(true);
    }

    /// Keeps the complaint and gives the parser an error that carries nothing: parsers wrap errors each in their
    /// own way, so the complaint does not travel through them.
    pub(super) fn refuse(&self, complaint: Complaint) -> io::Error {
        self.refusal.borrow_mut().get_or_insert(complaint);
        io::Error::other("refused")
    }

    /// The complaint that was kept, if the source has refused to go on.
    pub(super) fn refusal(&self) -> Option<Complaint> {
        self.refusal.borrow().clone()
    }

    pub(super) fn too_long(&self) -> io::Error {
        self.refuse(Complaint::limit(
            format!("{} bytes have passed and no record has ended", self.limit),
            "a record, and what stands between two, fits into the limit `record_bytes`",
        ))
    }
}

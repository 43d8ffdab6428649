//! A receiver that has pieces of a feed read elsewhere: also for what fuzzes.

use std::ops::ControlFlow;
use std::sync::Arc;

use passerelle::feed::{Done, Fields, Form, Joined, Piece, PieceReader, Pieces, Receiver};
use passerelle::value::Record;

/// So many pieces wait before they are read.
const UNDER_WAY: usize = 3;

/// Has pieces read by two readers, in no good order.
pub(crate) struct Elsewhere<'f> {
    fields: &'f Fields,
    most: usize,
    show: fn(&Fields, &Record) -> String,
    readers: [Option<PieceReader<'f>>; 2],
    waiting: Vec<Waiting>,
    joined: Joined,
    /// The records, as they are shown.
    pub(crate) records: Vec<String>,
    /// How many pieces there were.
    pub(crate) given: u64,
}

/// A piece that waits, and what became of it.
struct Waiting {
    number: u64,
    bytes: Vec<u8>,
    form: Arc<Form>,
    read: Option<(Done, Vec<String>)>,
}

impl<'f> Elsewhere<'f> {
    /// Has pieces of at most so many bytes read.
    pub(crate) fn new(fields: &'f Fields, most: usize, show: fn(&Fields, &Record) -> String) -> Self {
        let (waiting, joined) = (Vec::new(), Joined::default());
        Self { fields, most, show, readers: [None, None], waiting, joined, records: Vec::new(), given: 0 }
    }

    /// Reads what waits, the last piece first, as a thread may that comes late to the others.
    fn read(&mut self) {
        let (fields, show) = (self.fields, self.show);
        for Waiting { number, bytes, form, read } in self.waiting.iter_mut().rev() {
            let [first, second] = &mut self.readers;
            let reader = if number.is_multiple_of(2) { first } else { second };
            let reader = match reader {
                Some(reader) if reader.fits(form, *number) => reader,
                Some(_) | None => reader.insert(PieceReader::new(form, fields)),
            };
            let mut records = Vec::new();
            let done = reader.read(*number, bytes, &mut |record| {
                records.push(show(fields, record));
                ControlFlow::Continue(())
            });
            *read = Some((done, records));
        }
    }

    /// Puts together what was read.
    fn take(&mut self) {
        self.read();
        for Waiting { bytes, read, .. } in self.waiting.drain(..) {
            let Some((mut done, mut records)) = read else { continue };
            if self.joined.is_sound() {
                self.records.append(&mut records);
            }
            self.joined.add(&bytes, &mut done);
        }
    }
}

impl Receiver for Elsewhere<'_> {
    fn record(&mut self, record: &mut Record) -> ControlFlow<()> {
        assert!(self.waiting.is_empty(), "pieces are settled before records follow");
        self.records.push((self.show)(self.fields, record));
        ControlFlow::Continue(())
    }

    fn pieces(&mut self) -> Option<&mut dyn Pieces> {
        Some(self)
    }
}

impl Pieces for Elsewhere<'_> {
    fn most(&self) -> usize {
        self.most
    }

    fn give(&mut self, Piece { bytes, form }: Piece) -> ControlFlow<(), Vec<u8>> {
        assert!(!bytes.is_empty() && bytes.len() <= self.most, "a piece has {} bytes", bytes.len());
        self.waiting.push(Waiting { number: self.given, bytes, form, read: None });
        self.given += 1;
        if self.waiting.len() > UNDER_WAY {
            self.take();
        }
        // Whatever is in the memory that is given back makes no difference.
        if self.joined.is_sound() {
            ControlFlow::Continue(b"whatever".to_vec())
        } else {
            ControlFlow::Break(())
        }
    }

    fn settle(&mut self) -> Joined {
        self.take();
        std::mem::take(&mut self.joined)
    }
}

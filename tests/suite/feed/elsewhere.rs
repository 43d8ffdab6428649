//! A receiver that has pieces of a feed read elsewhere: also for what fuzzes.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use passerelle::feed::{Done, Fields, Joined, Piece, PieceReader, Pieces, Receiver};
use passerelle::value::Record;

/// So many pieces are given before it is known what became of the first.
const UNDER_WAY: usize = 3;

/// Has pieces read by two readers in turn.
pub(crate) struct Elsewhere<'f> {
    fields: &'f Fields,
    most: usize,
    show: fn(&Fields, &Record) -> String,
    readers: [Option<PieceReader<'f>>; 2],
    under_way: VecDeque<(Vec<u8>, Done, Vec<String>)>,
    joined: Joined,
    /// The records, as they are shown.
    pub(crate) records: Vec<String>,
    /// How many pieces there were.
    pub(crate) given: usize,
}

impl<'f> Elsewhere<'f> {
    /// Has pieces of at most so many bytes read.
    pub(crate) fn new(fields: &'f Fields, most: usize, show: fn(&Fields, &Record) -> String) -> Self {
        let (under_way, joined) = (VecDeque::new(), Joined::default());
        Self { fields, most, show, readers: [None, None], under_way, joined, records: Vec::new(), given: 0 }
    }

    fn take(&mut self, under_way: usize) {
        while self.under_way.len() > under_way {
            let Some((bytes, mut done, mut records)) = self.under_way.pop_front() else { return };
            if self.joined.is_sound() {
                self.records.append(&mut records);
            }
            self.joined.add(&bytes, &mut done);
        }
    }
}

impl Receiver for Elsewhere<'_> {
    fn record(&mut self, record: &mut Record) -> ControlFlow<()> {
        assert!(self.under_way.is_empty(), "pieces are settled before records follow");
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
        let (fields, show) = (self.fields, self.show);
        let [first, second] = &mut self.readers;
        let reader = if self.given.is_multiple_of(2) { first } else { second };
        let reader = match reader {
            Some(reader) if reader.is_of(&form) => reader,
            Some(_) | None => reader.insert(PieceReader::new(&form, fields)),
        };
        self.given += 1;
        let mut records = Vec::new();
        let done = reader.read(&bytes, &mut |record| records.push(show(fields, record)));
        self.under_way.push_back((bytes, done, records));
        self.take(UNDER_WAY);
        // Whatever is in the memory that is given back makes no difference.
        if self.joined.is_sound() {
            ControlFlow::Continue(b"whatever".to_vec())
        } else {
            ControlFlow::Break(())
        }
    }

    fn settle(&mut self) -> Joined {
        self.take(0);
        std::mem::take(&mut self.joined)
    }
}

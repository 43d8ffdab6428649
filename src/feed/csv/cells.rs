//! A document cut into cells, one at a time.
//!
//! **Invariant:** a cell in quotes ends with its quotes; `csv-core` would take what follows them for a part of it.

use std::io::BufRead;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::feed::delivery::{Delivery, Stop};
use crate::feed::error::{Complaint, ErrorKind};
use crate::feed::source::Source;
use crate::value::normalise;

fn parser() -> Reader {
    ReaderBuilder::new().delimiter(b';').build()
}

/// What follows a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Another cell of the row.
    Cell,
    /// The end of the line, and of the row.
    Line,
    /// The end of the document, and of a row whose line has no end.
    Document,
}

/// The parser and the cell that it read last.
pub(super) struct Cells<'s> {
    source: Source<'s>,
    parser: Reader,
    cell: Vec<u8>,
    len: usize,
    /// Where the row begins.
    row: u64,
}

/// The bytes of one cell as they stand in the document.
#[derive(Default)]
struct Raw {
    len: usize,
    first: Option<u8>,
    last: Option<u8>,
}

impl Raw {
    fn add(&mut self, bytes: &[u8]) {
        self.len += bytes.len();
        self.first = self.first.or(bytes.first().copied());
        self.last = bytes.last().copied().or(self.last);
    }

    /// Whether this is a right way to write a cell: not in quotes, or in quotes with each quote in it doubled.
    fn says(&self, cell: &[u8]) -> bool {
        let quotes = || cell.split(|byte| *byte == b'"').count() - 1;
        self.first != Some(b'"') || (self.last == Some(b'"') && self.len == 2 + cell.len() + quotes())
    }
}

impl<'s> Cells<'s> {
    pub(super) fn new(source: Source<'s>) -> Self {
        Self { source, parser: parser(), cell: vec![0; 1024], len: 0, row: 0 }
    }

    /// Where the row begins, in bytes.
    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// The cell that was read last.
    pub(super) fn text(&self) -> Result<&str, Complaint> {
        // The source has checked the bytes, and a cell is cut between characters: it cannot fail.
        std::str::from_utf8(self.cell.get(..self.len).unwrap_or_default())
            .map_err(|_| Complaint::malformed("the text cannot be read"))
    }

    /// Steps over line ends to the next row; false at the end of the document.
    pub(super) fn begin(&mut self, delivery: &Delivery<'_>) -> Result<bool, Stop> {
        loop {
            let bytes = self.source.fill_buf().map_err(|_| refused(delivery))?;
            let line_ends = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            if line_ends == 0 {
                let more = !bytes.is_empty();
                self.row = delivery.gauge.at();
                return Ok(more);
            }
            self.source.consume(line_ends);
        }
    }

    /// Reads the next cell of the row.
    pub(super) fn next(&mut self, delivery: &Delivery<'_>) -> Result<After, Stop> {
        self.len = 0;
        let start = delivery.gauge.at();
        let mut raw = Raw::default();
        loop {
            let bytes = self.source.fill_buf().map_err(|_| refused(delivery))?;
            let ended = bytes.is_empty();
            // At the end of the document one more line end tells whether quotes are open: in them, it ends nothing.
            let input = if ended { b"\n" } else { bytes };
            let room = self.cell.get_mut(self.len..).unwrap_or_default();
            let (result, taken, written) = self.parser.read_field(input, room);
            self.len += written;
            let done = matches!(result, ReadFieldResult::Field { .. });
            if !ended {
                raw.add(bytes.get(..taken.saturating_sub(usize::from(done))).unwrap_or_default());
                self.source.consume(taken);
            }
            match result {
                ReadFieldResult::OutputFull => self.cell.resize(self.cell.len() * 2, 0),
                ReadFieldResult::InputEmpty if !ended => {}
                ReadFieldResult::InputEmpty | ReadFieldResult::End => return Err(self.open(delivery)),
                ReadFieldResult::Field { record_end } => {
                    if !raw.says(self.cell.get(..self.len).unwrap_or_default()) {
                        return Err(Stop::Wrong { complaint: after_quotes(), offset: start });
                    }
                    return Ok(match (record_end, ended) {
                        (true, true) => After::Document,
                        (true, false) => After::Line,
                        (false, _) => After::Cell,
                    });
                }
            }
        }
    }

    /// What is said when the document ends inside quotes.
    fn open(&self, delivery: &Delivery<'_>) -> Stop {
        let found = format!("the document ends inside quotes, in the row that begins at byte {}", self.row);
        let again = "ask for the feed again; nothing of this read counts as complete";
        let complaint = Complaint::new(ErrorKind::Truncated, found, "", again);
        Stop::Wrong { complaint, offset: delivery.gauge.at() }
    }
}

/// Why the source gives no more bytes.
fn refused(delivery: &Delivery<'_>) -> Stop {
    let complaint = delivery.gauge.refusal();
    let complaint = complaint.unwrap_or_else(|| Complaint::malformed("the text cannot be read"));
    Stop::Wrong { complaint, offset: delivery.gauge.at() }
}

fn after_quotes() -> Complaint {
    Complaint::new(
        ErrorKind::Malformed,
        "a cell goes on after its closing quote",
        "a quote inside of a cell in quotes is written twice",
        "report it to the publisher of the extract",
    )
}

/// Whether a first line, cut at `;`, has a cell of that name.
pub(in crate::feed) fn names(line: &[u8], name: &str) -> bool {
    let line = [line, b"\n"].concat();
    let (mut text, mut ends) = (vec![0; line.len()], vec![0; line.len()]);
    let (_, _, _, cells) = parser().read_record(&line, &mut text, &mut ends);
    let mut start = 0;
    ends.iter().take(cells).any(|end| {
        let cell = text.get(start..*end).unwrap_or_default();
        start = *end;
        std::str::from_utf8(cell).is_ok_and(|cell| normalise(cell.trim()) == name)
    })
}

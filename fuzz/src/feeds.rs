//! One feed read in several ways, which must tell the same.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::ops::ControlFlow;

use passerelle::feed::{self, Fields, Limits, Outcome, Shape};
use passerelle::value::{Record, View};

use crate::elsewhere::Elsewhere;

/// The name of the id, by which an extract of open data is recognised.
pub const ID: &str = "SyndicObjectID";

/// Bounds so narrow that small inputs pass them.
pub const NARROW: Limits = Limits { record_bytes: 300, depth: 20, nodes: 12, shortcuts: true };

/// Bounds so narrow that depth is one of them.
pub const FLAT: Limits = Limits { depth: 6, ..NARROW };

/// Gives out at most so many bytes at a time.
struct Chunks<'b> {
    rest: &'b [u8],
    size: usize,
}

impl Read for Chunks<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let (mut part, _) = self.rest.split_at(self.size.min(self.rest.len()));
        let taken = part.read(out)?;
        self.rest = &self.rest[taken..];
        Ok(taken)
    }
}

/// Reads a feed whole, by parsers alone, in small chunks and in pieces read elsewhere, and checks that this makes no difference; what was told of the whole.
pub fn in_every_way(shape: Option<Shape>, bytes: &[u8], limits: &Limits) -> (Vec<String>, Outcome) {
    let fields = Fields::new(names(shape, bytes, limits));
    let (records, outcome) = read(shape, bytes, &fields, limits);
    let (again, other) = read(shape, bytes, &fields, &Limits { shortcuts: false, ..*limits });
    assert_eq!(other, outcome, "the outcome by parsers alone, as {shape:?}");
    assert_eq!(again, records, "the records by parsers alone, as {shape:?}");
    for size in [1, 7] {
        let (again, other) = read(shape, Chunks { rest: bytes, size }, &fields, limits);
        assert_eq!(other, outcome, "the outcome in chunks of {size}, as {shape:?}");
        assert_eq!(again, records, "the records in chunks of {size}, as {shape:?}");
    }
    // The longer ones are too long for narrow bounds, and there are none then.
    for most in [70, 1000] {
        let mut elsewhere = Elsewhere::new(&fields, most, show);
        let other = feed::read_into(shape, bytes, &fields, limits, &mut elsewhere);
        assert_eq!(other, outcome, "the outcome of {} pieces read elsewhere, as {shape:?}", elsewhere.given);
        assert_eq!(elsewhere.records, records, "the records of {} pieces, as {shape:?}", elsewhere.given);
    }
    assert_eq!(outcome.records, records.len() as u64, "every record is delivered");
    assert!(!outcome.complete || outcome.error.is_none(), "a complete read has no error");
    if let Some(error) = &outcome.error {
        assert_eq!(error.records, outcome.records, "an error knows what came before it");
        assert!(error.offset <= bytes.len() as u64, "an error lies in the document: {error}");
        let said = error.to_string();
        assert!(said.len() < 2_000, "a message is short: {} bytes", said.len());
    }
    (records, outcome)
}

/// The names of all fields, after the id.
fn names(shape: Option<Shape>, bytes: &[u8], limits: &Limits) -> Vec<String> {
    let (_, outcome) = read(shape, bytes, &Fields::new([ID.to_owned()]), limits);
    let mut names = vec![ID.to_owned()];
    names.extend(outcome.names);
    names
}

fn read(shape: Option<Shape>, input: impl Read, fields: &Fields, limits: &Limits) -> (Vec<String>, Outcome) {
    let mut records = Vec::new();
    let outcome = feed::read(shape, input, fields, limits, &mut |record| {
        records.push(show(fields, record));
        ControlFlow::Continue(())
    });
    (records, outcome)
}

fn show(fields: &Fields, record: &Record) -> String {
    let mut line = String::new();
    for slot in 0..fields.len() {
        if let (Some(name), Some(view)) = (fields.name(slot), record.view(slot)) {
            let _ = write!(line, "{name:?}=");
            show_view(view, &mut line);
        }
    }
    line
}

fn show_view(view: View<'_>, line: &mut String) {
    match view {
        View::Null => line.push_str("null "),
        View::Text(text) => {
            let _ = write!(line, "{text:?} ");
        }
        View::Number(number) => {
            assert!(number.parse::<f64>().is_ok(), "a number reads as one: {number}");
            let _ = write!(line, "{number} ");
        }
        View::Boolean(yes) => {
            let _ = write!(line, "{yes} ");
        }
        View::List(list) => {
            line.push('[');
            list.iter().for_each(|item| show_view(item, line));
            line.push(']');
        }
        View::Object(object) => {
            line.push('{');
            for (name, member) in object.iter() {
                let _ = write!(line, "{name:?}:");
                show_view(member, line);
            }
            line.push('}');
        }
    }
}

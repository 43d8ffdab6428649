//! What the tests of feeds share: readers that give little at a time, documents of each wire, words for records.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::ops::ControlFlow;

use passerelle::feed::{self, ErrorKind, Fields, Limits, Outcome, Shape};
use passerelle::value::{Record, View};

use super::elsewhere::Elsewhere;

/// Gives out at most so many bytes at a time.
pub(super) struct Chunks<'b> {
    pub(super) rest: &'b [u8],
    pub(super) size: usize,
}

impl Read for Chunks<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut part = self.rest.get(..self.size.min(self.rest.len())).unwrap_or_default();
        let taken = part.read(out)?;
        self.rest = self.rest.get(taken..).unwrap_or_default();
        Ok(taken)
    }
}

/// A start, then the same bytes so many times, then an end, made while they are read.
pub(super) struct Flow {
    start: io::Cursor<Vec<u8>>,
    unit: Vec<u8>,
    times: u64,
    at: usize,
    end: io::Cursor<Vec<u8>>,
    pub(super) given: u64,
}

pub(super) fn flow(start: &str, unit: &str, times: u64, end: &str) -> Flow {
    // Many units at once, so that making them costs nothing.
    let bundle = (4096 / unit.len().max(1)).max(1);
    Flow {
        start: io::Cursor::new(start.as_bytes().to_vec()),
        unit: unit.repeat(bundle).into_bytes(),
        times: times / bundle as u64,
        at: 0,
        end: io::Cursor::new(end.as_bytes().to_vec()),
        given: 0,
    }
}

impl Read for Flow {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut taken = self.start.read(out)?;
        if taken == 0 && self.times > 0 {
            taken = self.unit.get(self.at..).unwrap_or_default().read(out)?;
            self.at += taken;
            if self.at == self.unit.len() {
                self.at = 0;
                self.times -= 1;
            }
        } else if taken == 0 {
            taken = self.end.read(out)?;
        }
        self.given += taken as u64;
        Ok(taken)
    }
}

/// A value as the tests write it.
pub(super) fn show(view: View<'_>) -> String {
    match view {
        View::Null => "null".to_owned(),
        View::Text(text) => format!("{text:?}"),
        View::Number(number) => number.to_owned(),
        View::Boolean(yes) => yes.to_string(),
        View::List(list) => format!("[{}]", list.iter().map(show).collect::<Vec<_>>().join(", ")),
        View::Object(object) => {
            let members: Vec<String> =
                object.iter().map(|(name, view)| format!("{name}: {}", show(view))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

pub(super) fn show_record(fields: &Fields, record: &Record) -> String {
    let mut line = String::new();
    for slot in 0..fields.len() {
        if let (Some(name), Some(view)) = (fields.name(slot), record.view(slot)) {
            let _ = write!(line, "{}{name}={}", if line.is_empty() { "" } else { " " }, show(view));
        }
    }
    line
}

pub(super) fn wanted() -> Fields {
    Fields::new(["ID", "A", "B", "Été"].map(String::from))
}

pub(super) fn read_from(input: impl Read, limits: &Limits) -> (Vec<String>, Outcome) {
    read_stated(None, input, limits)
}

pub(super) fn read_stated(shape: Option<Shape>, input: impl Read, limits: &Limits) -> (Vec<String>, Outcome) {
    let fields = wanted();
    let mut records = Vec::new();
    let outcome = feed::read(shape, input, &fields, limits, &mut |record| {
        records.push(show_record(&fields, record));
        ControlFlow::Continue(())
    });
    (records, outcome)
}

/// As [`read_from`], in pieces of that length; and how many there were.
pub(super) fn read_in_pieces(most: usize, input: impl Read, limits: &Limits) -> (Vec<String>, Outcome, u64) {
    let fields = wanted();
    let mut elsewhere = Elsewhere::new(&fields, most, show_record);
    let outcome = feed::read_into(None, input, &fields, limits, &mut elsewhere);
    (elsewhere.records, outcome, elsewhere.given)
}

/// What a document says, which is the same whether the parsers read all of it or the shortcuts what is usual, and in
/// whatever pieces.
pub(super) fn read(document: impl AsRef<[u8]>) -> (Vec<String>, Outcome) {
    let document = document.as_ref();
    let read = read_from(document, &Limits::default());
    let parsed = read_from(document, &Limits { shortcuts: false, ..Limits::default() });
    let shown = || String::from_utf8_lossy(document);
    assert_eq!(read, parsed, "by shortcuts and by parsers alone: {}", shown());
    for most in [60, 300, 2000] {
        let (records, outcome, _) = read_in_pieces(most, document, &Limits::default());
        assert_eq!(read, (records, outcome), "whole and in pieces of {most}: {}", shown());
    }
    read
}

/// The records of a document that is right.
pub(super) fn records(document: impl AsRef<[u8]>) -> Vec<String> {
    let (records, outcome) = read(document);
    assert_eq!(outcome.error.map(|error| error.to_string()), None);
    assert!(outcome.complete);
    assert_eq!(outcome.records, records.len() as u64);
    records
}

/// The records before the error, its kind, and what it says.
pub(super) fn refused_from(input: impl Read, limits: &Limits) -> (Vec<String>, ErrorKind, String) {
    let (records, outcome) = read_from(input, limits);
    assert!(!outcome.complete, "{outcome:?}");
    assert_eq!(outcome.records, records.len() as u64);
    let kind = outcome.error.as_ref().map_or(ErrorKind::Empty, feed::Error::kind);
    let before = outcome.error.as_ref().map(|error| error.records);
    assert_eq!(before, Some(records.len() as u64), "there is an error, and it knows what came before");
    (records, kind, outcome.error.map(|error| error.to_string()).unwrap_or_default())
}

pub(super) fn refused(document: impl AsRef<[u8]>) -> (Vec<String>, ErrorKind, String) {
    refused_from(document.as_ref(), &Limits::default())
}

/// What is said of a document that is read as another shape than it is.
pub(super) fn contradicts(stated: Shape, document: impl AsRef<[u8]>) -> String {
    let (_, outcome) = read_stated(Some(stated), document.as_ref(), &Limits::default());
    let error = outcome.error.expect("the shape is refused");
    assert_eq!(error.kind(), ErrorKind::Shape, "{error}");
    error.to_string()
}

/// Asserts that a document is refused, with these words somewhere.
pub(super) fn says(document: impl AsRef<[u8]>, kind: ErrorKind, words: &[&str]) {
    let (_, found, message) = refused(document);
    assert_eq!(found, kind, "{message}");
    for word in words {
        assert!(message.contains(word), "`{word}` is not in: {message}");
    }
}

pub(super) fn json(records: &str) -> String {
    format!("{{\"odata.metadata\":\"x\",\"value\":[{records}]}}")
}

pub(super) const ROOT: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">"#;

pub(super) fn entry(properties: &str) -> String {
    format!(
        "<entry><content type=\"application/xml\"><m:properties>{properties}</m:properties></content></entry>"
    )
}

pub(super) fn atom(inside: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{ROOT}{inside}</feed>")
}

pub(super) fn one(properties: &str) -> String {
    atom(&entry(properties))
}

//! Where mapped values are written, and taken back.
//!
//! **Invariant:** after `rollback(mark)` a sink is as it was when `mark()` was called.

use jiff::civil::Date;
use serde_json::{Map, Value as Node};

use super::buffer::Buffer;
use super::string;
use crate::program::{Key, Ready};

/// Takes a JSON document piece by piece. What was written since a mark can be taken back.
pub trait Sink {
    /// A point to come back to.
    fn mark(&self) -> usize;
    /// Takes back all that was written since the mark.
    fn rollback(&mut self, mark: usize);
    /// `{`
    fn begin_object(&mut self);
    /// `}`
    fn end_object(&mut self);
    /// `[`
    fn begin_list(&mut self);
    /// `]`
    fn end_list(&mut self);
    /// `"key":`
    fn key(&mut self, key: &str);
    /// `"key":`, which is made ready.
    fn named(&mut self, key: &Key);
    /// `"text"`
    fn text(&mut self, text: &str);
    /// `"key":"text"`, with a key that is made ready.
    fn member(&mut self, key: &Key, text: &str) {
        self.named(key);
        self.text(text);
    }
    /// `"text"`, which may be made ready.
    fn known(&mut self, text: &str, _ready: Option<&Ready>) {
        self.text(text);
    }
    /// `"2015-01-31"`
    fn day(&mut self, day: Date) {
        self.text(&day.to_string());
    }
    /// `12`
    fn integer(&mut self, number: i64);
    /// `44.8678`
    fn decimal(&mut self, number: f64);
    /// A number by its digits, which are those of JSON.
    fn number(&mut self, digits: &str);
    /// `true`
    fn boolean(&mut self, yes: bool);
}

/// JSON text, written straight into a buffer.
#[derive(Clone, Debug, Default)]
pub struct Json {
    bytes: Buffer,
    /// Where the document began that is being written.
    start: usize,
}

impl Json {
    /// An empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.written()
    }

    /// Forgets what was written, and keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.truncate(0);
        self.start = 0;
    }

    /// A document ends here, and another may begin.
    pub fn end_document(&mut self) {
        self.start = self.bytes.len();
    }

    /// Whether the next piece is the first of its kind. The last byte tells, so a rollback needs no more than to cut the
    /// buffer.
    #[inline]
    fn is_first(&self) -> bool {
        self.bytes.len() <= self.start || matches!(self.bytes.last(), Some(b'{' | b'[' | b':') | None)
    }

    #[inline]
    fn ready(&mut self, ready: &Ready, first: bool) {
        let (bytes, length) = ready.piece(first);
        self.bytes.extend_from(bytes, length);
    }

    fn comma(&mut self) {
        if !self.is_first() {
            self.bytes.push(b',');
        }
    }

    fn string(&mut self, text: &str) {
        string::write(&mut self.bytes, text);
    }
}

impl Sink for Json {
    fn mark(&self) -> usize {
        self.bytes.len()
    }

    fn rollback(&mut self, mark: usize) {
        self.bytes.truncate(mark);
    }

    fn begin_object(&mut self) {
        self.comma();
        self.bytes.push(b'{');
    }

    fn end_object(&mut self) {
        self.bytes.push(b'}');
    }

    fn begin_list(&mut self) {
        self.comma();
        self.bytes.push(b'[');
    }

    fn end_list(&mut self) {
        self.bytes.push(b']');
    }

    fn key(&mut self, key: &str) {
        self.comma();
        self.string(key);
        self.bytes.push(b':');
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is written before nearly every value")]
    fn named(&mut self, key: &Key) {
        let first = self.is_first();
        match key.ready() {
            Some(ready) => self.ready(ready, first),
            None => self.bytes.extend(key.json(first).as_bytes()),
        }
    }

    fn text(&mut self, text: &str) {
        self.comma();
        self.string(text);
    }

    #[inline]
    fn member(&mut self, key: &Key, text: &str) {
        self.named(key);
        self.string(text);
    }

    #[inline]
    fn known(&mut self, text: &str, ready: Option<&Ready>) {
        match ready {
            Some(ready) => self.ready(ready, self.is_first()),
            None => self.text(text),
        }
    }

    fn day(&mut self, day: Date) {
        match quoted(day) {
            Some(quoted) => {
                self.comma();
                self.bytes.extend(&quoted);
            }
            None => self.text(&day.to_string()),
        }
    }

    fn integer(&mut self, number: i64) {
        self.comma();
        serde_json::to_writer(&mut self.bytes, &number).expect("a buffer takes every number");
    }

    fn decimal(&mut self, number: f64) {
        self.comma();
        serde_json::to_writer(&mut self.bytes, &number).expect("a buffer takes every number");
    }

    fn number(&mut self, digits: &str) {
        self.comma();
        self.bytes.extend(digits.as_bytes());
    }

    fn boolean(&mut self, yes: bool) {
        self.comma();
        self.bytes.extend(if yes { b"true" } else { b"false" });
    }
}

/// A day of a year with four digits, as `"2015-01-31"`.
fn quoted(day: Date) -> Option<[u8; 12]> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year <= 9999)?;
    let pair = |number: u8| [b'0' + number / 10 % 10, b'0' + number % 10];
    let [thousands, hundreds] = pair(u8::try_from(year / 100).unwrap_or_default());
    let [tens, ones] = pair(u8::try_from(year % 100).unwrap_or_default());
    let [month, of_month] = pair(day.month().unsigned_abs());
    let [day, of_day] = pair(day.day().unsigned_abs());
    Some([b'"', thousands, hundreds, tens, ones, b'-', month, of_month, b'-', day, of_day, b'"'])
}

/// A tree, for tests and for what looks into a record.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    events: Vec<Event>,
}

#[derive(Clone, Debug)]
enum Event {
    BeginObject,
    EndObject,
    BeginList,
    EndList,
    Key(String),
    Scalar(Node),
}

impl Tree {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tree that was written; `null` where nothing was.
    pub fn finish(self) -> Node {
        build(&mut self.events.into_iter()).unwrap_or(Node::Null)
    }
}

/// The next whole value; nothing where a list or an object ends.
fn build(events: &mut std::vec::IntoIter<Event>) -> Option<Node> {
    match events.next()? {
        Event::Scalar(value) => Some(value),
        Event::BeginList => {
            let mut items = Vec::new();
            while let Some(item) = build(events) {
                items.push(item);
            }
            Some(Node::Array(items))
        }
        Event::BeginObject => {
            let mut members = Map::new();
            while let Some(Event::Key(key)) = events.next() {
                members.insert(key, build(events).unwrap_or(Node::Null));
            }
            Some(Node::Object(members))
        }
        Event::EndList | Event::EndObject | Event::Key(_) => None,
    }
}

impl Sink for Tree {
    fn mark(&self) -> usize {
        self.events.len()
    }

    fn rollback(&mut self, mark: usize) {
        self.events.truncate(mark);
    }

    fn begin_object(&mut self) {
        self.events.push(Event::BeginObject);
    }

    fn end_object(&mut self) {
        self.events.push(Event::EndObject);
    }

    fn begin_list(&mut self) {
        self.events.push(Event::BeginList);
    }

    fn end_list(&mut self) {
        self.events.push(Event::EndList);
    }

    fn key(&mut self, key: &str) {
        self.events.push(Event::Key(key.to_owned()));
    }

    fn named(&mut self, key: &Key) {
        self.key(key.name());
    }

    fn text(&mut self, text: &str) {
        self.events.push(Event::Scalar(Node::from(text)));
    }

    fn integer(&mut self, number: i64) {
        self.events.push(Event::Scalar(Node::from(number)));
    }

    fn decimal(&mut self, number: f64) {
        self.events.push(Event::Scalar(Node::from(number)));
    }

    fn number(&mut self, digits: &str) {
        self.events.push(Event::Scalar(serde_json::from_str(digits).unwrap_or(Node::Null)));
    }

    fn boolean(&mut self, yes: bool) {
        self.events.push(Event::Scalar(Node::from(yes)));
    }
}

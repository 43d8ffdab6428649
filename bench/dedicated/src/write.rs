//! Writes JSON into one buffer: no tree, and nothing that is written twice.
//!
//! **Invariant:** every member and every element has its comma *before* it. The first comma of an object or list is
//! turned into its bracket, so nobody has to know what came before.

use std::io::{self, Write};
use std::marker::PhantomData;
use std::ops::Range;

use crate::method::Method;
use crate::names::Naming;
use crate::slots::Slots;
use crate::steps::{Shape, shape};

/// So much is written at a time.
const BATCH: usize = 256 * 1024;

/// Where things are put together, kept from record to record.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The text of a field.
    pub(crate) text: String,
    /// What is made of it.
    pub(crate) made: String,
    /// The places in the output of what must not come twice.
    pub(crate) written: Vec<Range<usize>>,
}

/// The output file.
#[derive(Debug)]
pub(crate) struct Output<W, M> {
    json: Json<M>,
    scratch: Scratch,
    inner: W,
    /// The first error: after it nothing more is written.
    done: io::Result<()>,
}

impl<W: Write, M: Method> Output<W, M> {
    pub(crate) fn new(inner: W) -> Self {
        let json = Json { bytes: Vec::with_capacity(BATCH + 64 * 1024), method: PhantomData };
        Self { json, scratch: Scratch::default(), inner, done: Ok(()) }
    }

    /// One line for a record, unless it is excluded.
    pub(crate) fn record<N: Naming>(&mut self, slots: &Slots<'_>) {
        let start = self.json.begin();
        if N::write(slots, &mut self.json, &mut self.scratch) {
            self.json.end_object(start);
            self.json.raw(b"\n");
        }
        if self.json.bytes.len() >= BATCH && self.done.is_ok() {
            self.done = self.inner.write_all(&self.json.bytes);
            self.json.bytes.clear();
        }
    }

    /// Writes what is left.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.done?;
        self.inner.write_all(&self.json.bytes)?;
        self.inner.flush()
    }
}

/// The buffer, and the method by which texts are written into it.
#[derive(Debug)]
pub(crate) struct Json<M> {
    bytes: Vec<u8>,
    method: PhantomData<M>,
}

/// A key as it is written before its value, with its comma.
macro_rules! key {
    ($key:literal) => {
        concat!(",\"", $key, "\":").as_bytes()
    };
}
pub(crate) use key;

impl<M: Method> Json<M> {
    /// Where an object, a list, or what may be taken back begins.
    pub(crate) fn begin(&self) -> usize {
        self.bytes.len()
    }

    /// Takes back what was written since.
    pub(crate) fn take_back(&mut self, start: usize) {
        self.bytes.truncate(start);
    }

    /// What was written in this place.
    pub(crate) fn written(&self, place: Range<usize>) -> &[u8] {
        &self.bytes[place]
    }

    /// Bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Members were written since: makes an object of them.
    pub(crate) fn end_object(&mut self, start: usize) {
        self.bytes[start] = b'{';
        self.bytes.push(b'}');
    }

    /// Elements were written since `start`, behind a key that begins at `key`: makes a list of them. Without
    /// elements the key is taken back.
    pub(crate) fn end_list(&mut self, key: usize, start: usize) {
        if self.bytes.len() == start {
            self.bytes.truncate(key);
        } else {
            self.bytes[start] = b'[';
            self.bytes.push(b']');
        }
    }

    /// A text of a table or of digits: nothing in it has to be escaped.
    pub(crate) fn quoted(&mut self, text: &str) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'"');
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        self.text_of("", text);
    }

    /// A text of two parts, the first of which needs no escapes.
    pub(crate) fn text_of(&mut self, before: &str, text: &str) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(before.as_bytes());
        let bytes = text.as_bytes();
        let (mut copied, mut at) = (0, 0);
        loop {
            at = M::skip(bytes, at, needs_escape);
            let Some(found) = bytes[at..].iter().position(|byte| ESCAPED[usize::from(*byte)]) else { break };
            at += found;
            self.bytes.extend_from_slice(&bytes[copied..at]);
            self.escape(bytes[at]);
            at += 1;
            copied = at;
        }
        self.bytes.extend_from_slice(&bytes[copied..]);
        self.bytes.push(b'"');
    }

    /// A text without white space at its ends, each run of white space in it made one space.
    pub(crate) fn squished(&mut self, text: &str) {
        self.bytes.push(b'"');
        let bytes = text.as_bytes();
        let (mut copied, mut at) = (0, 0);
        loop {
            at = M::skip(bytes, at, needs_look);
            // One space between two words is passed over like a letter: a branch at each word would be guessed wrong.
            let mut before = NEVER;
            let odd = bytes[at..].iter().position(|byte| {
                let look = LOOKS[usize::from(*byte)];
                let odd = look & (before | ALWAYS) != 0;
                before = look;
                odd
            });
            let Some(odd) = odd else { break };
            at += odd;
            let byte = &bytes[at];
            if shape(*byte) == Shape::Escaped {
                self.bytes.extend_from_slice(&bytes[copied..at]);
                self.escape(*byte);
                at += 1;
                copied = at;
                continue;
            }
            let behind = text[at..].trim_start();
            let end = bytes.len() - behind.len();
            if end == at {
                // A letter that begins with the same byte as a space does.
                at += behind.chars().next().map_or(1, char::len_utf8);
                continue;
            }
            // The first space of the run was passed over.
            let passed = at > copied && bytes[at - 1] == b' ';
            self.bytes.extend_from_slice(&bytes[copied..at - usize::from(passed)]);
            self.bytes.push(b' ');
            at = end;
            copied = at;
        }
        self.bytes.extend_from_slice(&bytes[copied..]);
        self.bytes.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let short = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                self.bytes.extend_from_slice(b"\\u00");
                self.bytes.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
                return;
            }
        };
        self.bytes.extend_from_slice(&[b'\\', short]);
    }
}

/// Whether JSON escapes a byte.
#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from making vectors")]
const fn needs_escape(byte: u8, _next: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

const ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = u8::MAX;
    while byte > 0 {
        table[byte as usize] = needs_escape(byte, 0);
        byte -= 1;
    }
    table[0] = true;
    table
};

/// When [`Json::squished`] has something to do about a byte: never, behind a space, or always.
const LOOKS: [u8; 256] = {
    let mut table = [ALWAYS; 256];
    let mut byte = u8::MAX;
    while byte > 0 {
        if matches!(shape(byte), Shape::Plain) {
            table[byte as usize] = NEVER;
        }
        byte -= 1;
    }
    table[b' ' as usize] = BEHIND_SPACE;
    table
};

const NEVER: u8 = 0;
const BEHIND_SPACE: u8 = 1;
const ALWAYS: u8 = 2;

/// The same for a byte and the next one, without a table and with doubt.
#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from making vectors")]
fn needs_look(byte: u8, next: u8) -> bool {
    needs_escape(byte, next)
        | ((byte == b' ') & (next == b' '))
        | (byte == 0xC2)
        | (byte.wrapping_sub(0xE1) < 3)
}

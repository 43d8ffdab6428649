//! Writes JSON into one buffer: no tree, and nothing that is written twice.
//!
//! **Invariant:** every member and every element has its comma *before* it. The first comma of an object or list is
//! turned into its bracket, so nobody has to know what came before.

use std::io::{self, Write};
use std::ops::Range;

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
pub(crate) struct Output<W> {
    json: Json,
    scratch: Scratch,
    inner: W,
    /// The first error: after it nothing more is written.
    done: io::Result<()>,
}

impl<W: Write> Output<W> {
    pub(crate) fn new(inner: W) -> Self {
        let json = Json(Vec::with_capacity(BATCH + 64 * 1024));
        Self { json, scratch: Scratch::default(), inner, done: Ok(()) }
    }

    /// One line for a record, unless it is excluded.
    pub(crate) fn record<N: Naming>(&mut self, slots: &Slots<'_>) {
        let start = self.json.begin();
        if N::write(slots, &mut self.json, &mut self.scratch) {
            self.json.end_object(start);
            self.json.raw(b"\n");
        }
        if self.json.0.len() >= BATCH && self.done.is_ok() {
            self.done = self.inner.write_all(&self.json.0);
            self.json.0.clear();
        }
    }

    /// Writes what is left.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.done?;
        self.inner.write_all(&self.json.0)?;
        self.inner.flush()
    }
}

/// The buffer.
#[derive(Debug)]
pub(crate) struct Json(Vec<u8>);

/// A key as it is written before its value, with its comma.
macro_rules! key {
    ($key:literal) => {
        concat!(",\"", $key, "\":").as_bytes()
    };
}
pub(crate) use key;

impl Json {
    /// Where an object, a list, or what may be taken back begins.
    pub(crate) fn begin(&self) -> usize {
        self.0.len()
    }

    /// Takes back what was written since.
    pub(crate) fn take_back(&mut self, start: usize) {
        self.0.truncate(start);
    }

    /// What was written in this place.
    pub(crate) fn written(&self, place: Range<usize>) -> &[u8] {
        &self.0[place]
    }

    /// Bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Members were written since: makes an object of them.
    pub(crate) fn end_object(&mut self, start: usize) {
        self.0[start] = b'{';
        self.0.push(b'}');
    }

    /// Elements were written since `start`, behind a key that begins at `key`: makes a list of them. Without
    /// elements the key is taken back.
    pub(crate) fn end_list(&mut self, key: usize, start: usize) {
        if self.0.len() == start {
            self.0.truncate(key);
        } else {
            self.0[start] = b'[';
            self.0.push(b']');
        }
    }

    /// A text of a table or of digits: nothing in it has to be escaped.
    pub(crate) fn quoted(&mut self, text: &str) {
        self.0.push(b'"');
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(b'"');
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        self.text_of("", text);
    }

    /// A text of two parts, the first of which needs no escapes.
    pub(crate) fn text_of(&mut self, before: &str, text: &str) {
        self.0.push(b'"');
        self.0.extend_from_slice(before.as_bytes());
        let bytes = text.as_bytes();
        let (mut copied, mut at) = (0, 0);
        loop {
            at = skip_blocks(bytes, at, needs_escape);
            let Some(found) = bytes[at..].iter().position(|byte| needs_escape(*byte, 0)) else { break };
            at += found;
            self.0.extend_from_slice(&bytes[copied..at]);
            self.escape(bytes[at]);
            at += 1;
            copied = at;
        }
        self.0.extend_from_slice(&bytes[copied..]);
        self.0.push(b'"');
    }

    /// A text without white space at its ends, each run of white space in it made one space.
    pub(crate) fn squished(&mut self, text: &str) {
        self.0.push(b'"');
        let bytes = text.as_bytes();
        let (mut copied, mut at) = (0, 0);
        loop {
            at = skip_blocks(bytes, at, needs_look);
            while let [byte, rest @ ..] = &bytes[at..]
                && is_ordinary(*byte, rest)
            {
                at += 1;
            }
            let Some(byte) = bytes.get(at) else { break };
            if shape(*byte) == Shape::Escaped {
                self.0.extend_from_slice(&bytes[copied..at]);
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
            // The first space of the run may have been passed over with a block.
            let passed = at > copied && bytes[at - 1] == b' ';
            self.0.extend_from_slice(&bytes[copied..at - usize::from(passed)]);
            self.0.push(b' ');
            at = end;
            copied = at;
        }
        self.0.extend_from_slice(&bytes[copied..]);
        self.0.push(b'"');
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
                self.0.extend_from_slice(b"\\u00");
                self.0.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
                return;
            }
        };
        self.0.extend_from_slice(&[b'\\', short]);
    }
}

/// So many bytes are looked at together. The loop over them has no way out, so the compiler makes vectors of it.
const BLOCK: usize = 32;

/// Passes over whole blocks of which no byte is one that `odd` tells, given also the byte behind it.
fn skip_blocks(bytes: &[u8], mut at: usize, odd: impl Fn(u8, u8) -> bool) -> usize {
    while let Some(window) = bytes.get(at..=at + BLOCK) {
        let pairs = window[..BLOCK].iter().zip(&window[1..]);
        if pairs.fold(false, |some, (byte, next)| some | odd(*byte, *next)) {
            return at;
        }
        at += BLOCK;
    }
    at
}

/// Whether JSON escapes a byte.
#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from making vectors")]
fn needs_escape(byte: u8, _next: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Whether [`Json::squished`] has nothing to do about a byte before others.
fn is_ordinary(byte: u8, behind: &[u8]) -> bool {
    match shape(byte) {
        Shape::Plain => true,
        // One space between two words.
        Shape::Space => byte == b' ' && behind.first().is_some_and(|next| shape(*next) == Shape::Plain),
        Shape::Escaped | Shape::MaybeSpace => false,
    }
}

/// The same for a byte and the next one, without a table and with doubt. It has nothing to do about a lone space.
#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from making vectors")]
fn needs_look(byte: u8, next: u8) -> bool {
    needs_escape(byte, next)
        | ((byte == b' ') & (next == b' '))
        | (byte == 0xC2)
        | (byte.wrapping_sub(0xE1) < 3)
}

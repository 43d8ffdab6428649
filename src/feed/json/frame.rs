//! The frame of a record: what stands around its values, byte by byte, in a record that the parser has read.
//!
//! Records of a feed have the same keys in the same order, written in the same way. Where a record has the frame of an
//! earlier one, its keys need no reading: what they are was learned from that one, and the parser reads the values alone.
//!
//! **Invariant:** nothing of the grammar is known here. Each byte of a frame was judged by the parser, and so is each value.
//! **Invariant:** a frame is bounded, and so is what is spent on records that have none in common.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::envelope::is_annotation;
use super::fields::Field;
use super::place::{Here, Met, Place};
use crate::feed::delivery::Delivery;
use crate::feed::doubt::Doubt;
use crate::feed::fields::{Followed, MOST_NAMES};
use crate::value::bytes;

/// A frame has at most so many bytes.
const LONGEST: usize = 64 << 10;
/// A frame that fewer records had was not worth learning.
const WORTH: u32 = 16;
/// The longest pause, in records.
const LONGEST_PAUSE: u32 = 4096;

/// What stands around the values of a record, and how well it has served.
#[derive(Debug, Default)]
pub(in crate::feed) struct Frame {
    /// What stands before each value, one after the other, and at last what stands behind all of them.
    text: String,
    /// The fields; none where nothing is learned.
    fields: Vec<Framed>,
    /// So many records had the frame.
    hits: u32,
    /// Whether the last record had another.
    missed: bool,
    /// So many records are read before another frame is learned.
    pause: u32,
    /// So many were read before this one was learned.
    paused: u32,
}

/// A field in a frame.
#[derive(Debug)]
struct Framed {
    /// Where in the frame its value stands.
    end: usize,
    /// Its slot, if it is wanted.
    slot: Option<usize>,
}

impl Frame {
    /// Reads the record that a text begins with, if it has this frame, and says how long it is.
    pub(super) fn read(&mut self, text: &str, delivery: &mut Delivery<'_>) -> Result<usize, Doubt> {
        if self.fields.is_empty() {
            return Err(Doubt::Unsure);
        }
        let read = self.values(text, delivery);
        match read {
            Ok(_) => {
                self.hits = self.hits.saturating_add(1);
                self.missed = false;
            }
            Err(Doubt::Unsure) => self.miss(),
            Err(Doubt::Cut) => {}
        }
        read
    }

    fn values(&self, text: &str, delivery: &mut Delivery<'_>) -> Result<usize, Doubt> {
        delivery.begin();
        let (mut met, mut stop) = (Met::default(), None);
        let mut here = Here { delivery, met: &mut met, stop: &mut stop, place: Place::Taken, fast: None };
        let (mut at, mut begin) = (0, 0);
        for field in &self.fields {
            at += stands(self.text.get(begin..field.end), text.get(at..))?;
            begin = field.end;
            let mut parser = Deserializer::from_str(text.get(at..).unwrap_or_default());
            let read = match field.slot {
                None => IgnoredAny::deserialize(&mut parser).map(|_| ()),
                Some(slot) if here.delivery.record.claim(slot) => Field(&mut here).deserialize(&mut parser),
                Some(_) => return Err(Doubt::Unsure),
            };
            read.map_err(|error| if error.is_eof() { Doubt::Cut } else { Doubt::Unsure })?;
            at += parser.into_iter::<IgnoredAny>().byte_offset();
        }
        Ok(at + stands(self.text.get(begin..), text.get(at..))?)
    }

    /// A record has another frame. One such record stands among others, of two the second is learned.
    fn miss(&mut self) {
        if self.missed {
            self.fields.clear();
            self.pause = if self.hits < WORTH { (2 * self.paused).clamp(1, LONGEST_PAUSE) } else { 0 };
            self.paused = self.pause;
        }
        self.missed = true;
    }

    /// Learns the frame of a record that the parser has read, where there is none.
    pub(super) fn learn(&mut self, record: &str, delivery: &Delivery<'_>) {
        if !self.fields.is_empty() {
            return;
        }
        if self.pause > 0 {
            self.pause -= 1;
            return;
        }
        (self.hits, self.missed) = (0, false);
        if self.take_apart(record, delivery).is_none() {
            self.fields.clear();
            self.pause = LONGEST_PAUSE;
        }
    }

    fn take_apart(&mut self, record: &str, delivery: &Delivery<'_>) -> Option<()> {
        let Members(members) = Members::deserialize(&mut Deserializer::from_str(record)).ok()?;
        self.text.clear();
        let mut at = 0;
        for (name, value) in members {
            let value = value.get();
            let start = value.as_ptr().addr().checked_sub(record.as_ptr().addr())?;
            self.text.push_str(record.get(at..start)?);
            at = start + value.len();
            let slot = match delivery.known(&name) {
                Followed::Wanted(slot) => Some(slot),
                Followed::Unwanted => None,
                Followed::Another if is_annotation(&name) => None,
                Followed::Another => return None,
            };
            self.fields.push(Framed { end: self.text.len(), slot });
        }
        self.text.push_str(record.get(at..)?);
        (self.text.len() <= LONGEST).then_some(())
    }
}

/// Whether a part of a frame stands at the beginning of a text: its length.
#[inline]
fn stands(part: Option<&str>, text: Option<&str>) -> Result<usize, Doubt> {
    let (part, text) = (part.unwrap_or_default().as_bytes(), text.unwrap_or_default().as_bytes());
    match text.get(..part.len()) {
        Some(text) if bytes::are_equal(part, text) => Ok(part.len()),
        None if part.starts_with(text) => Err(Doubt::Cut),
        Some(_) | None => Err(Doubt::Unsure),
    }
}

/// The members of an object, with their values as they are written.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(parser: D) -> Result<Self, D::Error> {
        parser.deserialize_map(Apart)
    }
}

struct Apart;

impl<'de> Visitor<'de> for Apart {
    type Value = Members<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            if members.len() >= MOST_NAMES {
                return Err(A::Error::custom("a record has too many members"));
            }
            members.push(member);
        }
        Ok(Members(members))
    }
}

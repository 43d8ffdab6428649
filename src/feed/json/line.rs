//! One record that stands alone on a line.
//!
//! **Invariant:** what is said of a line depends on its bytes alone; an offset counts from its first byte.

use serde::de::DeserializeSeed;
use serde_json::error::Category;

use super::place::{Here, Met, Place};
use super::said;
use crate::feed::delivery::{Delivery, Stop};
use crate::feed::error::{Complaint, ErrorKind};
use crate::feed::source::not_utf8;

const WANTED: &str = "a line is one record, an object";
const REPAIR: &str = "write each record of an answer on a line of its own, as `jq -c '.value[]'` does";

/// Reads the record of a line into the delivery, without delivering it; otherwise says what is wrong, and where.
pub(in crate::feed) fn line(line: &[u8], delivery: &mut Delivery<'_>) -> Result<(), (usize, Complaint)> {
    let text = text(line)?;
    // Files that were put together have such a mark in the middle too.
    let record = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lead = text.len() - record.len();
    let other = |kind, found: &str| Err((lead, Complaint::new(kind, found, WANTED, REPAIR)));
    match record.trim_ascii_start().bytes().next() {
        Some(b'{') => parse(record, delivery).map_err(|(at, complaint)| (lead + at, complaint)),
        Some(b'[') => other(ErrorKind::Structure, "the line holds a list"),
        Some(_) => other(ErrorKind::Structure, "the line does not begin with `{`"),
        None => other(ErrorKind::Empty, "the line is empty"),
    }
}

/// The line as text, under the conditions of a document.
fn text(line: &[u8]) -> Result<&str, (usize, Complaint)> {
    if let Some(at) = memchr::memchr(0, line) {
        return Err((at, Complaint::nul()));
    }
    simdutf8::compat::from_utf8(line).map_err(|error| {
        let at = error.valid_up_to();
        (at, not_utf8(line.get(at).copied()))
    })
}

fn parse(record: &str, delivery: &mut Delivery<'_>) -> Result<(), (usize, Complaint)> {
    let mut parser = serde_json::Deserializer::from_str(record);
    let (mut met, mut stop) = (Met::default(), None);
    let here =
        Here { delivery: &mut *delivery, met: &mut met, stop: &mut stop, place: Place::Taken, fast: None };
    let read = here.deserialize(&mut parser);
    delivery.abandon();
    let at = |error: &serde_json::Error| error.column().saturating_sub(1);
    match (read, stop) {
        (Ok(()), _) => parser.end().map_err(|error| {
            let found = "something follows the record";
            (at(&error), Complaint::new(ErrorKind::Malformed, found, WANTED, REPAIR))
        }),
        (Err(error), Some(Stop::Wrong { complaint, .. })) => Err((at(&error), complaint)),
        (Err(error), _) if error.classify() == Category::Eof => {
            let found = "the line ends inside the record";
            Err((record.len(), Complaint::new(ErrorKind::Truncated, found, WANTED, REPAIR)))
        }
        (Err(error), _) => Err((at(&error), said(&error))),
    }
}

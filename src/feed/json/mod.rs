//! JSON: one reader for `wcf3-json`, `v2-json`, `api-v3` and `list`, which differ by their envelopes.
//!
//! `serde_json` reads the grammar; the visitor only says what each value at each place becomes.
//!
//! **Invariant:** no value is built on the way: texts go from the parser's buffer into the record, or nowhere.

mod envelope;
mod fast;
mod fields;
mod frame;
mod line;
mod place;
mod visit;

use serde::de::DeserializeSeed;
use serde_json::error::Category;

use super::delivery::{Delivery, Stop};
use super::error::Complaint;
use super::shape::Shape;
use super::source::Source;
use fast::{Fast, Records};
use place::{Here, Met, Place};

pub(super) use envelope::told_by;
pub(super) use fast::{is_between, piece};
pub(super) use frame::Frame;
pub(super) use line::line;

/// Reads a document to its end. A stated shape must not be contradicted by it.
pub(super) fn read(
    source: Source<'_>,
    stated: Option<Shape>,
    delivery: &mut Delivery<'_>,
) -> Result<(), Stop> {
    let mut met = Met { stated, ..Met::default() };
    let mut stop = None;
    let fast = Fast::new(source);
    let mut parser = serde_json::Deserializer::from_reader(fast.input());
    let records = delivery.limits.shortcuts.then_some(&fast as &dyn Records);
    let here = Here { delivery, met: &mut met, stop: &mut stop, place: Place::Document, fast: records };
    let end = here.deserialize(&mut parser).and_then(|()| parser.end());
    if met.records {
        delivery.shape.get_or_insert(Shape::Wcf3Json);
    }
    match (end, stop) {
        (_, Some(stop)) => Err(stop),
        (Ok(()), None) => Ok(()),
        (Err(error), None) => Err(translate(&error, met.failed, delivery)),
    }
}

/// What the parser says, in words for the user of a feed.
fn translate(
    error: &serde_json::Error,
    failed: Option<(u64, Option<Complaint>)>,
    delivery: &Delivery<'_>,
) -> Stop {
    let (taken, refusal) = failed.unwrap_or_else(|| (delivery.gauge.at(), delivery.gauge.refusal()));
    if let Some(complaint) = refusal {
        return Stop::Wrong { complaint, offset: taken };
    }
    match error.classify() {
        Category::Eof => delivery.truncated(),
        Category::Io | Category::Data | Category::Syntax => {
            Stop::Wrong { complaint: said(error), offset: taken.saturating_sub(1) }
        }
    }
}

/// What the parser says of a text that breaks the grammar.
fn said(error: &serde_json::Error) -> Complaint {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    Complaint::malformed(match message {
        "trailing characters" => "something follows the end of the document",
        "trailing comma" => "a comma stands before a closing bracket",
        "expected value" => "a value is missing, or is none that JSON knows",
        "expected ident" => "a word is neither `true`, `false` nor `null`",
        "expected `:`" => "a key is not followed by `:`",
        "expected `,` or `]`" => "an item of a list is followed by neither `,` nor `]`",
        "expected `,` or `}`" => "a member of an object is followed by neither `,` nor `}`",
        "key must be a string" => "a key is not in quotes",
        "invalid escape" => "a `\\` in a text begins no escape that JSON knows",
        "invalid number" | "number out of range" => "a number is none that JSON knows",
        "lone leading surrogate in hex escape"
        | "unexpected end of hex escape"
        | "invalid unicode code point" => "a `\\u` escape stands for half a character (a lone surrogate)",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a text holds a control character that is not escaped"
        }
        "recursion limit exceeded" => {
            return Complaint::limit("values nest too deeply", "they fit into the limit `depth`");
        }
        other => other,
    })
}

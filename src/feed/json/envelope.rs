//! The envelopes: what stands around the records, and how the JSON shapes differ. The records themselves do not.
//!
//! | shape | records | count | next page | told by |
//! |---|---|---|---|---|
//! | `wcf3-json` | `value` | `odata.count` | `odata.nextLink` | `odata.…`, or `value` and nothing else |
//! | `api-v3` | `value` | – | – | `tisTrackingUA` |
//! | `v2-json` | `d`, or `results` in it | `__count` in `d` | `__next` in `d` | `d` |
//! | `list` | the document | – | – | `[` |
//!
//! **Invariant:** keys may come in any order; an error of the server is one in every envelope.

use super::place::Place;
use crate::feed::recognise::Opening;
use crate::feed::shape::Shape;

/// The member of an object that stands for something which was not asked for (`$expand`).
pub(super) const DEFERRED: &str = "__deferred";

/// What a key at the top of a document tells.
pub(in crate::feed) fn told_by(key: &str) -> Opening {
    match (key, odata(key)) {
        ("value", _) => Opening::Value,
        ("d", _) => Opening::Told(Shape::V2Json),
        ("tisTrackingUA", _) => Opening::Told(Shape::ApiV3),
        (_, Some("error") | None) => Opening::Object,
        (_, Some(_)) => Opening::Told(Shape::Wcf3Json),
    }
}

/// What a key at the top of a document of that shape holds.
pub(super) fn at_top(key: &str, shape: Option<Shape>) -> Place {
    match (key, odata(key)) {
        ("value", _) if shape != Some(Shape::V2Json) => Place::Records("value"),
        ("d", _) if shape == Some(Shape::V2Json) => Place::Data,
        ("error", _) | (_, Some("error")) => Place::Trouble,
        (_, Some("count")) => Place::Count("odata.count"),
        (_, Some("nextLink")) => Place::Next,
        (_, Some(_) | None) => Place::Unread,
    }
}

/// What a key in `d` holds.
pub(super) fn in_data(key: &str) -> Place {
    match key {
        "results" => Place::Records("results"),
        "__count" => Place::Count("__count"),
        "__next" => Place::Next,
        _ => Place::Unread,
    }
}

/// Whether a key of a record speaks of the record or of another key, and is no field.
pub(super) fn is_annotation(key: &str) -> bool {
    key == "__metadata" || odata(key).is_some() || (key.contains('@') && key.contains("@odata."))
}

/// The name of an annotation; the protocol writes it with `@` since version 4.
fn odata(key: &str) -> Option<&str> {
    key.strip_prefix('@').unwrap_or(key).strip_prefix("odata.")
}

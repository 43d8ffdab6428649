//! How documents are written, generation by generation.
//!
//! **Invariant:** a document says first that it is composed, then which record has which traps.

mod atom;
mod json;
mod text;

use super::fields::Fields;
use super::head::Feed;
use super::traps::Record;

/// A generation of the feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// V1 as Atom.
    AtomV1,
    /// V2 as Atom.
    AtomV2,
    /// V1 as JSON: `d.results`.
    JsonV1,
    /// wcf 3.0, flat or typed: `value`.
    Wcf3,
    /// api-v3: `value`, in one answer.
    ApiV3,
}

impl Shape {
    /// Of the file.
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::AtomV1 | Self::AtomV2 => "xml",
            Self::JsonV1 | Self::Wcf3 | Self::ApiV3 => "json",
        }
    }

    /// Between `Syndication/` and the client.
    const fn version(self) -> &'static str {
        match self {
            Self::AtomV1 | Self::JsonV1 => "",
            Self::AtomV2 => "2.0/",
            Self::Wcf3 | Self::ApiV3 => "3.0/",
        }
    }
}

/// A whole document.
pub(crate) fn document(feed: &Feed, records: &[Record]) -> String {
    match feed.head.shape {
        Shape::AtomV1 | Shape::AtomV2 => atom::document(feed, records),
        Shape::JsonV1 => json::results(feed, records),
        Shape::Wcf3 => json::wcf3(feed, records),
        Shape::ApiV3 => json::api_v3(feed, records),
    }
}

/// What it says of itself first.
fn mark(feed: &Feed) -> String {
    format!("{}: {}", super::MARK, feed.head.about)
}

/// Where the feed pretends to come from, without the last `Objects`.
fn base(feed: &Feed) -> String {
    let version = feed.head.shape.version();
    format!("http://wcf.tourinsoft.com/Syndication/{version}{}/{}/", feed.head.client, feed.guid())
}

/// The name of the syndication in the names of types.
fn type_name(feed: &Feed) -> String {
    let guid = feed.guid().replace('-', "");
    format!("TourInSoft.V5.Syndication.Syndication_COMPOSED{}_{guid}.SyndicObject", feed.bordereau.code())
}

/// The traps of each record, by id.
fn traps(records: &[Record]) -> Fields {
    let mut traps = Fields::new();
    for record in records.iter().filter(|record| !record.traps.is_empty()) {
        let names: Vec<super::value::Value> = record.traps.iter().map(|name| (*name).into()).collect();
        traps.set(&record.id, names);
    }
    traps
}

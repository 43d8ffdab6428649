//! The three envelopes of JSON.

use super::super::fields::Fields;
use super::super::guid::hash;
use super::super::head::Feed;
use super::super::traps::Record;
use super::super::value::Value;
use super::text;

/// V1 and V2: `d.results`, links that are put off, the count as a text, dates in milliseconds.
pub(super) fn results(feed: &Feed, records: &[Record]) -> String {
    let results: Vec<Fields> = records.iter().map(|record| with_links(feed, record)).collect();
    let d = Fields::new().with("results", results).with("__count", records.len().to_string());
    text::write(&marked(feed, records).with("d", d))
}

fn with_links(feed: &Feed, record: &Record) -> Fields {
    let object = format!("{}Objects('{}')", super::base(feed), record.id);
    let metadata =
        Fields::new().with("id", &object).with("uri", &object).with("type", super::type_name(feed));
    let link = |name: &str| {
        let uri = Fields::new().with("uri", format!("{object}/{name}"));
        Fields::new().with("__deferred", uri)
    };
    let mut fields = Fields::new()
        .with("__metadata", metadata)
        .with("Structure", link("Structure"))
        .with("Searchs", link("Searchs"));
    fields.extend(record.fields.clone());
    fields
}

/// wcf 3.0.
pub(super) fn wcf3(feed: &Feed, records: &[Record]) -> String {
    let metadata = format!("{}$metadata#Objects", super::base(feed));
    let document = marked(feed, records)
        .with("odata.metadata", metadata)
        .with("odata.count", records.len().to_string())
        .with("value", values(records));
    text::write(&document)
}

/// api-v3.
pub(super) fn api_v3(feed: &Feed, records: &[Record]) -> String {
    let tracking = format!("UA-{:08}-1", hash(feed.head.name) % 100_000_000);
    text::write(&marked(feed, records).with("tisTrackingUA", tracking).with("value", values(records)))
}

fn values(records: &[Record]) -> Vec<Value> {
    records.iter().map(|record| record.fields.clone().into()).collect()
}

fn marked(feed: &Feed, records: &[Record]) -> Fields {
    Fields::new()
        .with("passerelle.composed", super::mark(feed))
        .with("passerelle.traps", super::traps(records))
}

//! Records composed at random, and written in every shape.

use std::fmt::Write as _;

use passerelle::feed::Shape;
use proptest::prelude::*;

use super::support::{atom, entry, wanted};

/// A record as it goes into every shape: each field is absent, null or a text.
fn record() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
    let text = prop_oneof![
        proptest::string::string_regex("[ -~éà#|<&>\"'\\\\\n€𝄞]{0,40}").expect("a class and a count"),
        Just(String::new()),
        Just("A &amp; B ]]> <![CDATA[ <!-- \u{FEFF}".to_owned()),
    ];
    proptest::sample::subsequence(vec!["ID", "A", "x", "Été", "B", "y"], 0..=6).prop_shuffle().prop_flat_map(
        move |names| {
            let values = proptest::collection::vec(proptest::option::of(text.clone()), names.len());
            (Just(names), values)
                .prop_map(|(names, values)| names.into_iter().map(String::from).zip(values).collect())
        },
    )
}

pub(super) type Records = Vec<Vec<(String, Option<String>)>>;

pub(super) fn feed_records() -> impl Strategy<Value = Records> {
    proptest::collection::vec(record(), 0..8)
}

/// Records in which every field is a text, so that every shape can say them.
pub(super) fn full_records() -> impl Strategy<Value = Records> {
    feed_records().prop_map(|records| in_columns(&records))
}

/// A document of a shape, and the records that it says.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) shape: Shape,
    pub(super) text: String,
    pub(super) says: Vec<String>,
}

/// The records written in every way. An extract of open data has every column, and says an empty text for nothing.
pub(super) fn documents(records: &Records) -> Vec<Document> {
    let json = as_json(records);
    let count = records.len();
    let columns = in_columns(records);
    let mut all: Vec<Document> = [
        (
            Shape::Wcf3Json,
            format!(
                "{{\"odata.metadata\":\"{}\",\"odata.count\":{count},\"value\":{json}}}",
                "x".repeat(300)
            ),
        ),
        (
            Shape::Wcf3Json,
            format!("{{\"value\":{json},\"odata.count\":\"{count}\",\"odata.metadata\":\"x\"}}"),
        ),
        (Shape::ApiV3, format!("{{\"tisTrackingUA\":\"UA-0\",\"value\":{json}}}")),
        (Shape::ApiV3, format!("{{ \"value\" : {json} , \"tisTrackingUA\" : null }}")),
        (Shape::V2Json, format!("{{\"d\":{{\"results\":{json},\"__count\":\"{count}\"}}}}")),
        (Shape::V2Json, format!("{{\"d\":{json}}}")),
        (Shape::List, json),
        (Shape::Atom, as_atom(records)),
    ]
    .into_iter()
    .map(|(shape, text)| Document { shape, text, says: expected(records) })
    .collect();
    for text in [as_csv(&columns, "\n", false), format!("\u{FEFF}{}", as_csv(&columns, "\r\n", true))] {
        all.push(Document { shape: Shape::Csv, text, says: expected(&columns) });
    }
    all
}

fn as_json(records: &Records) -> String {
    let records: Vec<serde_json::Map<String, serde_json::Value>> = records
        .iter()
        .map(|record| record.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect())
        .collect();
    serde_json::Value::from_iter(records).to_string()
}

const COLUMNS: [&str; 6] = ["A", "Été", "ID", "x", "B", "y"];

/// The records with each column, in the order of the columns.
fn in_columns(records: &Records) -> Records {
    let text = |record: &Vec<(String, Option<String>)>, column: &str| {
        record.iter().find(|(name, _)| name == column).and_then(|(_, text)| text.clone()).unwrap_or_default()
    };
    let row = |record| COLUMNS.map(|column| (column.to_owned(), Some(text(record, column)))).to_vec();
    records.iter().map(row).collect()
}

fn as_csv(records: &Records, line_end: &str, quote_all: bool) -> String {
    let cell = |text: &str| {
        if quote_all || text.contains([';', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let mut text = COLUMNS.map(cell).join(";") + line_end;
    for record in records {
        let cells: Vec<String> =
            record.iter().map(|(_, value)| cell(value.as_deref().unwrap_or_default())).collect();
        text += &(cells.join(";") + line_end);
    }
    text
}

fn as_atom(records: &Records) -> String {
    let mut inside = format!("<m:count>{}</m:count>", records.len());
    for record in records {
        let mut properties = String::new();
        for (name, value) in record {
            match value {
                None => write!(properties, "<d:{name} m:null=\"true\"/>"),
                Some(value) => {
                    write!(properties, "<d:{name}>{}</d:{name}>", quick_xml::escape::escape(value.as_str()))
                }
            }
            .unwrap_or_default();
        }
        inside += &entry(&properties);
    }
    atom(&inside)
}

fn expected(records: &Records) -> Vec<String> {
    let fields = wanted();
    let line = |record: &Vec<(String, Option<String>)>| {
        let mut line: Vec<String> = Vec::new();
        for slot in 0..fields.len() {
            let name = fields.name(slot).unwrap_or_default();
            if let Some((_, value)) = record.iter().find(|(field, _)| field == name) {
                line.push(format!(
                    "{name}={}",
                    value.as_ref().map_or("null".to_owned(), |text| format!("{text:?}"))
                ));
            }
        }
        line.join(" ")
    };
    records.iter().map(line).collect()
}

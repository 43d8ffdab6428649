//! The envelope of Atom, V1 and V2.
//!
//! **Invariant:** what is written is well-formed whatever the fields hold.

use std::fmt::Write as _;

use super::super::head::Feed;
use super::super::traps::Record;
use super::super::value::Value;

/// Where the names of the properties are defined.
const SCHEMA: &str = "http://schemas.microsoft.com/ado/2007/08/dataservices";

/// The whole document.
pub(super) fn document(feed: &Feed, records: &[Record]) -> String {
    let base = super::base(feed);
    let mut text = format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<!-- {mark} -->
{traps}<feed xml:base="{base}" xmlns="http://www.w3.org/2005/Atom"
      xmlns:d="{SCHEMA}"
      xmlns:m="{SCHEMA}/metadata">
  <title type="text">Objects</title>
  <id>{base}Objects</id>
  <updated>2026-11-20T06:00:01Z</updated>
  <link rel="self" title="Objects" href="Objects" />
  <m:count>{count}</m:count>
"#,
        mark = super::mark(feed),
        traps = traps(records),
        count = records.len(),
    );
    for record in records {
        entry(&mut text, feed, &base, record);
    }
    text.push_str("</feed>\n");
    text
}

/// The traps as comments, in which `--` must not stand.
fn traps(records: &[Record]) -> String {
    let marked = records.iter().filter(|record| !record.traps.is_empty());
    let lines: Vec<String> = marked
        .map(|record| {
            let names = record.traps.join(" | ");
            assert!(!names.contains("--"), "a comment cannot hold `--`: {names}");
            format!("<!-- passerelle.traps {}: {names} -->\n", record.id)
        })
        .collect();
    lines.concat()
}

fn entry(text: &mut String, feed: &Feed, base: &str, record: &Record) {
    let Record { id, fields, .. } = record;
    let updated = match fields.get("Updated") {
        Some(Value::Text(updated)) => updated.split('.').next().unwrap_or_default().to_owned(),
        _ => "2026-11-20T06:00:01".to_owned(),
    };
    write!(
        text,
        r#"  <entry>
    <id>{base}Objects('{id}')</id>
    <title type="text" />
    <updated>{updated}Z</updated>
    <author><name /></author>
    <link rel="edit" title="SyndicObject" href="Objects('{id}')" />
    <link rel="{SCHEMA}/related/Structure" type="application/atom+xml;type=entry" title="Structure" href="Objects('{id}')/Structure" />
    <link rel="{SCHEMA}/related/Searchs" type="application/atom+xml;type=feed" title="Searchs" href="Objects('{id}')/Searchs" />
    <category term="{term}" scheme="{SCHEMA}/scheme" />
    <content type="application/xml">
      <m:properties>
"#,
        term = super::type_name(feed),
    )
    .expect("a text takes everything");
    for (name, value) in fields.iter() {
        text.push_str(&property(feed, name, value));
    }
    text.push_str("      </m:properties>\n    </content>\n  </entry>\n");
}

fn property(feed: &Feed, name: &str, value: &Value) -> String {
    let is_coordinate = name == "GmapLatitude" || name == "GmapLongitude";
    let content = match value {
        Value::Null if is_coordinate || feed.head.empty_elements.contains(&name) => "",
        Value::Null => return format!("        <d:{name} m:null=\"true\" />\n"),
        Value::Text(content) => content,
        other => panic!("Atom has texts only, `{name}` holds {other:?}"),
    };
    let attribute = match name {
        "Published" | "Updated" => r#" m:type="Edm.DateTime""#,
        "SyndicStructureId" => r#" m:type="Edm.Guid""#,
        "SyndicObjectOrder" => r#" m:type="Edm.Int64""#,
        _ if content.contains('\n') || content.trim().len() < content.len() => r#" xml:space="preserve""#,
        _ => "",
    };
    format!("        <d:{name}{attribute}>{}</d:{name}>\n", escaped(content))
}

fn escaped(content: &str) -> String {
    content.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

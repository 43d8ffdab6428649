//! The envelope of `OData` v2 as Atom, as head 22 is served.
//!
//! **Invariant:** what is written is well-formed whatever the fields hold.

use std::io::{self, Write};

use quick_xml::escape::partial_escape;

use crate::COMPOSED;
use crate::record::Record;

/// Where the feed pretends to come from.
pub(crate) const BASE: &str =
    "http://wcf.tourinsoft.com/Syndication/2.0/cdt22/00000000-0000-4000-8000-000000000022";

/// Fields whose absence is an empty element. All others have `m:null`, and real feeds mix both in the same way.
const EMPTY_ELEMENTS: [&str; 10] = [
    "GmapLatitude",
    "GmapLongitude",
    "IDENTFAX",
    "DetailIDENTADRESSEADR3",
    "DetailIDENTADRESSEADR1suite",
    "IDENTINCONTOURNABLE",
    "IDENTPORTABLE",
    "DetailACCESLOCLATITUDE",
    "DetailACCESLOCLONGITUDE",
    "PRESTATIONSSERVICE",
];

/// What stands before the first entry.
pub(crate) fn head(out: &mut impl Write, records: Option<u64>) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="utf-8"?>"#)?;
    writeln!(out, "<!-- {COMPOSED} -->")?;
    writeln!(
        out,
        r#"<feed xml:base="{BASE}/" xmlns="http://www.w3.org/2005/Atom"
      xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"
      xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
  <title type="text">Objects</title>
  <id>{BASE}/Objects</id>
  <updated>2026-11-20T06:00:01Z</updated>
  <link rel="self" title="Objects" href="Objects" />"#
    )?;
    match records {
        Some(count) => writeln!(out, "  <m:count>{count}</m:count>"),
        None => Ok(()),
    }
}

/// One entry.
pub(crate) fn entry(out: &mut impl Write, record: &Record) -> io::Result<()> {
    let Record { id, updated, fields } = record;
    let seconds = updated.split('.').next().unwrap_or(updated);
    let schema = "http://schemas.microsoft.com/ado/2007/08/dataservices";
    write!(
        out,
        r#"  <entry>
    <id>{BASE}/Objects('{id}')</id>
    <title type="text" />
    <updated>{seconds}Z</updated>
    <author><name /></author>
    <link rel="edit" title="SyndicObject" href="Objects('{id}')" />
    <link rel="{schema}/related/Structure" type="application/atom+xml;type=entry" title="Structure" href="Objects('{id}')/Structure" />
    <link rel="{schema}/related/Searchs" type="application/atom+xml;type=feed" title="Searchs" href="Objects('{id}')/Searchs" />
    <category term="TourInSoft.V5.Syndication.Syndication_COMPOSEDHOT.SyndicObject" scheme="{schema}/scheme" />
    <content type="application/xml">
      <m:properties>
"#
    )?;
    for (name, value) in fields {
        property(out, name, value.as_deref())?;
    }
    out.write_all(b"      </m:properties>\n    </content>\n  </entry>\n")
}

fn property(out: &mut impl Write, name: &str, value: Option<&str>) -> io::Result<()> {
    let Some(value) = value else {
        return if EMPTY_ELEMENTS.contains(&name) {
            writeln!(out, "        <d:{name}></d:{name}>")
        } else {
            writeln!(out, r#"        <d:{name} m:null="true" />"#)
        };
    };
    let attribute = match name {
        "Published" | "Updated" => r#" m:type="Edm.DateTime""#,
        "SyndicStructureId" => r#" m:type="Edm.Guid""#,
        "SyndicObjectOrder" => r#" m:type="Edm.Int64""#,
        _ if value.contains('\n') || value.trim().len() < value.len() => r#" xml:space="preserve""#,
        _ => "",
    };
    writeln!(out, "        <d:{name}{attribute}>{}</d:{name}>", partial_escape(value))
}

/// What stands after the last entry.
pub(crate) fn foot(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"</feed>\n")
}

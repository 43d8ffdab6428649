//! The envelopes of the task: Atom, one JSON document, and one JSON object a line.
//!
//! **Invariant:** the three say the same of a record. Only lines cannot say that they are composed.

use std::io::{self, Write};

use crate::names;
use crate::record::Record;
use crate::{atom, json};

/// How the records of the task are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Envelope {
    /// `task atom`
    Atom,
    /// `task json`
    Json,
    /// `task lines`
    Lines,
}

/// What stands before the first record.
pub(crate) fn head(out: &mut impl Write, envelope: Envelope, records: Option<u64>) -> io::Result<()> {
    match envelope {
        Envelope::Atom => atom::head(out, records),
        Envelope::Json => json::head(out, records),
        Envelope::Lines => Ok(()),
    }
}

/// One record.
pub(crate) fn entry(
    out: &mut impl Write,
    envelope: Envelope,
    record: &Record,
    first: bool,
) -> io::Result<()> {
    match envelope {
        Envelope::Atom => atom_entry(out, record),
        Envelope::Json => {
            out.write_all(if first { b"\n" } else { b",\n" })?;
            object(out, record)
        }
        Envelope::Lines => {
            object(out, record)?;
            out.write_all(b"\n")
        }
    }
}

/// What stands after the last record.
pub(crate) fn foot(out: &mut impl Write, envelope: Envelope) -> io::Result<()> {
    match envelope {
        Envelope::Atom => atom::foot(out),
        Envelope::Json => json::foot(out),
        Envelope::Lines => Ok(()),
    }
}

fn atom_entry(out: &mut impl Write, record: &Record) -> io::Result<()> {
    let id = &record.id;
    write!(
        out,
        r#"  <entry>
    <id>{base}/Objects('{id}')</id>
    <category term="WcfDataServices.Object" scheme="http://schemas.microsoft.com/ado/2007/08/dataservices/scheme" />
    <title />
    <updated>2026-11-20T06:00:01Z</updated>
    <author>
      <name />
    </author>
    <content type="application/xml">
      <m:properties>
"#,
        base = atom::BASE
    )?;
    for (name, value) in &record.fields {
        write!(out, "        <d:{name}")?;
        if let Some(edm) = names::edm_type(name) {
            write!(out, r#" m:type="{edm}""#)?;
        }
        match value {
            None => out.write_all(b" m:null=\"true\" />\n")?,
            Some(value) => writeln!(out, ">{}</d:{name}>", escaped(value))?,
        }
    }
    out.write_all(b"      </m:properties>\n    </content>\n  </entry>\n")
}

/// As XML has it: a carriage return that is not written as a reference would be read as a line feed.
fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#xD;")
}

fn object(out: &mut impl Write, record: &Record) -> io::Result<()> {
    for (at, (name, value)) in record.fields.iter().enumerate() {
        out.write_all(if at == 0 { b"{" } else { b"," })?;
        write!(out, "\"{name}\":")?;
        match value {
            Some(number) if names::is_number(name) => out.write_all(number.as_bytes())?,
            _ => serde_json::to_writer(&mut *out, value)?,
        }
    }
    out.write_all(b"}")
}

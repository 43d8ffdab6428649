//! The flat envelope of wcf 3.0, as head 24 is served.
//!
//! **Invariant:** every value is a text or null, as in the real feed.

use std::io::{self, Write};

use crate::COMPOSED;
use crate::record::Record;

/// Where the feed pretends to come from.
const METADATA: &str =
    "http://wcf.tourinsoft.com/Syndication/3.0/cdt24/00000000-0000-4000-8000-000000000024/$metadata#Objects";

/// What stands before the first record.
pub(crate) fn head(out: &mut impl Write, records: Option<u64>) -> io::Result<()> {
    out.write_all(b"{\"passerelle.composed\":")?;
    serde_json::to_writer(&mut *out, COMPOSED)?;
    out.write_all(b",\"odata.metadata\":")?;
    serde_json::to_writer(&mut *out, METADATA)?;
    if let Some(count) = records {
        write!(out, ",\"odata.count\":\"{count}\"")?;
    }
    out.write_all(b",\"value\":[")
}

/// One record.
pub(crate) fn entry(out: &mut impl Write, record: &Record, first: bool) -> io::Result<()> {
    out.write_all(if first { b"\n{" } else { b",\n{" })?;
    for (at, (name, value)) in record.fields.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        write!(out, "\"{name}\":")?;
        serde_json::to_writer(&mut *out, value)?;
    }
    out.write_all(b"}")
}

/// What stands after the last record.
pub(crate) fn foot(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\n]}\n")
}

//! A day as elloha writes it: with midnight behind it, and without a zone.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, de};

/// What stands behind a day.
const MIDNIGHT: &str = "T00:00:00";

/// A day that may be left out. Anything else behind it, such as an hour or a zone, would be dropped: it is refused.
pub(crate) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime>, D::Error> {
    let Some(written) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let day = written.strip_suffix(MIDNIGHT).unwrap_or(&written);
    let read = (day.len() == 10).then(|| day.parse::<Date>().ok()).flatten();
    match read {
        Some(day) => Ok(Some(super::midnight(day))),
        None => Err(de::Error::custom(
            "write a day such as 2026-07-01T00:00:00, without another hour and without a zone",
        )),
    }
}

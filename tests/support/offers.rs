//! What ALOA sees of a record of an offer, for review: one field a line, reasons beside the record.

use std::fmt::Write;

use passerelle::engine::{OutFault, Outbound, Shown};
use passerelle::manifest::Sold;
use serde_json::Value;

/// The kind of records that rules call so.
pub(crate) fn kind(code: &str) -> Sold {
    *Sold::ALL.iter().find(|sold| sold.code() == code).expect("one of the five record types")
}

/// Lists what becomes of a record.
pub(crate) fn shown(outbound: &Outbound, code: &str, record: &Value) -> String {
    let Shown { fields, faults } = outbound.shown(kind(code), record);
    let sold = outbound.sold(kind(code), record);
    assert_eq!(sold.as_ref().ok(), fields.as_ref(), "both ways to ask answer the same");
    let mut text = String::new();
    let what = match (&fields, faults.iter().any(OutFault::excludes)) {
        (Some(_), _) => "shown",
        (None, true) => "excluded",
        (None, false) => "held",
    };
    let _ = writeln!(text, "{code} {what}");
    for fault in &faults {
        let OutFault { code, effect, rule, field, why } = fault;
        let rule = rule.as_deref().unwrap_or("-");
        let _ = writeln!(text, "  {} {code} {rule} {field}: {why}", effect.word());
    }
    for (name, value) in fields.iter().flatten() {
        let _ = writeln!(text, "  {name}: {value}");
    }
    text
}

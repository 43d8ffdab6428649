//! `passerelle suggestions`

use std::fmt::Write;

use serde_json::json;

use super::args::{Format, Suggestions};
use super::exit::{Exit, Failure};
use super::{catalogue, output};
use crate::catalogue::{FieldChange, Suggestion, settle, suggestions};
use crate::value::visible;

pub(super) fn run(args: &Suggestions) -> Result<Exit, Failure> {
    let Some(loaded) = catalogue::head(&args.head, args.within.places.pack.as_deref())? else {
        return Ok(Exit::Error);
    };
    let head = loaded.ready.as_ref().map(|ready| ready.head.head.value.clone()).unwrap_or_default();
    if let Some(id) = &args.settle {
        let (run, settled) = settle(&*catalogue::open(&args.within)?, &head, id)?;
        match args.within.format {
            Format::Text => {
                output::data(&format!("{head}: run {run} settled what was suggested for {}\n", visible(id)))?;
            }
            Format::Json => output::data(&format!(
                "{}\n",
                json!({ "schema": 1, "head": head, "run": run, "settled": settled })
            ))?,
        }
        return Ok(Exit::Done);
    }
    let found = suggestions(&*catalogue::look(&args.within)?, &head, args.record.as_deref())?;
    match args.within.format {
        Format::Text => output::data(&text(&found))?,
        Format::Json => {
            output::data(&format!("{}\n", json!({ "schema": 1, "head": head, "suggestions": found })))?;
        }
    }
    Ok(if found.is_empty() { Exit::Done } else { Exit::Look })
}

fn text(found: &[Suggestion]) -> String {
    let mut out = String::new();
    if found.is_empty() {
        out.push_str("nothing is suggested\n");
    }
    // Writing to a `String` cannot fail.
    for Suggestion { id, bordereau, idoi, gone, changed } in found {
        let _ = writeln!(out, "{} ({bordereau}), account {idoi}", visible(id));
        if *gone {
            out.push_str("  the feed has it no longer; the account stays\n");
        }
        for FieldChange { field, old, new, rules } in changed {
            let value = |value: &Option<serde_json::Value>| {
                value.as_ref().map_or("nothing".to_owned(), ToString::to_string)
            };
            let (old, new) = (value(old), value(new));
            let _ = writeln!(out, "  {field}: {} → {}  {}", visible(&old), visible(&new), rules.join(", "));
        }
    }
    out
}

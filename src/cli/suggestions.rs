//! `passerelle suggestions`

use std::fmt::Write;

use serde_json::json;

use super::args::{Format, Suggestions};
use super::exit::{Exit, Failure};
use super::{catalogue, output};
use crate::catalogue::{FieldChange, Suggestion, settle, suggestions};
use crate::store;
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
    let store = catalogue::look(&args.within)?;
    let found = suggestions(&*store, &head, args.record.as_deref())?;
    if let Some(id) = &args.record {
        let accounts = store.reading(|connection| store::accounts(connection, &head))?;
        if !accounts.iter().any(|account| account.id == *id) {
            return Err(Failure::Usage(format!(
                "{} is no account of head {head}: `passerelle writeback {head}` lists those that are",
                visible(id)
            )));
        }
    }
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
    if !found.is_empty() {
        out.push_str(
            "what the feed said when it was last settled → what it says now; the accounts were not read\n",
        );
    }
    // Writing to a `String` cannot fail.
    for Suggestion { id, bordereau, title, idoi, gone, back, changed } in found {
        let _ = writeln!(out, "\n{} ({bordereau}) {}, account {idoi}", visible(id), visible(title));
        if *back {
            out.push_str("  the feed has it again\n");
        }
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

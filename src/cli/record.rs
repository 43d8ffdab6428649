//! `passerelle record`

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::args::{Format, InCatalogue, Record, RecordCommand};
use super::exit::{Exit, Failure};
use super::fetch::archive;
use super::{catalogue, output};
use crate::catalogue::{add, given, remove, taken};
use crate::engine;
use crate::fetch;
use crate::store::{self, NewRecord, Origin, Stored};
use crate::value::visible;

pub(super) fn run(args: &Record) -> Result<Exit, Failure> {
    match &args.what {
        RecordCommand::Add { head, file, within } => {
            let Some(loaded) = catalogue::head(head, within.places.pack.as_deref())? else {
                return Ok(Exit::Error);
            };
            let Some(ready) = &loaded.ready else { return Ok(Exit::Error) };
            let read = |source| engine::Error::Read { path: file.clone(), source };
            let text = std::fs::read_to_string(file).map_err(read)?;
            let record = given(ready, &text, &file.display().to_string())?;
            added(within, &ready.head.head.value, &record)
        }
        RecordCommand::From { head, id, account_type, kept, within } => {
            let Some(mut loaded) = catalogue::head(head, within.places.pack.as_deref())? else {
                return Ok(Exit::Error);
            };
            let Some(mut ready) = loaded.ready.take() else { return Ok(Exit::Error) };
            let replays = fetch::replays(&archive(&within.places.data), &ready.head, kept.as_deref())?;
            let record = taken(&loaded, &mut ready, &replays, id, account_type)?;
            added(within, &ready.head.head.value, &record)
        }
        RecordCommand::List { head, id, within } => list(head, id.as_deref(), within),
        RecordCommand::Remove { head, id, within } => {
            let Some(loaded) = catalogue::head(head, within.places.pack.as_deref())? else {
                return Ok(Exit::Error);
            };
            let name = loaded.ready.as_ref().map(|ready| ready.head.head.value.clone()).unwrap_or_default();
            let run = remove(&*catalogue::open(within)?, &name, id)?;
            let text = format!("{name}: run {run} removed {}\n", visible(id));
            let answer = json!({ "schema": 1, "head": name, "run": run, "removed": id });
            said(within, &text, &answer)
        }
    }
}

fn added(within: &InCatalogue, head: &str, record: &NewRecord) -> Result<Exit, Failure> {
    let run = add(&*catalogue::open(within)?, head, record)?;
    let NewRecord { id, account_type, bordereau, .. } = record;
    let text = format!("{head}: run {run} added {} ({bordereau}) as {account_type}\n", visible(id));
    let answer = json!({ "schema": 1, "head": head, "run": run, "added": id, "type": account_type });
    said(within, &text, &answer)
}

fn said(within: &InCatalogue, text: &str, answer: &Json) -> Result<Exit, Failure> {
    match within.format {
        Format::Text => output::data(text)?,
        Format::Json => output::data(&format!("{answer}\n"))?,
    }
    Ok(Exit::Done)
}

fn list(head: &Path, id: Option<&str>, within: &InCatalogue) -> Result<Exit, Failure> {
    let Some(loaded) = catalogue::head(head, within.places.pack.as_deref())? else { return Ok(Exit::Error) };
    let name = loaded.ready.as_ref().map(|ready| ready.head.head.value.clone()).unwrap_or_default();
    let origin = if id.is_some() { None } else { Some(Origin::Hand) };
    let store = catalogue::look(within)?;
    let records = store.reading(|connection| store::stored(connection, &name, origin, id))?;
    if let (Some(id), true) = (id, records.is_empty()) {
        return Err(Failure::Usage(format!("the catalogue of {name} has no record {}", visible(id))));
    }
    let shown: Vec<Json> = records.iter().map(answer).collect();
    let answer = json!({ "schema": 1, "head": name, "records": shown });
    said(within, &text(&name, &records, id.is_some()), &answer)
}

fn answer(stored: &Stored) -> Json {
    let Stored { record, origin, live, created_run, changed_run, changed_at, taken_over } = stored;
    let parsed = |text: &str| serde_json::from_str::<Json>(text).unwrap_or_default();
    json!({ "id": record.id, "bordereau": record.bordereau, "type": record.account_type, "origin": origin,
        "live": live, "createdRun": created_run, "changedRun": changed_run, "changedAt": changed_at,
        "takenOver": taken_over, "body": record.body, "bodyName": record.body_name,
        "fields": parsed(&record.fields), "origins": parsed(&record.origins) })
}

fn text(head: &str, records: &[Stored], whole: bool) -> String {
    if records.is_empty() {
        return format!("no record was added to head {head} by hand\n");
    }
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    for stored in records {
        let NewRecord { id, bordereau, account_type, fields, origins, body_name, .. } = &stored.record;
        let fields: Json = serde_json::from_str(fields).unwrap_or_default();
        let origins: Json = serde_json::from_str(origins).unwrap_or_default();
        let state = if stored.live { "" } else { ", withdrawn" };
        let title = fields.get("title").and_then(Json::as_str).unwrap_or_default();
        let _ = writeln!(
            out,
            "{}  {bordereau}, {account_type}{state}, {} since run {}: {}",
            visible(id),
            if stored.origin == Origin::Hand.word() { "by hand" } else { "from its feed" },
            stored.created_run,
            visible(title)
        );
        if !whole {
            continue;
        }
        if let Some(body) = body_name {
            let _ = writeln!(out, "  owned by {}", visible(body));
        }
        for (field, value) in fields.as_object().into_iter().flatten() {
            let rules = origins.get(field).and_then(Json::as_array).into_iter().flatten();
            let rules: Vec<&str> = rules.filter_map(Json::as_str).collect();
            let _ = writeln!(out, "  {field} = {}  {}", visible(&value.to_string()), rules.join(", "));
        }
    }
    out
}

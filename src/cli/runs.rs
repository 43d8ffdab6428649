//! `passerelle runs`

use std::fmt::Write;
use std::io;

use serde_json::{Value as Json, json};

use super::args::{Format, Runs};
use super::exit::{Exit, Failure};
use super::{catalogue, output};
use crate::store::{self, HistoryLine, Run};
use crate::value::visible;

pub(super) fn run(args: &Runs) -> Result<Exit, Failure> {
    let Some(loaded) = catalogue::head(&args.head, args.within.places.pack.as_deref())? else {
        return Ok(Exit::Error);
    };
    let head = loaded.ready.as_ref().map(|ready| ready.head.head.value.clone()).unwrap_or_default();
    let store = catalogue::look(&args.within)?;
    let wants_lines = args.number.is_some() || args.record.is_some();
    let answer = if wants_lines {
        let lines = store
            .reading(|connection| store::history(connection, &head, args.number, args.record.as_deref()))?;
        if lines.is_empty() {
            return Err(Failure::Usage(format!(
                "head {head} has no such run or record: `passerelle runs {head}` lists its runs"
            )));
        }
        match args.within.format {
            Format::Text => history(&lines),
            Format::Json => json_lines(&lines),
        }
    } else {
        let runs = store.reading(|connection| store::runs(connection, &head, args.most.into()))?;
        match args.within.format {
            Format::Text => list(&head, &runs),
            Format::Json => json_runs(&head, &runs),
        }
    };
    output::data(&answer)?;
    Ok(Exit::Done)
}

fn list(head: &str, runs: &[Run]) -> String {
    if runs.is_empty() {
        return format!("nothing was written to head {head} yet\n");
    }
    let mut out = String::new();
    // Writing to a `String` cannot fail, here and below.
    for run in runs {
        let Run { number, command, began, ended, done, total, about, .. } = run;
        let about: Json = serde_json::from_str(about).unwrap_or_default();
        let mut what: Vec<String> = Vec::new();
        for (kind, count) in about.get("counts").and_then(Json::as_object).into_iter().flatten() {
            what.push(format!("{count} {kind}"));
        }
        what.extend(about.get("id").and_then(Json::as_str).map(|id| visible(id).into_owned()));
        let state = if ended.is_some() {
            String::new()
        } else {
            format!("  interrupted: {done} of {total} are written")
        };
        let _ = writeln!(out, "{number:>5}  {began}  {command:13} {}{state}", what.join(", "));
    }
    out
}

fn history(lines: &[HistoryLine]) -> String {
    let mut out = String::new();
    for line in lines {
        let HistoryLine { run, id, origin, kind, detail, .. } = line;
        let detail: Json = serde_json::from_str(detail).unwrap_or_default();
        let by_hand = if origin == "hand" { ", by hand" } else { "" };
        let about = ["because", "idoi", "type"]
            .iter()
            .find_map(|name| detail.get(name)?.as_str())
            .unwrap_or_default();
        let _ = writeln!(out, "{run:>5}  {kind:11} {}{by_hand}  {}", visible(id), visible(about));
        for member in ["by", "instead", "product"] {
            if let Some(value) = detail.get(member).and_then(Json::as_str) {
                let _ = writeln!(
                    out,
                    "         {}: {}",
                    if member == "instead" { "instead of" } else { member },
                    visible(value)
                );
            }
        }
        for left in detail.get("leftOut").and_then(Json::as_array).into_iter().flatten() {
            let text = |name: &str| left.get(name).and_then(Json::as_str).unwrap_or_default();
            let (field, value, because) = (text("field"), text("value"), text("because"));
            let _ = writeln!(out, "         left out: {field} {}: {}", visible(value), visible(because));
        }
        for change in detail.get("changed").and_then(Json::as_array).into_iter().flatten() {
            let field = change.get("field").and_then(Json::as_str).unwrap_or_default();
            let rules: Vec<&str> = change
                .get("rules")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect();
            let value = |name: &str| change.get(name).map_or("nothing".to_owned(), ToString::to_string);
            let (old, new) = (value("old"), value("new"));
            let _ = writeln!(
                out,
                "         {field}: {} → {}  {}",
                visible(&old),
                visible(&new),
                rules.join(", ")
            );
        }
    }
    out
}

fn json_runs(head: &str, runs: &[Run]) -> String {
    let runs: Vec<Json> = runs
        .iter()
        .map(|run| {
            let about: Json = serde_json::from_str(&run.about).unwrap_or_default();
            json!({ "run": run.number, "command": run.command, "began": run.began, "ended": run.ended,
                "changeSet": run.change_set, "done": run.done, "total": run.total, "about": about })
        })
        .collect();
    format!("{}\n", json!({ "schema": 1, "head": head, "runs": runs }))
}

fn json_lines(lines: &[HistoryLine]) -> String {
    let lines: Result<Vec<Json>, io::Error> = lines
        .iter()
        .map(|line| {
            let detail: Json = serde_json::from_str(&line.detail)?;
            Ok(json!({ "run": line.run, "id": line.id, "origin": line.origin, "kind": line.kind, "detail": detail }))
        })
        .collect();
    format!("{}\n", json!({ "schema": 1, "history": lines.unwrap_or_default() }))
}

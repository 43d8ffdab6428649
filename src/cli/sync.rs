//! `passerelle sync`: fetch, plan and apply, one line for each head.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::args::{Format, Sync};
use super::exit::{Exit, Failure};
use super::fetch::{archive, fetched, trouble};
use super::{catalogue, output, plan};
use crate::catalogue::{FeedPlan, Plan, Stop, apply};
use crate::engine::Ready;

pub(super) fn run(args: &Sync) -> Result<Exit, Failure> {
    let mut failed = false;
    let mut answers = Vec::new();
    for name in &args.heads {
        // One head that fails does not keep the others from their turn.
        let line = match head(args, name) {
            Ok(line) => line,
            Err(failure) => {
                Line { head: name.display().to_string(), told: failure.to_string(), failed: true, plan: None }
            }
        };
        failed |= line.failed;
        let mark = if line.failed { "error: " } else { "" };
        match args.within.format {
            Format::Text if line.failed => output::talk(&format!("{mark}{}: {}", line.head, line.told)),
            Format::Text => output::data(&format!("{}: {}\n", line.head, line.told))?,
            Format::Json => answers.push(
                json!({ "head": line.head, "failed": line.failed, "told": line.told, "plan": line.plan }),
            ),
        }
    }
    if args.within.format == Format::Json {
        output::data(&format!("{}\n", json!({ "schema": 1, "heads": answers })))?;
    }
    Ok(if failed { Exit::Error } else { Exit::Done })
}

struct Line {
    head: String,
    told: String,
    failed: bool,
    plan: Option<Json>,
}

fn head(args: &Sync, name: &Path) -> Result<Line, Failure> {
    let places = &args.within.places;
    let shown = name.display().to_string();
    let Some(loaded) = catalogue::head(name, places.pack.as_deref())? else {
        let told = "its rules have mistakes: nothing was fetched or written".to_owned();
        return Ok(Line { head: shown, told, failed: true, plan: None });
    };
    let Some(ready) = &loaded.ready else {
        return Ok(Line { head: shown, told: String::new(), failed: true, plan: None });
    };
    let archive = archive(&places.data);
    let read = fetched(ready, &loaded.folder, None, args.patience, &archive)?;
    let broken: Vec<String> =
        read.iter().filter_map(|feed| Some(format!("{}: {}", feed.job.name(), trouble(feed)?))).collect();
    let store = catalogue::open(&args.within)?;
    let replays = plan::replays(ready, &places.data, None)?;
    let out = places.data.join("plans");
    std::fs::create_dir_all(&out).map_err(|source| Failure::Write { path: out.clone(), source })?;
    let out = out.join(format!("{}.ndjson", ready.head.head.value));
    let (plan, set) = plan::of_head(&loaded, ready, &*store, &replays, &args.planned, &out)?;
    let mut told = counts(&plan);
    let mut failed = !broken.is_empty() || !plan.complete;
    match set.filter(|set| set.changes > 0) {
        Some(set) => {
            let applied = apply(&*store, &set, &|_| {})?;
            let what = if plan.changing() == 0 { "by which rules they are known" } else { "them" };
            let _ = write!(told, "; run {} wrote {what}", applied.run);
        }
        None if plan.stops.is_empty() => {}
        None => {
            failed = true;
            let _ = write!(told, "; nothing was written: {}", stopped(&plan, ready));
        }
    }
    if !broken.is_empty() {
        let _ = write!(told, "; incomplete, and nothing withdrawn from it: {}", broken.join("; "));
    }
    let plan = serde_json::to_value(&plan).ok();
    Ok(Line { head: ready.head.head.value.clone(), told, failed, plan })
}

fn counts(plan: &Plan) -> String {
    let sum = |of: fn(&FeedPlan) -> u64| plan.feeds.iter().map(of).sum::<u64>();
    let counts = [
        (sum(|feed| feed.create), "created"),
        (sum(|feed| feed.change), "changed"),
        (sum(|feed| feed.restore), "restored"),
        (sum(|feed| feed.withdraw), "withdrawn"),
        (sum(|feed| feed.suggestion), "suggested"),
        (sum(|feed| feed.held + feed.twice), "held"),
        (sum(|feed| feed.excluded), "excluded"),
    ];
    let read = sum(|feed| feed.read);
    let said: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let nothing = if plan.changing() == 0 { Some("nothing to do".to_owned()) } else { None };
    let said: Vec<String> = said.into_iter().chain(nothing).collect();
    let left: Vec<String> = plan
        .left
        .iter()
        .map(|(code, count)| format!("; {count} of {code} are live and have no feed"))
        .collect();
    format!("{read} read, {}{}", said.join(", "), left.concat())
}

fn stopped(plan: &Plan, ready: &Ready) -> String {
    let removals = plan.stops.iter().filter_map(|stop| match stop {
        Stop::Removal { bordereau, withdraw, live, .. } => {
            Some(format!("{bordereau} would lose {withdraw} of {live} records"))
        }
        Stop::AccountType { .. } => None,
    });
    let mut said: Vec<String> = removals.collect();
    let types = plan.stops.len() - said.len();
    if types > 0 {
        let records = if types == 1 { "1 record".to_owned() } else { format!("{types} records") };
        said.push(format!("{records} would become accounts of another type"));
    }
    format!("{}; see `passerelle plan {}`", said.join(", "), ready.head.head.value)
}

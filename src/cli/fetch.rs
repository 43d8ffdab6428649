//! `passerelle fetch`

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde_json::{Value as Json, json};

use super::args::{Fetch, Format};
use super::exit::{Exit, Failure};
use super::output;
use crate::engine::{self, Disk, Loaded, Ready};
use crate::fetch::{self, Archive, Fetched, Job, Progress, Settings};
use crate::value::visible;

pub(super) fn run(args: &Fetch) -> Result<Exit, Failure> {
    let folder = engine::find_head(&Disk, &args.head, args.places.pack.as_deref())?;
    let loaded = engine::load(&Disk, &folder, args.places.pack.as_deref())?;
    let Some(ready) = &loaded.ready else {
        output::mistakes(&loaded, &folder, args.places.pack.as_deref());
        return Ok(Exit::Error);
    };
    let archive = archive(&args.places.data);
    let fetched = fetched(ready, &loaded.folder, args.bordereau.as_deref(), args.patience, &archive)?;
    match args.format {
        Format::Text => output::data(&text(ready, &loaded, &fetched))?,
        Format::Json => output::data(&format!("{}\n", answer(ready, &fetched)))?,
    }
    let whole = fetched.iter().all(|feed| feed.read.as_ref().is_ok_and(|kept| kept.read.complete));
    Ok(if whole { Exit::Done } else { Exit::Error })
}

/// Where answers are kept.
pub(super) fn archive(data: &Path) -> Archive {
    Archive::new(data.join("feeds"))
}

/// Fetches the feeds of a head, or those of one record type.
pub(super) fn fetched(
    ready: &Ready,
    folder: &Path,
    only: Option<&str>,
    patience: Option<u64>,
    archive: &Archive,
) -> Result<Vec<Fetched>, Failure> {
    let mut settings = Settings::of(&ready.head, &ready.pack.sit);
    if let Some(seconds) = patience {
        settings.patience = Duration::from_secs(seconds);
    }
    let all = fetch::jobs(&ready.head);
    let file = folder.join("head.yaml");
    if all.is_empty() {
        return Err(Failure::Usage(format!(
            "{}: no feed has an address: write `url:` behind the `file:` of each feed that is to be fetched",
            file.display()
        )));
    }
    let jobs: Vec<Job> =
        all.iter().filter(|job| only.is_none_or(|code| job.bordereau == code)).cloned().collect();
    if let (Some(code), true) = (only, jobs.is_empty()) {
        let mut known: Vec<&str> = all.iter().map(|job| job.bordereau.as_str()).collect();
        known.dedup();
        return Err(Failure::Usage(format!(
            "{}: no feed `{}` has an address, only {}",
            file.display(),
            visible(code),
            known.join(", ")
        )));
    }
    let bars = Bars::default();
    Ok(fetch::fetch(&ready.head.head.value, &jobs, &settings, archive, &|progress| bars.show(progress))?)
}

/// A line for each feed under way, on a terminal; elsewhere only pauses are told.
#[derive(Default)]
struct Bars {
    all: MultiProgress,
    known: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Bars {
    fn show(&self, progress: Progress<'_>) {
        let (Progress::Bytes { job, .. }
        | Progress::Page { job, .. }
        | Progress::Waiting { job, .. }
        | Progress::Done { job }) = progress;
        if !io::stderr().is_terminal() {
            if let Progress::Waiting { pause, because, .. } = progress {
                let seconds = pause.as_secs_f64();
                output::talk(&format!("{}: {}: waiting {seconds:.0} s", job.name(), visible(because)));
            }
            return;
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = known.entry(job.name()).or_insert_with(|| {
            let style = ProgressStyle::with_template("{prefix:8} {spinner} {msg}");
            let bar = self.all.add(ProgressBar::new_spinner().with_prefix(job.name()));
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        match progress {
            Progress::Bytes { bytes, .. } => bar.set_message(format!("{} kB", bytes / 1024)),
            Progress::Page { records, declared: Some(declared), .. } => {
                bar.set_message(format!("{records} of {declared} records"));
            }
            Progress::Page { records, .. } => bar.set_message(format!("{records} records")),
            Progress::Waiting { pause, because, .. } => {
                bar.set_message(format!("{}: waiting {} s", visible(because), pause.as_secs()));
            }
            Progress::Done { .. } => bar.finish_and_clear(),
        }
    }
}

fn text(ready: &Ready, loaded: &Loaded, fetched: &[Fetched]) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{} ({}), {}\n", ready.head.name, ready.head.head.value, loaded.folder.display());
    let _ = writeln!(out, "{:10}{:>10}{:>8}   kept as", "", "records", "pages");
    for feed in fetched {
        let name = feed.job.name();
        match &feed.read {
            Ok(kept) => {
                let read = &kept.read;
                let state = match (read.complete, read.unchanged_since) {
                    (true, None) => "",
                    (true, Some(_)) => ", nothing new",
                    (false, _) => ", incomplete",
                };
                let (records, pages, folder) = (read.records, read.pages.len(), kept.folder.display());
                let _ = writeln!(out, "  {name:8}{records:>10}{pages:>8}   {folder}{state}");
            }
            Err(_) => {
                let _ = writeln!(out, "  {name:8}{:>10}{:>8}   nothing", "-", "-");
            }
        }
    }
    for (name, why) in fetched.iter().filter_map(|feed| Some((feed.job.name(), trouble(feed)?))) {
        let _ = writeln!(out, "\nIncomplete: {name}: {}", visible(&why));
    }
    out
}

/// Why a feed was not read whole.
pub(super) fn trouble(feed: &Fetched) -> Option<String> {
    match &feed.read {
        Ok(kept) => kept.read.because.clone(),
        Err(error) => Some(error.to_string()),
    }
}

fn answer(ready: &Ready, fetched: &[Fetched]) -> Json {
    let feeds: Vec<Json> = fetched
        .iter()
        .map(|feed| {
            let kept = feed.read.as_ref().ok();
            json!({ "feed": feed.job.name(), "url": feed.job.url, "folder": kept.map(|kept| &kept.folder),
                "complete": kept.is_some_and(|kept| kept.read.complete), "because": trouble(feed),
                "records": kept.map(|kept| kept.read.records), "declared": kept.and_then(|kept| kept.read.declared),
                "pages": kept.map(|kept| kept.read.pages.len()),
                "unchangedSince": kept.and_then(|kept| kept.read.unchanged_since) })
        })
        .collect();
    json!({ "schema": 1, "head": ready.head.head.value, "feeds": feeds })
}

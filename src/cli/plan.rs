//! `passerelle plan`

use std::fmt::Write;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};

use super::args::{Format, Plan as Args, Planned};
use super::exit::{Exit, Failure};
use super::fetch::archive;
use super::{catalogue, output, report};
use crate::catalogue::{Change, ChangeSet, FeedPlan, FieldChange, Kind, Options, Plan, Stop, plan};
use crate::engine::{Loaded, Ready};
use crate::fetch::{self, Replay};
use crate::store::{Location, Store};
use crate::value::visible;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// So many changes of each kind are shown, unless all are asked for.
const SHOWN: usize = 10;

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let places = &args.within.places;
    let Some(loaded) = catalogue::head(&args.head, places.pack.as_deref())? else { return Ok(Exit::Error) };
    let Some(ready) = &loaded.ready else { return Ok(Exit::Error) };
    let location = catalogue::location(&args.within)?;
    let store = catalogue::look(&args.within)?;
    let to_stdout = args.out.as_deref() == Some(Path::new("-"));
    let out = match &args.out {
        Some(_) if to_stdout => Some(temporary("plan")),
        other => other.clone(),
    };
    let show = if args.all || args.within.format == Format::Json { usize::MAX } else { SHOWN };
    let replays = replays(ready, &places.data, args.kept.as_deref())?;
    let options = options(&args.planned, ready, show);
    let (plan, set) = plan(&loaded, ready, &replays, &*store, &options, out.as_deref())?;
    let answer = match args.within.format {
        Format::Text => text(&plan, ready, &location, set.as_ref().filter(|_| !to_stdout)),
        Format::Json => format!("{}\n", serde_json::to_string(&plan).map_err(io::Error::from)?),
    };
    if to_stdout {
        output::talk(answer.trim_end());
        if let Some(set) = &set {
            let copied = File::open(&set.path)
                .and_then(|mut file| io::copy(&mut file, &mut output::Patient(io::stdout().lock())));
            let _ = std::fs::remove_file(&set.path);
            copied?;
        }
    } else {
        output::data(&answer)?;
    }
    Ok(exit(&plan))
}

/// How a command ends that has planned so.
pub(super) fn exit(plan: &Plan) -> Exit {
    if !plan.stops.is_empty() || !plan.complete {
        Exit::Error
    } else if plan.changing() > 0 || !plan.twice.is_empty() || !plan.left.is_empty() {
        Exit::Look
    } else {
        Exit::Done
    }
}

/// A file of this process, among those of the machine that nobody keeps.
pub(super) fn temporary(what: &str) -> PathBuf {
    std::env::temp_dir().join(format!("passerelle-{what}-{}.ndjson", std::process::id()))
}

/// How a plan is made, as the command line and head.yaml say.
pub(super) fn options(planned: &Planned, ready: &Ready, show: usize) -> Options {
    Options {
        threads: catalogue::threads(planned.threads),
        max_removal_share: planned.max_removal_share.unwrap_or(ready.head.max_removal_share),
        retype: planned.retype.clone(),
        show,
        full: planned.full,
    }
}

/// The kept reads that a plan rests on: those of feeds that are only taken from by hand are none of it.
pub(super) fn replays(ready: &Ready, data: &Path, date: Option<&str>) -> Result<Vec<Replay>, Failure> {
    let mut replays = fetch::replays(&archive(data), &ready.head, date)?;
    replays.retain(|replay| ready.head.feeds.get(replay.at).is_some_and(|(_, feed)| !feed.by_hand));
    Ok(replays)
}

/// Plans one head for `sync`.
pub(super) fn of_head(
    loaded: &Loaded,
    ready: &Ready,
    store: &dyn Store,
    replays: &[Replay],
    planned: &Planned,
    out: &Path,
) -> Result<(Plan, Option<ChangeSet>), Failure> {
    Ok(plan(loaded, ready, replays, store, &options(planned, ready, 0), Some(out))?)
}

fn text(plan: &Plan, ready: &Ready, location: &Location, set: Option<&ChangeSet>) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail, here and below.
    let _ = writeln!(
        out,
        "{BOLD}{} ({}){BOLD:#}: {}, and {location} at revision {}\n",
        ready.head.name,
        plan.head,
        reads(plan),
        plan.revision
    );
    counts(&mut out, plan);
    for feed in plan.feeds.iter().filter(|feed| !feed.complete) {
        let red = colour(AnsiColor::Red);
        let because = feed.because.as_deref().unwrap_or("the read is not complete");
        let what = if feed.left_alone { "left as it is" } else { "nothing of it is withdrawn" };
        let _ = writeln!(out, "\n{red}Incomplete{red:#}: {}, {what}: {}", feed.bordereau, visible(because));
    }
    for feed in &plan.feeds {
        let Some(newer) = &feed.newer else { continue };
        let (yellow, name) = (colour(AnsiColor::Yellow), &feed.bordereau);
        let _ = writeln!(
            out,
            "\n{yellow}Look{yellow:#}: {name}: {newer} is newer: this goes back to an older read"
        );
    }
    for (id, one, other) in &plan.twice {
        let yellow = colour(AnsiColor::Yellow);
        let _ = writeln!(
            out,
            "\n{yellow}Held{yellow:#}: {} stands in {one} and in {other}: it is left as it is; one feed must let it go",
            visible(id)
        );
    }
    for (bordereau, count) in &plan.left {
        let yellow = colour(AnsiColor::Yellow);
        let _ = writeln!(
            out,
            "\n{yellow}Look{yellow:#}: {bordereau} has {count} live in the catalogue, and no feed in head.yaml with an address: they stay as \
             they are"
        );
    }
    for duplicate in &plan.duplicates {
        let yellow = colour(AnsiColor::Yellow);
        let (id, by_hand) = (visible(&duplicate.id), visible(&duplicate.by_hand));
        let _ = writeln!(
            out,
            "\n{yellow}Duplicate?{yellow:#} {id} seems to be {by_hand}, which was added by hand"
        );
    }
    let excluded: Vec<_> = plan.reasons.iter().filter(|reason| reason.kind == "excluded").collect();
    report::section(&mut out, "Excluded", &excluded);
    let held: Vec<_> = plan.reasons.iter().filter(|reason| reason.kind == "held").collect();
    report::section(&mut out, "Held: whatever the catalogue has of them stays", &held);
    changes(&mut out, plan);
    stops(&mut out, plan);
    if plan.unfinished {
        out.push_str("\nAnother change set was begun and is not applied to its end: apply it again, or apply this one.\n");
    }
    if let Some(set) = set {
        let _ = writeln!(out, "\n{} holds {} changes: passerelle apply {0}", set.path.display(), set.changes);
    } else if plan.changing() == 0 && plan.stops.is_empty() {
        out.push_str("\nNothing to do.\n");
    }
    out
}

/// Which reads a plan rests on.
fn reads(plan: &Plan) -> String {
    let dates = || plan.feeds.iter().map(|feed| feed.read_of.as_str());
    match (dates().min(), dates().max()) {
        (Some(first), Some(last)) if first == last => format!("what was read by {first}"),
        (Some(first), Some(last)) => format!("what was read from {first} to {last}"),
        (None | Some(_), None | Some(_)) => "nothing was read".to_owned(),
    }
}

fn counts(out: &mut String, plan: &Plan) {
    let titles =
        ["read", "create", "change", "restore", "withdraw", "suggestion", "unchanged", "held", "excluded"];
    let _ = write!(out, "{DIM}{:9}", "");
    for title in titles {
        let _ = write!(out, "{title:>11}");
    }
    let _ = writeln!(out, "{DIM:#}");
    let mut all = FeedPlan { bordereau: "all".to_owned(), ..FeedPlan::default() };
    for feed in &plan.feeds {
        row(out, feed);
        for (sum, count) in columns_mut(&mut all).into_iter().zip(columns(feed)) {
            *sum += count;
        }
        all.known += feed.known;
    }
    if plan.feeds.len() > 1 {
        row(out, &all);
    }
    if all.known > 0 {
        let _ = writeln!(
            out,
            "{DIM}{} of them were not mapped again: nothing that their rules read has changed{DIM:#}",
            all.known
        );
    }
}

fn columns(feed: &FeedPlan) -> [u64; 9] {
    let FeedPlan {
        read,
        create,
        change,
        restore,
        withdraw,
        suggestion,
        unchanged,
        held,
        excluded,
        twice,
        ..
    } = feed;
    [*read, *create, *change, *restore, *withdraw, *suggestion, *unchanged, held + twice, *excluded]
}

fn columns_mut(feed: &mut FeedPlan) -> [&mut u64; 9] {
    let FeedPlan { read, create, change, restore, withdraw, suggestion, unchanged, held, excluded, .. } =
        feed;
    [read, create, change, restore, withdraw, suggestion, unchanged, held, excluded]
}

fn row(out: &mut String, feed: &FeedPlan) {
    let _ = write!(out, "  {BOLD}{:7}{BOLD:#}", feed.bordereau);
    for (at, count) in columns(feed).into_iter().enumerate() {
        let style = match at {
            1..=3 | 5 if count > 0 => colour(AnsiColor::Green),
            4 | 7 if count > 0 => colour(AnsiColor::Red),
            _ => Style::new(),
        };
        let _ = write!(out, "{style}{count:>11}{style:#}");
    }
    out.push('\n');
}

fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(colour.into()))
}

fn changes(out: &mut String, plan: &Plan) {
    for kind in [Kind::Withdraw, Kind::Restore, Kind::Change, Kind::Suggestion, Kind::Create] {
        let of: Vec<&Change> = plan.changes.iter().filter(|change| change.kind == kind).collect();
        if of.is_empty() {
            continue;
        }
        let all: u64 = plan
            .feeds
            .iter()
            .map(|feed| match kind {
                Kind::Withdraw => feed.withdraw,
                Kind::Restore => feed.restore,
                Kind::Change => feed.change,
                Kind::Suggestion => feed.suggestion,
                Kind::Create => feed.create,
                Kind::Refresh => 0,
            })
            .sum();
        let _ = writeln!(out, "\n{BOLD}{}{BOLD:#}", kind.word());
        for change in &of {
            one(out, change);
        }
        let more = all.saturating_sub(of.len() as u64);
        if more > 0 {
            let _ = writeln!(out, "{DIM}  and {more} more: `--all` shows them{DIM:#}");
        }
    }
}

/// A change: the record, and field by field what becomes of it.
fn one(out: &mut String, change: &Change) {
    let id = visible(&change.id);
    match (&change.because, &change.record) {
        (Some(because), _) => {
            let _ = writeln!(out, "  {id}  {}: {}", change.bordereau, visible(because));
        }
        (None, Some(new)) => {
            let _ = writeln!(out, "  {id}  {}, {}", change.bordereau, new.account_type);
        }
        (None, None) => {
            let _ = writeln!(out, "  {id}  {}", change.bordereau);
        }
    }
    for FieldChange { field, old, new, rules } in &change.changed {
        let shown = |value: &Option<serde_json::Value>| {
            let text = value.as_ref().map_or("nothing".to_owned(), ToString::to_string);
            shortened(&visible(&text))
        };
        let _ =
            writeln!(out, "    {field}: {} → {}  {DIM}{}{DIM:#}", shown(old), shown(new), rules.join(", "));
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
    }
}

fn stops(out: &mut String, plan: &Plan) {
    let red = colour(AnsiColor::Red);
    for stop in &plan.stops {
        match stop {
            Stop::Removal { bordereau, withdraw, live, most } => {
                #[expect(clippy::cast_precision_loss, reason = "a share for people")]
                let share = *withdraw as f64 / (*live).max(1) as f64;
                let _ = writeln!(
                    out,
                    "\n{red}Stopped{red:#}: {bordereau} would lose {withdraw} of its {live} records, more than the {most} \
                     that `max_removal_share` allows. If that is right: --max-removal-share {:.2}",
                    (share + 0.005).min(1.0)
                );
            }
            Stop::AccountType { id, old, new, rules, taken_over } => {
                let id = visible(id);
                let _ = writeln!(
                    out,
                    "\n{red}Stopped{red:#}: {id} is {old}, and the rules now say {new}  {DIM}{}{DIM:#}",
                    rules.join(", ")
                );
                if *taken_over {
                    out.push_str("  its owner has taken it over: an account never changes its type\n");
                } else {
                    let _ = writeln!(
                        out,
                        "  an account type never changes: state {old} under `except` in head.yaml, or, as long as it is \
                         no account, --retype {id}"
                    );
                }
            }
        }
    }
}

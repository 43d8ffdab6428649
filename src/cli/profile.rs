//! What a dry run cost, for eyes.

use std::fmt::Write;
use std::sync::OnceLock;
use std::time::Instant;

use crate::engine::{Cost, FeedReport, FunctionCost, Profile};

/// The most rules that are listed one by one.
const LISTED: usize = 20;

/// Nanoseconds since the first look.
pub(super) fn clock() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// The profiles of all feeds; `loading` is what came before them, in nanoseconds.
pub(super) fn text(feeds: &[FeedReport], loading: u64) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "\nProfile: one thread, without the looks at the clock");
    let _ = writeln!(out, "  {:>10}  load and check the rules", shown(loading));
    for feed in feeds {
        if let Some(profile) = &feed.profile {
            one(&mut out, feed, profile);
        }
    }
    out
}

fn one(out: &mut String, feed: &FeedReport, profile: &Profile) {
    let all = profile.read + profile.map + profile.write;
    let _ = writeln!(out, "\n  {}: {} records, {}", feed.bordereau, feed.read, shown(all));
    let stages = [("read", profile.read), ("map", profile.map), ("count and write", profile.write)];
    for (name, nanos) in stages {
        let each = nanos.checked_div(feed.read).unwrap_or(0);
        let _ = writeln!(
            out,
            "  {:>10} {:>4}  {name:<20} {:>10} a record",
            shown(nanos),
            share(nanos, all),
            shown(each)
        );
    }
    let _ = writeln!(out, "\n  Rules, with their members and steps; shares of `map`");
    line(out, profile.stops, profile.map, "exclude and hold", "");
    for rule in profile.rules.iter().take(LISTED) {
        line(out, rule.cost, profile.map, &rule.target, &rule.rule);
    }
    if let Some(more) = profile.rules.len().checked_sub(LISTED).filter(|more| *more > 0) {
        let _ = writeln!(out, "  {:>10}       {more} more, none of them dearer", "");
    }
    functions(out, "Functions, wherever they stand", &profile.functions, profile.map);
    functions(out, "Scripts", &profile.scripts, profile.map);
}

fn functions(out: &mut String, title: &str, functions: &[FunctionCost], map: u64) {
    if functions.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n  {title}");
    for function in functions {
        line(out, function.cost, map, &function.name, "");
    }
}

fn line(out: &mut String, cost: Cost, of: u64, name: &str, place: &str) {
    let each = shown(cost.nanos.checked_div(cost.times).unwrap_or(0));
    let text = format!(
        "  {:>10} {:>4}  {name:<20} {each:>10} each, {} times  {place}",
        shown(cost.nanos),
        share(cost.nanos, of),
        cost.times
    );
    let _ = writeln!(out, "{}", text.trim_end());
}

/// `12 %`
fn share(nanos: u64, of: u64) -> String {
    format!("{} %", (100 * nanos).checked_div(of).unwrap_or(0))
}

/// `1.25 s`, `12.3 ms`, `4.56 µs`, `78 ns`
fn shown(nanos: u64) -> String {
    let (unit, name) = match nanos {
        0..1_000 => return format!("{nanos} ns"),
        1_000..1_000_000 => (1_000, "µs"),
        1_000_000..1_000_000_000 => (1_000_000, "ms"),
        1_000_000_000.. => (1_000_000_000, "s"),
    };
    let hundredths = nanos / (unit / 100);
    format!("{}.{:02} {name}", hundredths / 100, hundredths % 100)
}

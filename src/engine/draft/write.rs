//! The files of a draft: `head.yaml`, and rules with what is left to map.

use std::fmt::Write;
use std::path::PathBuf;

use super::guess::{guess, shortened};
use super::measure::{Measured, Others};
use super::sampled::{Sampled, SampledPath};
use super::{Wanted, copy_of};
use crate::manifest::Pack;
use crate::value::{visible, written};

/// The texts of a draft.
pub(super) struct Written {
    pub(super) texts: Vec<(PathBuf, String)>,
    pub(super) copies: Vec<(PathBuf, PathBuf)>,
    pub(super) taken: Vec<String>,
    pub(super) undecided: Vec<String>,
}

/// `head.yaml`, and what it takes over or leaves open.
pub(super) struct Manifest {
    pub(super) text: String,
    /// The record types whose account type stands in it.
    pub(super) typed: Vec<String>,
    taken: Vec<String>,
}

/// The fields that a draft without a dialect takes from what every feed has.
const COMMON_RULES: &[(&str, &str, &str)] = &[
    ("title", "SyndicObjectName", "squish"),
    ("lat", "GmapLatitude", "latitude"),
    ("long", "GmapLongitude", "longitude"),
];

/// The text of `head.yaml`. Before a dialect is chosen, no account type is stated: the dialect may decide it.
pub(super) fn manifest(
    wanted: &Wanted,
    feeds: &[Sampled],
    others: &Others,
    dialect: Option<&str>,
    measured: Option<&Measured>,
) -> Manifest {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let name = wanted.name.as_deref().unwrap_or(&wanted.head);
    let counts: Vec<String> =
        feeds.iter().map(|feed| format!("{} of {}", plural(feed.records, "record"), feed.code)).collect();
    let mut text = format!("# {}: drafted from {}.\n", visible(name), counts.join(", "));
    let (mut typed, mut taken) = (Vec::new(), Vec::new());
    // Writing to a `String` cannot fail, here and below.
    let _ = write!(text, "language: 1\nhead: {}\nname: {}\nkind: main\n", quoted(&wanted.head), quoted(name));
    if let Some(dialect) = dialect {
        let _ = writeln!(text, "dialect: {dialect}");
    }
    text.push_str("# media: https://…/   # where bare file names of pictures are, if the feed has such\n");
    if let Some(area) = area(feeds) {
        let _ = writeln!(text, "{area}");
    }
    let mut rows = String::new();
    for (at, feed) in feeds.iter().enumerate() {
        let decided = measured.is_some_and(|measured| measured.sets(at, "type"));
        let Some(stated) = others.types.get(&feed.code).filter(|_| !decided) else { continue };
        if let (1, Some((account_type, heads))) = (stated.len(), stated.first_key_value()) {
            let heads = heads.join(", ");
            let _ = writeln!(
                rows,
                "  {}: {account_type}   # as in {heads}: does it hold for every record?",
                feed.code
            );
            taken.push(format!(
                "{} becomes {account_type}, as in {heads}: an account type can never be changed",
                feed.code
            ));
            typed.push(feed.code.clone());
        }
    }
    if !rows.is_empty() && (measured.is_some() || dialect.is_none()) {
        let _ = write!(text, "types:\n{rows}");
    }
    text.push_str("feeds:\n");
    for feed in feeds {
        let file = copy_of(std::path::Path::new(""), feed);
        let shape = feed.shape.map_or(String::new(), |shape| format!(", shape: {}", shape.name()));
        let url = wanted.urls.iter().find(|(code, _)| *code == feed.code);
        let url = url.map_or(String::new(), |(_, url)| format!(", url: {}", quoted(url)));
        let _ = writeln!(text, "  {}: {{ file: {}{shape}{url} }}", feed.code, file.display());
    }
    Manifest { text, typed, taken }
}

/// A box around most positions, as a comment: some are wrong in most feeds.
fn area(feeds: &[Sampled]) -> Option<String> {
    let places: Vec<(f64, f64)> = feeds.iter().flat_map(|feed| feed.places.iter().copied()).collect();
    let middle = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied()
    };
    let (north, east) = (
        middle(places.iter().map(|place| place.0).collect())?,
        middle(places.iter().map(|place| place.1).collect())?,
    );
    // No département is farther across.
    let near: Vec<&(f64, f64)> =
        places.iter().filter(|place| (place.0 - north).abs() < 1.5 && (place.1 - east).abs() < 1.5).collect();
    let edge = |of: fn(&(f64, f64)) -> f64, far: fn(f64, f64) -> f64, start: f64| {
        near.iter().map(|place| of(place)).fold(start, far)
    };
    let (top, bottom) = (edge(|one| one.0, f64::max, north), edge(|one| one.0, f64::min, north));
    let (right, left) = (edge(|one| one.1, f64::max, east), edge(|one| one.1, f64::min, east));
    let (top, bottom) = ((top * 20.0).ceil() / 20.0, (bottom * 20.0).floor() / 20.0);
    let (right, left) = ((right * 20.0).ceil() / 20.0, (left * 20.0).floor() / 20.0);
    // A zero has no sign here.
    let (right, left) = (right + 0.0, left + 0.0);
    Some(format!(
        "# area: {{ north: {top:.2}, south: {bottom:.2}, west: {left:.2}, east: {right:.2} }}   # around {} of {} positions: compare it with a map",
        near.len(),
        places.len()
    ))
}

/// All files of a draft.
pub(super) fn write(
    wanted: &Wanted,
    pack: &Pack,
    feeds: &[Sampled],
    others: &Others,
    chosen: Option<&Measured>,
) -> Written {
    let manifest = manifest(wanted, feeds, others, chosen.map(|chosen| chosen.name.as_str()), chosen);
    let name = wanted.name.as_deref().unwrap_or(&wanted.head);
    let mut rules = format!("# {}: what it has of its own.\n", visible(name));
    let mut undecided = Vec::new();
    for (at, feed) in feeds.iter().enumerate() {
        let typed = manifest.typed.contains(&feed.code);
        block(&mut rules, &mut undecided, (pack, others), feed, chosen.map(|chosen| (chosen, at)), typed);
        if feed.strange_ids > 0 {
            undecided.push(format!(
                "{}: {} of another record type, or of none: are they in the right feed?",
                feed.code,
                plural(feed.strange_ids, "id")
            ));
        }
    }
    let rules = crate::syntax::format(&rules).unwrap_or(rules);
    let folder = &wanted.folder;
    Written {
        texts: vec![
            (folder.join("head.yaml"), manifest.text),
            (folder.join(format!("{}.rules", wanted.head)), rules),
        ],
        copies: feeds.iter().map(|feed| (feed.from.clone(), copy_of(folder, feed))).collect(),
        taken: manifest.taken,
        undecided,
    }
}

/// The rules of one record type: what every feed has, and in comments what is left.
fn block(
    out: &mut String,
    undecided: &mut Vec<String>,
    (pack, others): (&Pack, &Others),
    feed: &Sampled,
    chosen: Option<(&Measured, usize)>,
    typed: bool,
) {
    let set = |target: &str| chosen.is_some_and(|(measured, at)| measured.sets(at, target));
    let _ = writeln!(out, "\nfor {} {{", feed.code);
    if !typed && !set("type") {
        out.push_str(
            "  # The type of an account can never be changed: nothing is imported until this is decided.\n  decide {\n    \
             | SyndicObjectID | -> type |\n    \
             | otherwise | hold \"which account type? A rule here, or a row under `types` in head.yaml, says it\" |\n  }\n",
        );
        undecided
            .push(format!("{}: which account type its records become: all are held until then", feed.code));
    }
    let rules: Vec<&(&str, &str, &str)> = COMMON_RULES
        .iter()
        .filter(|(target, field, _)| {
            !set(target) && feed.common.get(*field).is_some_and(|filled| *filled > 0)
        })
        .filter(|(target, ..)| *target == "title" || !(set("zipCode") && set("locality")))
        .collect();
    if !rules.is_empty() {
        out.push_str("  # What every feed has. Replace it where this feed says it better.\n");
    }
    for (target, field, step) in rules {
        let _ = writeln!(out, "  {target} <- {field} | {step}");
        let empty = feed.records - feed.common.get(*field).copied().unwrap_or_default();
        if empty > 0 && *target == "lat" {
            let records = plural(empty, "record");
            undecided.push(format!(
                "{}: {records} without a position: held until a rule gives a postcode and a town",
                feed.code
            ));
        }
    }
    let left = |path: &&SampledPath| chosen.is_none_or(|(measured, at)| measured.leaves(at, &path.path));
    let mut left: Vec<&SampledPath> = feed.paths.iter().filter(left).collect();
    left.sort_by(|one, other| other.records.cmp(&one.records).then(one.path.cmp(&other.path)));
    if !left.is_empty() {
        let _ = writeln!(
            out,
            "\n  # To map: {}, the fullest first. Each becomes a rule, or is ignored with its reason:\n  \
             #   ignore NAME because \"not useful in an account: …\" (or: not essential; too specific to this bordereau)",
            plural(left.len() as u64, "field")
        );
        undecided.push(format!(
            "{}: the meaning of {}: the rules list them, with values and what these look like",
            feed.code,
            plural(left.len() as u64, "field")
        ));
    }
    for path in left {
        to_map(out, (pack, others), feed, path, &set);
    }
    out.push_str("}\n");
}

/// What is known of a path that no rule reads yet.
fn to_map(
    out: &mut String,
    (pack, others): (&Pack, &Others),
    feed: &Sampled,
    path: &SampledPath,
    set: &dyn Fn(&str) -> bool,
) {
    let name: Vec<String> = path.path.split('.').map(|part| written(part).into_owned()).collect();
    let _ =
        writeln!(out, "  #\n  # {}, {} of {} records", visible(&name.join(".")), path.records, feed.records);
    let samples: Vec<String> =
        path.values.frequent().iter().take(3).map(|(value, _)| format!("{:?}", shortened(value))).collect();
    if !samples.is_empty() {
        let _ = writeln!(out, "  #   {}", samples.join(", "));
    }
    let guess = guess(pack, others, feed, path);
    for evidence in &guess.evidence {
        let _ = writeln!(out, "  #   {evidence}");
    }
    // What the dialect fills already is not to be filled twice.
    if let Some((target, steps)) = guess.rule.filter(|(target, _)| !set(target)) {
        let _ = writeln!(out, "  #     {target} <- {}{steps}", name.join("."));
    }
}

fn plural(count: u64, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

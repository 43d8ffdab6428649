//! `passerelle coverage --field FIELD`: who fills a field of the account, across heads.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::Head;
use super::text::percent;
use crate::engine::{Coverage, Covered, Filled};

/// The field itself, and its members that have rules.
fn targets<'f>(feed: &'f Coverage, field: &str) -> Vec<&'f Filled> {
    let inside = format!("{field}.");
    let of_field = |one: &&Filled| one.target == field || one.target.starts_with(&inside);
    feed.targets.iter().filter(of_field).collect()
}

/// The paths that it is made of.
fn sources<'f>(feed: &'f Coverage, field: &str) -> Vec<&'f Covered> {
    let inside = format!("{field}.");
    let language = format!("{field}[");
    let of_field = |what: &str| what == field || what.starts_with(&inside) || what.starts_with(&language);
    feed.paths.iter().filter(|path| path.by.iter().any(|by| of_field(&by.what))).collect()
}

/// The share of the records that were not excluded in which it is filled; none where none was read.
fn share(feed: &Coverage, one: &Filled) -> Option<f64> {
    let (filled, kept) = (u32::try_from(one.filled).ok()?, u32::try_from(feed.kept).ok()?);
    (kept > 0).then(|| f64::from(filled) / f64::from(kept))
}

pub(super) fn json(heads: &[Head], field: &str) -> Json {
    let feeds = heads.iter().flat_map(|head| head.feeds.iter().map(move |feed| (head, feed)));
    let rows = feeds.filter_map(|(head, feed)| {
        let targets = targets(feed, field);
        let own = targets.iter().find(|one| one.target == field)?;
        let paths: Vec<&str> = sources(feed, field).iter().map(|path| path.path.as_str()).collect();
        Some(json!({
            "head": head.code, "folder": head.folder, "bordereau": feed.bordereau, "read": feed.read,
            "kept": feed.kept, "filled": own.filled, "share": share(feed, own), "sources": paths,
            "rules": own.rules, "members": targets.iter().filter(|one| one.target != field).collect::<Vec<_>>(),
        }))
    });
    json!({ "schema": 1, "field": field, "feeds": rows.collect::<Vec<_>>() })
}

pub(super) fn text(heads: &[Head], field: &str) -> String {
    let mut out = format!("{field}: the records that are not excluded, and those in which it is filled\n");
    for head in heads {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "\n{} ({}), {}", head.name, head.code, head.folder.display());
        for feed in &head.feeds {
            let targets = targets(feed, field);
            let Some(own) = targets.iter().find(|one| one.target == field) else { continue };
            let ruled = targets.iter().any(|one| !one.rules.is_empty());
            let (kept, filled, share) = (feed.kept, own.filled, percent(share(feed, own)));
            if !ruled {
                let _ = writeln!(out, "  {:6}{kept:>8}{:>8}{:>8}  no rule", feed.bordereau, "-", "-");
                continue;
            }
            let mut rules: Vec<&str> = Vec::new();
            for rule in targets.iter().flat_map(|one| &one.rules) {
                if !rules.contains(&rule.as_str()) {
                    rules.push(rule);
                }
            }
            let from: Vec<&str> = sources(feed, field).iter().map(|path| path.path.as_str()).collect();
            let from = if from.is_empty() { "no field of the feed".to_owned() } else { from.join(", ") };
            let _ = writeln!(out, "  {:6}{kept:>8}{filled:>8}{share:>8}  {from}", feed.bordereau);
            let _ = writeln!(out, "{:32}{}", "", rules.join(", "));
        }
    }
    out
}

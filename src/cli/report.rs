//! The report of a dry run, for eyes.

use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::output;
use crate::engine::{FeedReport, LanguageReport, LeftOut, Reason, Report};
use crate::manifest::{Head, HeadKind};
use crate::value::visible;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The whole report.
pub(super) fn text(report: &Report, head: &Head, folder: &Path) -> String {
    let mut out = String::new();
    let kind = match (head.kind, &head.main) {
        (HeadKind::Main, _) => "main head".to_owned(),
        (HeadKind::Partner, Some(main)) => format!("partner head of {}", visible(&main.value)),
        (HeadKind::Partner, None) => "partner head".to_owned(),
    };
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{BOLD}{} ({}){BOLD:#}, {kind}, {}", head.name, report.head, folder.display());
    if let Some(status) = report.status {
        let look = colour("warning");
        let _ = writeln!(
            out,
            "{look}{status}{look:#}: nothing of its feeds is public; compare the rules with the first real one"
        );
    }
    out.push('\n');
    counts(&mut out, report);
    for (kind, title) in [("excluded", "Excluded"), ("held", "Held"), ("warning", "Warnings")] {
        let reasons: Vec<&Reason> = report.reasons.iter().filter(|reason| reason.kind == kind).collect();
        section(&mut out, title, &reasons);
    }
    section(&mut out, "Notes", &report.notes.iter().collect::<Vec<_>>());
    for finding in &report.findings {
        let style = colour("warning");
        let _ = writeln!(out, "\n{style}Look{style:#}: {}", visible(finding));
    }
    for feed in &report.feeds {
        for finding in &feed.findings {
            let style = colour("warning");
            let _ = writeln!(out, "\n{style}Look{style:#}: {}: {}", feed.bordereau, visible(finding));
        }
        for language in &feed.languages {
            let LanguageReport { language, read, joined, orphans, error, .. } = language;
            let _ = writeln!(
                out,
                "\n{DIM}{}:{language}: {read} read, {joined} joined, {orphans} without their record{DIM:#}",
                feed.bordereau
            );
            if let Some(error) = error {
                let red = colour("error");
                let _ = writeln!(
                    out,
                    "{red}Incomplete{red:#}: {}:{language}: {}",
                    feed.bordereau,
                    visible(error)
                );
            }
        }
        left_out(&mut out, feed);
        idle(&mut out, feed);
        if let Some(error) = &feed.error {
            let red = colour("error");
            let _ = writeln!(out, "\n{red}Incomplete{red:#}: {}: {}", feed.bordereau, visible(error));
        }
    }
    composed(&mut out, report);
    out
}

/// What the recorded feeds are, once for those that say the same of themselves.
fn composed(out: &mut String, report: &Report) {
    let mut told: Vec<&str> = Vec::new();
    for why in report.feeds.iter().filter_map(|feed| feed.composed.as_deref()) {
        if told.contains(&why) {
            continue;
        }
        told.push(why);
        let same = report.feeds.iter().filter(|feed| feed.composed.as_deref() == Some(why));
        let names: Vec<&str> = same.map(|feed| feed.bordereau.as_str()).collect();
        let _ = writeln!(out, "\n{DIM}{}: composed records: {why}{DIM:#}", names.join(", "));
    }
}

/// What the rules leave out on purpose: how many lines say so, since each is one that somebody wrote; all of them stand
/// in the JSON report. A target that is dropped is named here too.
fn left_out(out: &mut String, feed: &FeedReport) {
    for dropped in feed.left_out.iter().filter(|left| left.kind == "dropped") {
        let (what, because) = (dropped.what.join(", "), &dropped.because);
        let _ =
            writeln!(out, "\n{DIM}{}: dropped: {what}: {because}  {}{DIM:#}", feed.bordereau, dropped.rule);
    }
    let ignored: Vec<&LeftOut> = feed.left_out.iter().filter(|left| left.kind == "ignored").collect();
    let patterns: usize = ignored.iter().map(|left| left.what.len()).sum();
    if patterns > 0 {
        let (fields, reasons) = (
            plural(patterns, "field or pattern", "fields and patterns"),
            plural(ignored.len(), "reason", "reasons"),
        );
        let _ = writeln!(out, "\n{DIM}{}: {fields} ignored, for {reasons}{DIM:#}", feed.bordereau);
    }
}

fn plural(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

/// The rules that never gave a value: their fields are empty in this feed, or they are wrong.
fn idle(out: &mut String, feed: &FeedReport) {
    let idle: Vec<&str> = feed.tally.idle().map(|rule| rule.target.as_str()).collect();
    if idle.is_empty() || feed.read == 0 {
        return;
    }
    let rules = if idle.len() == 1 { "a rule" } else { &format!("{} rules", idle.len()) };
    let names = cut(&idle.join(", "), output::width().saturating_sub(9));
    let _ = writeln!(out, "\n{DIM}{}: {rules} never gave a value\n{:9}{names}{DIM:#}", feed.bordereau, "");
}

/// The table of counts.
fn counts(out: &mut String, report: &Report) {
    let titles = ["read", "imported", "excluded", "held", "warnings", "filled"];
    let _ = write!(out, "{DIM}{:9}", "");
    for title in titles {
        let _ = write!(out, "{title:>11}");
    }
    let _ = writeln!(out, "{DIM:#}");
    for feed in &report.feeds {
        row(out, &feed.bordereau, feed);
    }
    if report.feeds.len() > 1 {
        let mut all = FeedReport { complete: report.complete, ..FeedReport::default() };
        for feed in &report.feeds {
            all.read += feed.read;
            all.imported += feed.imported;
            all.excluded += feed.excluded;
            all.held += feed.held;
            all.warnings += feed.warnings;
        }
        row(out, "all", &all);
    }
}

fn row(out: &mut String, name: &str, feed: &FeedReport) {
    let filled = feed.filled.map_or("-".to_owned(), |share| format!("{:.0} %", share * 100.0));
    let _ = write!(out, "  {BOLD}{name:7}{BOLD:#}{:>11}{:>11}", feed.read, feed.imported);
    for (kind, count) in [("excluded", feed.excluded), ("held", feed.held), ("warning", feed.warnings)] {
        let style = if count > 0 { colour(kind) } else { Style::new() };
        let _ = write!(out, "{style}{count:>11}{style:#}");
    }
    let incomplete = if feed.complete { "" } else { "  incomplete" };
    let _ = writeln!(out, "{filled:>11}{incomplete}");
}

fn colour(kind: &str) -> Style {
    let colour = match kind {
        "held" | "error" => AnsiColor::Red,
        "excluded" => AnsiColor::Cyan,
        _ => AnsiColor::Yellow,
    };
    Style::new().fg_color(Some(colour.into()))
}

/// Reasons of one kind: count, why, and the rule; below them what exactly is wrong, and an example.
pub(super) fn section(out: &mut String, title: &str, reasons: &[&Reason]) {
    let Some(first) = reasons.first() else { return };
    let style = colour(first.kind).bold();
    let _ = writeln!(out, "\n{style}{title}{style:#}");
    let width = output::width();
    let place = |reason: &Reason| reason.rule.clone().unwrap_or_else(|| "the engine itself".to_owned());
    let widest = |text: fn(&Reason) -> usize| reasons.iter().map(|reason| text(reason)).max().unwrap_or(0);
    let room = widest(|reason| reason.because.chars().count()).min(width);
    for reason in reasons {
        let because = cut(&reason.because, room);
        let (count, code) = (reason.count, reason.code);
        let _ = writeln!(out, "{count:>7}  {because:room$}  {DIM}{code}  {}{DIM:#}", place(reason));
        let example = &reason.example;
        let mut line = String::new();
        if let Some(detail) = &reason.detail {
            let _ = write!(line, "{detail}: ");
        }
        let _ = write!(line, "{} {}", visible(&example.id), example.field);
        if !example.raw.is_empty() {
            let _ = write!(line, " = {:?}", example.raw);
        }
        let _ = writeln!(out, "{:9}{DIM}{}{DIM:#}", "", cut(&line, width.saturating_sub(9)));
    }
}

fn cut(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        None => text.to_owned(),
        Some(_) => text.chars().take(width.saturating_sub(1)).chain(std::iter::once('…')).collect(),
    }
}

//! `passerelle test`

use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde_json::json;

use super::args::{Format, Test};
use super::exit::{Exit, Failure};
use super::explain::explained;
use super::output;
use crate::engine::{self, Disk, Files, Loaded, Ran};

const GOOD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
const BAD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
const DIM: Style = Style::new().dimmed();

pub(super) fn run(args: &Test) -> Result<Exit, Failure> {
    let path = args.path.clone().unwrap_or_else(|| engine::near_pack(&Disk));
    let heads = if Disk.has(&path.join("elloha/account.yaml")) {
        engine::heads(&Disk, &path)?
    } else {
        vec![engine::find_head(&Disk, &path, args.pack.as_deref())?]
    };
    let (mut passed, mut failed, mut broken) = (0, 0, 0);
    let mut answers = Vec::new();
    for head in heads {
        let loaded = engine::load(&Disk, &head, args.pack.as_deref())?;
        if loaded.ready.is_none() {
            output::mistakes(&loaded, &head, args.pack.as_deref());
            broken += 1;
            continue;
        }
        let ran = engine::examples(&loaded);
        let bad = ran.iter().filter(|ran| !ran.differences.is_empty()).count();
        (passed, failed) = (passed + ran.len() - bad, failed + bad);
        match args.format {
            Format::Text => output::data(&listing(&head, &loaded, &ran))?,
            Format::Json => answers.extend(ran.iter().map(|ran| as_json(&head, &loaded, ran))),
        }
    }
    if args.format == Format::Json {
        let answer = json!({ "schema": 1, "passed": passed, "failed": failed, "examples": answers });
        output::data(&format!("{answer}\n"))?;
    }
    output::talk(&format!("{passed} passed, {failed} failed"));
    Ok(if failed + broken > 0 { Exit::Error } else { Exit::Done })
}

/// The examples of a head, those that failed with what differs.
fn listing(head: &Path, loaded: &Loaded, all: &[Ran]) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{}", head.display());
    for ran in all {
        let place = loaded.sources.place(ran.span);
        let (style, word) = if ran.differences.is_empty() { (GOOD, "ok") } else { (BAD, "FAILED") };
        let _ = writeln!(
            out,
            "  {style}{word:6}{style:#} {}: {}  {DIM}{place}{DIM:#}",
            ran.record_type, ran.title
        );
        for difference in &ran.differences {
            let _ = writeln!(out, "           {}", difference.target);
            let _ = writeln!(out, "             expected {}", difference.expected);
            let _ = writeln!(out, "             actual   {}", difference.actual);
            if let Some(why) = &difference.why {
                for line in explained(why).lines() {
                    let _ = writeln!(out, "             {DIM}{line}{DIM:#}");
                }
            }
        }
        if !ran.differences.is_empty() {
            for fault in &ran.faults {
                let _ = writeln!(out, "           {DIM}{fault}{DIM:#}");
            }
        }
    }
    out
}

fn as_json(head: &Path, loaded: &Loaded, ran: &Ran) -> serde_json::Value {
    let differences: Vec<_> = ran
        .differences
        .iter()
        .map(|one| {
            json!({ "target": one.target, "expected": one.expected, "actual": one.actual, "why": one.why })
        })
        .collect();
    json!({ "head": head.display().to_string(), "bordereau": ran.record_type, "title": ran.title,
        "place": loaded.sources.place(ran.span), "passed": ran.differences.is_empty(),
        "differences": differences, "faults": ran.faults })
}

//! `passerelle explain HEAD --field FIELD`: who fills a field, over all records.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, BufReader};

use serde::Serialize;

use crate::cli::args::{Explain, Format};
use crate::cli::exit::{Exit, Failure};
use crate::cli::inputs::inputs;
use crate::cli::output;
use crate::engine::{self, Error, Lines, Loaded, Ready, Reasons, RowTally, RuleTally};
use crate::feed::Documents;
use crate::value::visible;

/// Who fills a field.
#[derive(Debug, Serialize)]
struct Filled {
    schema: u32,
    field: String,
    feeds: Vec<Feed>,
}

/// Who fills it in one feed.
#[derive(Debug, Serialize)]
struct Feed {
    bordereau: String,
    read: u64,
    complete: bool,
    /// Its rules, and those of its members.
    rules: Vec<RuleTally>,
    /// The rows of the decision that gives it.
    rows: Vec<RowTally>,
}

pub(super) fn run(args: &Explain, loaded: &Loaded, ready: &Ready, field: &str) -> Result<Exit, Failure> {
    let mut filled = Filled { schema: 1, field: field.to_owned(), feeds: Vec::new() };
    for input in inputs(&args.feeds, ready, &loaded.folder)? {
        let failed = |source: io::Error| Error::Read { path: input.path.clone(), source };
        let mut bytes = BufReader::new(File::open(&input.path).map_err(failed)?);
        let feed = engine::Input {
            at: input.at,
            shape: input.shape,
            bytes: Documents::Whole(&mut bytes),
            languages: Vec::new(),
            threads: 1,
            clock: None,
        };
        let (mut lines, mut reasons) = (Lines::default(), Reasons::default());
        let report = engine::run(ready, &loaded.sources, feed, &mut lines, &mut reasons)?;
        if let Some(error) = &report.error {
            output::talk(&format!("error: {}: {}", input.path.display(), visible(error)));
        }
        let decision = decision(loaded, ready, input.at, field);
        let inside = format!("{field}.");
        let of_field = |rule: &RuleTally| rule.target == field || rule.target.starts_with(&inside);
        filled.feeds.push(Feed {
            bordereau: report.bordereau,
            read: report.read,
            complete: report.complete,
            rules: report.tally.rules.into_iter().filter(of_field).collect(),
            rows: report.tally.rows.into_iter().filter(|row| decision.as_ref() == Some(&row.of)).collect(),
        });
    }
    match args.format {
        Format::Text => output::data(&text(&filled))?,
        Format::Json => {
            let json = serde_json::to_string(&filled).map_err(io::Error::from)?;
            output::data(&format!("{json}\n"))?;
        }
    }
    Ok(if filled.feeds.iter().all(|feed| feed.complete) { Exit::Done } else { Exit::Error })
}

/// The decision that gives a field of a feed, as `path:line`.
fn decision(loaded: &Loaded, ready: &Ready, at: usize, field: &str) -> Option<String> {
    let program = ready.programs.get(at)?;
    let target = program.targets.iter().find(|target| target.name == field)?;
    let (decide, _) = target.decide?;
    Some(loaded.sources.place(program.decide(decide).span))
}

fn text(filled: &Filled) -> String {
    let mut out =
        format!("{}, by rule and outcome; values are counted, and a list has several\n", filled.field);
    for Feed { bordereau, read, rules, rows, .. } in &filled.feeds {
        let records = if *read == 1 { "record" } else { "records" };
        // Writing to a text cannot fail.
        let _ = writeln!(out, "\n{bordereau}, {read} {records}");
        for rule in rules {
            let counts = [
                ("applied", rule.applied),
                ("missing", rule.missing),
                ("invalid", rule.invalid),
                ("unknown", rule.unknown),
                ("not applicable", rule.not_applicable),
                ("`use` stood in", rule.used),
                ("left behind", rule.passed_over),
            ];
            let told: Vec<String> = counts
                .iter()
                .filter(|(_, count)| *count > 0)
                .map(|(word, count)| format!("{word} {count}"))
                .collect();
            let told = if told.is_empty() { "never asked".to_owned() } else { told.join(", ") };
            let _ = writeln!(out, "  {}  {}: {told}", rule.rule, rule.target);
        }
        for row in rows {
            let _ = writeln!(out, "  {}  decided {}", row.row, row.hits);
        }
        if rules.is_empty() && rows.is_empty() {
            out.push_str("  no rule fills it\n");
        }
    }
    out
}

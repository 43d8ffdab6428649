//! One feed through its program.

use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use serde::Serialize;

use super::load::Ready;
use super::report::{FeedReport, Filled, Reasons};
use super::seen::Seen;
use crate::eval::{self, Effect, Fault, FaultCode, Json, Mapped, Outcome};
use crate::feed::{self, Fields, Limits, Shape};
use crate::program::Program;
use crate::source::Sources;
use crate::value::{Record, View};

/// Where mapped records go, a line each. What is not wanted is not made.
#[derive(Default)]
pub struct Lines<'w> {
    /// `{"id","bordereau","type","fields":{…}}`
    pub accounts: Option<&'w mut dyn Write>,
    /// `{"id","bordereau","faults":[…],"fields":{…}}`
    pub held: Option<&'w mut dyn Write>,
    /// `{"id","bordereau","rule","reason","because"}`
    pub excluded: Option<&'w mut dyn Write>,
}

#[derive(Serialize)]
struct HeldFault<'a> {
    code: &'static str,
    rule: Option<String>,
    field: &'a str,
    raw: &'a str,
    because: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

#[derive(Serialize)]
struct ExcludedLine<'a> {
    id: &'a str,
    bordereau: &'a str,
    rule: Option<String>,
    reason: &'a str,
    because: &'a str,
}

/// Runs a feed: number `at` of the head, from `input`. The error is one of writing; one of reading is in the report.
pub fn run(
    ready: &Ready,
    sources: &Sources,
    at: usize,
    shape: Option<Shape>,
    input: &mut dyn Read,
    lines: &mut Lines<'_>,
    reasons: &mut Reasons,
) -> io::Result<FeedReport> {
    let (Some(program), Some((code, feed))) = (ready.programs.get(at), ready.head.feeds.get(at)) else {
        return Ok(FeedReport::default());
    };
    let fields = Fields::new(program.slots.iter().cloned());
    let mut run = Run {
        ready,
        sources,
        program,
        bordereau: &code.value,
        lines,
        reasons,
        report: FeedReport { bordereau: code.value.clone(), ..FeedReport::default() },
        filled: Filled::default(),
        json: Json::new(),
        line: Vec::new(),
        seen: Seen::new(),
        failed: None,
    };
    let outcome = feed::read(shape, input, &fields, &Limits::default(), &mut |record| run.record(record));
    if let Some(failed) = run.failed {
        return Err(failed);
    }
    let mut report = run.report;
    report.filled = run.filled.median(program.descriptive);
    report.complete = outcome.complete;
    report.error = outcome.error.map(|error| error.to_string());
    report.composed.clone_from(&feed.composed);
    report.findings = findings(ready, at, &outcome.names, report.read);
    Ok(report)
}

/// What is odd about a feed as a whole: no records, fields that have gone, fields that are new.
fn findings(ready: &Ready, at: usize, names: &[String], read: u64) -> Vec<String> {
    if read == 0 {
        return vec!["the feed has no records".to_owned()];
    }
    let mut found = Vec::new();
    let list = |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let slots = ready.programs.get(at).map_or(&[][..], |program| program.slots.as_slice());
    let gone: Vec<&str> = slots.iter().filter(|slot| !names.contains(*slot)).map(String::as_str).collect();
    if !gone.is_empty() {
        found.push(format!("no record has {}, which the rules read", list(gone)));
    }
    if let Some(Some(observed)) = ready.observed.get(at) {
        let new: Vec<&str> = names
            .iter()
            .filter(|name| !observed.fields.contains(*name))
            .map(String::as_str)
            .take(20)
            .collect();
        if !new.is_empty() {
            found.push(format!("the recorded feed does not have {}: no rule reads what is new", list(new)));
        }
    }
    found
}

struct Run<'r, 'w> {
    ready: &'r Ready,
    sources: &'r Sources,
    program: &'r Program,
    bordereau: &'r str,
    lines: &'r mut Lines<'w>,
    reasons: &'r mut Reasons,
    report: FeedReport,
    filled: Filled,
    json: Json,
    line: Vec<u8>,
    seen: Seen,
    failed: Option<io::Error>,
}

impl Run<'_, '_> {
    fn record(&mut self, record: &Record) -> ControlFlow<()> {
        self.report.read += 1;
        let id = match record.view(0) {
            Some(View::Text(text) | View::Number(text)) => text.trim(),
            Some(View::Null | View::Boolean(_) | View::List(_) | View::Object(_)) | None => "",
        };
        self.json.clear();
        let mapped = match self.excluded_type(id) {
            Some(fault) => Mapped {
                outcome: Outcome::Excluded,
                account_type: None,
                faults: vec![fault],
                filled: 0,
                passed_over: 0,
            },
            None => {
                let mut mapped = eval::eval(self.program, record, &mut self.json);
                if mapped.outcome != Outcome::Excluded {
                    self.identity(id, &mut mapped);
                }
                mapped
            }
        };
        match self.take(id, &mapped) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failed) => {
                self.failed = Some(failed);
                ControlFlow::Break(())
            }
        }
    }

    /// The fault of a record whose id says that it is of an excluded type.
    fn excluded_type(&self, id: &str) -> Option<Fault> {
        let exclusion = self.ready.pack.exclusions.of(self.prefix(id)?)?;
        Some(Fault {
            code: FaultCode::Excluded,
            effect: Effect::Exclude,
            rule: Some(exclusion.record_type.span),
            field: self.ready.pack.sit.id.clone(),
            raw: id.to_owned(),
            because: exclusion.because.clone(),
            detail: Some(exclusion.reason.word().to_owned()),
        })
    }

    /// The record type that an id begins with.
    fn prefix(&self, id: &str) -> Option<&str> {
        let codes = self.ready.pack.bordereaux.codes.iter().map(|code| code.value.as_str());
        codes.filter(|code| id.starts_with(code)).max_by_key(|code| code.len())
    }

    /// An id that is missing, repeated, or of another type.
    fn identity(&mut self, id: &str, mapped: &mut Mapped) {
        let field = self.ready.pack.sit.id.clone();
        let mut fault = |code, effect, because| {
            let (field, raw) = (field.clone(), id.to_owned());
            mapped.faults.push(Fault { code, effect, rule: None, field, raw, because, detail: None });
            if effect == Effect::Hold {
                mapped.outcome = Outcome::Held;
            }
        };
        if id.is_empty() {
            fault(FaultCode::Identity, Effect::Hold, "the record has no id".to_owned());
            return;
        }
        match self.prefix(id) {
            Some(code) if code == self.bordereau => {}
            // The type of an account can never be changed: what may be of another one is asked about.
            Some(_) => fault(
                FaultCode::OtherType,
                Effect::Hold,
                format!("the id is of another record type than {}", self.bordereau),
            ),
            None => fault(
                FaultCode::OtherType,
                Effect::Warn,
                "the id begins with no known record type".to_owned(),
            ),
        }
        let number = u32::try_from(self.report.read).unwrap_or(u32::MAX);
        if let Some(first) = self.seen.add(id, number) {
            let (code, effect, because) =
                (FaultCode::Repeated, Effect::Hold, "the id was read before".to_owned());
            let raw = format!("{id}: record {number} repeats record {first}");
            mapped.faults.push(Fault { code, effect, rule: None, field, raw, because, detail: None });
            mapped.outcome = Outcome::Held;
        }
    }

    /// Counts a record and writes its line.
    fn take(&mut self, id: &str, mapped: &Mapped) -> io::Result<()> {
        self.report.passed_over += u64::from(mapped.passed_over);
        let nameless = format!("record {}", self.report.read);
        let shown = if id.is_empty() { nameless.as_str() } else { id };
        for fault in &mapped.faults {
            self.reasons.add(shown, fault);
            self.report.warnings += u64::from(fault.effect == Effect::Warn);
        }
        match mapped.outcome {
            Outcome::Imported => {
                self.report.imported += 1;
                self.filled.add(mapped.filled);
                self.account_line(id, mapped)
            }
            Outcome::Held => {
                self.report.held += 1;
                self.held_line(id, mapped)
            }
            Outcome::Excluded => {
                self.report.excluded += 1;
                self.excluded_line(id, mapped)
            }
        }
    }

    fn start_line(&mut self, id: &str) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(b"{\"id\":");
        serde_json::to_writer(&mut self.line, id)?;
        self.line.extend_from_slice(b",\"bordereau\":");
        serde_json::to_writer(&mut self.line, self.bordereau)?;
        Ok(())
    }

    fn account_line(&mut self, id: &str, mapped: &Mapped) -> io::Result<()> {
        if self.lines.accounts.is_none() {
            return Ok(());
        }
        self.start_line(id)?;
        self.line.extend_from_slice(b",\"type\":");
        serde_json::to_writer(&mut self.line, &mapped.account_type)?;
        self.line.extend_from_slice(b",\"fields\":");
        self.line.extend_from_slice(self.json.bytes());
        self.line.extend_from_slice(b"}\n");
        match &mut self.lines.accounts {
            Some(out) => out.write_all(&self.line),
            None => Ok(()),
        }
    }

    fn held_line(&mut self, id: &str, mapped: &Mapped) -> io::Result<()> {
        if self.lines.held.is_none() {
            return Ok(());
        }
        self.start_line(id)?;
        let faults: Vec<HeldFault<'_>> = mapped
            .faults
            .iter()
            .filter(|fault| fault.effect != Effect::Note)
            .map(|fault| HeldFault {
                code: fault.code.number(),
                rule: fault.rule.map(|rule| self.sources.place(rule)),
                field: &fault.field,
                raw: &fault.raw,
                because: &fault.because,
                detail: fault.detail.as_deref(),
            })
            .collect();
        self.line.extend_from_slice(b",\"faults\":");
        serde_json::to_writer(&mut self.line, &faults)?;
        self.line.extend_from_slice(b",\"fields\":");
        self.line.extend_from_slice(self.json.bytes());
        self.line.extend_from_slice(b"}\n");
        match &mut self.lines.held {
            Some(out) => out.write_all(&self.line),
            None => Ok(()),
        }
    }

    fn excluded_line(&mut self, id: &str, mapped: &Mapped) -> io::Result<()> {
        let Some(out) = &mut self.lines.excluded else { return Ok(()) };
        let fault = mapped.faults.iter().find(|fault| fault.effect == Effect::Exclude);
        let because = fault.map_or("", |fault| fault.because.as_str());
        let line = ExcludedLine {
            id,
            bordereau: self.bordereau,
            rule: fault.and_then(|fault| fault.rule).map(|rule| self.sources.place(rule)),
            reason: fault.and_then(|fault| fault.detail.as_deref()).unwrap_or("rule"),
            because,
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")
    }
}

//! Mapped records as lines of JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::run::{Receive, Taken};
use crate::eval::{Effect, Mapped, Outcome};
use crate::feed;
use crate::source::Sources;

/// Where mapped records go, a line each. What is not wanted is not made.
#[derive(Default)]
pub struct Lines<'w> {
    /// `{"id","bordereau","type","warnings":[…],"fields":{…}}`; without `warnings` where there are none
    pub accounts: Option<&'w mut dyn Write>,
    /// `{"id","bordereau","faults":[…],"fields":{…}}`
    pub held: Option<&'w mut dyn Write>,
    /// `{"id","bordereau","rule","reason","because"}`
    pub excluded: Option<&'w mut dyn Write>,
    /// A buffer that is used again.
    pub line: Vec<u8>,
}

impl Receive for Lines<'_> {
    fn take(&mut self, taken: Taken<'_>) -> io::Result<()> {
        type Put = fn(Written<'_>, Option<&'static str>, &Sources, Out<'_>) -> io::Result<()>;
        let Taken { id, bordereau, made, fields, sources, .. } = taken;
        let record = Written { id, bordereau, mapped: &made.mapped, fields };
        let (to, put): (_, Put) = match made.mapped.outcome {
            Outcome::Imported => (&mut self.accounts, account),
            Outcome::Held => (&mut self.held, held),
            Outcome::Excluded => (&mut self.excluded, excluded),
        };
        let Some(to) = to else { return Ok(()) };
        put(record, None, sources, Out { line: &mut self.line, to: *to })
    }
}

#[derive(Serialize)]
struct LineFault<'a> {
    kind: &'static str,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    id: &'a str,
    bordereau: &'a str,
    rule: Option<String>,
    reason: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct ErrorLine<'a> {
    outcome: &'static str,
    bordereau: &'a str,
    reason: &'static str,
    byte: u64,
    because: String,
}

/// A record that is written.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) id: &'a str,
    pub(super) bordereau: &'a str,
    pub(super) mapped: &'a Mapped,
    /// Its fields as JSON.
    pub(super) fields: &'a [u8],
}

/// Where a line goes, which is made in a buffer up to the fields: these are JSON already, and are not copied into it.
pub(super) struct Out<'o> {
    pub(super) line: &'o mut Vec<u8>,
    pub(super) to: &'o mut dyn Write,
}

/// Writes the line of a record that says first what became of it.
pub(super) fn outcome(record: Written<'_>, sources: &Sources, out: Out<'_>) -> io::Result<()> {
    match record.mapped.outcome {
        Outcome::Imported => account(record, Some("imported"), sources, out),
        Outcome::Held => held(record, Some("held"), sources, out),
        Outcome::Excluded => excluded(record, Some("excluded"), sources, out),
    }
}

/// Writes the line that stands for one that holds no record.
pub(super) fn no_record(bordereau: &str, error: &feed::Error, out: Out<'_>) -> io::Result<()> {
    let reason = error.kind().word();
    let because = error.complaint.to_string();
    let said = ErrorLine { outcome: "error", bordereau, reason, byte: error.offset, because };
    whole(&said, out)
}

fn account(
    record: Written<'_>,
    outcome: Option<&'static str>,
    sources: &Sources,
    Out { line, to }: Out<'_>,
) -> io::Result<()> {
    start(record, outcome, line)?;
    line.extend_from_slice(b",\"type\":");
    serde_json::to_writer(&mut *line, &record.mapped.account_type)?;
    let warnings = faults(record, sources);
    if !warnings.is_empty() {
        line.extend_from_slice(b",\"warnings\":");
        serde_json::to_writer(&mut *line, &warnings)?;
    }
    end(record, Out { line, to })
}

fn held(
    record: Written<'_>,
    outcome: Option<&'static str>,
    sources: &Sources,
    Out { line, to }: Out<'_>,
) -> io::Result<()> {
    start(record, outcome, line)?;
    line.extend_from_slice(b",\"faults\":");
    serde_json::to_writer(&mut *line, &faults(record, sources))?;
    end(record, Out { line, to })
}

fn excluded(
    record: Written<'_>,
    outcome: Option<&'static str>,
    sources: &Sources,
    out: Out<'_>,
) -> io::Result<()> {
    let fault = record.mapped.faults.iter().find(|fault| fault.effect == Effect::Exclude);
    let said = ExcludedLine {
        outcome,
        id: record.id,
        bordereau: record.bordereau,
        rule: fault.and_then(|fault| fault.rule).map(|rule| sources.place(rule)),
        reason: fault.and_then(|fault| fault.detail.as_deref()).unwrap_or("rule"),
        because: fault.map_or("", |fault| fault.because.as_str()),
    };
    whole(&said, out)
}

/// What went wrong with a record; values that were left behind are no trouble.
fn faults<'a>(record: Written<'a>, sources: &Sources) -> Vec<LineFault<'a>> {
    let told = record.mapped.faults.iter().filter(|fault| fault.effect != Effect::Note);
    told.map(|fault| LineFault {
        kind: fault.effect.word(),
        code: fault.code.number(),
        rule: fault.rule.map(|rule| sources.place(rule)),
        field: &fault.field,
        raw: &fault.raw,
        because: &fault.because,
        detail: fault.detail.as_deref(),
    })
    .collect()
}

fn start(record: Written<'_>, outcome: Option<&str>, line: &mut Vec<u8>) -> io::Result<()> {
    line.clear();
    line.push(b'{');
    if let Some(outcome) = outcome {
        line.extend_from_slice(b"\"outcome\":");
        serde_json::to_writer(&mut *line, outcome)?;
        line.push(b',');
    }
    line.extend_from_slice(b"\"id\":");
    serde_json::to_writer(&mut *line, record.id)?;
    line.extend_from_slice(b",\"bordereau\":");
    serde_json::to_writer(&mut *line, record.bordereau)?;
    Ok(())
}

fn end(record: Written<'_>, Out { line, to }: Out<'_>) -> io::Result<()> {
    line.extend_from_slice(b",\"fields\":");
    to.write_all(line)?;
    to.write_all(record.fields)?;
    to.write_all(b"}\n")
}

/// Writes a line that has no fields.
fn whole(said: &impl Serialize, Out { line, to }: Out<'_>) -> io::Result<()> {
    line.clear();
    serde_json::to_writer(&mut *line, said)?;
    line.push(b'\n');
    to.write_all(line)
}

//! Why a record is what it becomes, for people.

use std::fmt::Write;

use serde_json::Value as Json;

use crate::engine::{Did, Explained, Field, Happened, Source, Told};
use crate::value::visible;

/// The most characters of a value, where all fields are shown.
const SHOWN: usize = 100;

/// All fields, or the one that is asked for, which is shown in full.
pub(super) fn text(explained: &Explained, only: Option<&str>) -> String {
    let mut page = Page { out: String::new(), whole: only.is_some() };
    let Explained { record, bordereau, outcome, account_type, .. } = explained;
    let account = account_type.as_ref().map_or(String::new(), |ty| format!(" as {ty}"));
    page.line(0, &format!("{}, {bordereau}: {outcome}{account}", visible(record)));
    // Why there is nothing to tell of any field is told of each.
    let excluded = explained.fields.is_empty();
    for fault in explained.faults.iter().filter(|_| only.is_none() || excluded) {
        page.fault(fault);
    }
    if excluded {
        return page.out;
    }
    let fields = explained.fields.iter().filter(|field| only.is_none_or(|only| field.target == only));
    for field in fields {
        page.field(field);
    }
    let without: Vec<&str> = explained.without_rule.iter().map(String::as_str).collect();
    match only {
        None if !without.is_empty() => {
            page.line(0, &format!("\nno rule fills: {}", without.join(", ")));
        }
        Some(only) if without.contains(&only) => page.line(0, &format!("\n{only}: no rule fills it")),
        Some(_) | None => {}
    }
    page.out
}

/// What the rules of a field did, without its value.
pub(in crate::cli) fn explained(field: &Field) -> String {
    let mut page = Page { out: String::new(), whole: true };
    page.rules(field);
    page.out
}

struct Page {
    out: String,
    /// Whether values are shown whole.
    whole: bool,
}

impl Page {
    fn line(&mut self, indent: usize, text: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.out, "{:indent$}{text}", "");
    }

    fn fault(&mut self, fault: &Told) {
        let Told { kind, rule, field, raw, because, detail } = fault;
        let detail = detail.as_ref().map_or(String::new(), |detail| format!(" ({detail})"));
        let raw =
            if raw.is_empty() { String::new() } else { format!(" {}", self.short(&format!("{raw:?}"))) };
        let rule = rule.as_ref().map_or(String::new(), |rule| format!("  {rule}"));
        self.line(2, &visible(&format!("{kind}: {field}{raw}: {because}{detail}{rule}")));
    }

    fn field(&mut self, field: &Field) {
        let Field { target, value, .. } = field;
        let value = match value {
            Some(value) => format!("{target} = {}", self.json(value)),
            None => format!("{target}: nothing"),
        };
        self.line(0, &format!("\n{value}"));
        self.rules(field);
    }

    fn rules(&mut self, field: &Field) {
        let Field { rules, decided, replaced, .. } = field;
        if let Some(row) = decided {
            self.line(2, &format!("decided at {row}"));
        }
        for did in rules {
            self.line(2, &did.rule.clone());
            self.did(4, did, &[]);
        }
        for place in replaced {
            self.line(2, &format!("replaces {place}"));
        }
    }

    /// What a rule did; what it reads is told unless the rule around it told it.
    fn did(&mut self, indent: usize, did: &Did, told: &[Source]) {
        let same = |one: &Source| told.iter().any(|other| other.field == one.field);
        let width = did.sources.iter().map(|source| source.field.chars().count()).max().unwrap_or(0);
        for Source { field, raw } in did.sources.iter().filter(|source| !same(source)) {
            let raw = raw.as_ref().map_or("not in the record".to_owned(), |raw| self.json(raw));
            self.line(indent, &format!("{:width$}  {raw}", visible(field)));
        }
        // What a step is given is mostly what the step before it made, or what stands above.
        let mut last: Option<&Json> = match did.sources.as_slice() {
            [Source { raw: Some(raw), .. }] => Some(raw),
            [..] => None,
        };
        for happened in &did.events {
            match happened {
                Happened::Step { step, given, made } => {
                    let from =
                        if last == Some(given) { String::new() } else { format!(" {}", self.json(given)) };
                    let made_shown = self.json(made);
                    let to = if given == made { "the same".to_owned() } else { made_shown };
                    self.line(indent, &format!("| {step}{from} -> {to}"));
                    last = Some(made);
                }
                Happened::Element { element } => {
                    let element = self.json(element);
                    self.line(indent, &format!("each {element}"));
                }
                Happened::Member(member) => {
                    let name = member.target.rsplit('.').next().unwrap_or(&member.target);
                    self.line(indent + 2, &format!("{name}  {}", member.rule));
                    self.did(indent + 4, member, &did.sources);
                }
                Happened::NotApplicable => self.line(indent, "its `when` does not hold"),
                Happened::Settled { outcome: "present", value } if last == Some(value) => {}
                Happened::Settled { outcome: "present", value } => {
                    let value = self.json(value);
                    self.line(indent, &format!("= {value}"));
                }
                Happened::Settled { outcome, value } => {
                    let why = value.get(outcome).map_or(String::new(), |why| format!(": {}", self.json(why)));
                    self.line(indent, &format!("{outcome}{why}"));
                }
                Happened::Used { value } => {
                    let value = self.json(value);
                    self.line(indent, &format!("`use` gives {value}"));
                }
            }
        }
    }

    fn json(&self, value: &Json) -> String {
        match value {
            Json::Null => "nothing".to_owned(),
            // JSON leaves what turns the direction of a terminal.
            value => self.short(&visible(&value.to_string())),
        }
    }

    fn short(&self, text: &str) -> String {
        match text.char_indices().nth(SHOWN) {
            Some((at, _)) if !self.whole => format!("{}…", text.get(..at).unwrap_or_default()),
            Some(_) | None => text.to_owned(),
        }
    }
}

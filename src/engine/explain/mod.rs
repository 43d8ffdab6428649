//! Why a record is what it becomes: each field with its rules, what they read, each step, and who lost.

mod find;
mod form;

use serde_json::Value as Json;

use super::load::Ready;
use super::mapper::{Mapper, id};
use crate::eval::{self, Counts, Effect, Event, Json as Buffer, Outcome, Trace};
use crate::program::{Node, Program, RuleId, Target};
use crate::source::{Sources, Span};
use crate::value::{Record, State};

pub use find::{Found, find_record};
pub use form::{Did, Explained, Field, Happened, Source, Told};

/// Maps a record of a feed, and says why it becomes what it becomes. The record is read with the slots of the program.
pub fn explain(ready: &Ready, sources: &Sources, at: usize, record: &Record) -> Option<Explained> {
    let program = ready.programs.get(at)?;
    let mut counts = Counts::traced(program);
    let mut json = Buffer::new();
    let mapped = Mapper { ready, program }.map(record, &[], &mut json, &mut counts);
    let values: Json = serde_json::from_slice(json.bytes()).unwrap_or_default();
    let trace = counts.trace().cloned().unwrap_or_default();
    let place = |span: Span| sources.place(span);
    let faults = mapped.faults.iter().map(|fault| Told {
        kind: fault.effect.word(),
        rule: fault.rule.map(place),
        field: fault.field.clone(),
        raw: fault.raw.clone(),
        because: fault.because.clone(),
        detail: fault.detail.clone(),
    });
    let excluded = mapped.outcome == Outcome::Excluded;
    let replaced = ready.mappings.get(at).map_or(&[][..], |mapping| mapping.replaced.as_slice());
    // A record that was picked by hand may have its account type there.
    let picked = ready.head.picked(id(record)).and_then(|picked| picked.account_type.as_ref());
    let stated = picked.map(|ty| place(ty.span));
    let mut fields = fields(program, sources, record, &trace, &values, mapped.account_type.as_deref());
    for (at, field) in fields.iter_mut().enumerate() {
        let is_type = program.account_type.is_some_and(|id| id.index() == at);
        if let (true, Some(stated)) = (is_type, &stated) {
            field.decided = Some(stated.clone());
        }
        let others = replaced.iter().filter(|(name, _)| *name == field.target);
        field.replaced = others.map(|(_, span)| place(*span)).collect();
    }
    let schema = ready.pack.schema.fields.iter().map(|field| &field.name.value);
    let without = schema.filter(|name| !program.targets.iter().any(|target| target.name == **name));
    Some(Explained {
        schema: 1,
        record: id(record).to_owned(),
        bordereau: program.record_type.clone(),
        outcome: match mapped.outcome {
            Outcome::Imported => "imported",
            Outcome::Held => "held",
            Outcome::Excluded => "excluded",
        },
        account_type: mapped.account_type.clone(),
        faults: faults.filter(|fault| !excluded || fault.kind == Effect::Exclude.word()).collect(),
        fields: if excluded { Vec::new() } else { fields },
        without_rule: without.cloned().collect(),
    })
}

/// The targets of a program, each with what its rules did; `values` are the fields of the account.
pub(super) fn fields(
    program: &Program,
    sources: &Sources,
    record: &Record,
    trace: &Trace,
    values: &Json,
    account_type: Option<&str>,
) -> Vec<Field> {
    let teller = Teller { program, sources, record };
    let fields = program.targets.iter().enumerate().map(|(at, target)| {
        let is_type = program.account_type.is_some_and(|id| id.index() == at);
        Field {
            target: target.name.clone(),
            value: if is_type { account_type.map(Json::from) } else { values.get(&target.name).cloned() },
            rules: teller.rules(of_target(trace, at)),
            decided: teller.decided(target, trace),
            replaced: Vec::new(),
        }
    });
    fields.collect()
}

/// What happened for one target.
fn of_target(trace: &Trace, at: usize) -> &[Event] {
    let begins = |event: &Event| matches!(event, Event::Target(_) | Event::Translations);
    let wanted = |event: &Event| matches!(event, Event::Target(id) if id.index() == at);
    let Some(first) = trace.events.iter().position(wanted) else { return &[] };
    let events = trace.events.get(first + 1..).unwrap_or_default();
    let end = events.iter().position(begins).unwrap_or(events.len());
    events.get(..end).unwrap_or_default()
}

/// Puts events into the words of the author.
struct Teller<'t> {
    program: &'t Program,
    sources: &'t Sources,
    record: &'t Record,
}

impl Teller<'_> {
    /// What the rules did whose beginnings and ends stand among the events.
    fn rules(&self, events: &[Event]) -> Vec<Did> {
        let mut open: Vec<Did> = Vec::new();
        let mut done = Vec::new();
        for event in events {
            match event {
                Event::Begin(rule) => open.push(self.began(*rule)),
                Event::End(_) => {
                    let Some(did) = open.pop() else { continue };
                    match open.last_mut() {
                        Some(around) => around.events.push(Happened::Member(did)),
                        None => done.push(did),
                    }
                }
                Event::Step { .. }
                | Event::Element(_)
                | Event::NotApplicable
                | Event::Settled { .. }
                | Event::Used(_) => {
                    if let (Some(did), Some(happened)) = (open.last_mut(), self.happened(event)) {
                        did.events.push(happened);
                    }
                }
                Event::Target(_) | Event::Translations | Event::Decided(..) => {}
            }
        }
        done
    }

    fn began(&self, rule: RuleId) -> Did {
        let rule = self.program.rule(rule);
        let sources = rule.sources.iter().map(|slot| Source {
            field: self.program.slot(*slot).clone(),
            raw: self.record.view(slot.index()).map(eval::seen),
        });
        Did {
            rule: self.sources.place(rule.span),
            target: rule.target.clone(),
            sources: sources.collect(),
            events: Vec::new(),
        }
    }

    fn happened(&self, event: &Event) -> Option<Happened> {
        Some(match event {
            Event::Step { node, given, made } => {
                let step = match self.program.node(*node) {
                    Node::Step(_, call) => call.text.clone(),
                    Node::Table(_, table, _) => format!("table({:?})", self.program.table(*table).name),
                    _ => return None,
                };
                Happened::Step { step, given: given.clone(), made: made.clone() }
            }
            Event::Element(element) => Happened::Element { element: element.clone() },
            Event::NotApplicable => Happened::NotApplicable,
            Event::Settled { value, state } => {
                Happened::Settled { outcome: State::word(*state), value: value.clone() }
            }
            Event::Used(value) => Happened::Used { value: value.clone() },
            Event::Target(_) | Event::Translations | Event::Begin(_) | Event::End(_) | Event::Decided(..) => {
                return None;
            }
        })
    }

    /// The row that gives a target, which is asked for when the first target of its decision is.
    fn decided(&self, target: &Target, trace: &Trace) -> Option<String> {
        let (decide, _) = target.decide?;
        let row = trace.events.iter().find_map(|event| match event {
            Event::Decided(id, row) if *id == decide => *row,
            _ => None,
        })?;
        let rows = &self.program.decide(decide).rows;
        rows.get(row).map(|row| self.sources.place(row.span))
    }
}

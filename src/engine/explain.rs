//! Why a record is what it becomes: each field with its rules, what they read, each step, and who lost.

use std::io::Read;
use std::ops::ControlFlow;

use serde::Serialize;
use serde_json::Value as Json;

use super::load::Ready;
use super::mapper::{Mapper, id};
use crate::eval::{self, Counts, Effect, Event, Json as Buffer, Outcome, Trace};
use crate::feed::{self, Fields, Limits, Shape};
use crate::program::{Node, Program, RuleId, Target};
use crate::source::{Sources, Span};
use crate::value::{Record, State};

/// What became of a record, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    /// The version of this form.
    pub schema: u32,
    /// Its id.
    pub record: String,
    /// `DEG`
    pub bordereau: String,
    /// `imported`, `held`, `excluded`
    pub outcome: &'static str,
    /// The account type.
    #[serde(rename = "type")]
    pub account_type: Option<String>,
    /// What went wrong, as a report tells it.
    pub faults: Vec<Told>,
    /// The fields that have rules, in the order of the schema; none for an excluded record.
    pub fields: Vec<Field>,
    /// The fields of the schema that no rule fills.
    pub without_rule: Vec<String>,
}

/// A fault.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// `hold`, `exclude`, `warn`, `note`
    pub kind: &'static str,
    /// `path:line` of the rule.
    pub rule: Option<String>,
    /// The field.
    pub field: String,
    /// What it holds.
    pub raw: String,
    /// Why.
    pub because: String,
    /// More of it.
    pub detail: Option<String>,
}

/// A field of the account.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// `title`
    pub target: String,
    /// Its value; nothing where it stayed empty.
    pub value: Option<Json>,
    /// What its rules did.
    pub rules: Vec<Did>,
    /// The row of a decision that gives it, or the line of head.yaml that states it, as `path:line`.
    pub decided: Option<String>,
    /// Rules of farther layers that a nearer one replaces, as `path:line`.
    pub replaced: Vec<String>,
}

/// What a rule did.
#[derive(Clone, Debug, Serialize)]
pub struct Did {
    /// `path:line`
    pub rule: String,
    /// What it is for: `photos.url`.
    pub target: String,
    /// The fields that it reads, and what each holds; nothing where the record does not have it.
    pub sources: Vec<Source>,
    /// What happened, in order.
    pub events: Vec<Happened>,
}

/// A field of the record.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Its name.
    pub field: String,
    /// What it holds.
    pub raw: Option<Json>,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Happened {
    /// A step made one value of another.
    Step {
        /// As it is written.
        step: String,
        /// What it was given.
        given: Json,
        /// What it made.
        made: Json,
    },
    /// An object begins for an element of a list.
    Element {
        /// The element.
        element: Json,
    },
    /// A member of the object.
    Member(Did),
    /// The `when` of the rule said no.
    NotApplicable,
    /// The rule came to a value, or to none.
    Settled {
        /// `present`, `missing`, `invalid`, `unknown`
        outcome: &'static str,
        /// The value, or why there is none.
        value: Json,
    },
    /// `use` gave another value.
    Used {
        /// The value.
        value: Json,
    },
}

/// What a feed shows of a record that is looked for.
#[derive(Clone, Debug)]
pub struct Found {
    /// The record, with the slots of the program.
    pub record: Option<Record>,
    /// The ids that were met before, or all of them; at most ten thousand.
    pub ids: Vec<String>,
    /// Why the feed could not be read to its end.
    pub error: Option<String>,
}

/// The most ids that are kept for a near one.
const MOST_IDS: usize = 10_000;

/// Looks for the record of an id in a feed.
pub fn find_record(
    ready: &Ready,
    at: usize,
    shape: Option<Shape>,
    bytes: &mut dyn Read,
    wanted: &str,
) -> Found {
    let mut found = Found { record: None, ids: Vec::new(), error: None };
    let Some(program) = ready.programs.get(at) else { return found };
    let fields = Fields::new(program.slots.iter().cloned());
    let outcome = feed::read(shape, bytes, &fields, &Limits::default(), &mut |record| {
        if id(record) == wanted {
            found.record = Some(record.clone());
            return ControlFlow::Break(());
        }
        if found.ids.len() < MOST_IDS {
            found.ids.push(id(record).to_owned());
        }
        ControlFlow::Continue(())
    });
    found.error = outcome.error.map(|error| error.to_string());
    found
}

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
    let teller = Teller { program, sources, record };
    // A record that was picked by hand may have its account type there.
    let picked = ready.head.picked(id(record)).and_then(|picked| picked.account_type.as_ref());
    let stated = picked.map(|ty| place(ty.span));
    let fields = program.targets.iter().enumerate().map(|(at, target)| {
        let events = of_target(&trace, at);
        let is_type = program.account_type.is_some_and(|id| id.index() == at);
        Field {
            target: target.name.clone(),
            value: if is_type {
                mapped.account_type.clone().map(Json::from)
            } else {
                values.get(&target.name).cloned()
            },
            rules: teller.rules(events),
            decided: stated.clone().filter(|_| is_type).or_else(|| teller.decided(target, &trace)),
            replaced: replaced
                .iter()
                .filter(|(name, _)| *name == target.name)
                .map(|(_, span)| place(*span))
                .collect(),
        }
    });
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
        fields: if excluded { Vec::new() } else { fields.collect() },
        without_rule: without.cloned().collect(),
    })
}

/// What happened for one target.
fn of_target(trace: &Trace, at: usize) -> &[Event] {
    let begins = |event: &Event| matches!(event, Event::Target(_));
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
                Event::Target(_) | Event::Decided(..) => {}
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
            Event::Target(_) | Event::Begin(_) | Event::End(_) | Event::Decided(..) => return None,
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

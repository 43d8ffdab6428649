//! How the values of one record came about, where somebody asks.
//!
//! **Invariant:** whether it is asked changes nothing of what is written; where nobody asks, nothing is noted.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::record::State;
use super::sink::Tree;
use super::write;
use crate::program::{DecideId, NodeId, RuleId, TargetId};
use crate::value::{Value, View};

/// What happened while a record was mapped, in order.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// What happened.
    pub events: Vec<Event>,
    /// What happened when the value of a `let` was made; it is told again wherever the value is used.
    lets: BTreeMap<(usize, usize), Vec<Event>>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The rules of a target, or its decision, are asked.
    Target(TargetId),
    /// All targets were asked; what follows is written in other languages.
    Translations,
    /// A rule, or the rule of a member, begins.
    Begin(RuleId),
    /// It ends.
    End(RuleId),
    /// An object is made for this element of a list.
    Element(Json),
    /// A step made one value of another.
    Step {
        /// The step.
        node: NodeId,
        /// What it was given.
        given: Json,
        /// What it made.
        made: Json,
    },
    /// The `when` of a rule said no.
    NotApplicable,
    /// A rule came to a value, or to none.
    Settled {
        /// The value, or why there is none.
        value: Json,
        /// Which of the four it is.
        state: crate::value::State,
    },
    /// `use` gave another value.
    Used(Json),
    /// A decision was asked; the row that fits, by number.
    Decided(DecideId, Option<usize>),
}

impl Trace {
    /// The value of a `let` was made on a side, and what happened since belongs to it.
    pub(super) fn made(&mut self, side: usize, binding: usize, since: usize) {
        let events = self.events.get(since..).unwrap_or_default().to_vec();
        self.lets.insert((side, binding), events);
    }

    /// The value of a `let` is used once more.
    pub(super) fn used(&mut self, side: usize, binding: usize) {
        let events = self.lets.get(&(side, binding)).cloned().unwrap_or_default();
        self.events.extend(events);
    }
}

impl State<'_> {
    /// Whether somebody asks.
    #[inline]
    pub(super) fn is_traced(&self) -> bool {
        self.counts.trace().is_some()
    }

    /// Notes what happened.
    pub(super) fn note(&mut self, event: impl FnOnce() -> Event) {
        if let Some(trace) = self.counts.trace_mut() {
            trace.events.push(event());
        }
    }
}

/// A value as JSON: what is not present is an object of one member, the word for it.
pub fn shown(value: &Value<'_>) -> Json {
    let said = |word: &str, what: Json| Json::Object(Map::from_iter([(word.to_owned(), what)]));
    match value {
        Value::Missing => Json::Null,
        Value::Invalid(reason) => said("invalid", Json::from(reason.why.as_ref())),
        Value::Unknown(text) => said("unknown", Json::from(text.as_ref())),
        Value::List(values) => Json::Array(values.iter().map(shown).collect()),
        Value::Element(element) => match element.as_object() {
            // An object without other names for its members shows its own.
            Some(object) if element.names().is_empty() => seen(View::Object(object)),
            Some(_) | None => Json::Object(
                element.names().iter().map(|name| (name.to_owned(), shown(&element.get(name)))).collect(),
            ),
        },
        Value::Text(_)
        | Value::Integer(_)
        | Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Money(_)
        | Value::Phone(_)
        | Value::Period(_) => {
            let mut tree = Tree::new();
            write::write(&mut tree, value);
            tree.finish()
        }
    }
}

/// A value of a record as JSON.
pub fn seen(view: View<'_>) -> Json {
    match view {
        View::Null => Json::Null,
        View::Text(text) | View::Number(text) => Json::from(text),
        View::Boolean(yes) => Json::from(yes),
        View::List(list) => Json::Array(list.iter().map(seen).collect()),
        View::Object(object) => {
            Json::Object(object.iter().map(|(name, member)| (name.to_owned(), seen(member))).collect())
        }
    }
}

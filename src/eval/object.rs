//! Objects: written member by member, taken back if they say nothing.

use std::borrow::Cow;

use super::Sink;
use super::list::{List, key as key_of};
use super::record::State;
use super::settle::{guarded, settle};
use super::target::single;
use super::times::What;
use super::write::write as write_value;
use crate::program::{Member, NodeId, ObjectId, RuleValue};
use crate::value::Value;

/// What became of an object.
pub(super) enum Made<'r> {
    /// It was written; with the value of its key, where it has one.
    Object(Option<Cow<'r, str>>),
    /// A required member is missing, or no field gave any member a value.
    Missing,
    /// A required member is there and cannot be used, which its own outcome has answered.
    Invalid,
}

/// Writes an object; `order` is its number in a list that is numbered.
pub(super) fn write<'r, S: Sink>(
    state: &mut State<'r>,
    id: ObjectId,
    element: Option<&Value<'r>>,
    order: Option<u32>,
    sink: &mut S,
) -> Made<'r> {
    let mark = sink.mark();
    sink.begin_object();
    let mut key = None;
    let mut says_something = false;
    let translation = state.language.is_some();
    for member in &state.program.object(id).members {
        // A translation holds what is translated, and the key by which the object is found again.
        if translation && !(member.localized || member.key) {
            continue;
        }
        state.refused = false;
        if write_member(state, member, element, sink, &mut key) {
            let says = if translation { member.localized } else { true };
            says_something |= says && !state.program.rule(member.rule).constant;
        } else if member.required {
            sink.rollback(mark);
            return if state.refused { Made::Invalid } else { Made::Missing };
        }
    }
    if !says_something {
        sink.rollback(mark);
        return Made::Missing;
    }
    if let Some(order) = order {
        sink.key("order");
        sink.integer(i64::from(order));
    }
    sink.end_object();
    Made::Object(key)
}

/// Writes a member behind its key; says whether there was a value. If not, nothing is written.
fn write_member<'r, S: Sink>(
    state: &mut State<'r>,
    member: &Member,
    element: Option<&Value<'r>>,
    sink: &mut S,
    key: &mut Option<Cow<'r, str>>,
) -> bool {
    if member.list {
        let mut list = List::begin(state, &member.before, false, sink);
        list.add(state, member.rule, element, sink);
        return list.end(state, sink);
    }
    match (member.key, state.program.rule(member.rule).value) {
        (true, RuleValue::Node(node)) => state.timed(What::Rule(member.rule), |state| {
            *key = write_key(state, member, node, element, sink);
            key.is_some()
        }),
        _ => single(state, member.rule, element, &member.before, sink),
    }
}

/// Writes the member that tells objects of a list apart, and gives its text.
fn write_key<'r, S: Sink>(
    state: &mut State<'r>,
    member: &Member,
    node: NodeId,
    element: Option<&Value<'r>>,
    sink: &mut S,
) -> Option<Cow<'r, str>> {
    let value = match state.short(member.rule, element) {
        Some(value) => value,
        None if guarded(state, member.rule, element) => state.usual(node, element),
        None => return None,
    };
    if let (Value::Text(text), None) = (&value, &state.counts.watch) {
        state.applied(member.rule);
        sink.member(&member.before, text);
        state.take_notes(member.rule);
        return Some(key_of(value));
    }
    let value = settle(state, member.rule, value, element);
    state.take_notes(member.rule);
    let value = value?;
    sink.named(&member.before);
    write_value(sink, &value);
    Some(key_of(value))
}

//! Targets: what their rules give is written.

use super::list::List;
use super::object::Made;
use super::record::State;
use super::settle::{doubt, guarded, refused, settle};
use super::times::What;
use super::write::write as write_value;
use super::{Sink, exact, object};
use crate::program::{Key, RuleId, RuleValue, Target};
use crate::value::Value;

/// Writes a target; says whether it was filled.
pub(super) fn write<'r, S: Sink>(state: &mut State<'r>, target: &'r Target, sink: &mut S) -> bool {
    let filled = match target.decide {
        Some((decide, column)) => match state.decided(decide, column) {
            Some(constant) => {
                sink.named(&target.key);
                write_value(sink, &constant.value());
                true
            }
            None => false,
        },
        None => write_rules(state, target, &target.rules, sink),
    };
    if !filled && target.required {
        state.required(target);
    }
    filled
}

/// Writes a target by some of its rules; says whether it was filled. If not, nothing is written.
#[inline]
pub(super) fn write_rules<'r, S: Sink>(
    state: &mut State<'r>,
    target: &'r Target,
    rules: &'r [RuleId],
    sink: &mut S,
) -> bool {
    if target.list {
        return write_list(state, target, rules, sink);
    }
    rules.first().is_some_and(|rule| single(state, *rule, None, &target.key, sink))
}

fn write_list<'r, S: Sink>(
    state: &mut State<'r>,
    target: &'r Target,
    rules: &'r [RuleId],
    sink: &mut S,
) -> bool {
    // A translation says which object it belongs to by its key.
    let ordered = target.ordered && state.language.is_none();
    let mut list = List::begin(state, &target.key, ordered, sink);
    for rule in rules {
        list.add(state, *rule, None, sink);
    }
    list.end(state, sink)
}

/// The account type: a code that stands beside the fields.
pub(super) fn account_type<'r>(state: &mut State<'r>, target: &'r Target) -> Option<String> {
    if let Some((decide, column)) = target.decide {
        let decided = state.decided(decide, column).map(|constant| constant.value().display().into_owned());
        if decided.is_none() {
            state.required(target);
        }
        return decided;
    }
    let id = *target.rules.first()?;
    state.timed(What::Rule(id), |state| account_type_by(state, target, id))
}

fn account_type_by<'r>(state: &mut State<'r>, target: &'r Target, id: RuleId) -> Option<String> {
    let rule = state.program.rule(id);
    let value = match rule.value {
        RuleValue::Node(node) => guarded(state, id, None).then(|| state.value(node, None)),
        RuleValue::Object(_) | RuleValue::Each(..) | RuleValue::Exact(..) => None,
    };
    let value = value.and_then(|value| settle(state, id, value, None));
    state.take_notes(id);
    if value.is_none() {
        state.required(target);
    }
    value.map(|value| value.display().into_owned())
}

/// Writes the value of a rule for one value behind its key; says whether there was one. If not, nothing is written.
#[inline]
pub(super) fn single<'r, S: Sink>(
    state: &mut State<'r>,
    id: RuleId,
    element: Option<&Value<'r>>,
    key: &Key,
    sink: &mut S,
) -> bool {
    if let Some(value) = state.short(id, element) {
        let written = write_usual(state, id, value, element, key, sink);
        state.take_notes(id);
        return written;
    }
    state.timed(What::Rule(id), |state| write_single(state, id, element, key, sink))
}

fn write_single<'r, S: Sink>(
    state: &mut State<'r>,
    id: RuleId,
    element: Option<&Value<'r>>,
    key: &Key,
    sink: &mut S,
) -> bool {
    let rule = state.program.rule(id);
    if !guarded(state, id, element) {
        return false;
    }
    let written = match rule.value {
        RuleValue::Node(node) => {
            let value = state.usual(node, element);
            write_usual(state, id, value, element, key, sink)
        }
        RuleValue::Object(object) => {
            let mark = sink.mark();
            sink.named(key);
            let made = object::write(state, object, element, None, sink);
            let written = matches!(made, Made::Object(_));
            match made {
                Made::Object(_) => state.applied(id),
                Made::Missing => drop(settle(state, id, Value::Missing, element)),
                Made::Invalid => refused(state, id, element),
            }
            if !written {
                sink.rollback(mark);
            }
            written
        }
        RuleValue::Exact(slot, kind) => exact::write(state, id, slot, kind, key, sink),
        RuleValue::Each(..) => false,
    };
    state.take_notes(id);
    written
}

/// Writes what a rule made behind its key; says whether there is a value.
#[inline(always)]
#[expect(clippy::inline_always, reason = "as for the short way: it is the other half of it")]
fn write_usual<'r, S: Sink>(
    state: &mut State<'r>,
    id: RuleId,
    value: Value<'r>,
    element: Option<&Value<'r>>,
    key: &Key,
    sink: &mut S,
) -> bool {
    if state.counts.watch.is_some() {
        return write_settled(state, id, value, element, key, sink);
    }
    match value {
        // Nearly all values are texts: there is nothing to settle about them, nor about these others.
        Value::Text(text) => sink.member(key, &text),
        Value::Date(day) => {
            sink.named(key);
            sink.day(day);
        }
        Value::Money(number) | Value::Integer(number) => {
            sink.named(key);
            sink.integer(number);
        }
        value @ (Value::Missing
        | Value::Invalid(_)
        | Value::Unknown(_)
        | Value::Decimal(_)
        | Value::Boolean(_)
        | Value::Time(_)
        | Value::Phone(_)
        | Value::Period(_)
        | Value::Element(_)
        | Value::List(_)) => return write_settled(state, id, value, element, key, sink),
    }
    state.applied(id);
    true
}

fn write_settled<'r, S: Sink>(
    state: &mut State<'r>,
    id: RuleId,
    value: Value<'r>,
    element: Option<&Value<'r>>,
    key: &Key,
    sink: &mut S,
) -> bool {
    let Some(value) = settle(state, id, value, element) else { return false };
    doubt(state, state.program.rule(id), &value);
    sink.named(key);
    write_value(sink, &value);
    true
}

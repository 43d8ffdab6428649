//! Targets: what their rules give is written.

use std::borrow::Cow;

use super::list::List;
use super::object::Made;
use super::record::State;
use super::settle::{doubt, guarded, refused, settle};
use super::times::What;
use super::write::write as write_value;
use super::{Sink, exact, object};
use crate::program::{RuleId, RuleValue, Target};
use crate::value::Value;

/// Writes a target; says whether it was filled.
pub(super) fn write<'r, S: Sink>(state: &mut State<'r>, target: &'r Target, sink: &mut S) -> bool {
    let filled = match target.decide {
        Some((decide, column)) => match state.decided(decide, column) {
            Some(constant) => {
                sink.named(&target.name, &target.key);
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

/// Writes a target by some of its rules; says whether it was filled.
pub(super) fn write_rules<'r, S: Sink>(
    state: &mut State<'r>,
    target: &'r Target,
    rules: &'r [RuleId],
    sink: &mut S,
) -> bool {
    let mark = sink.mark();
    sink.named(&target.name, &target.key);
    let filled = if target.list {
        sink.begin_list();
        // A translation says which object it belongs to by its key.
        let ordered = target.ordered && state.language.is_none();
        let mut list = List::begin(state, ordered);
        for rule in rules {
            list.add(state, *rule, None, sink);
        }
        sink.end_list();
        list.end(state) > 0
    } else {
        rules.first().is_some_and(|rule| single(state, *rule, None, sink))
    };
    if !filled {
        sink.rollback(mark);
    }
    filled
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

/// Writes the value of a rule for one value; says whether there was one.
#[inline]
pub(super) fn single<'r, S: Sink>(
    state: &mut State<'r>,
    id: RuleId,
    element: Option<&Value<'r>>,
    sink: &mut S,
) -> bool {
    state.timed(What::Rule(id), |state| write_single(state, id, element, sink))
}

fn write_single<'r, S: Sink>(
    state: &mut State<'r>,
    id: RuleId,
    element: Option<&Value<'r>>,
    sink: &mut S,
) -> bool {
    let rule = state.program.rule(id);
    if !guarded(state, id, element) {
        return false;
    }
    let written = match rule.value {
        RuleValue::Node(node) => {
            let value = state.operand(node, element);
            if let Value::Text(Cow::Borrowed(text)) = value
                && state.counts.watch.is_none()
            {
                // Nearly all values are texts of the record: there is nothing to settle about them.
                state.applied(id);
                sink.text(text);
                true
            } else if let Some(value) = settle(state, id, value, element) {
                doubt(state, rule, &value);
                write_value(sink, &value);
                true
            } else {
                false
            }
        }
        RuleValue::Object(object) => match object::write(state, object, element, None, sink) {
            Made::Object(_) => {
                state.applied(id);
                true
            }
            Made::Missing => {
                settle(state, id, Value::Missing, element);
                false
            }
            Made::Invalid => {
                refused(state, id, element);
                false
            }
        },
        RuleValue::Exact(slot, kind) => exact::write(state, id, slot, kind, sink),
        RuleValue::Each(..) => false,
    };
    state.take_notes(id);
    written
}

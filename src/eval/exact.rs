//! Exact targets: what a field of the record holds goes to the target as it stands, digit for digit.
//!
//! **Invariant:** what is written is what the record holds, or the record is held: no value is trimmed, rounded or read
//! as another type.

use super::Sink;
use super::record::State;
use super::settle::settle;
use super::trace::{Event, shown};
use crate::program::{Key, RuleId, SlotId};
use crate::value::{Kind, Value, View};

/// Writes the value of an exact target behind its key; says whether there was one. If not, nothing is written.
pub(super) fn write<S: Sink>(
    state: &mut State<'_>,
    id: RuleId,
    slot: SlotId,
    kind: Kind,
    key: &Key,
    sink: &mut S,
) -> bool {
    let Some(view) = state.view(slot).filter(|view| !view.is_blank()) else {
        settle(state, id, Value::Missing, None);
        return false;
    };
    let mark = sink.mark();
    sink.named(key);
    match (view, kind) {
        (View::Text(text), Kind::Text) => sink.text(text),
        (View::Number(digits), Kind::Decimal) => sink.number(digits),
        (View::Number(digits), Kind::Integer) if is_whole(digits) => sink.number(digits),
        (View::Boolean(yes), Kind::Boolean) => sink.boolean(yes),
        (
            View::Null | View::Text(_) | View::Number(_) | View::Boolean(_) | View::List(_) | View::Object(_),
            _,
        ) => {
            sink.rollback(mark);
            let why = format!("{} stands where elloha documents {}", found(view), wanted(kind));
            settle(state, id, Value::invalid(why, Value::one(view).display()), None);
            return false;
        }
    }
    if state.counts.watch.is_some() {
        let value = Value::one(view);
        state.note(|| Event::Settled { value: shown(&value), state: value.state() });
    }
    state.applied(id);
    true
}

/// Whether the digits of a number are those of a whole one.
fn is_whole(digits: &str) -> bool {
    let digits = digits.strip_prefix('-').unwrap_or(digits);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn found(view: View<'_>) -> &'static str {
    match view {
        View::Null => "null",
        View::Text(_) => "a text",
        View::Number(_) => "a number",
        View::Boolean(_) => "yes or no",
        View::List(_) => "a list",
        View::Object(_) => "an object",
    }
}

fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "a whole number",
        Kind::Decimal => "a number",
        Kind::Boolean => "yes or no",
        Kind::Text
        | Kind::Raw
        | Kind::Html
        | Kind::Date
        | Kind::Time
        | Kind::Money
        | Kind::Url
        | Kind::Email
        | Kind::Phone
        | Kind::Code
        | Kind::Period
        | Kind::Element
        | Kind::Object
        | Kind::Unknown => "a text",
    }
}

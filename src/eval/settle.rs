//! Whether a rule applies, the state of its value, and its outcome.

use std::borrow::Cow;

use super::counts::RuleCounts;
use super::fault::{Effect, Fault, FaultCode};
use super::record::State;
use super::test::Verdict;
use super::trace::{Event, shown};
use crate::program::{Action, NodeId, Rule, RuleId, TestId};
use crate::value::{Phone, Value};

/// Whether a rule applies. A test that cannot be answered is the rule's `invalid`.
#[inline]
pub(super) fn guarded<'r>(state: &mut State<'r>, id: RuleId, element: Option<&Value<'r>>) -> bool {
    match state.program.rule(id).guard {
        None => true,
        Some(guard) => asked(state, id, guard, element),
    }
}

fn asked<'r>(state: &mut State<'r>, id: RuleId, guard: TestId, element: Option<&Value<'r>>) -> bool {
    match state.test(guard, element) {
        Verdict::Yes => true,
        Verdict::No => {
            state.count(id, |count| count.not_applicable += 1);
            state.note(|| Event::NotApplicable);
            false
        }
        Verdict::Unclear(mut reason) => {
            reason.why = Cow::Owned(format!("its `when` cannot be tested: {}", reason.why));
            settle(state, id, Value::Invalid(reason), element);
            false
        }
    }
}

/// The value to write, if there is one; otherwise the outcome of the rule is carried out.
#[inline]
pub(super) fn settle<'r>(
    state: &mut State<'r>,
    id: RuleId,
    value: Value<'r>,
    element: Option<&Value<'r>>,
) -> Option<Value<'r>> {
    if state.counts.watch.is_some() {
        state.note(|| Event::Settled { value: shown(&value), state: value.state() });
    }
    if value.is_present() && !matches!(value, Value::Element(_)) {
        state.applied(id);
        return Some(value);
    }
    trouble(state, id, value, element)
}

/// What is done where there is no value to write; `use` may give one.
fn trouble<'r>(
    state: &mut State<'r>,
    id: RuleId,
    value: Value<'r>,
    element: Option<&Value<'r>>,
) -> Option<Value<'r>> {
    let value = if let Value::Element(element) = &value {
        Value::invalid("an object stands where one value was expected", element.to_string())
    } else {
        value
    };
    let rule = state.program.rule(id);
    state.refused = !matches!(value, Value::Missing);
    // Nearly all that is missing is simply not there.
    if !state.refused && matches!(rule.outcomes.missing, Action::Skip) {
        state.count(id, |count| count.missing += 1);
        return None;
    }
    let (code, action, raw, why) = if let Value::Invalid(reason) = &value {
        state.count(id, |count| count.invalid += 1);
        (State::code_of(reason), &rule.outcomes.invalid, reason.raw.clone(), reason.why.clone())
    } else if let Value::Unknown(text) = &value {
        let why = match &rule.table {
            Some(table) => Cow::Owned(format!("no row of the table {}", table.told())),
            None => Cow::Borrowed("no row of the table knows it"),
        };
        state.count(id, |count| count.unknown += 1);
        (FaultCode::Unknown, &rule.outcomes.unknown, text.to_string(), why)
    } else {
        state.count(id, |count| count.missing += 1);
        (FaultCode::Missing, &rule.outcomes.missing, String::new(), Cow::Borrowed("no value"))
    };
    if state.language.is_some() && code == FaultCode::Missing {
        // What a language does not say is no fault.
        return None;
    }
    let (effect, because) = match action {
        Action::Skip => return None,
        Action::Warn(because) => (Effect::Warn, because.clone()),
        Action::Hold(because) => (Effect::Hold, because.clone()),
        Action::Exclude(because) => (Effect::Exclude, because.clone()),
        Action::Use(node) => return stand_in(state, id, (code, raw, why), *node, element),
    };
    let (because, detail) = match because {
        Some(because) if code == FaultCode::Missing || because == why => (because, None),
        Some(because) => (because, Some(why.into_owned())),
        None => (why.into_owned(), None),
    };
    let field = state.blame(&rule.sources, &raw);
    let effect = if state.language.is_some() { effect.min(Effect::Warn) } else { effect };
    state.fault(Fault { code, effect, rule: Some(rule.span), field, raw, because, detail });
    None
}

/// The value of `use`, and what is told: that it stands in, or that it cannot be used either and the target stays empty.
fn stand_in<'r>(
    state: &mut State<'r>,
    id: RuleId,
    (code, raw, why): (FaultCode, String, Cow<'static, str>),
    node: NodeId,
    element: Option<&Value<'r>>,
) -> Option<Value<'r>> {
    let instead = state.value(node, element);
    let (because, detail) = if instead.is_present() {
        ("another value is used", why.into_owned())
    } else {
        let word = instead.state().word();
        let of_use = if let Value::Invalid(reason) = &instead { &*reason.why } else { word };
        ("neither this value nor the one of `use` can be used", format!("{why}; of `use`: {of_use}"))
    };
    let rule = state.program.rule(id);
    let field = state.blame(&rule.sources, &raw);
    let (effect, because) = (Effect::Warn, because.to_owned());
    state.fault(Fault { code, effect, rule: Some(rule.span), field, raw, because, detail: Some(detail) });
    if instead.is_present() {
        state.count(id, |count| count.used += 1);
        state.note(|| Event::Used(shown(&instead)));
        return Some(instead);
    }
    None
}

/// An object without a required member that could not be used: the rule around it answers, if its author said how.
pub(super) fn refused<'r>(state: &mut State<'r>, id: RuleId, element: Option<&Value<'r>>) {
    if state.program.rule(id).outcomes.answers {
        settle(state, id, Value::invalid("a member that an object must have cannot be used", ""), element);
    }
    state.refused = true;
}

impl State<'_> {
    /// A rule gave a value.
    pub(super) fn applied(&mut self, id: RuleId) {
        self.count(id, |count| count.applied += 1);
    }

    /// Counts what a rule did to the main feed.
    pub(super) fn count(&mut self, id: RuleId, add: impl FnOnce(&mut RuleCounts)) {
        if self.side == 0
            && let Some(count) = self.counts.rules.get_mut(id.index())
        {
            add(count);
        }
    }
}

/// A telephone number that no plan knows is written, and reported as it was served.
#[inline]
pub(super) fn doubt(state: &mut State<'_>, rule: &Rule, value: &Value<'_>) {
    let Value::Phone(phone) = value else { return };
    unknown(state, rule, phone);
}

fn unknown(state: &mut State<'_>, rule: &Rule, phone: &Phone) {
    if !phone.known {
        let (field, raw) = state.origin(&rule.sources, &phone.e164);
        state.fault(Fault {
            code: FaultCode::Doubtful,
            effect: Effect::Warn,
            rule: Some(rule.span),
            field,
            raw,
            because: "a possible number that no numbering plan knows: kept".to_owned(),
            detail: None,
        });
    }
}

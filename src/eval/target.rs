//! Targets: the value of each rule, its state, its outcome, and what is written.

use std::borrow::Cow;

use super::counts::RuleCounts;
use super::fault::{Effect, Fault, FaultCode};
use super::object::Made;
use super::record::State;
use super::test::Verdict;
use super::times::What;
use super::write::write as write_value;
use super::{Sink, object};
use crate::program::{Action, NodeId, Rule, RuleId, RuleValue, Target, TestId};
use crate::value::{Phone, Reason, Value, bytes};

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
        RuleValue::Object(_) | RuleValue::Each(..) => None,
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
            let value = state.value(node, element);
            match settle(state, id, value, element) {
                Some(value) => {
                    doubt(state, rule, &value);
                    write_value(sink, &value);
                    true
                }
                None => false,
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
        RuleValue::Each(..) => false,
    };
    state.take_notes(id);
    written
}

/// A list that is being written.
pub(super) struct List {
    /// Where its keys begin among those of the record.
    keys: usize,
    /// How many elements were written.
    count: u32,
    /// Whether objects are numbered.
    ordered: bool,
}

impl List {
    /// A list begins.
    pub(super) fn begin(state: &State<'_>, ordered: bool) -> Self {
        Self { keys: state.keys.len(), count: 0, ordered }
    }

    /// The list ends; how many elements were written.
    pub(super) fn end(self, state: &mut State<'_>) -> u32 {
        state.keys.truncate(self.keys);
        self.count
    }

    /// Writes the values of a rule into the list.
    #[inline]
    pub(super) fn add<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        id: RuleId,
        element: Option<&Value<'r>>,
        sink: &mut S,
    ) {
        state.timed(What::Rule(id), |state| self.add_all(state, id, element, sink));
    }

    fn add_all<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        id: RuleId,
        element: Option<&Value<'r>>,
        sink: &mut S,
    ) {
        let rule = state.program.rule(id);
        if !guarded(state, id, element) {
            return;
        }
        match rule.value {
            RuleValue::Node(node) => {
                state.values(node, element, &mut |state, value| {
                    self.add_value(state, id, value, element, sink);
                });
            }
            RuleValue::Object(object) => {
                if self.add_object(state, id, object, element, sink) {
                    state.applied(id);
                } else if !state.refused {
                    settle(state, id, Value::Missing, element);
                }
            }
            RuleValue::Each(source, object) if element.is_none() => {
                let said = state.faults.len();
                let (mut any, mut refused) = (false, false);
                let list = state.stream(source, None, &mut |state, element| {
                    refused = !element.is_present();
                    any |= self.add_element(state, id, object, element, sink);
                });
                // One value that cannot be used has had its answer.
                if !any && state.faults.len() == said && (list || !refused) {
                    settle(state, id, Value::Missing, None);
                }
            }
            RuleValue::Each(source, object) => {
                let source = state.value(source, element);
                if source.is_present() {
                    let elements = source.elements().unwrap_or_else(|single| vec![single]);
                    let said = state.faults.len();
                    let mut any = false;
                    for element in elements {
                        any |= self.add_element(state, id, object, element, sink);
                    }
                    if !any && state.faults.len() == said {
                        settle(state, id, Value::Missing, element);
                    }
                } else {
                    settle(state, id, source, element);
                }
            }
        }
        state.take_notes(id);
    }

    fn add_value<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        id: RuleId,
        value: Value<'r>,
        element: Option<&Value<'r>>,
        sink: &mut S,
    ) {
        let Some(value) = settle(state, id, value, element) else { return };
        let rule = state.program.rule(id);
        let key = key(&value);
        if self.is_new(state, &key) {
            doubt(state, rule, &value);
            write_value(sink, &value);
            state.keys.push(key);
            self.count += 1;
        }
    }

    fn add_element<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        id: RuleId,
        object: crate::program::ObjectId,
        element: Value<'r>,
        sink: &mut S,
    ) -> bool {
        if element.is_present() {
            let added = self.add_object(state, id, object, Some(&element), sink);
            if added {
                state.applied(id);
            }
            return added;
        }
        settle(state, id, element, None);
        false
    }

    fn add_object<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        id: RuleId,
        object: crate::program::ObjectId,
        element: Option<&Value<'r>>,
        sink: &mut S,
    ) -> bool {
        let mark = sink.mark();
        let order = self.ordered.then_some(self.count + 1);
        match object::write(state, object, element, order, sink) {
            Made::Missing => {
                state.refused = false;
                false
            }
            Made::Invalid => {
                refused(state, id, element);
                false
            }
            // A second object with the key of an earlier one says nothing new.
            Made::Object(Some(key)) if !self.is_new(state, &key) => {
                sink.rollback(mark);
                true
            }
            Made::Object(key) => {
                state.keys.extend(key);
                self.count += 1;
                true
            }
        }
    }

    fn is_new(&self, state: &State<'_>, key: &str) -> bool {
        let known = state.keys.get(self.keys..).unwrap_or_default();
        !known.iter().any(|known| bytes::are_equal(known.as_bytes(), key.as_bytes()))
    }
}

/// The text by which a value is told from others; one that stands in the record is not copied.
pub(super) fn key<'r>(value: &Value<'r>) -> Cow<'r, str> {
    if let Value::Text(Cow::Borrowed(text)) = value {
        return Cow::Borrowed(text);
    }
    Cow::Owned(value.display().into_owned())
}

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
            false
        }
        Verdict::Unclear(Reason { why, raw, layout }) => {
            let why = Cow::Owned(format!("its `when` cannot be tested: {why}"));
            let trouble = Value::Invalid(Box::new(Reason { why, raw, layout }));
            settle(state, id, trouble, element);
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
        return Some(instead);
    }
    None
}

/// An object without a required member that could not be used: the rule around it answers, if its author said how.
fn refused<'r>(state: &mut State<'r>, id: RuleId, element: Option<&Value<'r>>) {
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
fn doubt(state: &mut State<'_>, rule: &Rule, value: &Value<'_>) {
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

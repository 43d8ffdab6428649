//! Lists: what each rule of one adds to it, and nothing twice.

use std::borrow::Cow;

use super::object::Made;
use super::record::State;
use super::settle::{doubt, guarded, refused, settle};
use super::times::What;
use super::trace::{Event, shown};
use super::write::write as write_value;
use super::{Sink, object};
use crate::program::{Key, ObjectId, Ready, RuleId, RuleValue};
use crate::value::{Value, bytes};

/// A list that is being written.
pub(super) struct List {
    /// Where it begins in the sink, with its name.
    mark: usize,
    /// Where the keys of its elements begin among those of the record.
    keys: usize,
    /// How many elements were written.
    count: u32,
    /// Whether objects are numbered.
    ordered: bool,
}

impl List {
    /// A list begins behind its name.
    pub(super) fn begin<S: Sink>(state: &State<'_>, key: &Key, ordered: bool, sink: &mut S) -> Self {
        let list = Self { mark: sink.mark(), keys: state.keys.len(), count: 0, ordered };
        sink.named(key);
        sink.begin_list();
        list
    }

    /// The list ends; says whether it has elements. If not, nothing is written.
    pub(super) fn end<S: Sink>(self, state: &mut State<'_>, sink: &mut S) -> bool {
        state.keys.truncate(self.keys);
        if self.count == 0 {
            sink.rollback(self.mark);
            return false;
        }
        sink.end_list();
        true
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
            RuleValue::Node(node) if self.add_codes(state, id, node, sink) => {}
            // The schema has no exact target that is a list.
            RuleValue::Exact(..) => {}
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
                let mut add = |state: &mut State<'r>, element: Value<'r>| {
                    refused = !element.is_present();
                    any |= self.add_element(state, id, object, element, sink);
                };
                let list = match state.items(source) {
                    Some(mut items) => {
                        while let Some(item) = items.value(&mut state.cut) {
                            if !matches!(item, Value::Missing) {
                                add(state, item);
                            }
                        }
                        true
                    }
                    None => state.stream(source, None, &mut add),
                };
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

    /// Writes a code of the program, unless the list has it.
    #[inline]
    pub(super) fn add_code<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        code: &'r str,
        ready: Option<&Ready>,
        sink: &mut S,
    ) {
        if self.is_new(state, code) {
            sink.known(code, ready);
            state.keys.push(Cow::Borrowed(code));
            self.count += 1;
        }
    }

    /// Writes a value, unless the list has it; what is none gets the outcome of its rule.
    pub(super) fn add_value<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        id: RuleId,
        value: Value<'r>,
        element: Option<&Value<'r>>,
        sink: &mut S,
    ) {
        let Some(value) = settle(state, id, value, element) else { return };
        let rule = state.program.rule(id);
        if self.is_new(state, &value.display()) {
            doubt(state, rule, &value);
            write_value(sink, &value);
            state.keys.push(key(value));
            self.count += 1;
        }
    }

    fn add_element<'r, S: Sink>(
        &mut self,
        state: &mut State<'r>,
        id: RuleId,
        object: ObjectId,
        element: Value<'r>,
        sink: &mut S,
    ) -> bool {
        if state.counts.watch.is_some() {
            state.note(|| Event::Element(shown(&element)));
        }
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
        object: ObjectId,
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
pub(super) fn key(value: Value<'_>) -> Cow<'_, str> {
    let Value::Text(text) = value else { return Cow::Owned(value.display().into_owned()) };
    text
}

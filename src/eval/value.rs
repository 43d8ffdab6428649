//! Values.

use std::borrow::Cow;

use super::record::State;
use super::test::Verdict;
use crate::functions;
use crate::program::{Node, NodeId, Pick, ReadId, SlotId, TestId};
use crate::value::{Reason, Value, View};

/// The most characters of a field that a fault repeats.
const LONGEST_RAW: usize = 4_000;

/// The most values that a list is made of. The longest list seen in a real feed has 483.
const MOST_VALUES: usize = 50_000;

impl<'r> State<'r> {
    /// The value of a node; `element` is what `it` stands for.
    pub(super) fn value(&mut self, node: NodeId, element: Option<&Value<'r>>) -> Value<'r> {
        let program = self.program;
        match program.node(node) {
            Node::Slot(slot) => self.slot(*slot),
            Node::Read(read) => self.read(*read),
            Node::Let(id) => {
                if let Some(Some(known)) = self.lets.get(id.index()) {
                    return known.clone();
                }
                let value = self.value(program.let_value(*id), None);
                if let Some(slot) = self.lets.get_mut(id.index()) {
                    *slot = Some(value.clone());
                }
                value
            }
            Node::It => element.cloned().unwrap_or(Value::Missing),
            Node::Constant(constant) => constant.value(),
            Node::Or(parts) => {
                let mut value = Value::Missing;
                for part in parts {
                    value = self.value(*part, element);
                    if value != Value::Missing {
                        break;
                    }
                }
                value
            }
            Node::List(parts) => {
                let mut gathered = Vec::new();
                for part in parts {
                    let value = self.value(*part, element);
                    gathered.extend(value.elements().unwrap_or_else(|single| vec![single]));
                    if gathered.len() > MOST_VALUES {
                        return Value::invalid("more values than any record has", MOST_VALUES.to_string());
                    }
                }
                Value::list(gathered)
            }
            Node::Pick(from, pick) => {
                let whole = self.value(*from, element);
                match pick {
                    Pick::First => first(whole),
                    Pick::Only => only(whole),
                    Pick::Where(test) => self.pick(whole, *test),
                }
            }
            Node::Cell(from, name) => {
                let from = self.value(*from, element);
                cell(from, name)
            }
            Node::Step(from, call) => {
                let input = self.value(*from, element);
                functions::apply(call.takes, &call.step, input, &mut self.notes)
            }
        }
    }

    /// A field as the record holds it.
    fn slot(&self, slot: SlotId) -> Value<'r> {
        match self.record.view(slot.index()) {
            None | Some(View::Null) => Value::Missing,
            Some(View::Text(text) | View::Number(text)) => Value::raw(text),
            Some(View::Boolean(yes)) => Value::Text(Cow::Borrowed(if yes { "true" } else { "false" })),
            Some(View::List(_) | View::Object(_)) => {
                Value::invalid("a collection stands where a text was expected", "[…]")
            }
        }
    }

    /// The text of a field as it was served.
    pub(super) fn served(&self, slot: SlotId) -> &'r str {
        match self.record.view(slot.index()) {
            Some(View::Text(text) | View::Number(text)) => text,
            Some(View::Boolean(yes)) => {
                if yes {
                    "true"
                } else {
                    "false"
                }
            }
            None | Some(View::Null | View::List(_) | View::Object(_)) => "",
        }
    }

    /// The beginning of the text of a field as it was served, for reports.
    pub(super) fn raw(&self, slot: SlotId) -> String {
        let text = self.served(slot);
        text.char_indices().nth(LONGEST_RAW).and_then(|(at, _)| text.get(..at)).unwrap_or(text).to_owned()
    }

    /// A field taken apart by its layout, once for each record.
    fn read(&mut self, id: ReadId) -> Value<'r> {
        if let Some(Some(known)) = self.reads.get(id.index()) {
            return known.clone();
        }
        let read = self.program.read(id);
        let value = match self.record.view(read.slot.index()) {
            Some(View::Text(text) | View::Number(text)) if Value::raw(text).is_present() => {
                self.program.layout(read.layout).split(text)
            }
            Some(
                View::Text(_)
                | View::Number(_)
                | View::Boolean(_)
                | View::Null
                | View::List(_)
                | View::Object(_),
            )
            | None => self.slot(read.slot),
        };
        if let Some(slot) = self.reads.get_mut(id.index()) {
            *slot = Some(value.clone());
        }
        value
    }

    /// `[kind is "Mél"]`: what cannot be tested stays, so that the rule sees it.
    fn pick(&mut self, whole: Value<'r>, test: TestId) -> Value<'r> {
        if !whole.is_present() {
            return whole;
        }
        let elements = whole.elements().unwrap_or_else(|single| vec![single]);
        let mut picked = Vec::new();
        for element in elements {
            if !element.is_present() {
                picked.push(element);
                continue;
            }
            match self.test(test, Some(&element)) {
                Verdict::Yes => picked.push(element),
                Verdict::No => {}
                Verdict::Unclear(Reason { why, raw, layout: _ }) => picked.push(Value::invalid(why, raw)),
            }
        }
        Value::list(picked)
    }
}

/// The first element, even if it cannot be used.
fn first(whole: Value<'_>) -> Value<'_> {
    match whole.elements() {
        Ok(elements) => elements.into_iter().next().unwrap_or(Value::Missing),
        Err(single) => single,
    }
}

/// The one element; several are refused.
fn only(whole: Value<'_>) -> Value<'_> {
    let several = matches!(&whole, Value::List(elements) if elements.len() > 1);
    if several {
        Value::invalid("several values where one was expected", whole.display())
    } else {
        first(whole)
    }
}

/// A cell of an element, or of each.
fn cell<'r>(from: Value<'r>, name: &str) -> Value<'r> {
    match from.elements() {
        Ok(elements) => Value::list(elements.into_iter().map(|element| cell(element, name))),
        Err(Value::Element(element)) => element.get(name),
        // The checker lets only elements come here; what is not present passes through.
        Err(single) if !single.is_present() => single,
        Err(_) => Value::Missing,
    }
}

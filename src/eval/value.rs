//! Values.

use std::borrow::Cow;

use super::record::State;
use super::test::Verdict;
use super::times::What;
use super::trace::{Event, shown};
use crate::check::ir::Take;
use crate::functions;
use crate::program::{Call, Items, Node, NodeId, Pick, ReadId, SlotId, TableId, TestId};
use crate::value::{Record, Value, View};

/// The most characters of a field that a fault repeats.
const LONGEST_RAW: usize = 4_000;

/// The most values that a list is made of. The longest list seen in a real feed has 483.
const MOST_VALUES: usize = 50_000;

impl<'r> State<'r> {
    /// The value of a node; `element` is what `it` stands for.
    pub(super) fn value(&mut self, node: NodeId, element: Option<&Value<'r>>) -> Value<'r> {
        let program = self.program;
        match program.node(node) {
            Node::Slot(slot) => self.one(*slot),
            Node::Collection(slot) => self.view(*slot).map_or(Value::Missing, Value::many),
            Node::Read(read) => self.read(*read),
            Node::Let(id) => {
                let side = self.side;
                if let Some(Some(known)) = self.sides.get(side).and_then(|side| side.lets.get(id.index())) {
                    let known = known.clone();
                    if let Some(trace) = self.counts.trace_mut() {
                        trace.used(side, id.index());
                    }
                    return known;
                }
                let since = self.counts.trace().map(|trace| trace.events.len());
                let value = self.value(program.let_value(*id), None);
                if let (Some(since), Some(trace)) = (since, self.counts.trace_mut()) {
                    trace.made(side, id.index(), since);
                }
                if let Some(slot) = self.sides.get_mut(side).and_then(|side| side.lets.get_mut(id.index())) {
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
                let mut gathered = Vec::with_capacity(parts.len());
                for part in parts {
                    match self.operand(*part, element).elements() {
                        Ok(elements) => gathered.extend(elements),
                        Err(Value::Missing) => {}
                        Err(single) => gathered.push(single),
                    }
                    if gathered.len() > MOST_VALUES {
                        return Value::invalid("more values than any record has", MOST_VALUES.to_string());
                    }
                }
                if gathered.is_empty() { Value::Missing } else { Value::List(gathered) }
            }
            Node::Pick(from, pick) => {
                let whole = self.value(*from, element);
                match pick {
                    Pick::First => first(whole),
                    Pick::Only => only(whole),
                    Pick::Where(test) => self.pick(whole, *test),
                }
            }
            Node::Cell(from, name) => match (program.node(*from), element) {
                (Node::It, Some(Value::Element(element))) => self.cut.cell(element, name),
                _ => cell(self.value(*from, element), name.as_str()),
            },
            Node::Inner(from, name, of) => {
                let from = self.value(*from, element);
                inside(from, &|value| {
                    let Value::Element(element) = value else { return not_an_object(value) };
                    take(element.collection(name), *of)
                })
            }
            Node::Layout(from, layout, of) => {
                let (from, layout) = (self.value(*from, element), program.layout(*layout));
                inside(from, &|value| take(layout.value(value), *of))
            }
            Node::Step(from, call) => {
                let input = self.operand(*from, element);
                self.step(node, call, input)
            }
            Node::Table(from, table, several) => {
                let from = self.operand(*from, element);
                match from.elements() {
                    Ok(labels) => {
                        let codes = labels.into_iter();
                        Value::list(codes.map(|label| self.look_up(node, label, *table, *several)))
                    }
                    Err(label) => self.look_up(node, label, *table, *several),
                }
            }
        }
    }

    /// As [`Self::value`], for what nearly all rules write: a text as it stands in the record, or what one step makes of
    /// it.
    #[inline]
    pub(super) fn usual(&mut self, node: NodeId, element: Option<&Value<'r>>) -> Value<'r> {
        let Node::Step(from, call) = self.program.node(node) else { return self.operand(node, element) };
        let input = self.operand(*from, element);
        self.step(node, call, input)
    }

    /// The record on the side that values are read from.
    #[inline]
    pub(super) fn record(&self) -> Option<&'r Record> {
        self.sides.get(self.side)?.record
    }

    /// As [`Self::value`], for what nearly all steps are applied to.
    #[inline]
    fn operand(&mut self, node: NodeId, element: Option<&Value<'r>>) -> Value<'r> {
        match (self.program.node(node), element) {
            (Node::Slot(slot), _) => self.one(*slot),
            (Node::Cell(from, name), Some(Value::Element(element)))
                if matches!(self.program.node(*from), Node::It) =>
            {
                self.cut.cell(element, name)
            }
            _ => self.value(node, element),
        }
    }

    /// Gives the elements of a list to `each` one by one, or a single value; `Missing` where there are none.
    ///
    /// What can be taken apart on the way is: no list is made of it.
    pub(super) fn values(
        &mut self,
        node: NodeId,
        element: Option<&Value<'r>>,
        each: &mut dyn FnMut(&mut Self, Value<'r>),
    ) {
        let mut any = false;
        self.stream(node, element, &mut |state, value| {
            any = true;
            each(state, value);
        });
        if !any {
            each(self, Value::Missing);
        }
    }

    /// As [`Self::values`], and nothing where there are none. Says whether it is a list.
    pub(super) fn stream(
        &mut self,
        node: NodeId,
        element: Option<&Value<'r>>,
        each: &mut dyn FnMut(&mut Self, Value<'r>),
    ) -> bool {
        let program = self.program;
        match program.node(node) {
            Node::Read(read) if !self.is_read(*read) => {
                if let Some(mut items) = self.items(node) {
                    while let Some(item) = items.value(&mut self.cut) {
                        give(self, item, each);
                    }
                    return true;
                }
                let read = program.read(*read);
                let view = self.view(read.slot);
                view.is_some_and(|view| give(self, program.layout(read.layout).view(view), each))
            }
            Node::Step(from, call) if matches!(call.takes, functions::Takes::Each(_)) => {
                self.stream(*from, element, &mut |state, value| {
                    let value = state.step(node, call, value);
                    give(state, value, each);
                })
            }
            Node::Table(from, table, several) => self.stream(*from, element, &mut |state, label| {
                let value = state.look_up(node, label, *table, *several);
                give(state, value, each);
            }),
            Node::Cell(from, name) => self.stream(*from, element, &mut |state, value| {
                give(state, cell(value, name.as_str()), each);
            }),
            Node::Slot(_)
            | Node::Collection(_)
            | Node::Read(_)
            | Node::Let(_)
            | Node::It
            | Node::Constant(_)
            | Node::Or(_)
            | Node::List(_)
            | Node::Pick(..)
            | Node::Inner(..)
            | Node::Layout(..)
            | Node::Step(..) => {
                let value = self.value(node, element);
                give(self, value, each)
            }
        }
    }

    /// The items of a field that was not taken apart yet, and is a text of items.
    #[inline]
    pub(super) fn items(&self, node: NodeId) -> Option<Items<'r>> {
        let Node::Read(read) = self.program.node(node) else { return None };
        if self.is_read(*read) {
            return None;
        }
        let read = self.program.read(*read);
        self.program.layout(read.layout).items(self.view(read.slot)?)
    }

    /// Applies a step.
    #[inline]
    fn step(&mut self, node: NodeId, call: &Call, input: Value<'r>) -> Value<'r> {
        if self.counts.watch.is_none() {
            return functions::apply(call.takes, &call.step, input, &mut self.notes);
        }
        self.watched_step(node, input, |state, input| {
            functions::apply(call.takes, &call.step, input, &mut state.notes)
        })
    }

    /// Does a step, and notes what it made of what where somebody asks.
    fn watched_step(
        &mut self,
        node: NodeId,
        input: Value<'r>,
        work: impl FnOnce(&mut Self, Value<'r>) -> Value<'r>,
    ) -> Value<'r> {
        // What is not present passes through a step.
        let given = (self.is_traced() && input.is_present()).then(|| shown(&input));
        let value = self.timed(What::Step(node), |state| work(state, input));
        if let Some(given) = given {
            self.note(|| Event::Step { node, given, made: shown(&value) });
        }
        value
    }

    /// What a table says of a label.
    #[inline]
    pub(super) fn look_up(
        &mut self,
        node: NodeId,
        label: Value<'r>,
        id: TableId,
        several: bool,
    ) -> Value<'r> {
        if self.counts.watch.is_none() {
            return self.code(label, id, several);
        }
        self.watched_step(node, label, |state, label| state.code(label, id, several))
    }

    /// The codes of a label.
    fn code(&mut self, label: Value<'r>, id: TableId, several: bool) -> Value<'r> {
        if !label.is_present() {
            return label;
        }
        if let Value::Element(element) = &label {
            return Value::invalid("an object stands where a text was expected", element.to_string());
        }
        let table = self.program.table(id);
        let row = table.find(&label.display());
        let Some(value) = functions::look_up(table, several, row) else {
            let Value::Text(text) = label else {
                return Value::Unknown(Cow::Owned(label.display().into_owned()));
            };
            return Value::Unknown(text);
        };
        if let Some(row) = row {
            self.hit(id, row);
        }
        value
    }

    /// A row of a table gave its codes, which is counted for the main feed.
    #[inline]
    pub(super) fn hit(&mut self, id: TableId, row: usize) {
        if self.side == 0
            && let Some(count) = self.counts.tables.get_mut(id.index()).and_then(|rows| rows.get_mut(row))
        {
            *count += 1;
        }
    }

    /// Whether a field was taken apart already.
    pub(super) fn is_read(&self, read: ReadId) -> bool {
        self.sides.get(self.side).is_some_and(|side| matches!(side.reads.get(read.index()), Some(Some(_))))
    }

    /// What stands at a field where one value is expected.
    #[inline]
    fn one(&self, slot: SlotId) -> Value<'r> {
        let Some(record) = self.record() else { return Value::Missing };
        match record.text_at(slot.index()) {
            Some(text) => Value::raw(text),
            None => record.view(slot.index()).map_or(Value::Missing, Value::one),
        }
    }

    /// What stands at a field, on the side that values are read from.
    #[inline]
    pub(super) fn view(&self, slot: SlotId) -> Option<View<'r>> {
        self.record()?.view(slot.index())
    }

    /// The texts at a field as they were served: one, or those in a collection.
    pub(super) fn texts(&self, slot: SlotId) -> Vec<&'r str> {
        let mut texts = Vec::new();
        if let Some(view) = self.view(slot) {
            gather(view, &mut texts);
        }
        texts
    }

    /// Whether a text stands at a field.
    pub(super) fn mentions(&self, slot: SlotId, text: &str) -> bool {
        self.texts(slot).iter().any(|served| served.contains(text))
    }

    /// The beginning of what a field holds, for reports.
    pub(super) fn raw(&self, slot: SlotId) -> String {
        match self.view(slot) {
            Some(view @ (View::List(_) | View::Object(_))) => beginning(&Value::many(view).display()),
            Some(View::Null | View::Text(_) | View::Number(_) | View::Boolean(_)) | None => {
                beginning(self.texts(slot).first().copied().unwrap_or_default())
            }
        }
    }

    /// A field taken apart by its layout, once for each record.
    fn read(&mut self, id: ReadId) -> Value<'r> {
        let side = self.side;
        if let Some(Some(known)) = self.sides.get(side).and_then(|side| side.reads.get(id.index())) {
            return known.clone();
        }
        let read = self.program.read(id);
        let layout = self.program.layout(read.layout);
        let value = self.view(read.slot).map_or(Value::Missing, |view| layout.view(view));
        let count = self.program.reads.len();
        if let Some(side) = self.sides.get_mut(side) {
            side.reads.resize(count, None);
            if let Some(slot) = side.reads.get_mut(id.index()) {
                *slot = Some(value.clone());
            }
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
                Verdict::Unclear(reason) => picked.push(Value::invalid(reason.why, reason.raw)),
            }
        }
        Value::list(picked)
    }
}

/// Gives what is in a list, or a single value that is not missing. Says whether it is a list.
pub(super) fn give<'s, 'r>(
    state: &mut State<'s>,
    value: Value<'r>,
    each: &mut dyn FnMut(&mut State<'s>, Value<'r>),
) -> bool {
    match value.elements() {
        Ok(values) => {
            for value in values {
                each(state, value);
            }
            true
        }
        Err(single) => {
            if !matches!(single, Value::Missing) {
                each(state, single);
            }
            false
        }
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

/// A text as a fault repeats it.
pub(super) fn beginning(text: &str) -> String {
    text.char_indices().nth(LONGEST_RAW).and_then(|(at, _)| text.get(..at)).unwrap_or(text).to_owned()
}

/// The texts in a value of a record. Its depth is bounded by the reader.
fn gather<'r>(view: View<'r>, texts: &mut Vec<&'r str>) {
    match view {
        View::Null => {}
        View::Text(text) | View::Number(text) => {
            if !text.is_empty() {
                texts.push(text);
            }
        }
        View::Boolean(yes) => texts.push(if yes { "true" } else { "false" }),
        View::List(list) => list.iter().for_each(|item| gather(item, texts)),
        View::Object(object) => object.iter().for_each(|(_, member)| gather(member, texts)),
    }
}

/// What is made of an element, or of each.
fn inside<'r>(from: Value<'r>, make: &dyn Fn(Value<'r>) -> Value<'r>) -> Value<'r> {
    match from.elements() {
        Ok(elements) => Value::list(elements.into_iter().map(make)),
        Err(single) => make(single),
    }
}

/// The elements that are taken of the collection inside each element.
fn take(collection: Value<'_>, of: Take) -> Value<'_> {
    match of {
        Take::All => collection,
        Take::First => first(collection),
        Take::Only => only(collection),
    }
}

/// What passes through where an object was expected: a text there is invalid.
fn not_an_object(value: Value<'_>) -> Value<'_> {
    if value.is_present() {
        return Value::invalid("a text stands where an object was expected", value.display());
    }
    value
}

/// A cell of an element, or of each.
fn cell<'r>(from: Value<'r>, name: &str) -> Value<'r> {
    match from.elements() {
        Ok(elements) => Value::list(elements.into_iter().map(|element| cell(element, name))),
        Err(Value::Element(element)) => element.get(name),
        Err(single) => not_an_object(single),
    }
}

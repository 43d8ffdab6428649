//! The short way of a rule, which is gone where there is a text and nobody watches.
//!
//! **Invariant:** the value is that of [`State::value`].

use std::borrow::Cow;

use super::record::State;
use crate::functions;
use crate::program::{Place, RuleId};
use crate::value::{Value, is_blank, trim};

impl<'r> State<'r> {
    /// The value of a rule, if it has a short way that can be gone here.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a tenth of the instructions of a rule were those of calls")]
    pub(super) fn short(&mut self, id: RuleId, element: Option<&Value<'r>>) -> Option<Value<'r>> {
        let short = self.program.rule(id).short.as_ref()?;
        if self.counts.watch.is_some() {
            return None;
        }
        let text = match (&short.place, element) {
            (Place::Slot(slot), _) => self.record()?.text_at(slot.index())?,
            (Place::Cell(name), Some(Value::Element(element))) => self.cut.kept(element, name)?,
            (Place::Cell(_), Some(_) | None) => return None,
        };
        let text = trim(text);
        if is_blank(text) {
            return None;
        }
        let mut value = Value::Text(Cow::Borrowed(text));
        for (takes, step) in &short.steps {
            value = functions::apply(*takes, step, value, &mut self.notes);
        }
        Some(value)
    }
}

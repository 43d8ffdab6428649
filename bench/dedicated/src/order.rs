//! The order in which fields come.
//!
//! Every record of a feed has the same fields in the same order. So the name that came at this place in the record
//! before is compared first, and what it means is known without asking a table or a namespace.

use crate::markup::{self, TagEnd};
use crate::method::Foresight;
use crate::names::Field;
use crate::spaces::Spaces;

/// No feed has records of more fields than that.
const MOST: usize = 1024;

/// What was learned of the records so far.
#[derive(Debug, Default)]
pub(crate) struct Order {
    known: Vec<Known>,
    at: usize,
}

/// A name, as it is written in the feed, and the field that it means.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) name: Vec<u8>,
    pub(crate) field: Option<Field>,
}

impl Order {
    /// A record begins.
    pub(crate) fn begin(&mut self) {
        self.at = 0;
    }

    /// What came at this place before.
    pub(crate) fn guess(&self) -> Option<&Known> {
        self.known.get(self.at)
    }

    /// The guess was right.
    pub(crate) fn confirm(&mut self) {
        self.at += 1;
    }

    /// The guess was wrong.
    pub(crate) fn learn(&mut self, name: &[u8], field: Option<Field>) {
        let learned = Known { name: name.to_vec(), field };
        if let Some(known) = self.known.get_mut(self.at) {
            *known = learned;
        } else if self.at == self.known.len() && self.at < MOST {
            self.known.push(learned);
        }
        self.at += 1;
    }

    /// The field of a name, asked of `look_up` only where the guess is wrong.
    pub(crate) fn field(
        &mut self,
        name: &[u8],
        look_up: impl FnOnce(&[u8]) -> Option<Field>,
    ) -> Option<Field> {
        if let Some(known) = self.guess()
            && known.name == name
        {
            let field = known.field;
            self.confirm();
            return field;
        }
        let field = look_up(name);
        self.learn(name, field);
        field
    }
}

/// What was seen of the fields of an Atom feed. A field is nearly always what it was in the record before: the same name
/// at the same place, and `m:null="true"` where it has no value. Both are compared as bytes, which is sound as long as
/// no namespace is declared in between: equal bytes then mean the same.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    order: Order,
    /// How a start tag went on behind its name where the field was null: ` m:null="true" />`.
    null_tail: Option<(Vec<u8>, bool)>,
}

impl Foresight for Seen {
    fn begin(&mut self) {
        self.order.begin();
    }

    fn name(&self, tag: &[u8]) -> Option<(usize, Option<Field>)> {
        let known = self.order.guess()?;
        let length = known.name.len();
        let ends = |byte: &u8| markup::is_space(*byte) || matches!(byte, b'>' | b'/');
        let is_right = markup::begins_with(tag, &known.name) && tag.get(length).is_some_and(ends);
        is_right.then_some((length, known.field))
    }

    fn confirm(&mut self) {
        self.order.confirm();
    }

    #[cold]
    fn learn(&mut self, name: &[u8], field: Option<Field>) {
        self.order.learn(name, field);
    }

    fn null(&self, behind_name: &[u8], _spaces: &Spaces) -> Option<TagEnd> {
        let (tail, closed) = self.null_tail.as_ref()?;
        markup::begins_with(behind_name, tail).then_some(TagEnd { at: tail.len(), closed: *closed })
    }

    fn learn_null(&mut self, behind_name: &[u8], end: TagEnd) {
        self.null_tail = Some((behind_name[..end.at].to_vec(), end.closed));
    }

    fn forget(&mut self) {
        self.order.known.clear();
        self.null_tail = None;
    }
}

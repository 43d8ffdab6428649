//! The order in which fields come.
//!
//! Every record of a feed has the same fields in the same order. So the name that came at this place in the record
//! before is compared first, and what it means is known without asking a table or a namespace.

use crate::names::Field;

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

    /// The names mean something else from now on.
    pub(crate) fn forget(&mut self) {
        self.known.clear();
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

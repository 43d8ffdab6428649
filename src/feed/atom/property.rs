//! The properties of an entry: each child of `m:properties` in the data namespace is a field.
//!
//! **Invariant:** the text of a property is put together from all its pieces, and nothing is trimmed.

use super::names::Space;
use super::parts::Part;
use super::{Child, Reader};
use crate::feed::delivery::Stop;
use crate::feed::error::Complaint;

impl Reader<'_, '_, '_> {
    /// `<m:properties>…</m:properties>`; `found` says whether the entry had some before, and is set.
    pub(super) fn properties(
        &mut self,
        buffer: &mut Vec<u8>,
        closed: bool,
        found: &mut bool,
    ) -> Result<(), Stop> {
        if std::mem::replace(found, true) {
            let complaint = Complaint::structure("an entry has `m:properties` twice", "it has them once");
            return Err(self.wrong(complaint));
        }
        if closed {
            return Ok(());
        }
        loop {
            match self.next(buffer)? {
                Part::Open(tag) if tag.space == Space::Data => {
                    let closed = tag.closed;
                    let offset = self.parts.offset();
                    let wrong = |complaint| Stop::Wrong { complaint, offset };
                    if self.delivery.field(tag.local()).map_err(wrong)? {
                        let null = self.parts.is_null(&tag).map_err(wrong)?;
                        self.value(buffer, closed, null, 1)?;
                    } else {
                        self.skip(buffer, closed)?;
                    }
                }
                Part::Open(tag) if Child::of(&tag) == Child::Error => {
                    let closed = tag.closed;
                    self.served(buffer, closed)?;
                }
                Part::Open(tag) => {
                    let closed = tag.closed;
                    self.skip(buffer, closed)?;
                }
                Part::Text(_) | Part::Char(_) | Part::Aside => {}
                Part::Close | Part::End => return Ok(()),
            }
        }
    }

    /// The value of the element that was opened last: null, a text, or an object of its children.
    fn value(&mut self, buffer: &mut Vec<u8>, closed: bool, null: bool, depth: usize) -> Result<(), Stop> {
        if null {
            self.delivery.record.null();
            return self.skip(buffer, closed);
        }
        if closed {
            self.delivery.record.text("");
            return Ok(());
        }
        let node = self.delivery.record.open_text();
        let mut object = false;
        loop {
            match self.next(buffer)? {
                Part::Text(piece) if !object => self.delivery.record.append(&piece),
                Part::Char(piece) if !object => self.delivery.record.append_char(piece),
                Part::Text(piece) if piece.trim_ascii().is_empty() => {}
                Part::Text(_) | Part::Char(_) => return Err(self.mixed()),
                Part::Open(tag) => {
                    if !object {
                        object = true;
                        if !self.delivery.record.open_so_far(node).trim_ascii().is_empty() {
                            return Err(self.mixed());
                        }
                        self.delivery.record.turn_into_object(node);
                    }
                    let offset = self.parts.offset();
                    let wrong = |complaint| Stop::Wrong { complaint, offset };
                    self.delivery.check_nesting(depth).map_err(wrong)?;
                    self.delivery.record.key(tag.local());
                    let null = self.parts.is_null(&tag).map_err(wrong)?;
                    let closed = tag.closed;
                    self.value(buffer, closed, null, depth + 1)?;
                }
                Part::Aside => {}
                Part::Close | Part::End => break,
            }
        }
        self.delivery.record.close(node);
        match self.delivery.record.repeated_key(node).map(Complaint::duplicate) {
            None => Ok(()),
            Some(complaint) => Err(self.wrong(complaint)),
        }
    }

    fn mixed(&self) -> Stop {
        self.wrong(Complaint::structure(
            "a property holds text and elements side by side",
            "it holds one of them",
        ))
    }
}

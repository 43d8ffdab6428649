//! The places of a document, and what a key or a value at a place means.
//!
//! **Invariant:** a complaint is kept beside the parser, because the parser's own errors can carry text only.

use serde::de::{self, IgnoredAny, MapAccess};

use super::visit::Key;
use crate::feed::delivery::{Delivery, Stop};
use crate::feed::error::Complaint;
use crate::value::shorten;

/// Where the parser stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The whole document.
    Document,
    /// What `value` holds.
    Records,
    /// One item of it.
    Record,
    /// A wanted value, so many levels below the record.
    Value(usize),
    /// `odata.count`.
    Count,
    /// `odata.nextLink`.
    Next,
    /// `odata.error`.
    Trouble,
    /// `message` in it: a text, or an object with a text `value`.
    Message,
    /// What nobody reads.
    Unread,
}

/// What the envelope held besides records.
#[derive(Debug, Default)]
pub(super) struct Envelope {
    pub(super) value: bool,
    /// The keys at the top, for the message when `value` is missing.
    keys: Vec<String>,
    pub(super) served: Option<String>,
    /// Where the parser had come when it first failed, and whether the source had refused to go on. After a failure
    /// it still looks for the brackets that are open, so that neither can be told later.
    pub(super) failed: Option<(u64, Option<Complaint>)>,
}

pub(super) struct Here<'h, 'd> {
    pub(super) delivery: &'h mut Delivery<'d>,
    pub(super) envelope: &'h mut Envelope,
    pub(super) stop: &'h mut Option<Stop>,
    pub(super) place: Place,
}

impl<'d> Here<'_, 'd> {
    /// The same parser at another place.
    pub(super) fn at(&mut self, place: Place) -> Here<'_, 'd> {
        Here { delivery: self.delivery, envelope: self.envelope, stop: self.stop, place }
    }

    /// Keeps the complaint; the error that goes through the parser carries nothing.
    pub(super) fn refuse<E: de::Error>(&mut self, complaint: Complaint) -> E {
        let offset = self.delivery.gauge.at().saturating_sub(1);
        self.halt(Stop::Wrong { complaint, offset })
    }

    pub(super) fn halt<E: de::Error>(&mut self, stop: Stop) -> E {
        *self.stop = Some(stop);
        E::custom("stopped")
    }

    /// Keeps the place of the parser's first failure.
    pub(super) fn note<E>(&mut self, error: E) -> E {
        let gauge = self.delivery.gauge;
        self.envelope.failed.get_or_insert_with(|| (gauge.at(), gauge.refusal()));
        error
    }

    /// A value that its place does not allow.
    pub(super) fn misplaced<E: de::Error>(&mut self, what: &str) -> E {
        let (place, required) = match self.place {
            Place::Document => ("the document", "`wcf3-json` is an object with a list `value`"),
            Place::Records => ("`value`", "`value` is a list of records"),
            Place::Record => ("a record", "a record is an object"),
            Place::Count => ("`odata.count`", "it is a whole number"),
            Place::Value(_) | Place::Next | Place::Trouble | Place::Message | Place::Unread => {
                ("a value", "")
            }
        };
        self.refuse(Complaint::structure(format!("{place} is {what}"), required))
    }

    /// A value without parts: into the record if it is wanted, refused where a list or an object must stand.
    pub(super) fn scalar<E: de::Error>(
        &mut self,
        what: &str,
        put: impl FnOnce(&mut Delivery<'d>),
    ) -> Result<(), E> {
        match self.place {
            Place::Value(_) => {
                put(self.delivery);
                Ok(())
            }
            Place::Document | Place::Records | Place::Record | Place::Count => Err(self.misplaced(what)),
            Place::Next | Place::Trouble | Place::Message | Place::Unread => Ok(()),
        }
    }

    /// The count that the feed declares.
    pub(super) fn count<E: de::Error>(&mut self, count: Option<u64>) -> Result<(), E> {
        match count {
            Some(count) => {
                self.delivery.declared = Some(count);
                Ok(())
            }
            None => Err(self.misplaced("no whole number")),
        }
    }

    /// Where the value of a key of this object stands.
    pub(super) fn enter(&mut self, key: &str) -> Result<Place, Complaint> {
        Ok(match self.place {
            Place::Document => {
                if self.envelope.keys.len() < 5 {
                    self.envelope.keys.push(format!("`{}`", shorten(key)));
                }
                match key {
                    "value" if self.envelope.value => {
                        return Err(Complaint::malformed("`value` stands twice"));
                    }
                    "value" => Place::Records,
                    "odata.count" | "@odata.count" => Place::Count,
                    "odata.nextLink" | "@odata.nextLink" => Place::Next,
                    "odata.error" | "error" => Place::Trouble,
                    _ => Place::Unread,
                }
            }
            Place::Record => {
                if self.delivery.field(key)? {
                    Place::Value(1)
                } else {
                    Place::Unread
                }
            }
            Place::Value(depth) => {
                self.delivery.record.key(key);
                Place::Value(depth + 1)
            }
            Place::Trouble if key == "message" => Place::Message,
            Place::Message if key == "value" => Place::Message,
            Place::Records | Place::Count | Place::Next | Place::Trouble | Place::Message | Place::Unread => {
                Place::Unread
            }
        })
    }

    pub(super) fn members<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        loop {
            let Some(place) =
                map.next_key_seed(Key(self.at(self.place))).map_err(|error| self.note(error))?
            else {
                return Ok(());
            };
            if place == Place::Unread {
                map.next_value::<IgnoredAny>().map(|_| ()).map_err(|error| self.note(error))?;
            } else {
                map.next_value_seed(self.at(place)).map_err(|error| self.note(error))?;
            }
        }
    }

    /// The document is read: whether it was a feed.
    pub(super) fn judge<E: de::Error>(&mut self) -> Result<(), E> {
        if let Some(message) = self.envelope.served.take() {
            return Err(self.refuse(Complaint::served(&message)));
        }
        if self.envelope.value {
            return Ok(());
        }
        let found = match self.envelope.keys.as_slice() {
            [] => "the document holds no `value`, and nothing else".to_owned(),
            keys => format!("the document holds no `value`; it begins with {}", keys.join(", ")),
        };
        Err(self.refuse(Complaint::structure(found, "`value` is a list of records")))
    }
}

//! The places of a document, and what a key or a value at a place means.
//!
//! **Invariant:** a complaint is kept beside the parser, because the parser's own errors can carry text only.

use serde::de::{self, IgnoredAny, MapAccess};

use super::envelope::{at_top, in_data, told_by};
use super::fast::Records;
use super::visit::Key;
use crate::feed::delivery::{Delivery, Stop};
use crate::feed::error::Complaint;
use crate::feed::recognise::Opening;
use crate::feed::shape::Shape;
use crate::value::shorten;

/// Where the parser stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The whole document.
    Document,
    /// What `d` holds: the records, or an object with them.
    Data,
    /// The list of records, under this key.
    Records(&'static str),
    /// One item of it.
    Record,
    /// One item of it that is taken apart from the rest of the document.
    Taken,
    /// A wanted value, so many levels below the record.
    Value(usize),
    /// The number of records that the feed declares, under this key.
    Count(&'static str),
    /// `odata.nextLink`, `__next`.
    Next,
    /// `odata.error`, `error`.
    Trouble,
    /// `message` in it: a text, or an object with a text `value`.
    Message,
    /// What nobody reads.
    Unread,
}

/// What was met besides the contents of records.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// The shape that is configured.
    pub(super) stated: Option<Shape>,
    /// Whether there was a list of records.
    pub(super) records: bool,
    /// The keys of the envelope, for the message when the records are missing.
    pub(super) keys: Vec<String>,
    pub(super) served: Option<String>,
    /// Where the parser had come when it first failed, and whether the source had refused to go on. After a failure
    /// it still looks for the brackets that are open, so that neither can be told later.
    pub(super) failed: Option<(u64, Option<Complaint>)>,
}

pub(super) struct Here<'h, 'd> {
    pub(super) delivery: &'h mut Delivery<'d>,
    pub(super) met: &'h mut Met,
    pub(super) stop: &'h mut Option<Stop>,
    pub(super) place: Place,
    /// What takes records without a byte-wise parser; none where it is not to be asked.
    pub(super) fast: Option<&'h dyn Records>,
}

impl<'d> Here<'_, 'd> {
    /// The same parser at another place.
    pub(super) fn at(&mut self, place: Place) -> Here<'_, 'd> {
        Here { delivery: self.delivery, met: self.met, stop: self.stop, place, fast: self.fast }
    }

    /// Keeps the complaint; the error that goes through the parser carries nothing.
    #[cold]
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
        self.met.failed.get_or_insert_with(|| (gauge.at(), gauge.refusal()));
        error
    }

    /// A value that its place does not allow.
    pub(super) fn misplaced<E: de::Error>(&mut self, what: &str) -> E {
        let (place, required) = match self.place {
            Place::Document => ("the document".to_owned(), "a feed is an object or a list"),
            Place::Data => ("`d`".to_owned(), "`d` holds the records"),
            Place::Records(key) => (format!("`{key}`"), "it is a list of records"),
            Place::Record | Place::Taken => ("a record".to_owned(), "a record is an object"),
            Place::Count(key) => (format!("`{key}`"), "it is a whole number"),
            Place::Value(_) | Place::Next | Place::Trouble | Place::Message | Place::Unread => {
                ("a value".to_owned(), "")
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
            Place::Document
            | Place::Data
            | Place::Records(_)
            | Place::Record
            | Place::Taken
            | Place::Count(_) => Err(self.misplaced(what)),
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
                self.settle(key)?;
                let place = at_top(key, self.delivery.shape);
                self.keep(key, place)?
            }
            Place::Data => self.keep(key, in_data(key))?,
            Place::Value(depth) => {
                self.delivery.record.key(key);
                Place::Value(depth + 1)
            }
            Place::Trouble if key == "message" => Place::Message,
            Place::Message if key == "value" => Place::Message,
            // Of these the members of a record are met one by one: see `fields`.
            Place::Record
            | Place::Taken
            | Place::Records(_)
            | Place::Count(_)
            | Place::Next
            | Place::Trouble
            | Place::Message
            | Place::Unread => Place::Unread,
        })
    }

    /// Learns the shape from a key at the top, and refuses one that contradicts what is configured.
    fn settle(&mut self, key: &str) -> Result<(), Complaint> {
        let Opening::Told(found) = told_by(key) else { return Ok(()) };
        match (self.delivery.shape, self.met.stated) {
            // What follows the records in a `value` is not asked where they are.
            (None, _) if found == Shape::V2Json && self.met.records => Ok(()),
            (None, _) => {
                self.delivery.shape = Some(found);
                Ok(())
            }
            // These two have their records at the same place: nothing else would tell that one is not the other.
            (_, Some(stated @ (Shape::Wcf3Json | Shape::ApiV3)))
                if found != stated && found != Shape::V2Json =>
            {
                Err(Complaint::shape(Some(found), Some(key), stated))
            }
            (Some(_), _) => Ok(()),
        }
    }

    /// Keeps a key of the envelope for a message, and refuses a second list of records.
    fn keep(&mut self, key: &str, place: Place) -> Result<Place, Complaint> {
        if self.met.records && matches!(place, Place::Records(_) | Place::Data) {
            return Err(Complaint::malformed(format!("`{}` stands twice", shorten(key))));
        }
        if self.met.keys.len() < 5 {
            self.met.keys.push(format!("`{}`", shorten(key)));
        }
        Ok(place)
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
        if let Some(message) = self.met.served.take() {
            return Err(self.refuse(Complaint::served(&message)));
        }
        if self.met.records {
            return Ok(());
        }
        match self.delivery.shape {
            None => Err(self.without("the document holds neither `value` nor `d`")),
            Some(Shape::V2Json) if self.began_with("value") => Err(self.of_shape("wcf3-json` or `api-v3")),
            Some(Shape::V2Json) => Err(self.without("the document holds no `d`")),
            Some(Shape::Wcf3Json | Shape::ApiV3 | Shape::List | Shape::Atom | Shape::Csv) => {
                if self.began_with("d") {
                    return Err(self.of_shape("v2-json"));
                }
                Err(self.without("the document holds no `value`"))
            }
        }
    }

    /// Whether a key stood among the first of the document.
    fn began_with(&self, key: &str) -> bool {
        let shown = format!("`{key}`");
        self.met.keys.contains(&shown)
    }

    /// The document is a feed of another shape than the one that is stated.
    fn of_shape<E: de::Error>(&mut self, shape: &str) -> E {
        let stated = self.delivery.shape.map_or("", Shape::name);
        let found = format!("this is no `{stated}`: the document is of the shape `{shape}`");
        let repair = "correct `shape`, or leave it out: it is detected".to_owned();
        self.refuse(Complaint { repair, ..Complaint::structure(found, "the shape that is stated") })
    }

    /// The object that should hold the records is read: whether it did.
    pub(super) fn without<E: de::Error>(&mut self, found: &str) -> E {
        let found = match self.met.keys.as_slice() {
            [] => format!("{found}, and nothing else"),
            keys => format!("{found}; it begins with {}", keys.join(", ")),
        };
        self.refuse(Complaint::structure(found, "the records stand there"))
    }
}

//! The values that the parser meets, one method for each kind.
//!
//! **Invariant:** a value that nobody reads is passed over without a copy.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::envelope::DEFERRED;
use super::place::{Here, Place};
use crate::feed::error::{Complaint, ErrorKind};

impl<'de> DeserializeSeed<'de> for Here<'_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(mut self, parser: D) -> Result<(), D::Error> {
        if let (Place::Record, Some(fast)) = (self.place, self.fast)
            && fast.take(self.delivery).map_err(|stop| self.halt(stop))?
        {
            // What the parser finds in the place of these records is an empty object.
            return IgnoredAny::deserialize(parser).map(|_| ());
        }
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Here<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: de::Error>(mut self) -> Result<(), E> {
        if matches!(self.place, Place::Count(_)) {
            return Ok(());
        }
        self.scalar("null", |delivery| delivery.record.null())
    }

    fn visit_bool<E: de::Error>(mut self, yes: bool) -> Result<(), E> {
        self.scalar("a boolean", |delivery| delivery.record.boolean(yes))
    }

    fn visit_u64<E: de::Error>(mut self, number: u64) -> Result<(), E> {
        if matches!(self.place, Place::Count(_)) {
            return self.count(Some(number));
        }
        self.scalar("a number", |delivery| delivery.record.number(format_args!("{number}")))
    }

    fn visit_i64<E: de::Error>(mut self, number: i64) -> Result<(), E> {
        self.scalar("a number", |delivery| delivery.record.number(format_args!("{number}")))
    }

    fn visit_f64<E: de::Error>(mut self, number: f64) -> Result<(), E> {
        // Beyond 2^53 digits would be lost in silence.
        if matches!(self.place, Place::Value(_)) && number.abs() >= 9_007_199_254_740_992.0 {
            let found = "a number has more digits than can be kept";
            let repair = "ask the publisher of the feed to serve it as a text";
            return Err(self.refuse(Complaint::new(ErrorKind::Structure, found, "", repair)));
        }
        self.scalar("a number", |delivery| delivery.record.number(format_args!("{number}")))
    }

    /// A text that stands in the input as it is. It has no escape, so it has no U+0000 either.
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<(), E> {
        if matches!(self.place, Place::Value(_)) {
            self.delivery.record.text(text);
            return Ok(());
        }
        self.visit_str(text)
    }

    fn visit_str<E: de::Error>(mut self, text: &str) -> Result<(), E> {
        match self.place {
            Place::Value(_) if memchr::memchr(0, text.as_bytes()).is_some() => {
                Err(self.refuse(Complaint::nul()))
            }
            Place::Value(_) => {
                self.delivery.record.text(text);
                Ok(())
            }
            Place::Count(_) => self.count(text.trim().parse().ok()),
            Place::Next => {
                self.delivery.next |= !text.trim().is_empty();
                Ok(())
            }
            Place::Trouble | Place::Message => {
                self.met.served = Some(text.chars().take(1000).collect());
                Ok(())
            }
            Place::Document | Place::Data | Place::Records(_) | Place::Record | Place::Taken => {
                Err(self.misplaced("a text"))
            }
            Place::Unread => Ok(()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        match self.place {
            Place::Document | Place::Data | Place::Records(_) => {
                self.met.records = true;
                loop {
                    let item = list.next_element_seed(self.at(Place::Record));
                    if item.map_err(|error| self.note(error))?.is_none() {
                        return Ok(());
                    }
                }
            }
            Place::Value(depth) => {
                let node = self.delivery.record.open_list();
                loop {
                    if let Err(complaint) = self.delivery.check_nesting(depth) {
                        return Err(self.refuse(complaint));
                    }
                    let item = list.next_element_seed(self.at(Place::Value(depth + 1)));
                    if item.map_err(|error| self.note(error))?.is_none() {
                        self.delivery.record.close(node);
                        return Ok(());
                    }
                }
            }
            Place::Record | Place::Taken | Place::Count(_) => Err(self.misplaced("a list")),
            Place::Next | Place::Trouble | Place::Message | Place::Unread => {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(())
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        match self.place {
            Place::Document => {
                self.members(map)?;
                self.judge()
            }
            Place::Data => {
                self.met.keys.clear();
                self.members(map)?;
                if self.met.records { Ok(()) } else { Err(self.without("`d` holds no `results`")) }
            }
            Place::Record => {
                self.delivery.begin();
                self.fields(map)?;
                self.delivery.finish().map_err(|stop| self.halt(stop))
            }
            // It is delivered when it is known where it ends.
            Place::Taken => {
                self.delivery.begin();
                self.fields(map)
            }
            Place::Value(_) => {
                let node = self.delivery.record.open_object();
                self.members(map)?;
                self.delivery.record.close(node);
                if self.delivery.record.first_key(node) == Some(DEFERRED) {
                    self.delivery.record.turn_into_null(node);
                }
                match self.delivery.record.repeated_key(node).map(Complaint::duplicate) {
                    None => Ok(()),
                    Some(complaint) => Err(self.refuse(complaint)),
                }
            }
            Place::Trouble => {
                self.met.served.get_or_insert_default();
                self.members(map)
            }
            Place::Message => self.members(map),
            Place::Records(_) | Place::Count(_) => Err(self.misplaced("an object")),
            Place::Next | Place::Unread => {
                let mut map = map;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(())
            }
        }
    }
}

/// A key of an object: where its value stands.
pub(super) struct Key<'h, 'd>(pub(super) Here<'h, 'd>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = Place;

    fn deserialize<D: de::Deserializer<'de>>(self, parser: D) -> Result<Place, D::Error> {
        parser.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = Place;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: de::Error>(mut self, key: &str) -> Result<Place, E> {
        let nested = if let Place::Value(depth) = self.0.place {
            self.0.delivery.check_nesting(depth)
        } else {
            Ok(())
        };
        nested.and_then(|()| self.0.enter(key)).map_err(|complaint| self.0.refuse(complaint))
    }
}

//! The members of a record: fields, each of which is wanted or passed over.
//!
//! **Invariant:** what is done here for the usual text or null is what [`Here`] does with it.

use std::fmt;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::envelope::is_annotation;
use super::place::{Here, Place};
use crate::feed::error::Complaint;
use crate::feed::fields::Followed;

/// A wanted value stands one level below its record.
const VALUE: Place = Place::Value(1);

impl Here<'_, '_> {
    /// Reads the members of a record.
    pub(super) fn fields<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        loop {
            let wanted = match map.next_key_seed(Name(self)) {
                Ok(Some(wanted)) => wanted,
                Ok(None) => return Ok(()),
                Err(error) => return Err(self.note(error)),
            };
            let read = if wanted {
                map.next_value_seed(Field(self))
            } else {
                map.next_value::<IgnoredAny>().map(|_| ())
            };
            if let Err(error) = read {
                return Err(self.note(error));
            }
        }
    }

    /// Whether a field is wanted.
    #[inline]
    fn is_wanted<E: de::Error>(&mut self, name: &str) -> Result<bool, E> {
        match self.delivery.follow(name) {
            Followed::Unwanted => Ok(false),
            Followed::Wanted(slot) if self.delivery.record.claim(slot) => Ok(true),
            Followed::Wanted(_) => Err(self.refuse(Complaint::duplicate(name))),
            Followed::Another => self.look_up(name),
        }
    }

    /// As [`Self::is_wanted`], where another field followed last time.
    #[cold]
    fn look_up<E: de::Error>(&mut self, name: &str) -> Result<bool, E> {
        // A name that a record had before is no annotation.
        if is_annotation(name) {
            return Ok(false);
        }
        self.delivery.field(name).map_err(|complaint| self.refuse(complaint))
    }
}

/// The name of a field: whether its value is wanted.
struct Name<'f, 'h, 'd>(&'f mut Here<'h, 'd>);

impl<'de> DeserializeSeed<'de> for Name<'_, '_, '_> {
    type Value = bool;

    #[inline]
    fn deserialize<D: de::Deserializer<'de>>(self, parser: D) -> Result<bool, D::Error> {
        parser.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_, '_, '_> {
    type Value = bool;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, name: &str) -> Result<bool, E> {
        self.0.is_wanted(name)
    }
}

/// A wanted value.
pub(super) struct Field<'f, 'h, 'd>(pub(super) &'f mut Here<'h, 'd>);

impl<'de> DeserializeSeed<'de> for Field<'_, '_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: de::Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Field<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    #[inline]
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.0.delivery.record.null();
        Ok(())
    }

    /// A text that stands in the input as it is. It has no escape, so it has no U+0000 either.
    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<(), E> {
        self.0.delivery.record.text(text);
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.0.at(VALUE).visit_str(text)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<(), E> {
        self.0.at(VALUE).visit_bool(yes)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        self.0.at(VALUE).visit_u64(number)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        self.0.at(VALUE).visit_i64(number)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        self.0.at(VALUE).visit_f64(number)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.0.at(VALUE).visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.at(VALUE).visit_map(map)
    }
}

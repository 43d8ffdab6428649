//! Reads the JSON document and fills slots. What serde drives is one or the other parser; the visitors are the same.
//!
//! The document is in memory as a whole, so that texts without escapes are borrowed from it.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::fault::Fault;
use crate::method::{Method, Tuned};
use crate::names::{Field, Naming};
use crate::order::Order;
use crate::slots::{Slot, Slots};

/// Hands every record of a document on; `serde_json` parses it.
pub(crate) fn read_serde<N: Naming>(
    mut source: impl Read,
    each: impl FnMut(&Slots<'_>),
) -> Result<(), Fault> {
    let bytes = whole(&mut source)?;
    let text = text(&bytes)?;
    let mut parser = serde_json::Deserializer::from_str(text);
    let read = Document::<N, _>::new(each).deserialize(&mut parser).and_then(|()| parser.end());
    read.map_err(|error| Fault {
        offset: offset(text, error.line(), error.column()),
        what: error.to_string(),
    })
}

/// Hands every record of a document on; `sonic-rs` parses it.
pub(crate) fn read_sonic<N: Naming>(
    mut source: impl Read,
    each: impl FnMut(&Slots<'_>),
) -> Result<(), Fault> {
    let bytes = whole(&mut source)?;
    let text = text(&bytes)?;
    let mut parser = sonic_rs::Deserializer::from_str(text);
    let read = Document::<N, _>::new(each).deserialize(&mut parser).and_then(|()| parser.end());
    read.map_err(|error| Fault { offset: error.offset() as u64, what: error.to_string() })
}

fn whole(source: &mut impl Read) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    match source.read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Fault { offset: bytes.len() as u64, what: error.to_string() }),
    }
}

fn text(bytes: &[u8]) -> Result<&str, Fault> {
    Tuned::utf8(bytes).map_err(|error| Fault {
        offset: error.valid_up_to() as u64,
        what: "the document is not UTF-8".to_owned(),
    })
}

/// The byte of a line and a column, both counted from one.
fn offset(text: &str, line: usize, column: usize) -> u64 {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)) as u64
}

/// `{…,"value":[…]}`
struct Document<N, F> {
    each: F,
    naming: PhantomData<N>,
}

impl<N, F> Document<N, F> {
    fn new(each: F) -> Self {
        Self { each, naming: PhantomData }
    }
}

impl<'de, N: Naming, F: FnMut(&Slots<'_>)> DeserializeSeed<'de> for Document<N, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, N: Naming, F: FnMut(&Slots<'_>)> Visitor<'de> for Document<N, F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with the records in `value`")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == "value" {
                found = true;
                map.next_value_seed(Records::<N, F> { each: &mut self.each, naming: PhantomData })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if found { Ok(()) } else { Err(A::Error::custom("the document has no `value`")) }
    }
}

/// `[…]`
struct Records<'f, N, F> {
    each: &'f mut F,
    naming: PhantomData<N>,
}

impl<'de, N: Naming, F: FnMut(&Slots<'_>)> DeserializeSeed<'de> for Records<'_, N, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, N: Naming, F: FnMut(&Slots<'_>)> Visitor<'de> for Records<'_, N, F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let (mut slots, mut order) = (Slots::default(), Order::default());
        loop {
            order.begin();
            let record = Record::<N> { slots: &mut slots, order: &mut order, naming: PhantomData };
            if list.next_element_seed(record)?.is_none() {
                return Ok(());
            }
            (self.each)(&slots);
            slots.clear();
        }
    }
}

/// `{"SyndicObjectID":"…",…}`
struct Record<'s, 'de, N> {
    slots: &'s mut Slots<'de>,
    order: &'s mut Order,
    naming: PhantomData<N>,
}

impl<'de, N: Naming> DeserializeSeed<'de> for Record<'_, 'de, N> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, N: Naming> Visitor<'de> for Record<'_, 'de, N> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key_seed(Key::<N> { order: self.order, naming: PhantomData })? {
            match field {
                Some(field) => self.slots.set(field, map.next_value_seed(Value)?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The name of a field.
struct Key<'s, N> {
    order: &'s mut Order,
    naming: PhantomData<N>,
}

impl<'de, N: Naming> DeserializeSeed<'de> for Key<'_, N> {
    type Value = Option<Field>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Field>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<N: Naming> Visitor<'_> for Key<'_, N> {
    type Value = Option<Field>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<Field>, E> {
        Ok(self.order.field(name.as_bytes(), N::field))
    }
}

/// What stands in a field: a text, a number, or null.
struct Value;

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Slot<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Slot<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Slot<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, a number or null")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Slot<'de>, E> {
        Ok(Slot::Plain(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Slot<'de>, E> {
        Ok(Slot::Owned(text.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Slot<'de>, E> {
        Ok(Slot::Nothing)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Slot<'de>, E> {
        Ok(Slot::Owned(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Slot<'de>, E> {
        Ok(Slot::Owned(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Slot<'de>, E> {
        Ok(Slot::Owned(number.to_string()))
    }
}

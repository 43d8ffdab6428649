//! Reads the JSON document and fills slots. What serde drives is one or the other parser; the visitors are the same.
//!
//! The document is in memory as a whole, so that texts without escapes are borrowed from it.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

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
    let read = Document::<N, IgnoredAny, _>::new(each).deserialize(&mut parser).and_then(|()| parser.end());
    read.map_err(|error| Fault {
        offset: offset(text, error.line(), error.column()),
        what: error.to_string(),
    })
}

/// Hands every record of a document on; `sonic-rs` parses it.
///
/// What nobody reads is read all the same: passed over as `IgnoredAny`, `"\uZZZZ"` and `"\u"` would be texts to it, and
/// lists in lists would take the stack until the program dies.
pub(crate) fn read_sonic<N: Naming>(
    mut source: impl Read,
    each: impl FnMut(&Slots<'_>),
) -> Result<(), Fault> {
    let bytes = whole(&mut source)?;
    let text = text(&bytes)?;
    let mut parser = sonic_rs::Deserializer::from_str(text);
    let read = Document::<N, Checked, _>::new(each).deserialize(&mut parser).and_then(|()| parser.end());
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
struct Document<N, P, F> {
    each: F,
    naming: PhantomData<(N, P)>,
}

impl<N, P, F> Document<N, P, F> {
    fn new(each: F) -> Self {
        Self { each, naming: PhantomData }
    }
}

impl<'de, N: Naming, P: Deserialize<'de>, F: FnMut(&Slots<'_>)> DeserializeSeed<'de> for Document<N, P, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, N: Naming, P: Deserialize<'de>, F: FnMut(&Slots<'_>)> Visitor<'de> for Document<N, P, F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with the records in `value`")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == "value" {
                found = true;
                map.next_value_seed(Records::<N, P, F> { each: &mut self.each, naming: PhantomData })?;
            } else {
                map.next_value::<P>()?;
            }
        }
        if found { Ok(()) } else { Err(A::Error::custom("the document has no `value`")) }
    }
}

/// `[…]`
struct Records<'f, N, P, F> {
    each: &'f mut F,
    naming: PhantomData<(N, P)>,
}

impl<'de, N: Naming, P: Deserialize<'de>, F: FnMut(&Slots<'_>)> DeserializeSeed<'de>
    for Records<'_, N, P, F>
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, N: Naming, P: Deserialize<'de>, F: FnMut(&Slots<'_>)> Visitor<'de> for Records<'_, N, P, F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let (mut slots, mut order) = (Slots::default(), Order::default());
        loop {
            order.begin();
            let record = Record::<N, P> { slots: &mut slots, order: &mut order, naming: PhantomData };
            if list.next_element_seed(record)?.is_none() {
                return Ok(());
            }
            (self.each)(&slots);
            slots.clear();
        }
    }
}

/// `{"SyndicObjectID":"…",…}`
struct Record<'s, 'de, N, P> {
    slots: &'s mut Slots<'de>,
    order: &'s mut Order,
    naming: PhantomData<(N, P)>,
}

impl<'de, N: Naming, P: Deserialize<'de>> DeserializeSeed<'de> for Record<'_, 'de, N, P> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, N: Naming, P: Deserialize<'de>> Visitor<'de> for Record<'_, 'de, N, P> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key_seed(Key::<N> { order: self.order, naming: PhantomData })? {
            match field {
                Some(field) => self.slots.set(field, map.next_value_seed(Value)?),
                None => drop(map.next_value::<P>()?),
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

/// A value that nobody reads, but that has to be one.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Checked {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
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

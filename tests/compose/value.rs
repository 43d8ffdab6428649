//! What a field of a feed can hold.

use super::fields::Fields;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing: `null`, or `m:null="true"`.
    Null,
    /// A text; the empty one is an empty element in Atom.
    Text(String),
    /// Of typed feeds only.
    Bool(bool),
    /// Of typed feeds only: `3`
    Integer(i64),
    /// Of typed feeds only: `6.0`
    Decimal(f64),
    /// A collection, or anything in brackets.
    List(Vec<Value>),
    /// An object.
    Object(Fields),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(answer: bool) -> Self {
        Self::Bool(answer)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Integer(i64::try_from(number).expect("numbers of feeds are small"))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Decimal(number)
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields)
    }
}

impl From<Vec<Self>> for Value {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

impl From<Vec<Fields>> for Value {
    fn from(items: Vec<Fields>) -> Self {
        Self::List(items.into_iter().map(Self::Object).collect())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

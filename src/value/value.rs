//! A value on its way from a record to a target.

use std::borrow::Cow;

use jiff::civil::{Date, Time};

use super::{Element, Period, Phone, View};

/// A value, or the one reason why there is none.
///
/// Types that are text on the wire and checked by a step (`url`, `email`, `code`, `html`) are [`Value::Text`]
/// here: the checker has already told them apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'r> {
    /// Absent, null, empty, blank, or the text `null`.
    Missing,
    /// There was something, and it is not what the rule requires.
    Invalid(Box<Reason>),
    /// A text that no row of a table knows.
    Unknown(Cow<'r, str>),
    /// Text, also a url, an e-mail address, a code, HTML.
    Text(Cow<'r, str>),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction: degrees.
    Decimal(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day of the calendar.
    Date(Date),
    /// A time of the day.
    Time(Time),
    /// An amount in cents of a euro.
    Money(i64),
    /// A telephone number.
    Phone(Box<Phone>),
    /// A stretch of days with its opening hours.
    Period(Box<Period>),
    /// One item of a collection, with named cells.
    Element(Element<'r>),
    /// Several values; never holds [`Value::Missing`] or another list.
    List(Vec<Value<'r>>),
}

/// Why a value is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is wrong, without the value itself, so that equal mistakes can be counted together.
    pub why: Cow<'static, str>,
    /// The text that was refused.
    pub raw: String,
    /// Whether a layout refused it: then all rules that read the text speak of one and the same fault.
    pub layout: bool,
}

/// Which of the four a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There is a value.
    Present,
    /// There is none.
    Missing,
    /// No row of a table knows it.
    Unknown,
    /// It is not what the rule requires.
    Invalid,
}

impl State {
    /// As it is written in an outcome.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Invalid => "invalid",
        }
    }
}

impl<'r> Value<'r> {
    /// A text as a record holds it: trimmed of white space at both ends; blank, or the word `null`, is missing.
    #[inline]
    pub fn raw(text: &'r str) -> Self {
        let text = trim(text);
        if is_blank(text) { Self::Missing } else { Self::Text(Cow::Borrowed(text)) }
    }

    /// What stands where one value is expected: an object is an item, and a collection is refused.
    #[inline]
    pub fn one(view: View<'r>) -> Self {
        if let View::Text(text) | View::Number(text) = view { Self::raw(text) } else { Self::of_other(view) }
    }

    fn of_other(view: View<'r>) -> Self {
        match view {
            View::Null => Self::Missing,
            View::Text(text) | View::Number(text) => Self::raw(text),
            View::Boolean(yes) => Self::Text(Cow::Borrowed(if yes { "true" } else { "false" })),
            View::List(_) | View::Object(_) if view.is_blank() => Self::Missing,
            View::List(_) => Self::invalid("a collection stands where one value was expected", "[…]"),
            View::Object(object) => Self::Element(Element::nameless(object)),
        }
    }

    /// What stands where a collection is expected: one object is a collection of one, and a text is refused, since
    /// a list written as a text needs a layout.
    pub fn many(view: View<'r>) -> Self {
        match view {
            View::List(list) => Self::list(list.iter().map(Self::one)),
            View::Object(_) => Self::list([Self::one(view)]),
            View::Null | View::Text(_) | View::Number(_) | View::Boolean(_) => {
                let one = Self::one(view);
                if one == Self::Missing {
                    return one;
                }
                Self::invalid("a text stands where a collection was expected", one.display())
            }
        }
    }

    /// A text; an empty one is missing.
    pub fn text(text: impl Into<Cow<'r, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Missing } else { Self::Text(text) }
    }

    /// An invalid value: what is wrong in general, and the text it was.
    pub fn invalid(why: impl Into<Cow<'static, str>>, raw: impl Into<String>) -> Self {
        Self::Invalid(Box::new(Reason { why: why.into(), raw: raw.into(), layout: false }))
    }

    /// An item that a layout cannot take apart.
    pub fn misfit(why: impl Into<Cow<'static, str>>, raw: impl Into<String>) -> Self {
        Self::Invalid(Box::new(Reason { why: why.into(), raw: raw.into(), layout: true }))
    }

    /// A list: missing values are left out, lists are flattened, an empty list is missing.
    pub fn list(values: impl IntoIterator<Item = Self>) -> Self {
        let values = values.into_iter();
        let mut all = Vec::with_capacity(values.size_hint().0);
        for value in values {
            if let Self::List(inner) = value {
                all.extend(inner);
            } else if value != Self::Missing {
                all.push(value);
            }
        }
        if all.is_empty() { Self::Missing } else { Self::List(all) }
    }

    /// The elements of a list; a value that is no list comes back as it is.
    pub fn elements(self) -> Result<Vec<Self>, Self> {
        if let Self::List(elements) = self { Ok(elements) } else { Err(self) }
    }

    /// Which of the four this is. A list is present: its elements have states of their own.
    pub fn state(&self) -> State {
        match self {
            Self::Missing => State::Missing,
            Self::Invalid(_) => State::Invalid,
            Self::Unknown(_) => State::Unknown,
            Self::Text(_)
            | Self::Integer(_)
            | Self::Decimal(_)
            | Self::Boolean(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::Money(_)
            | Self::Phone(_)
            | Self::Period(_)
            | Self::Element(_)
            | Self::List(_) => State::Present,
        }
    }

    /// Whether there is a value.
    #[inline]
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Missing | Self::Invalid(_) | Self::Unknown(_))
    }

    /// Whether it was refused, or something in it was.
    pub fn is_invalid(&self) -> bool {
        let within = if let Self::List(values) = self { values.iter().any(Self::is_invalid) } else { false };
        within || self.state() == State::Invalid
    }

    /// The text of a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The value as a person would recognise it: the text that tests compare and that reports show.
    pub fn display(&self) -> Cow<'_, str> {
        match self {
            Self::Missing => Cow::Borrowed(""),
            Self::Invalid(reason) => Cow::Borrowed(&reason.raw),
            Self::Unknown(text) | Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Decimal(number) => Cow::Owned(number.to_string()),
            Self::Boolean(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Time(time) => Cow::Owned(time.strftime("%H:%M").to_string()),
            Self::Money(cents) => {
                let sign = if *cents < 0 { "-" } else { "" };
                Cow::Owned(format!("{sign}{}.{:02}", (cents / 100).abs(), (cents % 100).abs()))
            }
            Self::Phone(phone) => Cow::Borrowed(&phone.e164),
            Self::Period(period) => Cow::Owned(period.to_string()),
            Self::Element(element) => Cow::Owned(element.to_string()),
            Self::List(values) => Cow::Owned(
                values.iter().map(|value| value.display().into_owned()).collect::<Vec<_>>().join(", "),
            ),
        }
    }
}

/// A text without white space at both ends. Most texts have none, and begin and end with a character of one byte.
#[inline]
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] | [b'!'..=b'~'] | [] => text,
        _ => text.trim(),
    }
}

/// Whether a trimmed text stands for nothing: empty, or the word `null` that some feeds write.
#[inline]
pub fn is_blank(trimmed: &str) -> bool {
    matches!(trimmed.as_bytes(), b"" | b"null")
}

//! The types that the checker reasons with.

use std::fmt;

/// What one value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Text, number or boolean as the feed served it.
    Raw,
    /// Text for people.
    Text,
    /// Sanitised HTML.
    Html,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Decimal,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A time of the day.
    Time,
    /// An amount in cents.
    Money,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number in E.164.
    Phone,
    /// A symbolic code of a vocabulary.
    Code,
    /// An opening period.
    Period,
    /// An item with named cells.
    Element,
    /// An object with members.
    Object,
    /// Already reported: fits everything, so that one mistake gives one message.
    Unknown,
}

impl Kind {
    /// The word used in signatures and messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Raw => "text as served",
            Self::Text => "text",
            Self::Html => "html",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Time => "time",
            Self::Money => "money",
            Self::Url => "url",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Period => "period",
            Self::Element => "element",
            Self::Object => "object",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a value of kind `self` may be written to a target of kind `target`.
    ///
    /// Raw fits text only; every other target needs the step that makes its type.
    pub fn fits(self, target: Self) -> bool {
        self == target
            || self == Self::Unknown
            || target == Self::Unknown
            || (target == Self::Text && self == Self::Raw)
            || (target == Self::Decimal && self == Self::Integer)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// One value or a list of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ty {
    /// What each value is.
    pub kind: Kind,
    /// Whether there may be several.
    pub many: bool,
}

impl Ty {
    /// One value.
    pub fn one(kind: Kind) -> Self {
        Self { kind, many: false }
    }

    /// Several values.
    pub fn list(kind: Kind) -> Self {
        Self { kind, many: true }
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.many { write!(out, "list of {}", self.kind) } else { write!(out, "{}", self.kind) }
    }
}

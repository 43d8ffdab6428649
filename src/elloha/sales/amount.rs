//! Money: cents inside, a decimal on the wire.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// An amount of money in cents of its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

/// No offer costs more: a number on the wire is exact up to there, and far beyond.
const MOST: i64 = 100_000_000_000;

impl Amount {
    /// So many cents.
    pub fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// In cents.
    pub fn cents(self) -> i64 {
        self.0
    }

    /// So many times; the most there is where that is too much.
    #[must_use]
    pub fn times(self, quantity: i32) -> Self {
        Self(self.0.saturating_mul(i64::from(quantity)))
    }

    /// Both together; the most there is where that is too much.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Amount {
    /// `12.50`
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(out, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The shortest decimal that is read back as the same number: 12.5, never 12.499999.
        #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 cents")]
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = f64::deserialize(deserializer)?;
        let cents = (written * 100.0).round();
        #[expect(clippy::cast_precision_loss, reason = "a bound")]
        let most = MOST as f64;
        if !cents.is_finite() || cents.abs() > most {
            return Err(serde::de::Error::custom(format!("an amount of money is at most {}", Self(MOST))));
        }
        if (written * 100.0 - cents).abs() > 1e-4 {
            return Err(serde::de::Error::custom(format!(
                "{written} has more than two decimals: cents are the smallest part"
            )));
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
        Ok(Self(cents as i64))
    }
}

impl PartialSchema for Amount {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Number))
            .description(Some("An amount in the currency of the account, with at most two decimals"))
            .multiple_of(Some(0.01))
            .into()
    }
}

impl ToSchema for Amount {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Amount")
    }
}

//! `decimal`: a number with a fraction.

use super::amount::Amount;
use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "decimal",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Integer, Kind::Decimal]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Decimal),
    summary: "a number with a comma or a point before its fraction",
    doc: "A minus is allowed. Spaces, also no-break spaces, may stand between groups of three digits \
         before the comma. Exponents, units and anything else beside the number are invalid.",
    examples: &[
        Example { call: "decimal", input: r#""12,5""#, output: "12.5" },
        Example { call: "decimal", input: r#""1 250.75""#, output: "1250.75" },
        Example { call: "decimal", input: "-3", output: "-3.0" },
        Example { call: "decimal", input: r#""12 m2""#, output: "invalid: not a number" },
        Example { call: "decimal", input: r#""1.250,00""#, output: "invalid: not a number" },
    ],
    build: |_| {
        Ok(on_text(|text| match parse(&text) {
            Some(number) => Value::Decimal(number),
            None => Value::invalid("not a number", text),
        }))
    },
};

/// The number, if it is one that can be held.
pub(super) fn parse(text: &str) -> Option<f64> {
    Amount::parse(text)?.number().filter(|number| number.is_finite())
}

//! `latitude`: degrees north.

use super::decimal::parse;
use super::function::{Example, Function, Gives, Step, Takes, on_text};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "latitude",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Integer, Kind::Decimal]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Decimal),
    summary: "degrees north, between -90 and 90",
    doc: "A decimal comma or point. Degrees, minutes and seconds are invalid. A zero is a valid latitude: \
         whether a place may lie there is for the `area:` of head.yaml to say, and so is whether latitude \
         and longitude were swapped.",
    examples: &[
        Example { call: "latitude", input: r#""44.8678234""#, output: "44.8678234" },
        Example { call: "latitude", input: r#"" 44,640727""#, output: "44.640727" },
        Example { call: "latitude", input: r#""44)640727""#, output: "invalid: not a number of degrees" },
        Example { call: "latitude", input: r#""95""#, output: "invalid: a latitude lies between -90 and 90" },
        Example { call: "latitude", input: r#""""#, output: "missing" },
    ],
    build: |_| Ok(degrees(90.0, "a latitude lies between -90 and 90")),
};

/// A step for degrees of at most `limit` either way.
pub(super) fn degrees(limit: f64, beyond: &'static str) -> Step {
    on_text(move |text| match parse(&text) {
        Some(degrees) if degrees.abs() <= limit => Value::Decimal(degrees),
        Some(_) => Value::invalid(beyond, text),
        None => Value::invalid("not a number of degrees", text),
    })
}

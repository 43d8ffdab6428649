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
    doc: "A decimal comma or point. Degrees, minutes and seconds are invalid. With `area:` in head.yaml a \
         latitude outside of that box is invalid: that is how a zero and a swapped pair are found. Without it \
         a zero is a valid latitude.",
    examples: &[
        Example { call: "latitude", input: r#""44.8678234""#, output: "44.8678234" },
        Example { call: "latitude", input: r#"" 44,640727""#, output: "44.640727" },
        Example { call: "latitude", input: r#""44)640727""#, output: "invalid: not a number of degrees" },
        Example { call: "latitude", input: r#""95""#, output: "invalid: a latitude lies between -90 and 90" },
        Example { call: "latitude", input: r#""""#, output: "missing" },
    ],
    build: |args| {
        let band = args.area.map_or((-90.0, 90.0), |area| (area.south, area.north));
        Ok(degrees(90.0, "a latitude lies between -90 and 90", band))
    },
};

/// A step for degrees of at most `limit` either way, and within the band from south to north or west to east that
/// the head lies in.
pub(super) fn degrees(limit: f64, beyond: &'static str, (least, most): (f64, f64)) -> Step {
    on_text(move |text| match parse(&text) {
        Some(degrees) if degrees.abs() <= limit && (least..=most).contains(&degrees) => {
            Value::Decimal(degrees)
        }
        Some(degrees) if degrees.abs() <= limit => Value::invalid("outside of the `area` of head.yaml", text),
        Some(_) => Value::invalid(beyond, text),
        None => Value::invalid("not a number of degrees", text),
    })
}

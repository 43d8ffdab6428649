//! `longitude`: degrees east.

use super::function::{Example, Function, Gives, Takes};
use super::latitude::degrees;
use crate::value::Kind;

pub(super) static FUNCTION: Function = Function {
    name: "longitude",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Integer, Kind::Decimal]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Decimal),
    summary: "degrees east, between -180 and 180",
    doc: "A decimal comma or point. Degrees, minutes and seconds are invalid. With `area:` in head.yaml a \
         longitude outside of that box is invalid. Without it a zero is valid: the meridian of Greenwich \
         crosses France.",
    examples: &[
        Example { call: "longitude", input: r#"" -0,5792""#, output: "-0.5792" },
        Example { call: "longitude", input: r#""0""#, output: "0.0" },
        Example {
            call: "longitude",
            input: r#""181""#,
            output: "invalid: a longitude lies between -180 and 180",
        },
        Example { call: "longitude", input: r#""0°34'""#, output: "invalid: not a number of degrees" },
    ],
    build: |args| {
        let band = args.area.map_or((-180.0, 180.0), |area| (area.west, area.east));
        Ok(degrees(180.0, "a longitude lies between -180 and 180", band))
    },
};

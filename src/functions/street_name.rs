//! `street_name`: an address line without its house number.

use super::address::split;
use super::function::{Example, Function, Gives, Takes, on_text};
use super::squish::squish;
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "street_name",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Text),
    summary: "an address line without the house number it begins with",
    doc: "What `street_number` does not take, without the comma or dash between them. A line without a \
         house number is kept whole; of a line that is only a number nothing is left, which is missing. \
         Case is not changed.",
    examples: &[
        Example { call: "street_name", input: r#""70 boulevard du Pont""#, output: r#""boulevard du Pont""# },
        Example { call: "street_name", input: r#""12 bis, rue du Lac""#, output: r#""rue du Lac""# },
        Example { call: "street_name", input: r#""Le  Bourg""#, output: r#""Le Bourg""# },
        Example {
            call: "street_name",
            input: r#""8 mai 1945 (place du)""#,
            output: r#""8 mai 1945 (place du)""#,
        },
        Example { call: "street_name", input: r#""12""#, output: "missing" },
    ],
    build: |_| {
        Ok(on_text(|text| {
            let line = squish(text);
            Value::text(split(&line).street.to_owned())
        }))
    },
};

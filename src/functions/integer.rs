//! `integer`: a whole number.

use super::amount::Amount;
use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "integer",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Integer]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Integer),
    summary: "a whole number, zero or more",
    doc: "Spaces, also no-break spaces, may stand between groups of three digits. A fraction of zeros is \
         dropped, since some feeds serve `4.0` for 4. Any other fraction, a minus (nothing that a SIT \
         counts is negative) and anything beside the number are invalid.",
    examples: &[
        Example { call: "integer", input: r#""12""#, output: "12" },
        Example { call: "integer", input: r#""1 250""#, output: "1250" },
        Example { call: "integer", input: "4.0", output: "4" },
        Example { call: "integer", input: r#""12 personnes""#, output: "invalid: not a whole number" },
        Example { call: "integer", input: r#""-3""#, output: "invalid: not a whole number" },
    ],
    build: |_| {
        Ok(on_text(|text| match parse(&text) {
            Some(number) => Value::Integer(number),
            None => Value::invalid("not a whole number", text),
        }))
    },
};

fn parse(text: &str) -> Option<i64> {
    let amount = Amount::parse(text)?;
    if amount.negative || amount.fraction.bytes().any(|b| b != b'0') {
        return None;
    }
    amount.whole.parse().ok()
}

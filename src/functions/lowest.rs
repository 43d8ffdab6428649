//! `lowest`: the smallest number of a list.

use std::cmp::Ordering;

use super::function::{Example, Function, Gives, Step, Takes, on_list};
use crate::value::{Kind, Value};

/// What can be compared.
pub(super) const NUMBERS: &[Kind] = &[Kind::Integer, Kind::Decimal, Kind::Money, Kind::Date];

pub(super) static FUNCTION: Function = Function {
    name: "lowest",
    takes: Takes::Whole(NUMBERS),
    params: &[],
    cells: None,
    gives: Gives::Element,
    summary: "the smallest number, amount or date",
    doc: "With an invalid value the whole is invalid: it might have been the smallest. Zero is a number \
         like any other; for prices see `lowest_price`.",
    examples: &[
        Example { call: "integer | lowest", input: r#"["40", "12", "", "300"]"#, output: "12" },
        Example { call: "money | lowest", input: r#"["40", "12,50"]"#, output: "1250" },
        Example {
            call: "integer | lowest",
            input: r#"["40", "douze"]"#,
            output: "invalid: not a whole number",
        },
    ],
    build: |_| Ok(extreme(Ordering::Less)),
};

/// A step that keeps the value which compares as `wanted` with every other; the first of equals.
pub(super) fn extreme(wanted: Ordering) -> Step {
    on_list(move |values, _| {
        let beats = |new: &Value<'_>, best: &Value<'_>| compare(new, best) == Some(wanted);
        values
            .into_iter()
            .reduce(|best, value| if beats(&value, &best) { value } else { best })
            .unwrap_or(Value::Missing)
    })
}

fn compare(a: &Value<'_>, b: &Value<'_>) -> Option<Ordering> {
    if let (Value::Integer(a), Value::Integer(b)) | (Value::Money(a), Value::Money(b)) = (a, b) {
        return Some(a.cmp(b));
    }
    if let (Value::Date(a), Value::Date(b)) = (a, b) {
        return Some(a.cmp(b));
    }
    number(a)?.partial_cmp(&number(b)?)
}

/// A list may mix whole numbers and decimals.
fn number(value: &Value<'_>) -> Option<f64> {
    if let Value::Decimal(number) = value {
        return Some(*number);
    }
    // Through text, because there is no exact conversion from `i64`.
    if let Value::Integer(number) = value { number.to_string().parse().ok() } else { None }
}

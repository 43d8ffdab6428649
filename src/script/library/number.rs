//! Numbers, true and false.

use std::ops::{Range, RangeInclusive};

use super::{Library, refused};
use crate::script::work::Outcome;

pub(super) fn register(library: &mut Library) {
    library.reads("-", |number: i64| whole(number.checked_neg()));
    library.reads("-", |number: f64| -number);
    library.reads("+", |number: i64| number);
    library.reads("+", |number: f64| number);
    library.reads("!", |yes: bool| !yes);
    library.reads("abs", |number: i64| whole(number.checked_abs()));
    library.reads("abs", f64::abs);
    library.reads("min", |one: i64, other: i64| one.min(other));
    library.reads("min", |one: f64, other: f64| one.min(other));
    library.reads("max", |one: i64, other: i64| one.max(other));
    library.reads("max", |one: f64, other: f64| one.max(other));
    library.reads("floor", f64::floor);
    library.reads("ceiling", f64::ceil);
    library.reads("round", f64::round);
    library.reads("to_int", |number: i64| number);
    library.reads("to_int", to_int);
    library.reads("to_float", |number: f64| number);
    #[expect(clippy::cast_precision_loss, reason = "what a script asks for")]
    library.reads("to_float", |number: i64| number as f64);
    library.reads("parse_int", parse_int);
    library.reads("parse_float", parse_float);
    library.reads("to_string", |number: i64| number.to_string());
    library.reads("to_string", |number: f64| number.to_string());
    library.reads("to_string", |yes: bool| yes.to_string());
    library.reads("to_string", |(): ()| String::new());
    library.module.set_iterable::<Range<i64>>().set_iterable::<RangeInclusive<i64>>();
}

fn whole(number: Option<i64>) -> Outcome<i64> {
    number.ok_or_else(|| refused("integer overflow").into())
}

#[expect(clippy::cast_possible_truncation, reason = "the range is looked at first")]
fn to_int(number: f64) -> Outcome<i64> {
    // Two to the power of 63, the first number that is too large; it has no rounding error.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&number) {
        Ok(number as i64)
    } else {
        Err(refused("integer overflow").into())
    }
}

fn parse_int(text: &str) -> Outcome<i64> {
    text.trim().parse().map_err(|_| refused("a text is no whole number").into())
}

fn parse_float(text: &str) -> Outcome<f64> {
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| refused("a text is no number").into())
}

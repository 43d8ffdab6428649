//! `money`: an amount in euros.

use super::amount::Amount;
use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value, trim};

pub(super) static FUNCTION: Function = Function {
    name: "money",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Integer, Kind::Decimal, Kind::Money]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Money),
    summary: "an amount in euros, held in cents",
    doc: "A decimal comma or point with one or two decimals, spaces between groups of three digits, and \
         `€`, `EUR`, `euro` or `euros` after or before the number. Three decimals are invalid, even zeros: \
         `1.250` may be a thousand. A minus is invalid. A zero is an amount of zero: `lowest_price` is the \
         step that knows when a zero means free.",
    examples: &[
        Example { call: "money", input: r#""10,00""#, output: "1000" },
        Example { call: "money", input: r#""10.5""#, output: "1050" },
        Example { call: "money", input: r#""1 250,00 €""#, output: "125000" },
        Example { call: "money", input: "12", output: "1200" },
        Example { call: "money", input: r#""10,005""#, output: "invalid: not an amount in euros and cents" },
        Example {
            call: "money",
            input: r#""à partir de 10""#,
            output: "invalid: not an amount in euros and cents",
        },
    ],
    build: |_| {
        Ok(on_text(|text| match parse(&text) {
            Some(cents) => Value::Money(cents),
            None => Value::invalid(NOT_AN_AMOUNT, text),
        }))
    },
};

/// Why a text is no amount.
pub(super) const NOT_AN_AMOUNT: &str = "not an amount in euros and cents";

/// The amount in cents.
pub(super) fn parse(text: &str) -> Option<i64> {
    let text = trim(text);
    let bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let units: &[&str] = if bare { &[] } else { &["€", "EUR", "euros", "euro"] };
    let number = units
        .iter()
        .find_map(|unit| text.strip_suffix(unit).or_else(|| text.strip_prefix(unit)))
        .unwrap_or(text);
    let amount = Amount::parse(number)?;
    if amount.negative { None } else { amount.cents() }
}

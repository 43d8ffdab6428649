//! `highest_price`: what a price list ends at.

use super::function::{Example, Function, Gives, Takes, on_list};
use super::price::{CELLS, amounts};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "highest_price",
    takes: Takes::Whole(&[Kind::Element]),
    params: &[],
    cells: Some(CELLS),
    gives: Gives::One(Kind::Money),
    summary: "the highest amount of a price list with cells title, min, max",
    doc: "The amounts are those of `lowest_price`, which see: `Gratuit` is zero, and a zero under another \
         title is no amount.",
    examples: &[
        Example {
            call: "highest_price",
            input: r#"[{"title": "Plein tarif", "min": "10,00", "max": "12"}, {"title": "Réduit", "min": "8,50", "max": ""}]"#,
            output: "1200",
        },
        Example {
            call: "highest_price",
            input: r#"[{"title": "Gratuit", "min": "", "max": ""}]"#,
            output: "0",
        },
        Example {
            call: "highest_price",
            input: r#"[{"title": "Gratuit", "min": "5", "max": ""}]"#,
            output: "invalid: free, and a price",
        },
    ],
    build: |_| {
        Ok(on_list(|rows, notes| match amounts(&rows, notes) {
            Ok(amounts) => amounts.into_iter().max().map_or(Value::Missing, Value::Money),
            Err(invalid) => invalid,
        }))
    },
};

//! `lowest_price`: what a price list begins at.

use super::function::{Example, Function, Gives, Takes, on_list};
use super::price::{CELLS, amounts};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "lowest_price",
    takes: Takes::Whole(&[Kind::Element]),
    params: &[],
    cells: Some(CELLS),
    gives: Gives::One(Kind::Money),
    summary: "the lowest amount of a price list with cells title, min, max",
    doc: "The amounts are those of the cells `min` and `max` of every row; empty cells are passed by. A \
         row whose title is `Gratuit` is an amount of zero, with or without `0,00`; with another amount it \
         is invalid.\n\nA zero under any other title is no amount, because feeds also write `0,00` where \
         nothing was filled in, and an account that is wrongly free costs more than one without a price. \
         It is counted as passed over. It is an amount if the title holds the word `gratuit` (`Gratuit -12 \
         ans`).\n\nWithout any amount the result is missing. A cell that is no amount makes the whole \
         invalid.",
    examples: &[
        Example {
            call: "lowest_price",
            input: r#"[{"title": "Plein tarif", "min": "10,00", "max": "12"}, {"title": "Réduit", "min": "8,50", "max": ""}]"#,
            output: "850",
        },
        Example {
            call: "lowest_price",
            input: r#"[{"title": "Gratuit", "min": "", "max": ""}]"#,
            output: "0",
        },
        Example {
            call: "lowest_price",
            input: r#"[{"title": "Gratuit", "min": "0,00", "max": "0,00"}]"#,
            output: "0",
        },
        Example {
            call: "lowest_price",
            input: r#"[{"title": "Plein tarif", "min": "0,00", "max": ""}]"#,
            output: "missing",
        },
        Example {
            call: "lowest_price",
            input: r#"[{"title": "Chambre double", "min": "", "max": ""}]"#,
            output: "missing",
        },
        Example {
            call: "lowest_price",
            input: r#"[{"title": "Plein tarif", "min": "dix", "max": ""}]"#,
            output: "invalid: not an amount in euros and cents",
        },
    ],
    build: |_| {
        Ok(on_list(|rows, notes| match amounts(&rows, notes) {
            Ok(amounts) => amounts.into_iter().min().map_or(Value::Missing, Value::Money),
            Err(invalid) => invalid,
        }))
    },
};

//! `highest`: the largest number of a list.

use std::cmp::Ordering;

use super::function::{Example, Function, Gives, Takes};
use super::lowest::{NUMBERS, extreme};

pub(super) static FUNCTION: Function = Function {
    name: "highest",
    takes: Takes::Whole(NUMBERS),
    params: &[],
    cells: None,
    gives: Gives::Element,
    summary: "the largest number, amount or date",
    doc: "With an invalid value the whole is invalid: it might have been the largest.",
    examples: &[
        Example { call: "integer | highest", input: r#"["40", "12", "", "300"]"#, output: "300" },
        Example { call: "decimal | highest", input: r#"["1,5", "1,25"]"#, output: "1.5" },
        Example {
            call: "money | highest",
            input: r#"["40", "x"]"#,
            output: "invalid: not an amount in euros and cents",
        },
    ],
    build: |_| Ok(extreme(Ordering::Greater)),
};

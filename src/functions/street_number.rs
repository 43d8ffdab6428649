//! `street_number`: the house number of an address line.

use super::address::split;
use super::function::{Example, Function, Gives, Takes, on_text};
use super::squish::squish;
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "street_number",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Text),
    summary: "the house number that an address line begins with",
    doc: "One to four digits, a range (`12-14`, `12 et 14`), `bis`, `ter`, `quater`, `quinquies` or a \
         letter (`12B`, `12 B`); then a separator and words, or nothing.\n\nNo house numbers: an ordinal \
         (`3ème avenue`, `1er mai`, `3e`), a number before a month (`11 novembre 1918 (rue du)`), before a \
         unit of way or time (`3 km de Bergerac`) or before `chemins`, `routes`, `vents`, `fontaines`, \
         `moulins`, `ponts` (`4 chemins`), and digits followed by digits only. A number that does not \
         stand first is not looked for. Without a house number the result is missing.\n\nWhat this takes, \
         `street_name` leaves, and the other way round.",
    examples: &[
        Example { call: "street_number", input: r#""70 boulevard du Pont""#, output: r#""70""# },
        Example { call: "street_number", input: r#""12 bis, rue du Lac""#, output: r#""12 bis""# },
        Example { call: "street_number", input: r#""12-14 rue du Lac""#, output: r#""12-14""# },
        Example { call: "street_number", input: r#""12B rue du Lac""#, output: r#""12B""# },
        Example { call: "street_number", input: r#""3ème avenue""#, output: "missing" },
        Example { call: "street_number", input: r#""11 novembre 1918 (rue du)""#, output: "missing" },
        Example { call: "street_number", input: r#""rue du 8 mai 1945""#, output: "missing" },
        Example { call: "street_number", input: r#""5 rue du 8 mai 1945""#, output: r#""5""# },
    ],
    build: |_| {
        Ok(on_text(|text| {
            let line = squish(text);
            Value::text(split(&line).number.to_owned())
        }))
    },
};

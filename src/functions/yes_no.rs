//! `yes_no`: a boolean.

use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "yes_no",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Boolean]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Boolean),
    summary: "yes or no, as feeds write it",
    doc: "Yes: `oui`, `o`, `yes`, `true`, `1`. No: `non`, `n`, `no`, `false`, `0`. Case does not count. Everything \
         else is invalid: `peut-être` is not no.",
    examples: &[
        Example { call: "yes_no", input: r#""Oui""#, output: "true" },
        Example { call: "yes_no", input: r#""non""#, output: "false" },
        Example { call: "yes_no", input: r#""O""#, output: "true" },
        Example { call: "yes_no", input: "true", output: "true" },
        Example { call: "yes_no", input: "0", output: "false" },
        Example { call: "yes_no", input: r#""sur demande""#, output: "invalid: neither yes nor no" },
        Example { call: "yes_no", input: "null", output: "missing" },
    ],
    build: |_| {
        Ok(on_text(|text| match text.trim().to_lowercase().as_str() {
            "oui" | "o" | "yes" | "true" | "1" => Value::Boolean(true),
            "non" | "n" | "no" | "false" | "0" => Value::Boolean(false),
            _ => Value::invalid("neither yes nor no", text),
        }))
    },
};

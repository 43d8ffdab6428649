//! `only`: the value of a list that must not have several.

use super::function::{ANY, Example, Function, Gives, Takes, on_list};
use crate::value::Value;

pub(super) static FUNCTION: Function = Function {
    name: "only",
    takes: Takes::Raw(ANY),
    params: &[],
    cells: None,
    gives: Gives::Element,
    summary: "the one value of a list; several are invalid",
    doc: "A list of one gives its element, whatever its state. Two elements are invalid, even if they are \
         equal (`unique | only` allows that) and even if one of them is invalid itself.",
    examples: &[
        Example { call: "only", input: r#"["a"]"#, output: r#""a""# },
        Example { call: "only", input: r#"["a", ""]"#, output: r#""a""# },
        Example { call: "only", input: r#"["a", "b"]"#, output: "invalid: more than one value" },
    ],
    build: |_| {
        Ok(on_list(|values, _| {
            if values.len() > 1 {
                return Value::invalid("more than one value", Value::List(values).display().into_owned());
            }
            values.into_iter().next().unwrap_or(Value::Missing)
        }))
    },
};

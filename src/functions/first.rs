//! `first`: the first usable value of a list.

use super::function::{ANY, Example, Function, Gives, Takes, on_list, worst};
use crate::value::Value;

pub(super) static FUNCTION: Function = Function {
    name: "first",
    takes: Takes::Raw(ANY),
    params: &[],
    cells: None,
    gives: Gives::Element,
    summary: "the first value that can be used",
    doc: "Missing, invalid and unknown elements are passed over. If no element can be used, the result is \
         the worst of them: invalid before unknown.\n\nEvery element left behind, usable or not, is \
         counted in the report as passed over. Where there must not be several, `only` says so.",
    examples: &[
        Example { call: "first", input: r#"["", "a", "b"]"#, output: r#""a""# },
        Example { call: "first", input: r#""a""#, output: r#""a""# },
        Example { call: "first", input: "[]", output: "missing" },
    ],
    build: |_| {
        Ok(on_list(|values, notes| {
            let Some(at) = values.iter().position(Value::is_present) else {
                return worst(&values).cloned().unwrap_or(Value::Missing);
            };
            let behind = u32::try_from(values.len().saturating_sub(1)).unwrap_or(u32::MAX);
            notes.passed_over = notes.passed_over.saturating_add(behind);
            values.into_iter().nth(at).unwrap_or(Value::Missing)
        }))
    },
};

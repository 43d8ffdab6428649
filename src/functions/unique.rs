//! `unique`: each value once.

use std::collections::HashSet;

use super::function::{ANY, Example, Function, Gives, Takes, on_list};
use crate::value::Value;

pub(super) static FUNCTION: Function = Function {
    name: "unique",
    takes: Takes::Raw(ANY),
    params: &[],
    cells: None,
    gives: Gives::Same,
    summary: "each value once, where it stands first",
    doc: "Two values are the same if they show the same text; case and accents count. Invalid and unknown \
         elements stay in the list, each once, so that each is reported.",
    examples: &[
        Example { call: "unique", input: r#"["Vins", "Noix", "Vins"]"#, output: r#"["Vins", "Noix"]"# },
        Example { call: "unique", input: r#"["wifi", "Wifi"]"#, output: r#"["wifi", "Wifi"]"# },
    ],
    build: |_| {
        Ok(on_list(|values, _| {
            let mut seen = HashSet::new();
            let keep: Vec<bool> =
                values.iter().map(|value| seen.insert((value.state(), value.display()))).collect();
            Value::list(values.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(value, _)| value))
        }))
    },
};

//! `passerelle functions`

use std::fmt::Write;

use serde_json::json;

use super::args::{Format, Functions};
use super::exit::{Exit, Failure};
use super::output;
use crate::functions::{self, Function};
use crate::value::nearest;

pub(super) fn run(args: &Functions) -> Result<Exit, Failure> {
    let wanted: Vec<&Function> = match &args.name {
        None => functions::all().to_vec(),
        Some(name) => match functions::find(name) {
            Some(function) => vec![function],
            None => {
                let names = functions::all().iter().map(|function| function.name);
                let near =
                    nearest(name, names).map_or(String::new(), |near| format!(": did you mean `{near}`?"));
                return Err(Failure::Usage(format!("there is no step `{name}`{near}")));
            }
        },
    };
    let text = match (args.format, args.name.is_some()) {
        (Format::Json, _) => as_json(&wanted),
        (Format::Text, true) => wanted.iter().map(|function| page(function)).collect(),
        (Format::Text, false) => list(&wanted),
    };
    output::data(&text)?;
    Ok(Exit::Done)
}

fn list(all: &[&Function]) -> String {
    let widest = all.iter().map(|function| function.call().len()).max().unwrap_or(0);
    let mut text = String::new();
    for function in all {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{:widest$}  {}", function.call(), function.summary);
    }
    text
}

fn page(function: &Function) -> String {
    let width = output::width().min(100);
    let doc: Vec<String> = function.doc.lines().map(|line| output::wrap(line, width)).collect();
    let doc = doc.join("\n");
    let mut text = String::new();
    let _ = writeln!(text, "{}\n\n{}.\n\n{doc}\n\nExamples", function.signature(), function.summary);
    for example in function.examples {
        let _ = writeln!(text, "  {} | {}  ->  {}", example.input, example.call, example.output);
    }
    text
}

fn as_json(all: &[&Function]) -> String {
    let functions: Vec<_> = all
        .iter()
        .map(|function| {
            let examples: Vec<_> = function
                .examples
                .iter()
                .map(|example| json!({ "call": example.call, "input": example.input, "output": example.output }))
                .collect();
            json!({ "name": function.name, "signature": function.signature(), "summary": function.summary,
                "doc": function.doc, "examples": examples })
        })
        .collect();
    format!("{}\n", json!({ "schema": 1, "functions": functions }))
}

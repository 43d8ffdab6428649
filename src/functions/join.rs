//! `join`: a list as one text.

use super::function::{Example, Function, Gives, Param, ParamKind, Takes, on_list};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "join",
    takes: Takes::Whole(&[
        Kind::Raw,
        Kind::Text,
        Kind::Html,
        Kind::Integer,
        Kind::Decimal,
        Kind::Date,
        Kind::Time,
        Kind::Url,
        Kind::Email,
        Kind::Phone,
        Kind::Code,
    ]),
    params: &[Param { name: "separator", kind: ParamKind::Text }],
    cells: None,
    gives: Gives::One(Kind::Text),
    summary: "one text of all values, with the separator between them",
    doc: "Missing values leave no gap and no separator. With an invalid or unknown value the whole is \
         invalid or unknown: a text with a hole in it would not show that something was lost.",
    examples: &[
        Example {
            call: r#"join(", ")"#,
            input: r#"["Le Bourg", "", "Bâtiment B"]"#,
            output: r#""Le Bourg, Bâtiment B""#,
        },
        Example { call: r#"join("\n\n")"#, input: r#"["un"]"#, output: r#""un""# },
        Example { call: r#"join(", ")"#, input: r#""un""#, output: r#""un""# },
    ],
    build: |args| {
        let separator = args.text(0).to_owned();
        Ok(on_list(move |values, _| {
            let length = values.iter().map(|value| value.display().len() + separator.len()).sum();
            let mut joined = String::with_capacity(length);
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    joined.push_str(&separator);
                }
                joined.push_str(&value.display());
            }
            Value::text(joined)
        }))
    },
};

//! `postcode`: a French postcode.

use std::borrow::Cow;

use super::function::{Example, Function, Gives, Param, ParamKind, Takes, on_text};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "postcode",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[Param { name: "country", kind: ParamKind::Country }],
    cells: None,
    gives: Gives::One(Kind::Text),
    summary: "a postcode of five digits",
    doc: "Spaces are removed (`22 000`). Anything but five digits is invalid: a lost leading zero is not \
         put back, and `24100 CEDEX` is not a postcode. `FR` takes every French postcode, those of the \
         territories overseas too; the code of a territory, such as `RE`, takes its own only.",
    examples: &[
        Example { call: r#"postcode("FR")"#, input: r#""24100""#, output: r#""24100""# },
        Example { call: r#"postcode("FR")"#, input: r#""22 000""#, output: r#""22000""# },
        Example { call: r#"postcode("RE")"#, input: "97410", output: r#""97410""# },
        Example {
            call: r#"postcode("FR")"#,
            input: r#""2410""#,
            output: "invalid: a postcode has five digits",
        },
        Example {
            call: r#"postcode("RE")"#,
            input: r#""24100""#,
            output: "invalid: a postcode of another territory",
        },
    ],
    build: |args| {
        let country = args.text(0);
        let Some((_, prefixes)) = COUNTRIES.iter().find(|(code, _)| *code == country) else {
            let allowed: Vec<String> = COUNTRIES.iter().map(|(code, _)| format!("`{code}`")).collect();
            return Err(format!("no postcodes of `{country}` are known; allowed are {}", allowed.join(", ")));
        };
        Ok(on_text(|text| {
            let blank = text.contains(char::is_whitespace);
            let code =
                if blank { Cow::Owned(text.split_whitespace().collect()) } else { Cow::Borrowed(&*text) };
            if code.len() != 5 || !code.bytes().all(|b| b.is_ascii_digit()) {
                return Value::invalid("a postcode has five digits", text);
            }
            if !prefixes.iter().any(|prefix| code.starts_with(prefix)) {
                return Value::invalid("a postcode of another territory", text);
            }
            if blank { Value::text(code.into_owned()) } else { Value::text(text) }
        }))
    },
};

/// France and its territories with codes of their own, and how their postcodes begin.
const COUNTRIES: [(&str, &[&str]); 13] = [
    ("FR", &[""]),
    ("BL", &["97133"]),
    ("GF", &["973"]),
    ("GP", &["971"]),
    ("MF", &["97150"]),
    ("MQ", &["972"]),
    ("NC", &["988"]),
    ("PF", &["987"]),
    ("PM", &["975"]),
    ("RE", &["974"]),
    ("TF", &["984"]),
    ("WF", &["986"]),
    ("YT", &["976", "985"]),
];

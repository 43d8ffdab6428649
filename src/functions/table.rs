//! `table`: from the labels of a feed to codes.

use std::sync::Arc;

use super::function::{Example, Function, Gives, Param, ParamKind, Takes};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "table",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[Param { name: "name", kind: ParamKind::Table }],
    cells: None,
    gives: Gives::Codes,
    summary: "the code that a table of the pack gives for a label",
    doc: "Labels are compared after trimming, and as the table's `match:` says. A row may have several \
         codes: then one label gives several, and where the table has such a row the result is a list. A \
         row that says `nothing` makes the label missing, which is not reported. A label without a row is \
         unknown.",
    examples: &[
        Example { call: r#"table("sample")"#, input: r#"" Parking ""#, output: r#"["parking"]"# },
        Example {
            call: r#"table("sample")"#,
            input: r#"["Gîte et chambre d'hôtes", "Parking"]"#,
            output: r#"["gite", "guest_room", "parking"]"#,
        },
        Example { call: r#"table("sample")"#, input: r#""Sans objet""#, output: "missing" },
        Example { call: r#"table("sample")"#, input: r#""Piscine""#, output: "unknown: Piscine" },
    ],
    build: |args| {
        let table = Arc::clone(args.table.ok_or("the name of a table is missing")?);
        // Known before any record, so that the result has one type.
        let several = table.rows.iter().any(|row| row.codes.len() > 1);
        Ok(Arc::new(move |value, notes| {
            let label = value.display();
            let Some(at) = table.find(&label) else {
                return Value::Unknown(std::borrow::Cow::Owned(label.into_owned()));
            };
            notes.rows.push(at);
            let codes = table.rows.get(at).map_or(&[][..], |row| row.codes.as_slice());
            let mut codes = codes.iter().map(|code| Value::text(code.value.clone()));
            if several { Value::list(codes) } else { codes.next().unwrap_or(Value::Missing) }
        }))
    },
};

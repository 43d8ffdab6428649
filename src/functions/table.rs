//! `table`: from the labels of a feed to codes.

use std::borrow::Cow;
use std::sync::Arc;

use super::function::{Example, Function, Gives, Param, ParamKind, Takes};
use crate::manifest::Table;
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
        let several = table.has_several();
        Ok(Arc::new(move |value, _| {
            let label = value.display();
            match look_up(&table, several, table.find(&label)) {
                Some(Value::List(codes)) => Value::list(codes.iter().map(owned)),
                Some(code) => owned(&code),
                None => Value::Unknown(Cow::Owned(label.into_owned())),
            }
        }))
    },
};

/// What the row of a table says that a label falls on; none without a row. `several`: whether rows may have several
/// codes, in which case the value is a list.
pub fn look_up(table: &Table, several: bool, row: Option<usize>) -> Option<Value<'_>> {
    let codes = table.rows.get(row?)?.codes.as_slice();
    let mut codes = codes.iter().map(|code| Value::text(code.value.as_str()));
    Some(if several { Value::list(codes) } else { codes.next().unwrap_or(Value::Missing) })
}

fn owned<'r>(code: &Value<'_>) -> Value<'r> {
    Value::text(code.display().into_owned())
}

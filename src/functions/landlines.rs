//! `landlines`: the telephone numbers that are no mobiles.

use std::sync::Arc;

use super::function::{Example, Function, Gives, Step, Takes};
use crate::value::{Kind, Phone, PhoneKind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "landlines",
    takes: Takes::Each(&[Kind::Phone]),
    params: &[],
    cells: None,
    gives: Gives::Same,
    summary: "the telephone numbers that are no mobiles",
    doc: "Mobiles become missing, so a list gets shorter. Special-rate and short numbers stay, and so do \
         those of countries where nobody can tell: `landlines` and `mobiles` divide a list without losing \
         a number.\n\nElements that `phone` refused stay in the list: `first` passes them over, and speaks \
         of them only if there is nothing else.",
    examples: &[
        Example {
            call: r#"phone("FR") | landlines"#,
            input: r#"["06 39 98 01 02", "05 36 49 00 01"]"#,
            output: r#"["+33536490001"]"#,
        },
        Example {
            call: r#"phone("FR") | landlines | first"#,
            input: r#"["06 39 98 01 02", "05 36 49 00 01"]"#,
            output: r#""+33536490001""#,
        },
        Example { call: r#"phone("FR") | landlines"#, input: r#""06 39 98 01 02""#, output: "missing" },
        Example {
            call: r#"phone("FR") | landlines | first"#,
            input: r#"["06 39 98 01 02", "sur demande"]"#,
            output: "invalid: no digits, so not a telephone number",
        },
    ],
    build: |_| Ok(only(|phone| phone.kind != PhoneKind::Mobile)),
};

/// A step that makes the numbers missing which are not `wanted`.
pub(super) fn only(wanted: fn(&Phone) -> bool) -> Step {
    Arc::new(move |value, _| {
        if let Value::Phone(phone) = &value
            && !wanted(phone)
        {
            return Value::Missing;
        }
        value
    })
}

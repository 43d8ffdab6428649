//! `mobiles`: the mobile telephone numbers.

use super::function::{Example, Function, Gives, Takes};
use super::landlines::only;
use crate::value::{Kind, PhoneKind};

pub(super) static FUNCTION: Function = Function {
    name: "mobiles",
    takes: Takes::Each(&[Kind::Phone]),
    params: &[],
    cells: None,
    gives: Gives::Same,
    summary: "the mobile telephone numbers",
    doc: "All others become missing, so a list gets shorter; see `landlines`, which keeps exactly those. \
         Elements that `phone` refused stay in the list.",
    examples: &[
        Example {
            call: r#"phone("FR") | mobiles"#,
            input: r#"["06 39 98 01 02", "05 36 49 00 01"]"#,
            output: r#"["+33639980102"]"#,
        },
        Example {
            call: r#"phone("RE") | mobiles | first"#,
            input: r#"["0692 00 00 00"]"#,
            output: r#""+262692000000""#,
        },
        Example { call: r#"phone("FR") | mobiles"#, input: r#""05 36 49 00 01""#, output: "missing" },
    ],
    build: |_| Ok(only(|phone| phone.kind == PhoneKind::Mobile)),
};

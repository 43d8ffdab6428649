//! JSON as people read it: a record's fields a line each, what they hold on the same line.

use serde_json::Number;

use super::super::fields::Fields;
use super::super::value::Value;

/// So deep objects and lists are written line by line: document, `d`, list, record.
const OPEN: usize = 4;

/// A whole document.
pub(super) fn write(document: &Fields) -> String {
    let mut text = String::new();
    object(&mut text, document, 0);
    text.push('\n');
    text
}

fn value(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Text(content) => text.push_str(&quoted(content)),
        Value::Bool(answer) => text.push_str(&answer.to_string()),
        Value::Integer(number) => text.push_str(&number.to_string()),
        Value::Decimal(number) => {
            text.push_str(&Number::from_f64(*number).expect("a finite number").to_string());
        }
        Value::List(items) => list(text, items, depth),
        // What holds no further objects and lists is read best on one line.
        Value::Object(fields) if fields.iter().any(|(_, value)| is_nested(value)) => {
            object(text, fields, depth);
        }
        Value::Object(fields) => object(text, fields, OPEN),
    }
}

fn is_nested(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::List(_))
}

/// A date of V1 and V2 has its slashes escaped, as those feeds write it.
fn quoted(content: &str) -> String {
    let quoted = serde_json::to_string(content).expect("any text can be quoted");
    if content.starts_with("/Date(") { quoted.replace('/', "\\/") } else { quoted }
}

/// Records each begin a line; so do the rows of a collection, if there are several.
fn list(text: &mut String, items: &[Value], depth: usize) {
    let is_of_records = depth < OPEN - 1;
    let is_open = items.iter().any(is_nested) && (is_of_records || depth < OPEN && items.len() > 1);
    text.push('[');
    for (at, item) in items.iter().enumerate() {
        separate(text, at, is_open, depth + 1);
        match item {
            Value::Object(record) if is_of_records => object(text, record, depth + 1),
            item => value(text, item, depth + 1),
        }
    }
    close(text, ']', is_open, depth);
}

fn object(text: &mut String, fields: &Fields, depth: usize) {
    let is_open = depth < OPEN && fields.iter().next().is_some();
    text.push('{');
    for (at, (name, content)) in fields.iter().enumerate() {
        separate(text, at, is_open, depth + 1);
        text.push_str(&quoted(name));
        text.push_str(": ");
        value(text, content, depth + 1);
    }
    close(text, '}', is_open, depth);
}

fn separate(text: &mut String, at: usize, is_open: bool, depth: usize) {
    if at > 0 {
        text.push(',');
    }
    if is_open {
        text.push('\n');
        text.push_str(&" ".repeat(depth));
    } else if at > 0 {
        text.push(' ');
    }
}

fn close(text: &mut String, bracket: char, is_open: bool, depth: usize) {
    if is_open {
        text.push('\n');
        text.push_str(&" ".repeat(depth));
    }
    text.push(bracket);
}

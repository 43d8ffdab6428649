//! From a value to what a script sees, and back.
//!
//! | value | in the script |
//! |---|---|
//! | text, code, address, number as served | text |
//! | integer, decimal, boolean | the same |
//! | date | text `2024-05-31` |
//! | telephone | text in E.164 |
//! | time, money, period | the text that reports show |
//! | item, object | map of its cells or members; lists and objects in it are lists and maps |
//!
//! A cell or member without a value is not in the map, so that it is `()`: the same that a script gives for nothing.

use jiff::civil::Date;
use rhai::{Array, Dynamic, Map};

use super::engine::{LARGEST_MAP, LONGEST_LIST, LONGEST_TEXT};
use super::work::DEEPEST;
use crate::value::{Element, Kind, Literal, Object, Ty, Value, View};

/// A literal of the step.
pub(super) fn literal(literal: &Literal) -> Dynamic {
    match literal {
        Literal::Text(text) => text.as_str().into(),
        Literal::Number(number) => match number.parse::<i64>() {
            Ok(number) => number.into(),
            Err(_) => number.parse::<f64>().map_or_else(|_| number.as_str().into(), Dynamic::from_float),
        },
        Literal::Date(date) => date.to_string().into(),
        Literal::Boolean(yes) => (*yes).into(),
    }
}

/// A present value. The error says why it is too large for a script.
pub(super) fn value(value: &Value<'_>) -> Result<Dynamic, String> {
    let mut room = Room { bytes: LONGEST_TEXT, items: LONGEST_LIST, members: LARGEST_MAP };
    room.value(value, 0).map(|value| value.unwrap_or(Dynamic::UNIT))
}

/// What a value may still hold. Rhai compares the sums over all that is nested, so the same is counted here.
struct Room {
    bytes: usize,
    items: usize,
    members: usize,
}

impl Room {
    fn value(&mut self, value: &Value<'_>, depth: usize) -> Result<Option<Dynamic>, String> {
        Ok(Some(match value {
            Value::Missing | Value::Invalid(_) | Value::Unknown(_) => return Ok(None),
            Value::Text(text) => self.text(text)?,
            Value::Integer(number) => (*number).into(),
            Value::Decimal(number) => (*number).into(),
            Value::Boolean(yes) => (*yes).into(),
            Value::Date(_) | Value::Time(_) | Value::Money(_) | Value::Phone(_) | Value::Period(_) => {
                self.text(&value.display())?
            }
            Value::Element(element) => self.element(element, depth)?,
            Value::List(values) => {
                let mut list = Array::new();
                for item in values {
                    if let Some(item) = self.value(item, depth + 1)? {
                        self.item()?;
                        list.push(item);
                    }
                }
                list.into()
            }
        }))
    }

    fn element(&mut self, element: &Element<'_>, depth: usize) -> Result<Dynamic, String> {
        let mut map = Map::new();
        let names = element.names();
        if let Some(object) = element.as_object() {
            self.members(&mut map, object, depth)?;
            for (at, name) in names.iter().enumerate() {
                let view = names.member(at).and_then(|member| object.get(member));
                if let Some(member) = view.map_or(Ok(None), |view| self.view(view, depth + 1))? {
                    self.member(&mut map, name, member)?;
                }
            }
        } else {
            for name in names.iter() {
                if let Some(cell) = self.value(&element.get(name), depth + 1)? {
                    self.member(&mut map, name, cell)?;
                }
            }
        }
        Ok(map.into())
    }

    fn members(&mut self, map: &mut Map, object: Object<'_>, depth: usize) -> Result<(), String> {
        if depth > DEEPEST {
            return Err(format!("it nests deeper than {DEEPEST}, too deep for a script"));
        }
        for (name, view) in &object {
            if let Some(member) = self.view(view, depth + 1)? {
                self.member(map, name, member)?;
            }
        }
        Ok(())
    }

    fn view(&mut self, view: View<'_>, depth: usize) -> Result<Option<Dynamic>, String> {
        if depth > DEEPEST {
            return Err(format!("it nests deeper than {DEEPEST}, too deep for a script"));
        }
        match view {
            View::List(list) => {
                let mut items = Array::new();
                for item in &list {
                    if let Some(item) = self.view(item, depth + 1)? {
                        self.item()?;
                        items.push(item);
                    }
                }
                Ok((!items.is_empty()).then(|| items.into()))
            }
            View::Object(object) => {
                let mut map = Map::new();
                self.members(&mut map, object, depth)?;
                Ok((!map.is_empty()).then(|| map.into()))
            }
            View::Null | View::Text(_) | View::Number(_) | View::Boolean(_) => {
                self.value(&Value::one(view), depth)
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<Dynamic, String> {
        match self.bytes.checked_sub(text.len()) {
            Some(left) => self.bytes = left,
            None => return Err(format!("it has more than {LONGEST_TEXT} bytes, too many for a script")),
        }
        Ok(text.into())
    }

    fn item(&mut self) -> Result<(), String> {
        match self.items.checked_sub(1) {
            Some(left) => self.items = left,
            None => return Err(format!("it has more than {LONGEST_LIST} items, too many for a script")),
        }
        Ok(())
    }

    fn member(&mut self, map: &mut Map, name: &str, member: Dynamic) -> Result<(), String> {
        match self.members.checked_sub(1) {
            Some(left) => self.members = left,
            None => return Err(format!("it has more than {LARGEST_MAP} members, too many for a script")),
        }
        map.insert(name.into(), member);
        Ok(())
    }
}

/// What a script gave, as the type that it promises. The error says what it gave instead.
pub(super) fn result(given: Dynamic, gives: Ty) -> Result<Value<'static>, String> {
    if given.is_unit() {
        return Ok(Value::Missing);
    }
    if !gives.many {
        return single(&given, gives.kind);
    }
    let list =
        given.into_array().map_err(|given| format!("the script gives {} instead of a list", short(given)))?;
    let values = list.iter().filter(|item| !item.is_unit()).map(|item| single(item, gives.kind));
    Ok(Value::list(values.collect::<Result<Vec<_>, _>>()?))
}

fn single(given: &Dynamic, kind: Kind) -> Result<Value<'static>, String> {
    let text = given.as_immutable_string_ref().ok().map(|text| text.as_str().trim().to_owned());
    let text = text.or_else(|| given.as_char().ok().map(|letter| letter.to_string().trim().to_owned()));
    if text.as_deref() == Some("") {
        return Ok(Value::Missing);
    }
    let found = match kind {
        Kind::Text => text.map(Value::text),
        Kind::Integer => given.as_int().ok().map(Value::Integer),
        Kind::Decimal => return decimal(given),
        Kind::Boolean => given.as_bool().ok().map(Value::Boolean),
        Kind::Date => match text {
            Some(text) => {
                return date(&text).ok_or_else(|| "the script gives a text that is no date".to_owned());
            }
            None => None,
        },
        Kind::Raw
        | Kind::Html
        | Kind::Time
        | Kind::Money
        | Kind::Url
        | Kind::Email
        | Kind::Phone
        | Kind::Code
        | Kind::Period
        | Kind::Element
        | Kind::Object
        | Kind::Unknown => None,
    };
    found.ok_or_else(|| format!("the script gives {} instead of {kind}", word(given)))
}

#[expect(clippy::cast_precision_loss, reason = "an integer fits a decimal, as everywhere in the language")]
fn decimal(given: &Dynamic) -> Result<Value<'static>, String> {
    if let Ok(number) = given.as_int() {
        return Ok(Value::Decimal(number as f64));
    }
    match given.as_float() {
        Ok(number) if number.is_finite() => Ok(Value::Decimal(number)),
        Ok(_) => Err("the script gives a decimal that is no number".to_owned()),
        Err(_) => Err(format!("the script gives {} instead of decimal", word(given))),
    }
}

/// `2024-05-31`, and no other form.
fn date(text: &str) -> Option<Value<'static>> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse::<Date>().ok().filter(|_| plain).map(Value::Date)
}

/// The word for what a script gave.
fn word(given: &Dynamic) -> &'static str {
    short(given.type_name())
}

fn short(name: &str) -> &'static str {
    match name {
        "i64" => Kind::Integer.word(),
        "f64" => Kind::Decimal.word(),
        "bool" => Kind::Boolean.word(),
        "array" => "a list",
        "map" => "a map",
        "string" | "char" => Kind::Text.word(),
        _ => "something else",
    }
}

//! Whether fields that somebody wrote are those of an account, as the schema of the pack says.

use std::fmt;

use jiff::civil::{Date, Time};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value as Json};

use crate::manifest::{Field, Pack};
use crate::value::{Kind, nearest};

/// What is wrong with the fields of an account of a type; nothing where they fit.
pub(super) fn wrong(pack: &Pack, account_type: &str, fields: &Map<String, Json>) -> Vec<String> {
    let mut checker = Checker { pack, account_type, wrong: Vec::new() };
    let schema = &pack.schema;
    for (name, value) in fields {
        match schema.field(name) {
            Some(field) if field.name.value == "type" => {
                checker.wrong.push("`type` stands beside `fields`, not in them".to_owned());
            }
            Some(field) => checker.field(name, field, value),
            None if name == "translations" => checker.translations(value),
            None => {
                let near = nearest(name, schema.fields.iter().map(|field| field.name.value.as_str()));
                let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                checker.wrong.push(format!("an account has no field `{name}`{near}"));
            }
        }
    }
    let has = |name: &str| fields.get(name).is_some_and(|value| !value.is_null());
    for field in schema.fields.iter().filter(|field| field.required && field.name.value != "type") {
        if !has(&field.name.value) {
            checker.wrong.push(format!("`{}` is missing: a record cannot be without it", field.name.value));
        }
    }
    let names = |group: &[crate::source::Spanned<String>]| {
        group.iter().map(|name| format!("`{}`", name.value)).collect::<Vec<_>>().join(" and ")
    };
    let groups = &schema.needs_one_of;
    if !groups.is_empty() && !groups.iter().any(|group| group.iter().all(|name| has(&name.value))) {
        let all: Vec<String> = groups.iter().map(|group| names(group)).collect();
        checker.wrong.push(format!("it cannot be found on the map: write {}", all.join(", or ")));
    }
    for group in &schema.together {
        let filled = group.iter().filter(|name| has(&name.value)).count();
        if filled != 0 && filled != group.len() {
            checker.wrong.push(format!("{} stand together or not at all", names(group)));
        }
    }
    checker.wrong
}

struct Checker<'c> {
    pack: &'c Pack,
    account_type: &'c str,
    wrong: Vec<String>,
}

impl Checker<'_> {
    fn field(&mut self, path: &str, field: &Field, value: &Json) {
        match (field.list, value) {
            (true, Json::Array(items)) => items.iter().for_each(|item| self.value(path, field, item)),
            (true, _) => self.wrong.push(format!("`{path}` is a list: write it in square brackets")),
            (false, _) => self.value(path, field, value),
        }
    }

    fn value(&mut self, path: &str, field: &Field, value: &Json) {
        let expected = match (field.kind, value) {
            (Kind::Object, Json::Object(members)) => {
                self.members(path, field, members);
                return;
            }
            (Kind::Period, Json::Object(members)) => {
                let day = |name: &str| {
                    members.get(name).and_then(Json::as_str).and_then(|day| day.parse::<Date>().ok())
                };
                match (day("startDate"), day("endDate")) {
                    (Some(start), Some(end)) if start <= end => return,
                    _ => "a period with `startDate` and `endDate`, such as \"2026-04-01\"",
                }
            }
            (Kind::Code, Json::String(code)) => {
                self.code(path, field, code);
                return;
            }
            (Kind::Text | Kind::Html, Json::String(text)) if is_text(text) => return,
            (Kind::Integer | Kind::Money, Json::Number(number)) if number.is_u64() => return,
            (Kind::Decimal, Json::Number(number)) if is_on_the_map(path, number.as_f64()) => return,
            (Kind::Boolean, Json::Bool(_)) => return,
            (Kind::Date, Json::String(text)) if text.parse::<Date>().is_ok() => return,
            (Kind::Time, Json::String(text)) if text.parse::<Time>().is_ok() => return,
            (Kind::Url, Json::String(text)) if is_url(text) => return,
            (Kind::Email, Json::String(text)) if email_address::EmailAddress::is_valid(text) => return,
            (Kind::Phone, Json::String(text)) if is_phone(text) => return,
            (Kind::Object, _) => "an object in curly brackets",
            (Kind::Period, _) => "a period in curly brackets",
            (Kind::Text | Kind::Html, _) => "a text that is not blank, without control characters",
            (Kind::Code, _) => "a code of its vocabulary, in quotes",
            (Kind::Integer, _) => "a whole number, 0 or more",
            (Kind::Money, _) => "an amount in cents: 1250 for 12.50 €",
            (Kind::Decimal, _) => "a number; degrees of a place on the map",
            (Kind::Boolean, _) => "true or false",
            (Kind::Date, _) => "a day, such as \"2026-04-01\"",
            (Kind::Time, _) => "a time, such as \"09:30\"",
            (Kind::Url, _) => "an address that begins with http:// or https://",
            (Kind::Email, _) => "an e-mail address",
            (Kind::Phone, _) => "a telephone number in its international form, such as \"+33536494201\"",
            (Kind::Raw | Kind::Element | Kind::Unknown, _) => "something else",
        };
        self.wrong.push(format!("`{path}` is {value}; expected {expected}"));
    }

    fn members(&mut self, path: &str, field: &Field, members: &Map<String, Json>) {
        for (name, value) in members {
            let below = format!("{path}.{name}");
            match field.member(name) {
                Some(member) => self.field(&below, member, value),
                // The engine numbers the objects of such a list.
                None if field.ordered && name == "order" => {}
                None => {
                    let known: Vec<&str> =
                        field.members.iter().map(|member| member.name.value.as_str()).collect();
                    self.wrong.push(format!("`{path}` has no member `{name}`, only {}", known.join(", ")));
                }
            }
        }
        for member in field.members.iter().filter(|member| member.required) {
            if !members.contains_key(&member.name.value) {
                self.wrong.push(format!("`{path}.{}` is missing", member.name.value));
            }
        }
    }

    fn code(&mut self, path: &str, field: &Field, code: &str) {
        let Some(name) = &field.vocabulary else { return };
        let Some(vocabulary) = self.pack.vocabulary(&name.value) else { return };
        let Some(entry) = vocabulary.codes.iter().find(|entry| entry.code.value == code) else {
            let near = nearest(code, vocabulary.codes.iter().map(|entry| entry.code.value.as_str()));
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            self.wrong.push(format!("`{path}`: `{code}` is no code of `{}`{near}", name.value));
            return;
        };
        let types = &self.pack.types.types;
        let family =
            types.iter().find(|one| one.code.value == self.account_type).map(|one| one.family.as_str());
        let fits = |of: &String| *of == self.account_type || Some(of.as_str()) == family;
        if !entry.of.is_empty() && !entry.of.iter().any(fits) {
            self.wrong.push(format!(
                "`{path}`: an account of type {} has no `{code}`, only {} have",
                self.account_type,
                entry.of.join(", ")
            ));
        }
    }

    /// `{"en":{"title":"…"}}`
    fn translations(&mut self, value: &Json) {
        let Json::Object(languages) = value else {
            self.wrong.push("`translations` is an object: a language, and its fields".to_owned());
            return;
        };
        for (language, fields) in languages {
            let Json::Object(fields) = fields else {
                self.wrong.push(format!("`translations.{language}` is an object: fields and their texts"));
                continue;
            };
            for (name, value) in fields {
                let path = format!("translations.{language}.{name}");
                let own =
                    |field: &Field| field.localized || field.members.iter().any(|member| member.localized);
                match self.pack.schema.field(name).filter(|field| own(field)) {
                    Some(field) => self.field(&path, field, value),
                    None => self.wrong.push(format!("`{path}`: this field has no translations")),
                }
            }
        }
    }
}

fn is_url(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_phone(text: &str) -> bool {
    text.strip_prefix('+')
        .is_some_and(|digits| (6..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Whether degrees are those of a place; other numbers may be any.
fn is_on_the_map(field: &str, number: Option<f64>) -> bool {
    let most = match field {
        "lat" => 90.0,
        "long" => 180.0,
        _ => f64::MAX,
    };
    number.is_some_and(|number| number.abs() <= most)
}

/// Reads JSON in which no object says the same member twice: the second one would win in silence.
pub(super) fn without_repeats(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str::<Unique>(text).map(|unique| unique.0)
}

struct Unique(Json);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading).map(Self)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Json, E> {
        Ok(yes.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut all = Vec::new();
        while let Some(Unique(item)) = items.next_element()? {
            all.push(item);
        }
        Ok(all.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut all = Map::new();
        while let Some((name, Unique(value))) = members.next_entry::<String, Unique>()? {
            if all.contains_key(&name) {
                return Err(A::Error::custom(format!("`{name}` stands there twice")));
            }
            all.insert(name, value);
        }
        Ok(all.into())
    }
}

//! elloha's filters, as questions to the database.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::Value as Json;

use super::Reason;
use super::file::moment;
use crate::elloha::sales::{BookingFilter, Column, Operator};
use crate::gateway::sales::Refusal;
use crate::store::sales::Pattern;

/// The first day of a file; empty where none of its lines has one. No two databases sort what is none alike.
pub(super) const FIRST_DAY: &str =
    "COALESCE((SELECT MIN(i.day) FROM sales_items i WHERE i.file = f.id AND i.day <> ''), '')";
/// The last day of a file; empty where none of its lines has one.
pub(super) const LAST_DAY: &str = "COALESCE((SELECT MAX(i.day) FROM sales_items i WHERE i.file = f.id), '')";

/// The same, where a file without a day is neither before nor after one.
const STARTS: &str = "(SELECT MIN(i.day) FROM sales_items i WHERE i.file = f.id AND i.day <> '')";
const ENDS: &str = "(SELECT MAX(i.day) FROM sales_items i WHERE i.file = f.id AND i.day <> '')";

/// The question of a filter. Days begin and end in this time zone.
pub(super) fn pattern(filter: &BookingFilter, zone: &TimeZone) -> Result<(&'static str, Pattern), Refusal> {
    let wrong = |allowed: &str| {
        let column = filter.filter_column;
        Reason::Value(allowed.to_owned()).of(format!("the filter on {column:?} with {:?}", filter.operator))
    };
    match filter.filter_column {
        Column::DateCreated => created(filter, zone).ok_or_else(|| wrong(DAYS)),
        Column::BookingStart => booked([FIRST_DAY, STARTS], filter).ok_or_else(|| wrong(DAYS)),
        Column::BookingEnd => booked([LAST_DAY, ENDS], filter).ok_or_else(|| wrong(DAYS)),
        Column::BookingNumber => words("f.number", filter).ok_or_else(|| wrong(WORDS)),
        Column::Name => words("f.name", filter).ok_or_else(|| wrong(WORDS)),
        Column::Email => words("f.email", filter).ok_or_else(|| wrong(WORDS)),
        Column::Global => words("f.number || ' ' || f.name || ' ' || f.email || ' ' || f.reference", filter)
            .ok_or_else(|| wrong(WORDS)),
        Column::IsConfirmed => {
            let confirmed = match &filter.filter_value {
                Json::Bool(value) => Some(*value),
                Json::String(text) => text.parse().ok(),
                Json::Null | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
            };
            let sign = match (confirmed, equal(filter.operator)) {
                (Some(value), Some(equal)) if value == equal => "=",
                (Some(_), Some(_)) => "<>",
                (_, None) | (None, _) => return Err(wrong("it takes Eq or NotEq, with true or false")),
            };
            Ok(("f.status", Pattern::Compare(sign, "Confirmed".to_owned())))
        }
        // Nothing is paid here.
        Column::BalanceState => match (equal(filter.operator), filter.filter_value.as_str()) {
            (Some(equal), Some(state @ ("Sold" | "NotSold" | "TooPerceived"))) => {
                Ok(("'NotSold'", Pattern::Compare(if equal { "=" } else { "<>" }, state.to_owned())))
            }
            (None, _) | (_, Some(_) | None) => {
                Err(wrong("it takes Eq or NotEq, with Sold, NotSold or TooPerceived"))
            }
        },
    }
}

const DAYS: &str = "it takes Eq, NotEq, Gt, Gte, Lt or Lte, with a day such as 2026-07-01";
const WORDS: &str = "it takes Eq, NotEq, StartsWith, EndsWith, Contains or their opposites, with a text";

fn equal(operator: Operator) -> Option<bool> {
    match sign(operator)? {
        "=" => Some(true),
        "<>" => Some(false),
        _ => None,
    }
}

fn sign(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Eq => Some("="),
        Operator::NotEq => Some("<>"),
        Operator::Gt => Some(">"),
        Operator::Gte => Some(">="),
        Operator::Lt => Some("<"),
        Operator::Lte => Some("<="),
        Operator::StartsWith
        | Operator::EndsWith
        | Operator::Contains
        | Operator::NotStartsWith
        | Operator::NotEndsWith
        | Operator::NotContains => None,
    }
}

/// The day that a filter names; none for an hour beside it, which nothing here looks at.
fn day(filter: &BookingFilter) -> Option<Date> {
    let written: DateTime = filter.filter_value.as_str()?.parse().ok()?;
    (written.time() == Time::midnight()).then(|| written.date())
}

/// A file without a day has no first and no last one: it is on another day than any, and neither before nor after it.
fn booked(expressions: [&'static str; 2], filter: &BookingFilter) -> Option<(&'static str, Pattern)> {
    let [blank, none] = expressions;
    let sign = sign(filter.operator)?;
    let expression = if equal(filter.operator).is_some() { blank } else { none };
    Some((expression, Pattern::Compare(sign, day(filter)?.to_string())))
}

/// A day is that of the place, and moments are kept as UTC.
fn created(filter: &BookingFilter, zone: &TimeZone) -> Option<(&'static str, Pattern)> {
    let day = day(filter)?;
    let begins = |day: Date| Some(moment(day.to_zoned(zone.clone()).ok()?.timestamp()));
    let (from, to) = (begins(day)?, begins(day.tomorrow().ok()?)?);
    let asked = match filter.operator {
        Operator::Eq => Pattern::Within(from, to, true),
        Operator::NotEq => Pattern::Within(from, to, false),
        Operator::Gt => Pattern::Compare(">=", to),
        Operator::Gte => Pattern::Compare(">=", from),
        Operator::Lt => Pattern::Compare("<", from),
        Operator::Lte => Pattern::Compare("<", to),
        Operator::StartsWith
        | Operator::EndsWith
        | Operator::Contains
        | Operator::NotStartsWith
        | Operator::NotEndsWith
        | Operator::NotContains => return None,
    };
    Some(("f.created", asked))
}

fn words(expression: &'static str, filter: &BookingFilter) -> Option<(&'static str, Pattern)> {
    let wanted = filter.filter_value.as_str()?.to_lowercase();
    let mut plain = String::new();
    for c in wanted.chars() {
        if matches!(c, '%' | '_' | '!') {
            plain.push('!');
        }
        plain.push(c);
    }
    let (pattern, holds) = match filter.operator {
        Operator::Eq => (plain, true),
        Operator::NotEq => (plain, false),
        Operator::StartsWith => (format!("{plain}%"), true),
        Operator::NotStartsWith => (format!("{plain}%"), false),
        Operator::EndsWith => (format!("%{plain}"), true),
        Operator::NotEndsWith => (format!("%{plain}"), false),
        Operator::Contains => (format!("%{plain}%"), true),
        Operator::NotContains => (format!("%{plain}%"), false),
        Operator::Gt | Operator::Gte | Operator::Lt | Operator::Lte => return None,
    };
    Some((expression, Pattern::Like(pattern, holds)))
}

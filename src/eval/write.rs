//! Values into a sink, in the shape of the account schema.

use jiff::civil::Date;

use super::Sink;
use crate::value::{Day, Period, Value};

/// Writes a present value. What is not present, and what has no shape of its own, is written as the text that shows
/// it; the checker lets neither come here.
#[inline]
pub(super) fn write<S: Sink>(sink: &mut S, value: &Value<'_>) {
    if let Value::Text(text) = value { sink.text(text) } else { write_other(sink, value) }
}

fn write_other<S: Sink>(sink: &mut S, value: &Value<'_>) {
    match value {
        Value::Integer(number) | Value::Money(number) => sink.integer(*number),
        Value::Decimal(number) => sink.decimal(*number),
        Value::Boolean(yes) => sink.boolean(*yes),
        Value::Period(period) => write_period(sink, period),
        Value::List(values) => {
            sink.begin_list();
            for value in values {
                write(sink, value);
            }
            sink.end_list();
        }
        Value::Text(text) => sink.text(text),
        Value::Date(date) => match day(*date, &mut [0; 10]) {
            Some(day) => sink.text(day),
            None => sink.text(&date.to_string()),
        },
        Value::Missing
        | Value::Invalid(_)
        | Value::Unknown(_)
        | Value::Time(_)
        | Value::Phone(_)
        | Value::Element(_) => sink.text(&value.display()),
    }
}

/// A day of a year with four digits, as `2015-01-31`.
fn day(date: Date, room: &mut [u8; 10]) -> Option<&str> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year <= 9999)?;
    let (month, day) = (u16::from(date.month().unsigned_abs()), u16::from(date.day().unsigned_abs()));
    let digit = |number: u16| b'0' + u8::try_from(number % 10).unwrap_or_default();
    *room = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ];
    std::str::from_utf8(room).ok()
}

/// `{"startDate":…,"endDate":…,"daily":…,"monday":…,"closed":[…]}`
fn write_period<S: Sink>(sink: &mut S, period: &Period) {
    sink.begin_object();
    sink.key("startDate");
    sink.text(&period.start.to_string());
    sink.key("endDate");
    sink.text(&period.end.to_string());
    if let Some(hours) = &period.daily {
        sink.key("daily");
        sink.text(&hours.to_string());
    }
    for (day, hours) in &period.days {
        sink.key(day.word());
        sink.text(&hours.to_string());
    }
    if !period.closed.is_empty() {
        sink.key("closed");
        sink.begin_list();
        period.closed.iter().copied().map(Day::word).for_each(|day| sink.text(day));
        sink.end_list();
    }
    sink.end_object();
}

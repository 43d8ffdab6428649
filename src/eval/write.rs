//! Values into a sink, in the shape of the account schema.

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
        Value::Date(day) => sink.day(*day),
        Value::Missing
        | Value::Invalid(_)
        | Value::Unknown(_)
        | Value::Time(_)
        | Value::Phone(_)
        | Value::Element(_) => sink.text(&value.display()),
    }
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

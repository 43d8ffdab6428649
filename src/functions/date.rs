//! `date`: a day of the calendar.

use jiff::civil::Date;

use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "date",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Date]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Date),
    summary: "a day, written 31/12/2026 or 2026-12-31",
    doc: "A time after the day (`2026-12-31T00:00:00`, also after a space) is read and dropped. A time \
         with a zone is invalid, since the day then depends on the place. The day must exist. Years have \
         four digits.",
    examples: &[
        Example { call: "date", input: r#""31/12/2026""#, output: r#""2026-12-31""# },
        Example { call: "date", input: r#""2026-12-31T10:30:00.123""#, output: r#""2026-12-31""# },
        Example { call: "date", input: r#""1/7/2026""#, output: r#""2026-07-01""# },
        Example { call: "date", input: r#""30/02/2026""#, output: "invalid: not a date" },
        Example { call: "date", input: r#""2026-12-31T23:30:00Z""#, output: "invalid: not a date" },
    ],
    build: |_| {
        Ok(on_text(|text| match parse(&text) {
            Some(date) => Value::Date(date),
            None => Value::invalid("not a date", text),
        }))
    },
};

/// The day that a text names.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, time) = text.split_once(['T', ' ']).map_or((text, None), |(day, time)| (day, Some(time)));
    if time.is_some_and(|time| !is_time(time)) {
        return None;
    }
    let (year, month, day) = match day.split_once('/') {
        Some((day, rest)) => {
            let (month, year) = rest.split_once('/')?;
            (year, month, day)
        }
        None => {
            let (year, rest) = day.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            (year, month, day)
        }
    };
    if year.len() != 4 {
        return None;
    }
    let year = i16::try_from(number(year)?).ok()?;
    Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

/// One to four digits.
fn number(text: &str) -> Option<u16> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// `10:30`, `10:30:00`, `10:30:00.123`
fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| part.len() == 2 && number(part).is_some_and(|n| n < 60))
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

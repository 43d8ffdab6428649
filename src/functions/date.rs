//! `date`: a day of the calendar.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::function::{Example, Function, Gives, Takes, on_text};
use crate::value::{Kind, Value, trim};

pub(super) static FUNCTION: Function = Function {
    name: "date",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Date]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Date),
    summary: "a day, written 31/12/2026, 2026-12-31 or /Date(1130112000000)/",
    doc: "A time after the day (`2026-12-31T00:00:00`, also after a space, with any number of digits after \
         the seconds) is read and dropped. A time with a zone is invalid, since the day then depends on the \
         place. `/Date(…)/` counts milliseconds since 1970 and means the time on the clocks of the place, \
         so it has no zone; `/Date(…+0060)/` has minutes that are added. The day must exist. Years have four \
         digits.",
    examples: &[
        Example { call: "date", input: r#""31/12/2026""#, output: r#""2026-12-31""# },
        Example { call: "date", input: r#""2026-12-31T10:30:00.123""#, output: r#""2026-12-31""# },
        Example { call: "date", input: r#""1/7/2026""#, output: r#""2026-07-01""# },
        Example { call: "date", input: r#""2007-09-17T15:07:21.1234567""#, output: r#""2007-09-17""# },
        Example { call: "date", input: r#""01/06/2100""#, output: r#""2100-06-01""# },
        Example { call: "date", input: r#""\/Date(1130112000000)\/""#, output: r#""2005-10-24""# },
        Example { call: "date", input: r#""\/Date(1130111999999)\/""#, output: r#""2005-10-23""# },
        Example { call: "date", input: r#""\/Date(-1)\/""#, output: r#""1969-12-31""# },
        Example { call: "date", input: r#""\/Date(1130108400000+0060)\/""#, output: r#""2005-10-24""# },
        Example { call: "date", input: r#""\/Date(tomorrow)\/""#, output: "invalid: not a date" },
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
    let text = trim(text);
    if let Some(date) = usual(text.as_bytes()) {
        return Some(date);
    }
    if let Some(count) = text.strip_prefix("/Date(") {
        return from_count(count.strip_suffix(")/")?);
    }
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|byte| matches!(byte, b'T' | b' ')).unwrap_or(bytes.len());
    let (day, time) = (text.get(..end)?, text.get(end + 1..));
    if time.is_some_and(|time| !is_time(time)) {
        return None;
    }
    let parts = |sign: u8| {
        let first = day.bytes().position(|byte| byte == sign)?;
        let rest = day.get(first + 1..)?;
        let second = rest.bytes().position(|byte| byte == sign)?;
        Some((day.get(..first)?, rest.get(..second)?, rest.get(second + 1..)?))
    };
    let (year, month, day) = if day.contains('/') {
        let (day, month, year) = parts(b'/')?;
        (year, month, day)
    } else {
        parts(b'-')?
    };
    if year.len() != 4 {
        return None;
    }
    let year = i16::try_from(number(year)?).ok()?;
    Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

/// `31/12/2025`, `2025-12-31`, and these with a time to the second: the forms in which nearly all dates come.
fn usual(text: &[u8]) -> Option<Date> {
    let (day, time) = text.split_at_checked(10)?;
    let two = |at: usize| match day.get(at..at + 2)? {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        [..] => None,
    };
    let (century, years, month, days) = match (day.get(2)?, day.get(4)?, day.get(5)?, day.get(7)?) {
        (b'/', _, b'/', _) => (two(6)?, two(8)?, two(3)?, two(0)?),
        (_, b'-', _, b'-') => (two(0)?, two(2)?, two(5)?, two(8)?),
        _ => return None,
    };
    if !time.is_empty() && !is_usual_time(time) {
        return None;
    }
    let year = i16::from(century) * 100 + i16::from(years);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(days).ok()?).ok()
}

/// `T10:30:00`, `T10:30:00.123`
fn is_usual_time(time: &[u8]) -> bool {
    let is_part = |part: &[u8]| matches!(part, [b'0'..=b'5', b'0'..=b'9']);
    let Some((clock, fraction)) = time.split_at_checked(9) else { return false };
    let [b'T', hours @ .., b':', _, _, b':', _, _] = clock else { return false };
    let (minutes, seconds) = (clock.get(4..6).unwrap_or_default(), clock.get(7..).unwrap_or_default());
    let whole = match fraction {
        [] => true,
        [b'.', digits @ ..] => digits.iter().all(u8::is_ascii_digit),
        [..] => false,
    };
    whole && is_part(hours) && is_part(minutes) && is_part(seconds)
}

/// Milliseconds since 1970 and, after a sign, minutes to add: `1130108400000+0060`. `OData` v2 writes the time on the
/// clocks of the place as if it were that of UTC, so the day is the day of UTC.
fn from_count(text: &str) -> Option<Date> {
    let sign = text.rfind(['+', '-']).filter(|sign| *sign > 0);
    let (count, minutes) = sign.map_or((text, ""), |sign| text.split_at(sign));
    let digits = count.strip_prefix('-').unwrap_or(count);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let minutes = match minutes.strip_prefix('-') {
        Some(minutes) => -i64::from(number(minutes)?),
        None if minutes.is_empty() => 0,
        None => i64::from(number(minutes.strip_prefix('+')?)?),
    };
    let time = Timestamp::from_millisecond(count.parse().ok()?).ok()?;
    let time = time.checked_add(SignedDuration::from_secs(minutes * 60)).ok()?;
    let date = Offset::UTC.to_datetime(time).date();
    // As in the other forms, years have four digits.
    (date.year() >= 0).then_some(date)
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
    let count = clock.split(':').count();
    (2..=3).contains(&count)
        && clock.split(':').all(|part| part.len() == 2 && number(part).is_some_and(|n| n < 60))
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

//! When something begins, and until when it is sold.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};

use super::ladder::Asked;
use super::need::At;
use crate::elloha::sales::{Formula, Schedule};

/// When a formula begins on a day: minutes since midnight; one that has no hours begins at none.
pub(super) fn begins(formula: &Formula, day: Option<Date>) -> Vec<Option<i64>> {
    let Some(day) = day.filter(|_| formula.stock_management_type.has_slots()) else { return vec![None] };
    let weekday = day.weekday().to_sunday_zero_offset();
    let holds = |schedule: &&Schedule| {
        schedule.day_of_week == weekday
            && schedule.start_date.date() <= day
            && day <= schedule.end_date.date()
    };
    let of_day: Vec<_> = formula.schedules.iter().filter(holds).collect();
    let minute = |hour: i8, minutes: i8| i64::from(hour) * 60 + i64::from(minutes);
    let closed = |at: i64| of_day.iter().any(|s| s.is_closed && minute(s.hour, s.minutes) == at);
    let mut begins: Vec<i64> = of_day
        .iter()
        .filter(|schedule| !schedule.is_closed)
        .map(|schedule| minute(schedule.hour, schedule.minutes))
        .filter(|at| !closed(*at))
        .collect();
    begins.sort_unstable();
    begins.dedup();
    begins.into_iter().map(Some).collect()
}

/// Whether something is still sold, and already: each side has its own limits.
pub(super) fn is_released(formula: &Formula, at: At, asked: &Asked<'_>) -> bool {
    let release = &formula.release;
    let (days, hours, ahead) = if asked.desk {
        (
            release.nb_days_before_release_internal,
            release.release_hour_internal,
            release.nb_days_end_open_internal,
        )
    } else {
        (release.nb_days_before_release, release.release_hour, release.nb_days_end_open)
    };
    let Some(day) = at.day else { return true };
    let today = asked.now.to_zoned(asked.zone.clone()).date();
    let furthest = ahead.and_then(|ahead| today.checked_add(i64::from(ahead).days()).ok());
    if furthest.is_some_and(|furthest| day > furthest) {
        return false;
    }
    let before = i64::from(days.unwrap_or(0));
    let until = match at.minute {
        // With slots: so many days, and so many hours, before it begins.
        Some(minute) => {
            let begins = day.at(0, 0, 0, 0).checked_add(minute.minutes());
            let hours = SignedDuration::from_hours(i64::from(hours.unwrap_or(0)));
            begins
                .and_then(|begins| begins.checked_sub(before.days()))
                .and_then(|begins| begins.to_zoned(asked.zone.clone()))
                .and_then(|begins| begins.timestamp().checked_sub(hours))
        }
        // Without: so many days before, until an hour; without an hour, until that day ends.
        None => {
            let hour = i64::from(hours.unwrap_or(24)).clamp(0, 24);
            let last = day.checked_sub(before.days());
            last.and_then(|last| last.at(0, 0, 0, 0).checked_add(hour.hours()))
                .and_then(|until| until.to_zoned(asked.zone.clone()))
                .map(|until| until.timestamp())
        }
    };
    until.is_ok_and(|until| asked.now < until)
}

/// Whether a moment is between two, as far as they are said.
pub(super) fn within(now: DateTime, from: Option<DateTime>, to: Option<DateTime>) -> bool {
    // A last moment without an hour is the whole day.
    let end = |to: DateTime| {
        if to.time() == jiff::civil::Time::midnight() {
            to.date().tomorrow().map_or(to, |next| next.at(0, 0, 0, 0))
        } else {
            to
        }
    };
    from.is_none_or(|from| from <= now) && to.is_none_or(|to| now < end(to))
}

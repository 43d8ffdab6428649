//! One opening group, and the period that it makes.

use jiff::civil::{Date, Weekday};

use super::columns::Columns;
use super::days::DayList;
use super::hours::{self, Half, Parts};
use crate::functions::date;
use crate::functions::function::Notes;
use crate::value::{Day, Element, Period, Value};

/// What a group says, with what its continuations add.
pub(super) struct Group {
    /// The first and the last day; none in a continuation.
    pub dates: Option<(Date, Date)>,
    /// The hours of every day.
    general: Parts,
    /// The hours of single days, in the order of the week.
    week: [Parts; 7],
    /// The days and half-days on which it is closed.
    closed: Vec<(Day, Closing)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    Day,
    Half(Half),
}

impl Group {
    pub(super) fn read(
        element: &Element<'_>,
        columns: &Columns,
        notes: &mut Notes,
    ) -> Result<Self, &'static str> {
        let (from, to) = (columns.from(element), columns.to(element));
        if from.is_invalid() || to.is_invalid() {
            return Err("a collection where a date was expected");
        }
        let dates = match (from.is_present(), to.is_present()) {
            (false, false) => None,
            (true, true) => {
                let (start, end) = (day(&from)?, day(&to)?);
                if end < start {
                    return Err("a period that ends before it starts");
                }
                Some((start, end))
            }
            (true, false) | (false, true) => return Err("a period with one date only"),
        };
        let mut week: [Parts; 7] = Default::default();
        for (at, parts) in week.iter_mut().enumerate() {
            *parts = hours::read(columns.hours(element, at + 1))?;
        }
        let closed = closings(&columns.closed(element), &columns.open_days(element), notes)?;
        Ok(Self { dates, general: hours::read(columns.hours(element, 0))?, week, closed })
    }

    /// Adds the hours and closing days of a continuation.
    pub(super) fn extend(&mut self, more: Self) -> Result<(), &'static str> {
        let ours = std::iter::once(&mut self.general).chain(&mut self.week);
        let theirs = std::iter::once(more.general).chain(more.week);
        for (parts, added) in ours.zip(theirs) {
            for part in added {
                hours::add(parts, part)?;
            }
        }
        self.closed.extend(more.closed);
        Ok(())
    }

    pub(super) fn finish(self, notes: &mut Notes) -> Result<Period, &'static str> {
        let Some((start, end)) = self.dates else { return Err("a period without dates") };
        let by_day = self.week.iter().any(|parts| !parts.is_empty());
        let has_hours = by_day || !self.general.is_empty();
        let present = days_between(start, end);
        let mut open: Vec<(Day, Parts)> = vec![];
        let mut closed = vec![];
        for (day, own) in Day::WEEK.into_iter().zip(&self.week) {
            let parts = self.parts_of(day, own, notes)?;
            let is_closed = match &parts {
                None => true,
                Some(parts) => has_hours && parts.is_empty(),
            };
            if !present.contains(&day) {
                continue;
            }
            if is_closed {
                closed.push(day);
            } else if let Some(parts) = parts {
                open.push((day, parts));
            }
        }
        let names_absent_day = self.closed.iter().any(|(day, _)| !present.contains(day));
        if !has_hours && start == end && names_absent_day {
            return Err("a closing day that the date does not fall on");
        }
        if has_hours && open.is_empty() {
            return Err("hours, and closed on every day");
        }
        let equal = open.iter().zip(open.iter().skip(1)).all(|(one, next)| one.1 == next.1);
        let (daily, days) = match open.first() {
            Some((_, parts)) if has_hours && equal => (Some(hours::hours(parts)), vec![]),
            Some(_) if has_hours => {
                (None, open.iter().map(|(day, parts)| (*day, hours::hours(parts))).collect())
            }
            Some(_) | None => (None, vec![]),
        };
        Ok(Period { start, end, daily, days, closed })
    }

    /// The hours of a day; nothing if it is closed by name.
    fn parts_of(&self, day: Day, own: &Parts, notes: &mut Notes) -> Result<Option<Parts>, &'static str> {
        let halves: Vec<Half> = self
            .closed
            .iter()
            .filter_map(|(other, closing)| match closing {
                Closing::Half(half) if *other == day => Some(*half),
                Closing::Half(_) | Closing::Day => None,
            })
            .collect();
        let all_halves = Half::ALL.iter().all(|half| halves.contains(half));
        if all_halves || self.closed.contains(&(day, Closing::Day)) {
            return if own.is_empty() { Ok(None) } else { Err("a closing day that has hours") };
        }
        if !own.is_empty() || halves.is_empty() {
            return Ok(Some(if own.is_empty() { self.general.clone() } else { own.clone() }));
        }
        if self.general.is_empty() {
            notes.remark("a closed half-day, and no hours to take it from");
        }
        hours::without(&self.general, &halves).map(Some)
    }
}

/// The closing days of both lists.
fn closings(
    closed: &Value<'_>,
    open: &Value<'_>,
    notes: &mut Notes,
) -> Result<Vec<(Day, Closing)>, &'static str> {
    if closed.is_invalid() || open.is_invalid() {
        return Err("a collection where days were expected");
    }
    let closed = DayList::read(&closed.display())?;
    let is_restricted = open.is_present();
    let open = DayList::read(&open.display())?;
    if closed.holidays || open.holidays {
        notes.remark("public holidays, which an opening period has no place for");
    }
    let mut closings: Vec<(Day, Closing)> = closed.whole.iter().map(|day| (*day, Closing::Day)).collect();
    closings.extend(closed.halves.iter().map(|(day, half)| (*day, Closing::Half(*half))));
    // A list of nothing but holidays restricts nothing.
    if is_restricted && !(open.whole.is_empty() && open.halves.is_empty()) {
        if open.whole.iter().any(|day| closed.whole.contains(day)) {
            return Err("a day that is both open and closed");
        }
        for day in Day::WEEK.into_iter().filter(|day| !open.whole.contains(day)) {
            let halves = open.halves_of(day);
            if halves.is_empty() {
                closings.push((day, Closing::Day));
            } else {
                let others = Half::ALL.into_iter().filter(|half| !halves.contains(half));
                closings.extend(others.map(|half| (day, Closing::Half(half))));
            }
        }
    }
    Ok(closings)
}

fn day(value: &Value<'_>) -> Result<Date, &'static str> {
    date::parse(&value.display()).ok_or("not a date")
}

/// The days of the week that a period has.
fn days_between(start: Date, end: Date) -> Vec<Day> {
    let mut days = vec![];
    let mut date = start;
    while date <= end && days.len() < 7 {
        days.push(weekday(date));
        match date.tomorrow() {
            Ok(next) => date = next,
            Err(_) => break,
        }
    }
    days
}

fn weekday(date: Date) -> Day {
    match date.weekday() {
        Weekday::Monday => Day::Monday,
        Weekday::Tuesday => Day::Tuesday,
        Weekday::Wednesday => Day::Wednesday,
        Weekday::Thursday => Day::Thursday,
        Weekday::Friday => Day::Friday,
        Weekday::Saturday => Day::Saturday,
        Weekday::Sunday => Day::Sunday,
    }
}

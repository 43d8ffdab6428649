//! Opening periods: stretches of days with hours.
//!
//! The shape follows elloha's `OpeningTime` (start, end, days, up to two parts a day), written so that a person
//! can review it: equal days are said once.

use std::fmt;

use jiff::civil::{Date, Time};

/// A day of the week, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// lundi
    Monday,
    /// mardi
    Tuesday,
    /// mercredi
    Wednesday,
    /// jeudi
    Thursday,
    /// vendredi
    Friday,
    /// samedi
    Saturday,
    /// dimanche
    Sunday,
}

impl Day {
    /// The week in order.
    pub const WEEK: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// `monday`: the member name and the code.
    pub fn word(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

/// From opening to closing, once or twice a day: `09:00-12:30 14:00-18:00`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Hours {
    /// The parts of the day, in order; never overlapping.
    pub parts: Vec<(Time, Time)>,
}

impl fmt::Display for Hours {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (open, close)) in self.parts.iter().enumerate() {
            if at > 0 {
                out.write_str(" ")?;
            }
            write!(out, "{}-{}", open.strftime("%H:%M"), close.strftime("%H:%M"))?;
        }
        Ok(())
    }
}

/// One period.
///
/// **Invariant:** a day is in `closed`, or has hours in `daily` or `days`, or (where no hours are known at all) in
/// neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day, included.
    pub end: Date,
    /// The hours of every day that is neither in `days` nor closed.
    pub daily: Option<Hours>,
    /// The days that have hours of their own, in the order of the week.
    pub days: Vec<(Day, Hours)>,
    /// The days on which it is closed, in the order of the week.
    pub closed: Vec<Day>,
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} to {}", self.start, self.end)?;
        if let Some(hours) = &self.daily {
            write!(out, " {hours}")?;
        }
        for (day, hours) in &self.days {
            write!(out, " {} {hours}", day.word())?;
        }
        if !self.closed.is_empty() {
            out.write_str(" closed")?;
        }
        for day in &self.closed {
            write!(out, " {}", day.word())?;
        }
        Ok(())
    }
}

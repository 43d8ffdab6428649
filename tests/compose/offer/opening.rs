//! Opening calendars.

use super::super::bordereau::Bordereau;
use super::{Date, Dice};

/// A day of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Day {
    /// `lundi`
    pub(crate) lower: &'static str,
    /// `Lundi`
    pub(crate) upper: &'static str,
}

const fn day(lower: &'static str, upper: &'static str) -> Day {
    Day { lower, upper }
}

/// Monday first.
pub(crate) const DAYS: [Day; 7] = [
    day("lundi", "Lundi"),
    day("mardi", "Mardi"),
    day("mercredi", "Mercredi"),
    day("jeudi", "Jeudi"),
    day("vendredi", "Vendredi"),
    day("samedi", "Samedi"),
    day("dimanche", "Dimanche"),
];

/// The hours of a day: up to two stretches, `HH:MM`, empty where there is none. `09:00|||19:00` has no break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hours {
    /// Open 1, close 1, open 2, close 2.
    pub(crate) cells: [&'static str; 4],
}

impl Hours {
    /// A day on which it is closed.
    pub(crate) const NONE: Self = Self { cells: ["", "", "", ""] };

    /// `09:00|12:30|14:00|18:00`
    pub(crate) fn joined(self) -> String {
        self.cells.join("|")
    }
}

const fn hours(
    open1: &'static str,
    close1: &'static str,
    open2: &'static str,
    close2: &'static str,
) -> Hours {
    Hours { cells: [open1, close1, open2, close2] }
}

/// A period of one year.
#[derive(Clone, Debug)]
pub(crate) struct Period {
    /// First day.
    pub(crate) from: Date,
    /// Last day.
    pub(crate) to: Date,
    /// Of each open day; [`Hours::NONE`] where the record gives dates only.
    pub(crate) hours: Hours,
    /// In the order of the week.
    pub(crate) closed: Vec<Day>,
}

impl Period {
    /// The hours of one day.
    pub(crate) fn of_day(&self, day: Day) -> Hours {
        if self.closed.contains(&day) { Hours::NONE } else { self.hours }
    }

    /// `Lundi-Dimanche`, or joined by another sign.
    pub(crate) fn closed_days(&self, between: &str) -> String {
        let names: Vec<&str> = self.closed.iter().map(|day| day.upper).collect();
        names.join(between)
    }
}

/// Of what is visited.
const VISITS: [Hours; 5] = [
    hours("09:00", "12:30", "14:00", "18:00"),
    hours("09:30", "12:00", "14:30", "18:30"),
    hours("10:00", "", "", "19:00"),
    hours("10:00", "13:00", "15:00", "19:30"),
    hours("", "", "14:00", "18:30"),
];

/// Of what is eaten.
const MEALS: [Hours; 3] = [
    hours("12:00", "14:00", "19:00", "21:30"),
    hours("11:45", "14:30", "18:45", "22:00"),
    hours("12:00", "", "", "22:30"),
];

/// Seasons of a year, which follow each other: day and month of the first and of the last day.
const SEASONS: [&[(u64, u64, u64, u64)]; 5] = [
    &[(1, 1, 31, 12)],
    &[(1, 4, 30, 9)],
    &[(12, 2, 3, 7), (4, 7, 11, 11)],
    &[(1, 3, 30, 6), (1, 7, 31, 8), (1, 9, 15, 11)],
    &[(1, 1, 31, 12)],
];

/// The calendar of a year, which so many of a thousand records have.
pub(super) fn compose(dice: &mut Dice, bordereau: Bordereau, year: u64, per_mille: u64) -> Vec<Period> {
    if !dice.has(per_mille) {
        return Vec::new();
    }
    // People who come for a week ask for dates, not for hours.
    let (all_hours, dates_only): (&[Hours], u64) = match bordereau {
        Bordereau::Res => (&MEALS, 50),
        Bordereau::Hot => (&[hours("07:00", "", "", "22:00")], 700),
        other if other.is_lodging() => (&[Hours::NONE], 1000),
        _ => (&VISITS, 150),
    };
    let hours = if dice.chance(dates_only) { Hours::NONE } else { dice.pick(all_hours) };
    let seasons = dice.pick(&SEASONS);
    seasons
        .iter()
        .map(|(day, month, last_day, last_month)| Period {
            from: Date { year, month: *month, day: *day },
            to: Date { year, month: *last_month, day: *last_day },
            hours,
            closed: if hours == Hours::NONE { Vec::new() } else { closed(dice) },
        })
        .collect()
}

fn closed(dice: &mut Dice) -> Vec<Day> {
    match dice.between(0, 9) {
        0..4 => Vec::new(),
        4..7 => vec![DAYS[0]],
        7..9 => vec![DAYS[6]],
        _ => vec![DAYS[0], DAYS[6]],
    }
}

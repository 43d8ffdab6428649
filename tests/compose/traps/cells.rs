//! Opening calendars of one period, day by day, as traps need them.

use super::super::offer::DAYS;

/// A day on which it is closed.
pub(super) const CLOSED: &str = "|||";

/// 31 cells: `dates` are the first two, each day has four, `closed` is the last.
pub(super) fn opening_31(dates: &str, days: [&str; 7], closed: &str) -> String {
    format!("{dates}|{}|{closed}", days.join("|"))
}

/// 39 cells: the same with the names of the days.
pub(super) fn opening_39(dates: &str, days: [&str; 7], closed: &str) -> String {
    let named: Vec<String> =
        DAYS.iter().zip(days).map(|(day, hours)| format!("{}|{hours}", day.lower)).collect();
    format!("{dates}|{}|jours_fermeture|{closed}", named.join("|"))
}

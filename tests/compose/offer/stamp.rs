//! Dates, and dates with a time.

use super::Dice;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    /// `2026`
    pub(crate) year: u64,
    /// From 1.
    pub(crate) month: u64,
    /// From 1.
    pub(crate) day: u64,
}

impl Date {
    /// `01/04/2026`
    pub(crate) fn french(self) -> String {
        format!("{:02}/{:02}/{}", self.day, self.month, self.year)
    }

    /// `2026-04-01T00:00:00`
    pub(crate) fn iso(self) -> String {
        format!("{}-{:02}-{:02}T00:00:00", self.year, self.month, self.day)
    }

    /// Days since 1970, by counting from a March so that leap days come last.
    fn days(self) -> u64 {
        let (year, month) =
            if self.month > 2 { (self.year, self.month - 3) } else { (self.year - 1, self.month + 9) };
        let of_year = (153 * month + 2) / 5 + self.day - 1;
        year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
    }
}

/// A date with a time, without zone.
#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    date: Date,
    /// Seconds of the day.
    seconds: u64,
    /// None to three digits behind the seconds.
    fraction: &'static str,
}

impl Stamp {
    /// When a record was first published.
    pub(crate) fn published(dice: &mut Dice) -> Self {
        let year = dice.between(2007, 2022);
        Self::in_year(dice, year)
    }

    /// When it was last changed: recent.
    pub(crate) fn updated(dice: &mut Dice) -> Self {
        let year = dice.between(2024, 2026);
        Self::in_year(dice, year)
    }

    fn in_year(dice: &mut Dice, year: u64) -> Self {
        let date = Date { year, month: dice.between(1, 10), day: dice.between(1, 28) };
        let seconds = dice.between(7 * 3600, 19 * 3600);
        Self { date, seconds, fraction: dice.pick(&["", "", ".7", ".33", ".207", ".113"]) }
    }

    /// `2026-03-14T09:26:53.5`
    pub(crate) fn iso(&self) -> String {
        let Date { year, month, day } = self.date;
        let (hour, minute, second) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{}", self.fraction)
    }

    /// `/Date(1773480413500)/`
    pub(crate) fn milliseconds(&self) -> String {
        let fraction = format!("{:0<3}", self.fraction.trim_start_matches('.'));
        let fraction: u64 = fraction.parse().expect("three digits");
        format!("/Date({})/", (self.date.days() * 86_400 + self.seconds) * 1000 + fraction)
    }
}

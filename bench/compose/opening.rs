//! Opening calendars in the layouts of head 22 (6 cells) and head 24 (7, 31 and 39 cells).
//!
//! **Invariant:** the three texts of one calendar of head 24 say the same; two calendars in a hundred cannot be read.

use crate::random::Random;

/// Hours of a day: morning and afternoon, or one stretch; the last cells are empty or end a continuous day.
const HOURS: [&str; 6] = [
    "09:00|12:00|14:00|18:00",
    "09:30|12:30|14:30|19:00",
    "10:00|||19:00",
    "08:00|20:00||",
    "||14:00|18:30",
    "10:00|13:00|15:00|19:30",
];

/// What some calendars of real feeds hold: an opening without its closing, hours in words, an end before its start.
const UNREADABLE: [&str; 3] = ["09:00|12:00|14:00|", "9h-12h|||", "12:00|09:00|18:00|14:00"];

/// Seasons of a year, which follow each other.
const SEASONS: [&[(&str, &str)]; 4] = [
    &[("01/01", "31/12")],
    &[("01/04", "30/09")],
    &[("12/02", "03/07"), ("04/07", "11/11")],
    &[("01/03", "30/06"), ("01/07", "31/08"), ("01/09", "15/11")],
];

const DAYS: [(&str, &str); 7] = [
    ("lundi", "Lundi"),
    ("mardi", "Mardi"),
    ("mercredi", "Mercredi"),
    ("jeudi", "Jeudi"),
    ("vendredi", "Vendredi"),
    ("samedi", "Samedi"),
    ("dimanche", "Dimanche"),
];

/// `IDENTPERIODEOUVERTURE`: six cells, periods joined by `##`.
pub(crate) fn of_bretagne(random: &mut Random) -> String {
    let broken = random.chance(20);
    let seasons = random.pick(&SEASONS);
    let periods: Vec<String> = seasons
        .iter()
        .map(|(start, end)| {
            let hours = if broken {
                random.pick(&UNREADABLE)
            } else if random.chance(150) {
                "|||"
            } else {
                random.pick(&HOURS)
            };
            format!("{start}/2026|{end}/2026|{hours}")
        })
        .collect();
    periods.join("##")
}

/// A calendar of the Dordogne in its three forms.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// `OUVERTURE`: 7 cells.
    pub(crate) summary: String,
    /// `OUVERTURECOMPLET`: 31 cells.
    pub(crate) full: String,
    /// `OUVERTURECOMPLETAVECJOURS`: 39 cells.
    pub(crate) named: String,
}

/// A calendar of one year.
pub(crate) fn of_dordogne(random: &mut Random, year: u64) -> Calendar {
    let broken = random.chance(20);
    let (mut summary, mut full, mut named) = (vec![], vec![], vec![]);
    for (start, end) in random.pick(&SEASONS) {
        let hours = if broken { random.pick(&UNREADABLE) } else { random.pick(&HOURS) };
        let closed_days = random.below(3);
        let closed = random.sample(&DAYS, closed_days);
        let names: Vec<&str> = closed.iter().map(|(_, name)| *name).collect();
        let names = names.join("-");
        let dates = format!("{start}/{year}|{end}/{year}");
        let of_day = |day| if closed.contains(day) { "|||" } else { hours };
        let days: Vec<String> = DAYS.iter().map(|day| format!("{}|", of_day(day))).collect();
        let named_days: Vec<String> = DAYS.iter().map(|day| format!("{}|{}|", day.0, of_day(day))).collect();
        summary.push(format!("{dates}|{hours}|{names}"));
        full.push(format!("{dates}|{}{names}", days.concat()));
        named.push(format!("{dates}|{}jours_fermeture|{names}", named_days.concat()));
    }
    Calendar { summary: summary.join("#"), full: full.join("#"), named: named.join("#") }
}

//! Openings, in both shapes.

use super::super::super::fields::Fields;
use super::super::super::value::Value;
use super::{entries, set_rows};

/// A period of one of the two shapes: dates, four times, closing days.
#[derive(Clone, Copy)]
struct Group<'a> {
    from: &'a str,
    to: &'a str,
    times: [&'a str; 4],
    closed: &'a [&'a str],
}

const SEASON: Group<'static> =
    Group { from: "2026-04-01", to: "2026-10-31", times: ["09:00", "12:00", "14:00", "18:00"], closed: &[] };

/// Hours of every day: the feeds of lodging, in 64 also those of heritage.
fn daily(fields: &mut Fields, groups: &[Group<'_>]) {
    let row = |group: &Group<'_>| {
        let [open1, close1, open2, close2] = group.times.map(time);
        Fields::new()
            .with("Datededebut", date(group.from))
            .with("Datedefin", date(group.to))
            .with("Heuredouverture1", open1)
            .with("Heuredefermeture1", close1)
            .with("Heuredouverture2", open2)
            .with("Heuredefermeture2", close2)
            .with("Joursdefermeture", entries(group.closed))
    };
    set_rows(fields, "OUVERTUREs", groups.iter().map(row).collect());
}

/// Hours of each day; on Mondays it is closed.
fn by_day(fields: &mut Fields, groups: &[Group<'_>]) {
    let row = |group: &Group<'_>| {
        let mut row = Fields::new().with("Datedebut", date(group.from)).with("Datefin", date(group.to));
        for day in ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"] {
            let names = ["heuredebut1", "heurefin1", "heuredebut2", "heurefin2"];
            for (name, cell) in names.into_iter().zip(group.times) {
                row.set(&format!("{day}{name}"), if day == "lundi" { Value::Null } else { time(cell) });
            }
        }
        row
    };
    set_rows(fields, "OUVERTUREs", groups.iter().map(row).collect());
}

fn date(day: &str) -> Value {
    if day.is_empty() { Value::Null } else { format!("{day}T00:00:00").into() }
}

fn time(cell: &str) -> Value {
    if cell.is_empty() { Value::Null } else { format!("{cell}:00").into() }
}

/// Open 1 and close 2 only: a day without a break.
pub(crate) fn no_break(fields: &mut Fields) {
    daily(fields, &[Group { times: ["09:00", "", "", "19:00"], ..SEASON }]);
}

/// The same day by day.
pub(crate) fn no_break_by_day(fields: &mut Fields) {
    by_day(fields, &[Group { times: ["09:00", "", "", "19:00"], ..SEASON }]);
}

/// An opening without its closing.
pub(crate) fn no_closing(fields: &mut Fields) {
    daily(fields, &[Group { times: ["10:00", "", "", ""], ..SEASON }]);
}

/// The same day by day.
pub(crate) fn no_closing_by_day(fields: &mut Fields) {
    by_day(fields, &[Group { times: ["10:00", "", "", ""], ..SEASON }]);
}

/// The whole year, without hours.
pub(crate) fn whole_year(fields: &mut Fields) {
    daily(fields, &[Group { from: "2026-01-01", to: "2026-12-31", times: ["", "", "", ""], closed: &[] }]);
}

/// A date that stands for one that nobody knows.
pub(crate) fn far_date(fields: &mut Fields) {
    daily(fields, &[Group { from: "2100-06-01", to: "2100-06-02", times: ["", "", "", ""], closed: &[] }]);
}

/// Whole days on which it is closed.
pub(crate) fn closed_days(fields: &mut Fields) {
    daily(fields, &[Group { closed: &["Lundi", "Dimanche"], ..SEASON }]);
}

/// Half-days on which it is closed.
pub(crate) fn closed_half_days(fields: &mut Fields) {
    daily(fields, &[Group { closed: &["Mercredi matin", "Samedi après midi", "Dimanche"], ..SEASON }]);
}

/// Public holidays among the closing days.
pub(crate) fn closed_holidays(fields: &mut Fields) {
    daily(fields, &[Group { closed: &["Lundi", "Jours fériés"], ..SEASON }]);
}

/// More hours of the period before, without dates.
pub(crate) fn continued(fields: &mut Fields) {
    let evening = Group { from: "", to: "", times: ["19:00", "22:00", "", ""], closed: &[] };
    daily(fields, &[Group { times: ["12:00", "14:30", "", ""], ..SEASON }, evening]);
}

/// The same day by day.
pub(crate) fn continued_by_day(fields: &mut Fields) {
    let evening = Group { from: "", to: "", times: ["19:00", "22:00", "", ""], closed: &[] };
    by_day(fields, &[Group { times: ["12:00", "14:30", "", ""], ..SEASON }, evening]);
}

/// Hours before any date.
pub(crate) fn no_dates(fields: &mut Fields) {
    by_day(fields, &[Group { from: "", to: "", ..SEASON }]);
}

/// A public holiday as a period of its own, which names only the closing day.
pub(crate) fn closed_on_a_date(fields: &mut Fields) {
    let holiday = Group { from: "2026-05-14", to: "2026-05-14", times: ["", "", "", ""], closed: &["Jeudi"] };
    daily(fields, &[SEASON, holiday]);
}

/// Until midnight.
pub(crate) fn midnight(fields: &mut Fields) {
    by_day(fields, &[Group { times: ["18:00", "00:00", "", ""], ..SEASON }]);
}

/// A period that ends before it starts.
pub(crate) fn ends_before(fields: &mut Fields) {
    by_day(fields, &[Group { from: "2026-10-31", to: "2026-04-01", ..SEASON }]);
}

/// A far date behind a season.
pub(crate) fn far_date_behind(fields: &mut Fields) {
    let far = Group { from: "2100-06-01", to: "2100-06-02", times: ["", "", "", ""], closed: &[] };
    daily(fields, &[SEASON, far]);
}

/// Next year is not known.
pub(crate) fn far_next_year(fields: &mut Fields) {
    by_day(fields, &[Group { from: "2100-06-01", to: "2100-06-02", ..SEASON }]);
    let far = fields.at("OUVERTUREs").clone();
    by_day(fields, &[SEASON]);
    fields.change("OUVERTUREANNEESUIVANTEs", far);
}

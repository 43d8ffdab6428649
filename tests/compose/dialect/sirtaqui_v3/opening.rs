//! OUVERTUREs, in its two shapes.

use super::super::super::fields::Fields;
use super::super::super::offer::{DAYS, Hours, Period};
use super::super::super::value::Value;
use super::form::Form;
use super::{Record, thesaurus_of};

/// This year and the next.
pub(super) fn write(record: &mut Record<'_>, form: &Form) {
    let shape = if form.daily { every_day } else { by_day };
    let offer = record.offer;
    record.rows("OUVERTUREs", offer.openings.iter().map(shape).collect());
    record.rows("OUVERTUREANNEESUIVANTEs", offer.next_openings.iter().map(shape).collect());
}

/// Hours of every day, and the days on which it is closed.
fn every_day(period: &Period) -> Fields {
    let closed: Vec<&str> = period.closed.iter().map(|day| day.upper).collect();
    let [open1, close1, open2, close2] = period.hours.cells.map(time);
    Fields::new()
        .with("Datededebut", period.from.iso())
        .with("Datedefin", period.to.iso())
        .with("Heuredouverture1", open1)
        .with("Heuredefermeture1", close1)
        .with("Heuredouverture2", open2)
        .with("Heuredefermeture2", close2)
        .with("Joursdefermeture", thesaurus_of("JOURs", &closed))
}

/// The hours of each day.
fn by_day(period: &Period) -> Fields {
    let mut row = Fields::new().with("Datedebut", period.from.iso()).with("Datefin", period.to.iso());
    for day in DAYS {
        let Hours { cells } = period.of_day(day);
        let names = ["heuredebut1", "heurefin1", "heuredebut2", "heurefin2"];
        for (name, cell) in names.into_iter().zip(cells) {
            row.set(&format!("{}{name}", day.lower), time(cell));
        }
    }
    row
}

/// `09:00:00`
fn time(cell: &str) -> Value {
    if cell.is_empty() { Value::Null } else { format!("{cell}:00").into() }
}

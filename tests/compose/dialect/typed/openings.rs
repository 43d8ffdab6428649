//! Calendars of typed feeds: a row for each period, times as durations.

use super::super::super::fields::Fields;
use super::super::super::head::Feed;
use super::super::super::offer::{DAYS, Hours, Offer, Period};
use super::super::super::value::Value;

/// The rows. With closed days the hours stand under the days, else they are those of every day.
pub(super) fn rows(offer: &Offer, feed: &Feed) -> Vec<Fields> {
    let mut note = offer.texts.opening_note.as_ref().map(|text| text.in_language(feed.language));
    offer.openings.iter().map(|period| row(period, note.take())).collect()
}

fn row(period: &Period, note: Option<String>) -> Fields {
    let by_day = !period.closed.is_empty();
    let mut fields = Fields::new().with("Datedebut", period.from.iso()).with("Datefin", period.to.iso());
    hours(&mut fields, "", if by_day { Hours::NONE } else { period.hours });
    for day in DAYS {
        hours(&mut fields, day.lower, if by_day { period.of_day(day) } else { Hours::NONE });
    }
    fields
        .with("Precisionssurlesouvertures", note)
        .with("Precisionssurlesfermetures", Value::Null)
        .with("Reglederecurrence", Value::Null)
}

/// `lundiheuredebut1` and the other three.
fn hours(fields: &mut Fields, day: &str, hours: Hours) {
    let names = ["heuredebut1", "heurefin1", "heuredebut2", "heurefin2"];
    for (name, time) in names.into_iter().zip(hours.cells) {
        fields.set(&format!("{day}{name}"), duration(time));
    }
}

/// `PT10H30M` for `10:30`, `PT9H` for `09:00`, nothing for an empty time.
fn duration(time: &str) -> Option<String> {
    let (hour, minute) = time.split_once(':')?;
    let hour = hour.trim_start_matches('0');
    let minute = if minute == "00" { String::new() } else { format!("{}M", minute.trim_start_matches('0')) };
    Some(format!("PT{hour}H{minute}"))
}

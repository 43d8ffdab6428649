//! Composite texts: opening calendars, prices, pictures, numbers with a remark.

use super::super::super::offer::{DAYS, Day, Hours, Period, Photo, Price, amount};

/// `OUVERTURE`: seven cells a period.
pub(super) fn opening_7(periods: &[Period]) -> Option<String> {
    joined(periods, |period| {
        format!("{}|{}|{}", dates(period), period.hours.joined(), period.closed_days("-"))
    })
}

/// `OUVERTURECOMPLET`: the hours of each day, 31 cells. A calendar of dates has no hours to list.
pub(super) fn opening_31(periods: &[Period]) -> Option<String> {
    let with_hours = with_hours(periods);
    joined(&with_hours, |period| {
        let days: Vec<String> = DAYS.iter().map(|day| period.of_day(*day).joined()).collect();
        format!("{}|{}|{}", dates(period), days.join("|"), period.closed_days("-"))
    })
}

/// `OUVERTURECOMPLETAVECJOURS`: the same with the names of the days, 39 cells.
pub(super) fn opening_39(periods: &[Period]) -> Option<String> {
    let with_hours = with_hours(periods);
    joined(&with_hours, |period| {
        let of_day = |day: &Day| format!("{}|{}", day.lower, period.of_day(*day).joined());
        let days: Vec<String> = DAYS.iter().map(of_day).collect();
        format!("{}|{}|jours_fermeture|{}", dates(period), days.join("|"), period.closed_days("-"))
    })
}

fn with_hours(periods: &[Period]) -> Vec<Period> {
    periods.iter().filter(|period| period.hours != Hours::NONE).cloned().collect()
}

fn dates(period: &Period) -> String {
    format!("{}|{}", period.from.french(), period.to.french())
}

/// `TARIFS`: four cells a price.
pub(super) fn prices(prices: &[Price]) -> Option<String> {
    joined(prices, |price| {
        let max = price.max.map(amount).unwrap_or_default();
        format!("{}|{}|{max}|{}", price.title, amount(price.min), price.note.unwrap_or_default())
    })
}

/// `PHOTO`: addresses.
pub(super) fn photo(photos: &[Photo], media: &str) -> Option<String> {
    joined(photos, |photo| format!("{media}{}", photo.file))
}

/// `PHOTOCOMPLET`: address, credit, title, and a cell that is always empty.
pub(super) fn photo_complete(photos: &[Photo], media: &str) -> Option<String> {
    joined(photos, |photo| format!("{media}{}|{}|{}|", photo.file, photo.credit, photo.title))
}

/// `PHOTOS` of Lourdes: the address in the second cell.
pub(super) fn photos_of_lourdes(photos: &[Photo], media: &str) -> Option<String> {
    joined(photos, |photo| format!("{}|{media}{}|{}|", photo.title, photo.file, photo.credit))
}

/// `TELCOMPLET` and its like: each value with a cell for a remark, which is empty.
pub(super) fn complete(list: Option<String>) -> Option<String> {
    list.map(|list| {
        let items: Vec<String> = list.split('#').map(|item| format!("{item}|")).collect();
        items.join("#")
    })
}

/// Items as one text, null where there are none.
pub(super) fn joined<T>(items: &[T], item: impl Fn(&T) -> String) -> Option<String> {
    let items: Vec<String> = items.iter().map(item).collect();
    (!items.is_empty()).then(|| items.join("#"))
}

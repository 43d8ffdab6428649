//! Lines that are added to a file: each must be something that can be had, at the price that was agreed to.

use jiff::Timestamp;
use jiff::civil::Time;
use uuid::Uuid;

use super::file::{booking, moment};
use super::ladder::{Asked, Had, ladder};
use super::need::{At, Left, UNLIMITED, needs};
use super::sold::{Sold, shape_of, written};
use super::{Local, Note, Reason, Trouble};
use crate::elloha::sales::{Booking, BookingStatus, Formula, ItemStatus, NewItem};
use crate::gateway::sales::Refusal;
use crate::store::sales::ItemRow;
use crate::store::{self, Connection};

/// Lines in a file.
const MOST_LINES: usize = 200;

/// The highest number of a line.
const MOST_NUMBER: i64 = 1_000_000;

pub(super) fn add(
    local: &Local,
    id: Uuid,
    new: &[NewItem],
    now: Timestamp,
    note: &mut Note<'_>,
) -> Result<Booking, Trouble> {
    let (at, key) = (moment(now), id.to_string());
    let done = local.store.trying(|connection| {
        // Whoever writes to the file now waits for this.
        let is_open = store::sales::add_items(connection, &key, &[], &at)?;
        let Some(file) = store::sales::file(connection, &key)? else {
            return Ok(Err(Reason::UnknownFile.of(key.clone())));
        };
        let known = store::sales::items(connection, &key)?;
        let added = match rows(&key, &known, new)? {
            Ok(added) => added,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if !is_open {
            let status = booking(&file, &[])?.status;
            // The same lines again: they are there.
            let again = added.is_empty() && status == BookingStatus::Confirmed;
            return Ok(if again {
                Ok(booking(&file, &known)?)
            } else {
                Err(Reason::State(status).of(key.clone()))
            });
        }
        for row in &added {
            let item: NewItem = shape_of(&row.shape)?;
            if let Err(refusal) = offered(local, connection, &item, now, Stock::MustBeLeft)? {
                return Ok(Err(refusal));
            }
        }
        store::sales::add_items(connection, &key, &added, &at)?;
        let all = store::sales::items(connection, &key)?;
        let booking = booking(&file, &all)?;
        note(connection, &booking)?;
        Ok(Ok(booking))
    })?;
    Ok(done?)
}

/// The lines that are not there yet. A line with a number that is there must be the same line.
fn rows(
    file: &str,
    known: &[ItemRow],
    new: &[NewItem],
) -> Result<Result<Vec<ItemRow>, Refusal>, store::Error> {
    let mut rows: Vec<ItemRow> = Vec::new();
    let mut last = known.iter().map(|item| item.line).max().unwrap_or(0);
    for item in new {
        if item.booking_start.is_some_and(|start| start.time() != Time::midnight()) {
            let allowed = "`bookingStart` is a day: the hour stands in `hour` and `minutes`";
            return Ok(Err(Reason::Value(allowed.to_owned()).of(told(item))));
        }
        let line = item.line_number.map_or(last + 1, i64::from);
        if !(1..=MOST_NUMBER).contains(&line) {
            let allowed = "the number of a line is from 1 to 1000000";
            return Ok(Err(Reason::Value(allowed.to_owned()).of(format!("lineNumber {line}"))));
        }
        last = last.max(line);
        let numbered = NewItem { line_number: i32::try_from(line).ok(), ..item.clone() };
        let shape = written(&numbered)?;
        if let Some(same) = known.iter().chain(&rows).find(|known| known.line == line) {
            if same.shape != shape {
                return Ok(Err(Reason::LineTaken.of(line.to_string())));
            }
            continue;
        }
        rows.push(ItemRow {
            id: Uuid::new_v4().to_string(),
            file: file.to_owned(),
            line,
            idoi: item.id_oi.to_string(),
            formula: item.id_formula.to_string(),
            resource: item.id_prestation.to_string(),
            day: item.booking_start.map_or_else(String::new, |start| start.date().to_string()),
            status: ItemStatus::InProgress.word().to_owned(),
            shape,
            cancel_mode: String::new(),
        });
    }
    if known.len() + rows.len() > MOST_LINES {
        return Ok(Err(Reason::TooLong(MOST_LINES).of(file)));
    }
    Ok(Ok(rows))
}

/// What is asked of the stock of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stock {
    /// Enough of it must be left.
    MustBeLeft,
    /// It is taken next, which says whether it is left; this is the version of what the account offers.
    IsTakenNext(i64),
}

impl Stock {
    fn version(self) -> Option<i64> {
        match self {
            Self::MustBeLeft => None,
            Self::IsTakenNext(version) => Some(version),
        }
    }
}

/// What a line asks for, as it is offered now; or why it is not.
pub(super) fn offered(
    local: &Local,
    connection: &mut dyn Connection,
    item: &NewItem,
    now: Timestamp,
    stock: Stock,
) -> Result<Result<(std::sync::Arc<Sold>, Had), Refusal>, store::Error> {
    let Some(sold) = local.kept.sold(connection, item.id_oi, stock.version())? else {
        return Ok(Err(Reason::UnknownAccount.of(item.id_oi.to_string())));
    };
    let Some(formula) = sold.formula(item.id_formula) else {
        return Ok(Err(Reason::UnknownOffer.of(format!("the formula {}", item.id_formula))));
    };
    if let Some(allowed) = unfit(item, formula) {
        return Ok(Err(Reason::Value(allowed.to_owned()).of(told(item))));
    }
    let days: Vec<_> = item.booking_start.iter().map(|start| start.date()).collect();
    let asked = Asked {
        formula: Some(item.id_formula),
        resource: Some(item.id_prestation),
        plan: Some(item.id_rate_plan),
        days: &days,
        pax: None,
        desk: false,
        now,
        zone: &local.zone,
    };
    let what = told(item);
    let had = match ladder(&sold, &asked, None) {
        Ok(had) => had,
        Err(status) => return Ok(Err(Reason::NotAvailable(status).of(what))),
    };
    let at = At { day: days.first().copied(), minute: minute(item) };
    let Some(mut had) = had.into_iter().find(|had| had.at == at) else {
        let allowed = if at.minute.is_some() {
            "it does not begin at that hour: read availability again"
        } else {
            "`bookingStart`, `hour` and `minutes` are those of the availability that it was chosen from"
        };
        return Ok(Err(Reason::Value(allowed.to_owned()).of(what)));
    };
    if had.price != item.unit_amount_including_vat {
        return Ok(Err(Reason::Price(had.price).of(what)));
    }
    let (least, most) = (had.min_qty.unwrap_or(1).max(1), had.max_qty.unwrap_or(i32::MAX));
    if item.quantity < least || item.quantity > most {
        return Ok(Err(Reason::Quantity { least, most }.of(what)));
    }
    if stock == Stock::MustBeLeft {
        let needs = needs(&sold, formula, item.id_prestation, had.at);
        let mut slots = Vec::new();
        let mut takings = Vec::new();
        for need in &needs {
            slots.extend(store::sales::stock_row(connection, &need.resource, &need.day, need.slot)?);
            if !need.counts() {
                takings.extend(store::sales::takings_of_day(connection, &need.resource, &need.day)?);
            }
        }
        had.left = Left::new(slots, takings).of(&needs);
        if had.left < UNLIMITED && had.left < i64::from(item.quantity) {
            return Ok(Err(Reason::SoldOut(i32::try_from(had.left).unwrap_or(0)).of(what)));
        }
    }
    Ok(Ok((sold, had)))
}

/// Why a line is none, whatever is offered.
fn unfit(item: &NewItem, formula: &Formula) -> Option<&'static str> {
    let dated = !formula.stock_management_type.is_undated();
    match item.booking_start {
        None if dated => Some("it is for a day: `bookingStart` is missing"),
        Some(_) if !dated => {
            Some("it is a ticket for any day: leave `bookingStart`, `hour` and `minutes` out")
        }
        Some(_) | None if item.hour.is_none() && item.minutes.is_some_and(|minutes| minutes != 0) => {
            Some("`minutes` come with an `hour`")
        }
        Some(_) | None => None,
    }
}

/// The minute at which a line begins.
fn minute(item: &NewItem) -> Option<i64> {
    item.hour.map(|hour| i64::from(hour) * 60 + i64::from(item.minutes.unwrap_or(0)))
}

/// A line, as a refusal names it.
pub(super) fn told(item: &NewItem) -> String {
    let day =
        item.booking_start.map_or_else(|| "without a date".to_owned(), |start| start.date().to_string());
    let hour =
        item.hour.map_or_else(String::new, |hour| format!(" {hour:02}:{:02}", item.minutes.unwrap_or(0)));
    format!(
        "{} of the resource {} in the formula {}, {day}{hour}",
        item.quantity, item.id_prestation, item.id_formula
    )
}

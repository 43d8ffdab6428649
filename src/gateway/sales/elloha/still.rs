//! Whether what a file holds can be had still, at the price that was agreed to.
//!
//! How many people there are is not asked with it: lines tell how many children there are, and elloha asks for the age of
//! each. What one of a resource costs does not depend on it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use super::super::{Reason, Refusal, Trouble};
use super::Elloha;
use super::trouble::{self, Sent};
use crate::elloha::Session;
use crate::elloha::sales::{
    AvailabilityItem, AvailabilityRequest, AvailabilityResponse, AvailabilityStatus, Booking, BookingItem,
    ItemStatus, midnight,
};

/// So many left is no limit.
const UNLIMITED: i32 = 999;

/// A search for a line; lines with the same one are asked for together.
type Search = (Uuid, Uuid, Uuid, Option<i32>, Option<Date>);

/// A resource at a slot: its stock is one, whatever formula it is sold in.
type Slot = (Uuid, Option<Date>, i8, i8);

fn day(line: &BookingItem) -> Option<Date> {
    line.booking_start.map(DateTime::date)
}

fn slot(line: &BookingItem) -> Slot {
    (line.id_prestation, day(line), line.hour.unwrap_or(0), line.minutes.unwrap_or(0))
}

/// `4c0888db-… on 2026-07-01 at 10:30`
fn named((resource, day, hour, minutes): Slot) -> String {
    match day {
        Some(day) => format!("{resource} on {day} at {hour:02}:{minutes:02}"),
        None => resource.to_string(),
    }
}

/// What is offered of a line.
fn offered<'a>(line: &BookingItem, answer: &'a AvailabilityResponse) -> Option<&'a AvailabilityItem> {
    let (resource, day, hour, minutes) = slot(line);
    answer.availability_items.iter().find(|item| {
        item.id_prestation == resource
            && (item.id_formula.is_none() || item.id_formula == line.id_formula)
            && line.id_rate_plan.is_none_or(|plan| item.id_rate_plan == plan)
            // elloha says the day where several may be meant; one was asked for.
            && (item.day.is_none() || item.day.map(DateTime::date) == day)
            && (item.hour.unwrap_or(0), item.minutes.unwrap_or(0)) == (hour, minutes)
    })
}

/// Why so many of a line cannot be had.
fn judged(line: &BookingItem, asked: i32, answer: &AvailabilityResponse) -> Result<(), Refusal> {
    let what = || named(slot(line));
    match answer.status {
        AvailabilityStatus::Success => {}
        AvailabilityStatus::NoStocks
        | AvailabilityStatus::NoFormulasWithStocks
        | AvailabilityStatus::NoPrestationWithStocks => return Err(Reason::SoldOut(0).of(what())),
        status => return Err(Reason::NotAvailable(status).of(what())),
    }
    let Some(item) = offered(line, answer) else { return Err(Reason::SoldOut(0).of(what())) };
    if item.quantity < UNLIMITED && item.quantity < asked {
        return Err(Reason::SoldOut(item.quantity.max(0)).of(what()));
    }
    match item.price {
        Some(price) if price == line.unit_amount_including_vat => {}
        Some(price) => return Err(Reason::Price(price).of(what())),
        None => return Err(Reason::NotAvailable(AvailabilityStatus::NoPrices).of(what())),
    }
    let (least, most) =
        (item.min_qty.unwrap_or(1), item.max_qty.filter(|most| *most > 0).unwrap_or(i32::MAX));
    if line.quantity < least || line.quantity > most {
        return Err(Reason::Quantity { least, most }.of(what()));
    }
    Ok(())
}

impl Elloha {
    /// Whether every line of a file can be had still: the slot, the price, and as many as are asked for.
    pub(super) fn still(&self, session: &mut Session, file: &Booking) -> Result<(), Trouble> {
        // A line without a formula is none of an activity, such as a fee that elloha adds: it has no stock.
        let sold = |line: &&BookingItem| line.status != ItemStatus::Cancelled && line.id_formula.is_some();
        let lines: Vec<&BookingItem> = file.booking_items.iter().filter(sold).collect();
        let mut asked: BTreeMap<Slot, i32> = BTreeMap::new();
        for line in &lines {
            let sum = asked.entry(slot(line)).or_default();
            *sum = sum.saturating_add(line.quantity);
        }
        let mut answers: BTreeMap<Search, AvailabilityResponse> = BTreeMap::new();
        for line in lines {
            let Some(formula) = line.id_formula else { continue };
            let search = (line.id_oi, formula, line.id_prestation, line.id_rate_plan, day(line));
            let answer = match answers.entry(search) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let request = AvailabilityRequest {
                        id_oi: Some(line.id_oi),
                        id_formula: Some(formula),
                        id_prestation: Some(line.id_prestation),
                        id_rate_plan: line.id_rate_plan,
                        id_publication_project: Some(self.seller.engine),
                        start_date: day(line).map(midnight),
                        end_date: day(line).map(midnight),
                        ..AvailabilityRequest::default()
                    };
                    let answer = session.availability(&request);
                    place.insert(answer.map_err(|error| trouble::of(&error, named(slot(line)), Sent::Look))?)
                }
            };
            judged(line, asked.get(&slot(line)).copied().unwrap_or(line.quantity), answer)?;
        }
        Ok(())
    }
}

//! Sales in a database of our own: on both databases. Accounts, customers and numbers are composed.

mod asked;
mod cancelled;
mod equipment;
mod laws;
mod lines;
mod lists;
mod loaded;
mod races;
mod released;
mod stocks;

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use passerelle::elloha::sales::{
    Amount, AvailabilityItem, AvailabilityRequest, AvailabilityResponse, AvailabilityStatus, Booking,
    CancelBooking, CancelItems, NewItem,
};
use passerelle::gateway::sales::{Local, Reason, Sales, Trouble};
use passerelle::store::{Location, Several};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::sample::{CANOES, canoes_json, file};

/// The booking engine of the counter.
const ENGINE: Uuid = Uuid::from_u128(0xa10a_0000_0004_4000_8000_0000_0000_0001);

/// A Wednesday in summer, ten in the morning in Paris.
const NOW: &str = "2026-07-01T08:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// Where a database of one test is.
fn location(name: &str, catalogue: Option<String>) -> Location {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selling").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let file = root.join("catalogue.sqlite").display().to_string();
    Location::parse(&catalogue.unwrap_or(file)).unwrap()
}

/// Sales of nothing yet.
fn empty(name: &str, catalogue: Option<String>) -> Local {
    let store = Several::open(&location(name, catalogue), 4).unwrap();
    let paris = jiff::tz::TimeZoneDatabase::bundled().get("Europe/Paris").unwrap();
    Local::new(Arc::new(store), paris)
}

/// The base of canoes, with something changed of its offers.
fn shop(name: &str, catalogue: Option<String>, change: impl FnOnce(&mut Json)) -> Local {
    let local = empty(name, catalogue);
    load(&local, change).unwrap();
    local
}

/// Loads the offers of the base, with something changed of them.
fn load(local: &Local, change: impl FnOnce(&mut Json)) -> Result<(), Trouble> {
    let mut offers = canoes_json();
    change(&mut offers);
    local.load(&serde_json::from_value(offers).unwrap())
}

/// What can be had of the base, asked with these members.
fn ask_at(local: &Local, at: &str, asked: Json) -> AvailabilityResponse {
    let mut asked: AvailabilityRequest = serde_json::from_value(asked).unwrap();
    asked.id_oi = asked.id_oi.or(Some(CANOES));
    local.availability(&asked, at.parse().unwrap()).unwrap()
}

fn ask(local: &Local, asked: Json) -> AvailabilityResponse {
    ask_at(local, NOW, asked)
}

fn status(local: &Local, asked: Json) -> AvailabilityStatus {
    ask(local, asked).status
}

/// What can be had of a formula on a day, at an hour where it has some.
fn slot(local: &Local, formula: Uuid, day: &str, at: Option<(i8, i8)>) -> Option<AvailabilityItem> {
    let asked = json!({ "idFormula": formula, "startDate": format!("{day}T00:00:00") });
    let mut items = ask(local, asked).availability_items;
    items.retain(|item| item.hour.zip(item.minutes) == at);
    assert!(items.len() < 2, "one resource, one rate plan: {items:?}");
    items.pop()
}

/// How many are left.
fn left(local: &Local, formula: Uuid, day: &str, at: (i8, i8)) -> i32 {
    slot(local, formula, day, Some(at)).map_or(0, |item| item.quantity)
}

/// A line like [`places`], of something else.
fn line(formula: Uuid, resource: Uuid, cents: i64, item: NewItem) -> NewItem {
    NewItem {
        id_formula: formula,
        id_prestation: resource,
        unit_amount_including_vat: Amount::from_cents(cents),
        ..item
    }
}

/// A file with lines, in progress.
fn begun(local: &Local, items: &[NewItem]) -> Result<Booking, Trouble> {
    let new = file(ENGINE, &Uuid::new_v4().to_string());
    let booking = local.create(&new, now(), &mut |_, _| Ok(()))?;
    local.add(booking.id_booking, items, now(), &mut |_, _| Ok(()))
}

/// A file with lines, confirmed.
fn sell(local: &Local, items: &[NewItem]) -> Result<Booking, Trouble> {
    let booking = begun(local, items)?;
    confirm(local, booking.id_booking)
}

fn confirm(local: &Local, id: Uuid) -> Result<Booking, Trouble> {
    local.confirm(id, now(), &mut |_, _| Ok(()))
}

fn cancel(local: &Local, id: Uuid) -> Result<Booking, Trouble> {
    local.cancel(id, &CancelBooking::default(), now(), &mut |_, _| Ok(()))
}

/// Cancels some lines of a file, by their places.
fn cancel_lines(local: &Local, booking: &Booking, lines: &[usize]) -> Result<(), Trouble> {
    let ids = lines.iter().map(|line| (booking.booking_items[*line].id_booking_item, Amount::default()));
    let how =
        CancelItems { id_booking: booking.id_booking, ids_booking_items: ids.collect(), cancel_mode: None };
    local.cancel_items(&how, now(), &mut |_, _| Ok(())).map(drop)
}

/// Why it is refused.
fn why<T: std::fmt::Debug>(refused: Result<T, Trouble>) -> Reason {
    match refused {
        Err(Trouble::Refused(refusal)) => refusal.reason,
        other => panic!("that should have been refused: {other:?}"),
    }
}

/// What a refusal says.
fn told<T: std::fmt::Debug>(refused: Result<T, Trouble>) -> String {
    match refused {
        Err(Trouble::Refused(refusal)) => refusal.to_string(),
        other => panic!("that should have been refused: {other:?}"),
    }
}

//! `/Booking/…`

use jiff::Timestamp;
use passerelle::elloha::sales::{
    Booking, BookingQuery, BookingStatus, CancelBooking, CancelItem, CancelItems, NewBooking, NewItem,
};
use passerelle::gateway::sales::{Sales, Trouble, Whose};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{Answer, NO, NONE, answer, body, id, status};
use crate::elloha::Asked;

/// Members of `BookingQueryParameters` that ours does not have.
const OTHERS: [&str; 6] = [
    "includeMainPrestations",
    "includeConciergeBookings",
    "includeClosedBookings",
    "includeAbandonedBookings",
    "includeQuotationBookings",
    "includePendingConfirmationBookings",
];

pub(super) fn act(
    sales: &dyn Sales,
    own: Uuid,
    now: Timestamp,
    asked: &Asked,
    (method, parts): (&str, &[&str]),
) -> Answer {
    let found = match parts {
        ["Booking", "Create" | "GetBookings" | "CancelItem" | "CancelItems"] => None,
        ["Booking", file, ..] => match id(file).map(|id| sales.file(id)) {
            Some(Ok(Some(file))) => Some(file),
            Some(Ok(None)) => return NONE,
            Some(Err(trouble)) => return status(&trouble),
            None => return NO,
        },
        _ => return NONE,
    };
    let note: &mut dyn FnMut(&mut dyn passerelle::store::Connection, &Booking) -> _ = &mut |_, _| Ok(());
    match (method, parts, found) {
        ("POST", ["Booking", "Create"], _) => match body::<NewBooking>(asked) {
            Some(new) if new.id_distribution.is_some() && new.payments.is_empty() => {
                answer(sales.create(&new, now, note))
            }
            _ => NO,
        },
        ("POST", ["Booking", "GetBookings"], _) => list(sales, own, asked),
        ("PUT", ["Booking", "CancelItem"], _) => match body::<CancelItem>(asked) {
            Some(one) => {
                let lines = [(one.id_booking_item, one.amount_to_collect.unwrap_or_default())];
                let how = CancelItems {
                    id_booking: one.id_booking,
                    ids_booking_items: lines.into(),
                    cancel_mode: one.cancel_mode,
                };
                answer(sales.cancel_items(&how, now, note).map(|lines| lines.into_iter().next()))
            }
            None => NO,
        },
        ("PUT", ["Booking", "CancelItems"], _) => match body::<CancelItems>(asked) {
            Some(how) => answer(sales.cancel_items(&how, now, note)),
            None => NO,
        },
        ("GET", ["Booking", _], Some(file)) => answer(Ok(file)),
        ("POST", ["Booking", _, "AddBookingItems"], Some(file)) => match body::<Vec<NewItem>>(asked) {
            Some(items) if file.status == BookingStatus::InProgress => {
                done(sales.add(file.id_booking, &items, now, note))
            }
            _ => NO,
        },
        ("PUT", ["Booking", _, "Confirm"], Some(file)) => {
            if file.status != BookingStatus::InProgress || !asked.body.is_empty() {
                return NO;
            }
            answer(sales.confirm(file.id_booking, now, note))
        }
        ("PUT", ["Booking", _, "Cancel"], Some(file)) => match body::<CancelBooking>(asked) {
            Some(how) if file.status == BookingStatus::Confirmed => {
                done(sales.cancel(file.id_booking, &how, now, note))
            }
            _ => NO,
        },
        ("DELETE", ["Booking", _, "DeleteBookingInProgress"], Some(file)) => {
            if file.status == BookingStatus::InProgress {
                done(sales.discard(file.id_booking, note))
            } else {
                NO
            }
        }
        _ => NONE,
    }
}

/// `true` for what is done: elloha says no more.
fn done<T>(came: Result<T, Trouble>) -> Answer {
    answer(came.map(|_| true))
}

/// `POST /Booking/GetBookings`: files of one booking engine, or those of the account that has signed in.
fn list(sales: &dyn Sales, own: Uuid, asked: &Asked) -> Answer {
    let Some(mut given) = body::<Map<String, Json>>(asked) else { return NO };
    let others = OTHERS.map(|name| given.remove(name));
    // Files of activities are listed where they are asked for only.
    if others.first() != Some(&Some(Json::Bool(true))) || !others.iter().flatten().all(Json::is_boolean) {
        return NO;
    }
    let Ok(query) = serde_json::from_value::<BookingQuery>(given.into()) else { return NO };
    let whose = match query.publication_ids.as_slice() {
        [] => Whose::Accounts(vec![own]),
        [engine] => Whose::Engine(*engine),
        _ => return NO,
    };
    answer(sales.files(&query, &whose))
}

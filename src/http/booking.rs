//! `/Booking`: a file is made, confirmed, cancelled.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::StatusCode;
use uuid::Uuid;

use super::app::Call;
use super::body::{Id, MaybeSent, Sent};
use super::problem::Problem;
use crate::elloha::sales::{
    Booking, BookingItem, CancelBooking, CancelItem, CancelItems, NewBooking, NewItem,
};
use crate::gateway::sales::Reason;

/// Does something with files, and counts what became of it.
async fn doing<T: Send + 'static>(
    call: Call,
    deed: &'static str,
    work: impl FnOnce(&Call) -> Result<T, Problem> + Send + 'static,
) -> Result<Json<T>, Problem> {
    call.work(move |call| {
        let done = work(call);
        let outcome = done.as_ref().map_or_else(|problem| problem.code, |_| "done");
        call.app.metrics.file(deed, outcome);
        done.map(Json)
    })
    .await
}

/// Make a file; the same number of the counter with the same content is the same file
#[utoipa::path(post, path = "/Booking/Create", operation_id = "CreateBooking", tag = "Booking",
    request_body = NewBooking, responses((status = 200, description = "The file, in progress", body = Booking)))]
pub(super) async fn create(call: Call, Sent(new): Sent<NewBooking>) -> Result<Json<Booking>, Problem> {
    doing(call, "create", move |call| {
        let channel = call.sells()?;
        Ok(call.gateway().create(call.who()?, &channel, &new, call.asked())?)
    })
    .await
}

/// Add lines to a file in progress
#[utoipa::path(post, path = "/Booking/{idBooking}/AddBookingItems", operation_id = "AddBookingItems", tag = "Booking",
    params(("idBooking" = Uuid, Path, description = "The file")), request_body = Vec<NewItem>,
    responses((status = 200, description = "They are there", body = bool, content_type = "application/json")))]
pub(super) async fn add(
    call: Call,
    Id(id): Id,
    Sent(items): Sent<Vec<NewItem>>,
) -> Result<Json<bool>, Problem> {
    doing(call, "add", move |call| {
        let channel = call.sells()?;
        call.gateway().add(call.who()?, &channel, id, &items, call.asked())?;
        Ok(true)
    })
    .await
}

/// Confirm a file: its stock is taken in that instant, all of it or nothing
///
/// A file that cannot be confirmed is taken away again, and why is told.
#[utoipa::path(put, path = "/Booking/{idBooking}/Confirm", operation_id = "ConfirmBooking", tag = "Booking",
    params(("idBooking" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "The file, confirmed", body = Booking)))]
pub(super) async fn confirm(call: Call, Id(id): Id) -> Result<Json<Booking>, Problem> {
    doing(call, "confirm", move |call| {
        let channel = call.sells()?;
        Ok(call.gateway().confirm(call.who()?, &channel, id, call.asked())?)
    })
    .await
}

/// Cancel a file; its stock is given back, once
#[utoipa::path(put, path = "/Booking/{idBooking}/Cancel", operation_id = "CancelBooking", tag = "Booking",
    params(("idBooking" = Uuid, Path, description = "The file")), request_body = Option<CancelBooking>,
    responses((status = 200, description = "It is cancelled", body = bool, content_type = "application/json")))]
pub(super) async fn cancel(
    call: Call,
    Id(id): Id,
    MaybeSent(how): MaybeSent<Option<CancelBooking>>,
) -> Result<Json<bool>, Problem> {
    let how = how.unwrap_or_default();
    doing(call, "cancel", move |call| {
        let channel = call.sells()?;
        call.gateway().cancel(call.who()?, &channel, id, &how, call.asked())?;
        Ok(true)
    })
    .await
}

/// Cancel a line of a file
#[utoipa::path(put, path = "/Booking/CancelItem", operation_id = "CancelBookingItem", tag = "Booking",
    request_body = CancelItem, responses((status = 200, description = "The line, cancelled", body = BookingItem)))]
pub(super) async fn cancel_item(
    call: Call,
    Sent(how): Sent<CancelItem>,
) -> Result<Json<BookingItem>, Problem> {
    doing(call, "cancel-item", move |call| {
        let channel = call.sells()?;
        let line = (how.id_booking_item, how.amount_to_collect.unwrap_or_default());
        let how = CancelItems {
            id_booking: how.id_booking,
            ids_booking_items: BTreeMap::from([line]),
            cancel_mode: how.cancel_mode,
        };
        let lines = call.gateway().cancel_items(call.who()?, &channel, &how, call.asked())?;
        let line = lines.into_iter().find(|item| item.id_booking_item == line.0);
        line.ok_or_else(|| Problem::bug("a line that was cancelled is not told"))
    })
    .await
}

/// Cancel lines of a file
#[utoipa::path(put, path = "/Booking/CancelItems", operation_id = "CancelBookingItems", tag = "Booking",
    request_body = CancelItems, responses((status = 200, description = "The lines, cancelled", body = [BookingItem])))]
pub(super) async fn cancel_items(
    call: Call,
    Sent(how): Sent<CancelItems>,
) -> Result<Json<Vec<BookingItem>>, Problem> {
    doing(call, "cancel-items", move |call| {
        let channel = call.sells()?;
        Ok(call.gateway().cancel_items(call.who()?, &channel, &how, call.asked())?)
    })
    .await
}

fn not_taken(id: Uuid) -> Problem {
    let refusal = Reason::Payment.of(format!("the file {id}"));
    Problem::new(StatusCode::CONFLICT, refusal.reason.code(), refusal.to_string())
}

/// Refused: no money flows through the gateway
///
/// It is answered with `payment_not_taken`, whatever comes.
#[utoipa::path(post, path = "/Booking/{idBooking}/AddBookingPayments", operation_id = "AddBookingPayments", tag = "Booking",
    params(("idBooking" = Uuid, Path, description = "The file")), responses())]
pub(super) async fn pay(Id(id): Id) -> Problem {
    not_taken(id)
}

/// Refused: no money flows through the gateway
///
/// It is answered with `payment_not_taken`, whatever comes.
#[utoipa::path(post, path = "/Booking/{idBooking}/ConfirmWithPayments", operation_id = "ConfirmWithPayments", tag = "Booking",
    params(("idBooking" = Uuid, Path, description = "The file")), responses())]
pub(super) async fn confirm_paid(Id(id): Id) -> Problem {
    not_taken(id)
}

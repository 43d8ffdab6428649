//! `/Booking`: files are read: one, a page, all of them.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;

use super::app::Call;
use super::body::{Id, Sent};
use super::problem::Problem;
use super::table_of_lines::TableOfLines;
use crate::elloha::sales::{Booking, BookingPage, BookingQuery, SortColumn, SortDirection};

/// The most files of a page.
const PAGE: u32 = 500;
/// The most files of an export: some tens of megabytes.
const MOST: u32 = 50_000;

/// Show a file
#[utoipa::path(get, path = "/Booking/{idBooking}", operation_id = "GetBooking", tag = "Booking",
    params(("idBooking" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "The file", body = Booking)))]
pub(super) async fn one(call: Call, Id(id): Id) -> Result<Json<Booking>, Problem> {
    call.work(move |call| Ok(Json(call.gateway().file(call.who()?, id)?))).await
}

/// Show a page of files: those of the channel, or those of one's own accounts
#[utoipa::path(post, path = "/Booking/GetBookings", operation_id = "GetBookings", tag = "Booking",
    request_body = BookingQuery, responses((status = 200, description = "A page of files", body = BookingPage)))]
pub(super) async fn page(call: Call, Sent(query): Sent<BookingQuery>) -> Result<Json<BookingPage>, Problem> {
    checked(&query)?;
    call.work(move |call| Ok(Json(call.gateway().files(call.who()?, &query)?))).await
}

/// Write all files that match as CSV, a row for each line, without their customers
///
/// The oldest file comes first; `pageNumber`, `pageSize` and the sorting must be left as they are without being said.
#[utoipa::path(post, path = "/Booking/Export", operation_id = "ExportBookings", tag = "Booking",
    request_body = BookingQuery, responses((status = 200, description = "A table", body = String, content_type = "text/csv")))]
pub(super) async fn export(
    call: Call,
    Sent(query): Sent<BookingQuery>,
) -> Result<impl IntoResponse, Problem> {
    checked(&query)?;
    unpaged(&query)?;
    let table = call
        .work(move |call| {
            let mut table = TableOfLines::new()?;
            let mut query = BookingQuery { page_size: PAGE, ..query };
            loop {
                let page = call.gateway().files(call.who()?, &query)?;
                if page.total_count > MOST {
                    return Err(too_many(page.total_count));
                }
                for file in &page.items {
                    table.add(file)?;
                }
                if !page.has_next {
                    return table.written();
                }
                query.page_number += 1;
            }
        })
        .await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (CONTENT_DISPOSITION, "attachment; filename=\"bookings.csv\""),
    ];
    Ok((headers, table))
}

fn too_many(count: u32) -> Problem {
    let detail = format!(
        "{count} files match, and at most {MOST} are written at once: ask for fewer with a filter on DateCreated"
    );
    Problem::new(StatusCode::CONFLICT, "too_many", detail)
}

fn checked(query: &BookingQuery) -> Result<(), Problem> {
    let wrong = |what: &str| Err(Problem::malformed(what));
    if !(1..=1_000_000).contains(&query.page_number) {
        return wrong("`pageNumber`: it is from 1 to 1000000");
    }
    if !(1..=PAGE).contains(&query.page_size) {
        return wrong("`pageSize`: it is from 1 to 500");
    }
    if query.filters.len() > 20 {
        return wrong("`filters`: at most 20 are taken");
    }
    for (name, ids) in [
        ("prestationIds", &query.prestation_ids),
        ("distributionIds", &query.distribution_ids),
        ("publicationIds", &query.publication_ids),
    ] {
        if ids.len() > 500 {
            return wrong(&format!("`{name}`: at most 500 are taken"));
        }
    }
    Ok(())
}

/// An export has no pages, and one order.
fn unpaged(query: &BookingQuery) -> Result<(), Problem> {
    let usual = BookingQuery::default();
    let is_usual = query.page_number == usual.page_number
        && query.page_size == usual.page_size
        && query.sort_column == SortColumn::DateCreated
        && query.sort_direction == SortDirection::Ascending;
    if is_usual {
        return Ok(());
    }
    Err(Problem::malformed(
        "an export holds all files, the oldest first: leave `pageNumber`, `pageSize`, `sortColumn` and `sortDirection` out",
    ))
}

//! `/Availability`: what can be had, and why not.

use axum::Json;

use super::app::Call;
use super::body::Sent;
use super::problem::Problem;
use crate::elloha::sales::{ActivityItem, AvailabilityRequest, AvailabilityResponse};

async fn answer(call: Call, asked: AvailabilityRequest) -> Result<Json<AvailabilityResponse>, Problem> {
    call.work(move |call| {
        let channel = call.sells()?;
        Ok(Json(call.gateway().availability(&channel, &asked, call.now)?))
    })
    .await
}

/// Say what can be had on a day, or between two, and at what price
///
/// That nothing can be had is an answer too: `status` says why.
#[utoipa::path(post, path = "/Availability", operation_id = "GetAvailability", tag = "Availability",
    request_body = AvailabilityRequest,
    responses((status = 200, description = "What can be had", body = AvailabilityResponse)))]
pub(super) async fn all(
    call: Call,
    Sent(asked): Sent<AvailabilityRequest>,
) -> Result<Json<AvailabilityResponse>, Problem> {
    answer(call, asked).await
}

/// Say which formulas can be had
#[utoipa::path(post, path = "/Availability/Formulas", operation_id = "GetAvailableFormulas", tag = "Availability",
    request_body = AvailabilityRequest,
    responses((status = 200, description = "What can be had", body = AvailabilityResponse)))]
pub(super) async fn formulas(
    call: Call,
    Sent(asked): Sent<AvailabilityRequest>,
) -> Result<Json<AvailabilityResponse>, Problem> {
    answer(call, asked).await
}

/// Say which resources of a formula can be had
#[utoipa::path(post, path = "/Availability/Resources", operation_id = "GetAvailableResources", tag = "Availability",
    request_body = AvailabilityRequest,
    responses((status = 200, description = "What can be had", body = AvailabilityResponse)))]
pub(super) async fn resources(
    call: Call,
    Sent(asked): Sent<AvailabilityRequest>,
) -> Result<Json<AvailabilityResponse>, Problem> {
    answer(call, asked).await
}

/// Say what is left between two days, slot by slot
#[utoipa::path(post, path = "/Availability/ActivityDaysRange", operation_id = "GetActivityDaysRange", tag = "Availability",
    request_body = AvailabilityRequest,
    responses((status = 200, description = "What is left", body = [ActivityItem])))]
pub(super) async fn slots(
    call: Call,
    Sent(asked): Sent<AvailabilityRequest>,
) -> Result<Json<Vec<ActivityItem>>, Problem> {
    call.work(move |call| {
        let channel = call.sells()?;
        Ok(Json(call.gateway().slots(&channel, &asked, call.now)?))
    })
    .await
}

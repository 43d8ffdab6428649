//! What a server says of itself: whether it works, what it has counted, what it speaks.

use axum::Json;
use axum::extract::Extension;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use super::app::Call;
use super::problem::Problem;
use crate::store::gateway::under_way;

/// What is counted at most of what is under way.
const MOST: i64 = 1_000;

/// A server that works.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// Always `ok`.
    status: &'static str,
}

/// Say whether the gateway works: its database answers
#[utoipa::path(get, path = "/health", operation_id = "GetHealth", tag = "Service",
    responses((status = 200, description = "It works", body = Health)))]
pub(super) async fn health(call: Call) -> Result<Json<Health>, Problem> {
    call.work(|call| {
        call.gateway().store().reading(|connection| connection.rows("SELECT 1", &[]).map(drop))?;
        Ok(Json(Health { status: "ok" }))
    })
    .await
}

/// Say what was counted, as Prometheus reads it
#[utoipa::path(get, path = "/metrics", operation_id = "GetMetrics", tag = "Service",
    responses((status = 200, description = "What was counted", body = String, content_type = "text/plain")))]
pub(super) async fn metrics(call: Call) -> Result<impl IntoResponse, Problem> {
    let text = call
        .work(|call| {
            // Behind every moment.
            let open = call.gateway().store().reading(|connection| under_way(connection, "9", MOST))?;
            call.app.metrics.written(open.len()).map_err(|error| Problem::bug(error.to_string()))
        })
        .await?;
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text))
}

/// Say what the gateway speaks: this document
#[utoipa::path(get, path = "/openapi.json", operation_id = "GetOpenApi", tag = "Service",
    responses((status = 200, description = "OpenAPI", body = Object)))]
pub(super) async fn openapi(Extension(document): Extension<Document>) -> impl IntoResponse {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], document.0)
}

/// The document, as it is sent.
#[derive(Clone)]
pub(super) struct Document(pub(super) axum::body::Bytes);

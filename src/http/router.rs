//! All endpoints, behind their guard, within what every answer has.

use std::sync::Arc;

use axum::extract::Extension;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Router, body::Bytes};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::app::App;
use super::around::{around, fallen, nothing};
use super::guard::guard;
use super::service::Document;
use super::v1::translate;
use super::{availability, booking, catalogue, channel, files, network, openapi, service, support, tokens};

fn endpoints() -> (Router<Arc<App>>, OpenApi) {
    let (router, document) = OpenApiRouter::with_openapi(openapi::begun())
        .routes(routes!(service::health))
        .routes(routes!(service::metrics))
        .routes(routes!(service::openapi))
        .routes(routes!(tokens::create))
        .routes(routes!(tokens::refresh))
        .routes(routes!(tokens::log_out))
        .routes(routes!(tokens::accept))
        .routes(routes!(tokens::change))
        .routes(routes!(channel::list))
        .routes(routes!(channel::open))
        .routes(routes!(channel::close))
        .routes(routes!(channel::consents))
        .routes(routes!(availability::all))
        .routes(routes!(availability::formulas))
        .routes(routes!(availability::resources))
        .routes(routes!(availability::slots))
        .routes(routes!(catalogue::page))
        .routes(routes!(booking::create))
        .routes(routes!(booking::add))
        .routes(routes!(booking::confirm))
        .routes(routes!(booking::cancel))
        .routes(routes!(booking::cancel_item))
        .routes(routes!(booking::cancel_items))
        .routes(routes!(booking::pay))
        .routes(routes!(booking::confirm_paid))
        .routes(routes!(files::one))
        .routes(routes!(files::page))
        .routes(routes!(files::export))
        .routes(routes!(network::accounts))
        .routes(routes!(support::sheet))
        .split_for_parts();
    (router, openapi::told(document))
}

/// The endpoints that are served and told: method and path.
pub fn served() -> Vec<(&'static str, String)> {
    openapi::listed(&endpoints().1)
}

/// The server, as it is asked.
pub fn router(app: &Arc<App>) -> Router {
    let (router, document) = endpoints();
    // A document that serde has taken apart can be written.
    let document = Document(Bytes::from(serde_json::to_vec(&document).unwrap_or_default()));
    router
        .merge(SwaggerUi::new("/docs").config(Config::from("/openapi.json")))
        .layer(Extension(document))
        .route_layer(from_fn(translate))
        .route_layer(from_fn_with_state(app.clone(), guard))
        .fallback(nothing)
        .layer(CatchPanicLayer::custom(fallen))
        .layer(from_fn_with_state(app.clone(), around))
        .with_state(app.clone())
}

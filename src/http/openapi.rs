//! What `OpenAPI` says beside the endpoints themselves: who may ask, what trouble can come, what follows what.

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Ref, RefOr,
    Response, ResponseBuilder, link::LinkBuilder, path::Operation,
};
use utoipa::{PartialSchema, ToSchema};

use super::problem::{MEDIA_TYPE, Written};
use super::table::{ENDPOINTS, Endpoint, Lets};

/// The name of the scheme by which tokens come.
const BEARER: &str = "bearer";

/// What follows a file that was made.
const FOLLOWS: [&str; 4] = ["AddBookingItems", "ConfirmBooking", "CancelBooking", "GetBooking"];

/// The document, before its endpoints are added.
pub(super) fn begun() -> OpenApi {
    let info = InfoBuilder::new()
        .title("passerelle: the gateway to a counter")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "elloha's activities, sold in ALOA Cashier/Ticketing: in the documented shapes of elloha's Backend. With the header \
             `version`, members are those of doc.elloha.com V1.",
        ));
    let mut components = Components::new();
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(scheme));
    components.schemas.insert(Written::name().into_owned(), Written::schema());
    OpenApiBuilder::new().info(info.build()).components(Some(components)).build()
}

/// Adds what the table of endpoints says.
pub(super) fn told(mut document: OpenApi) -> OpenApi {
    for row in ENDPOINTS.iter().filter(|row| row.told) {
        let item = document.paths.paths.get_mut(row.path);
        if let Some(operation) = item.and_then(|item| operation(item, row.method)) {
            tell(operation, row);
        }
    }
    document
}

/// The endpoints that a document tells, as they stand in the table.
pub(super) fn listed(document: &OpenApi) -> Vec<(&'static str, String)> {
    let methods = [HttpMethod::Get, HttpMethod::Post, HttpMethod::Put];
    let mut listed = Vec::new();
    for (path, item) in &document.paths.paths {
        for (method, word) in methods.iter().zip(["GET", "POST", "PUT"]) {
            let there = match method {
                HttpMethod::Get => item.get.is_some(),
                HttpMethod::Post => item.post.is_some(),
                _ => item.put.is_some(),
            };
            if there {
                listed.push((word, path.clone()));
            }
        }
    }
    listed
}

fn operation<'i>(item: &'i mut PathItem, method: &str) -> Option<&'i mut Operation> {
    match method {
        "GET" => item.get.as_mut(),
        "POST" => item.post.as_mut(),
        "PUT" => item.put.as_mut(),
        _ => None,
    }
}

fn tell(operation: &mut Operation, row: &Endpoint) {
    if row.lets != Lets::Everybody {
        operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(BEARER, [])]);
    }
    for status in row.trouble {
        operation.responses.responses.insert(status.to_string(), RefOr::T(trouble(*status)));
    }
    if operation.operation_id.as_deref() == Some("CreateBooking")
        && let Some(RefOr::T(made)) = operation.responses.responses.get_mut("200")
    {
        for follows in FOLLOWS {
            let link = LinkBuilder::new()
                .operation_id(follows)
                .parameter("idBooking", "$response.body#/idBooking")
                .build();
            made.links.insert(follows.to_owned(), RefOr::T(link));
        }
    }
}

fn trouble(status: u16) -> Response {
    let what = match status {
        400 => "The request is wrong: `detail` says what of it",
        401 => "Nobody has signed in, or with something that is wrong or has ended",
        403 => "Whoever signed in may not do that",
        404 => "It is not there",
        408 => "The body did not come in time",
        409 => "It is not done: `code` says why",
        413 => "The body is too large",
        415 => "The body is no JSON",
        429 => "Too often: `Retry-After` says when the next one is looked at",
        502 => "It was not done: elloha failed",
        503 => {
            "It cannot be done now, or nobody knows whether it was: `code` says which; `Retry-After` when to look"
        }
        _ => "A mistake of the gateway",
    };
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Written::name()))).build();
    ResponseBuilder::new().description(what).content(MEDIA_TYPE, content).build()
}

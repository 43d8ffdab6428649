//! `/Catalogue`: what the counter sees of all accounts that are sold to it, by the rules of the channel.

use axum::Json;
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use serde::Deserialize;
use utoipa::ToSchema;

use super::app::Call;
use super::body::Sent;
use super::problem::Problem;
use crate::gateway::{CataloguePage, OfferFault};

/// Days that are shown, where nobody says how many.
const DAYS: i32 = 31;

/// Which page of the catalogue, and the stocks of which days.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CatalogueQuery {
    /// The page, from 1.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 1_000_000)]
    page_number: u32,
    /// Accounts in a page.
    #[serde(default = "twenty")]
    #[schema(minimum = 1, maximum = 100)]
    page_size: u32,
    /// The first day; without it, today.
    #[serde(default, deserialize_with = "crate::elloha::sales::day::optional")]
    #[schema(value_type = Option<String>, pattern = r"^20[2-9]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T00:00:00)?$", example = "2026-07-01T00:00:00")]
    from: Option<DateTime>,
    /// The last day; without it, a month from the first.
    #[serde(default, deserialize_with = "crate::elloha::sales::day::optional")]
    #[schema(value_type = Option<String>, pattern = r"^20[2-9]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T00:00:00)?$", example = "2026-07-31T00:00:00")]
    to: Option<DateTime>,
}

fn one() -> u32 {
    1
}

fn twenty() -> u32 {
    20
}

/// Show the offers of all accounts that are sold: formulas, resources, rate plans, prices by calendar tag, stocks
///
/// Records have the members that the rules of the channel fill. An account that is closed is not there, from that instant on.
#[utoipa::path(post, path = "/Catalogue", operation_id = "GetCatalogue", tag = "Catalogue",
    request_body = CatalogueQuery,
    responses((status = 200, description = "A page of accounts with their offers", body = CataloguePage)))]
pub(super) async fn page(
    call: Call,
    Sent(query): Sent<CatalogueQuery>,
) -> Result<Json<CataloguePage>, Problem> {
    call.work(move |call| {
        let channel = call.sells()?;
        let from = query.from.map_or_else(|| call.gateway().terms().day(call.now), DateTime::date);
        let to = query.to.map_or_else(|| from.saturating_add(DAYS.days()), DateTime::date);
        let (page, size) = (query.page_number, query.page_size);
        let seen = call.gateway().catalogue(&channel, page, size, (from, to), call.now)?;
        for fault in seen.faults.iter().filter(|fault| !fault.is_wished()) {
            told(call, fault);
        }
        Ok(Json(seen.sees))
    })
    .await
}

/// A record that the rules could not show: whoever maintains them looks for it, and never the counter.
fn told(call: &Call, fault: &OfferFault) {
    let OfferFault { account, kind: _, record, code, effect: _, rule, field, why } = fault;
    let rule = rule.as_deref().unwrap_or_default();
    call.app.metrics.file("show", code);
    tracing::warn!(%account, record, code, rule, field, why, "an offer is not shown");
}

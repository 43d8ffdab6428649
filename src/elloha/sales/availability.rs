//! What can be had, and why not.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Amount, RatePlan, StockKind};
use crate::elloha::wire::or_default;

/// How many people: `AvailabilityPax`
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pax {
    /// Adults.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000)]
    pub adults_count: i32,
    /// The age of each child.
    #[serde(default)]
    #[schema(max_items = 1_000)]
    pub children_ages: Vec<i32>,
}

/// `AvailabilityRequest`, as far as it is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AvailabilityRequest {
    /// elloha's id of the language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_lang: Option<i32>,
    /// The account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_oi: Option<Uuid>,
    /// Only this resource.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_prestation: Option<Uuid>,
    /// Only this formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_formula: Option<Uuid>,
    /// The booking engine that asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_publication_project: Option<Uuid>,
    /// Only this rate plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_rate_plan: Option<i32>,
    /// The day, or the first one; without it, the first that has something.
    #[serde(
        default,
        deserialize_with = "crate::elloha::sales::day::optional",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, pattern = r"^20[2-9]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T00:00:00)?$", example = "2026-07-01T00:00:00")]
    pub start_date: Option<DateTime>,
    /// The last day; without it, the first day.
    #[serde(
        default,
        deserialize_with = "crate::elloha::sales::day::optional",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, pattern = r"^20[2-9]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T00:00:00)?$", example = "2026-07-02T00:00:00")]
    pub end_date: Option<DateTime>,
    /// How many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub global_pax: Option<Pax>,
    /// A sale by telephone, at the desk of the account: never one of a channel.
    #[serde(default)]
    pub is_internal_search: bool,
}

/// How an availability was answered. The order is that of the checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the names are elloha's, and say all that is documented")]
pub enum AvailabilityStatus {
    #[default]
    Success,
    NoFormulas,
    NoFormulaForDelayedConfirmationDays,
    NoFormulasWithStocks,
    NoFormulasWithResource,
    NoFormulasWithRateplan,
    NoFormulasAvailable,
    NoResources,
    NoOptions,
    NoOptionsApplicable,
    NoPrestationWithStocks,
    NoPrestationWithCapacity,
    NoPrestationWithStocksAfterCheckingVisibility,
    NoPrestationWithStocksAfterCheckingSchedules,
    NoPrestationWithStocksAfterCheckingReleases,
    NoPrestationWithStocksAfterCheckingRatePlans,
    NoPrestationWithStocksAfterCheckingRatePlansRestrictions,
    NoPrestationWithStocksAfterCheckingDelayedConfirmation,
    NoPrestationWithStocksAfterCheckingArrivalRestrictions,
    NoPrestationWithStocksAfterCheckingMinStayRestrictions,
    NoPrestationWithStocksAfterCheckingMaxStayRestrictions,
    NoPrestationWithStocksAfterCheckingDepartureRestrictions,
    NoPrestationWithStocksAfterCheckingApplicableRestrictions,
    NoPrices,
    NoRatePlans,
    NoStocks,
    NoOiInfos,
    NoEctInfos,
    InvalidDates,
    InvalidPax,
    NoOpenCalendar,
}

/// What a resource costs in a formula at a slot, and how many are left: `AvailabilityItem`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AvailabilityItem {
    /// The resource.
    pub id_prestation: Uuid,
    /// The formula.
    #[serde(default)]
    pub id_formula: Option<Uuid>,
    /// The rate plan.
    #[serde(default, deserialize_with = "or_default")]
    pub id_rate_plan: i32,
    /// The day; none for a ticket without a date.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub day: Option<DateTime>,
    /// The hour of the slot.
    #[serde(default)]
    pub hour: Option<i8>,
    /// The minutes of the slot.
    #[serde(default)]
    pub minutes: Option<i8>,
    /// What one costs.
    #[serde(default)]
    pub price: Option<Amount>,
    /// The currency.
    #[serde(default)]
    pub currency: Option<String>,
    /// How many are left; 999 is no limit.
    #[serde(default, deserialize_with = "or_default")]
    pub quantity: i32,
    /// The fewest that are sold at once.
    #[serde(default)]
    pub min_qty: Option<i32>,
    /// The most that are sold at once.
    #[serde(default)]
    pub max_qty: Option<i32>,
}

/// A formula in a list: `FormulaListItem`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormulaItem {
    /// The formula.
    pub id_prestation: Uuid,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// How its stock is counted.
    #[serde(default)]
    pub stock_management_type: Option<StockKind>,
    /// Minutes it takes.
    #[serde(default)]
    pub duration_in_minutes: Option<i32>,
}

/// A resource in a list: `ResourceListItem`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceItem {
    /// The resource.
    pub id_prestation: Uuid,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// What it starts with; 999 is no limit.
    #[serde(default)]
    pub total_stock: Option<i32>,
    /// How many people one is for.
    #[serde(default, deserialize_with = "or_default")]
    pub max_capacity: i32,
}

/// `AvailabilityResponse`, as far as it is used. That nothing can be had is an answer too: `status` says why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AvailabilityResponse {
    /// The first day.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub start_date: Option<DateTime>,
    /// The last day.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub end_date: Option<DateTime>,
    /// What can be had.
    #[serde(default, deserialize_with = "or_default")]
    pub availability_items: Vec<AvailabilityItem>,
    /// The formulas of those.
    #[serde(default, deserialize_with = "or_default")]
    pub formulas: Vec<FormulaItem>,
    /// The resources of those.
    #[serde(default, deserialize_with = "or_default")]
    pub resources: Vec<ResourceItem>,
    /// The rate plans of those.
    #[serde(default, deserialize_with = "or_default")]
    pub rate_plans_formulas: Vec<RatePlan>,
    /// Whether there is something, or why not.
    #[serde(default)]
    pub status: AvailabilityStatus,
}

/// What is left of a resource at a slot: `AvailabilityActivityItem`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActivityItem {
    /// The day.
    #[schema(value_type = String)]
    pub day: DateTime,
    /// The hour of the slot.
    pub hour: i8,
    /// The minutes of the slot.
    pub minutes: i8,
    /// The formula.
    pub id_formula: Uuid,
    /// The resource.
    pub id_resource: Uuid,
    /// How many are left; 999 is no limit.
    pub quantity: i32,
}

//! Offers: formulas, the resources that they count, rate plans, prices by calendar tag, days, stocks.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Amount;
use crate::elloha::wire::or_default;

/// Where something is sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum Visibility {
    /// By telephone and at the desk of the account.
    Internal,
    /// On the web: widgets, and channels.
    Web,
    /// Everywhere.
    #[default]
    Both,
}

/// How a stock is counted: `stockManagementType`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum StockKind {
    /// Equipment: each piece is out for as long as it is used.
    Unit,
    /// Places, at each slot.
    #[default]
    Person,
    /// Places of an event.
    Event,
    /// A ticket for any day.
    OpenTicket,
    /// Tickets of a day.
    TicketWithoutSchedules,
    /// Equipment, by the day.
    RentalWithoutSchedules,
}

impl StockKind {
    /// Whether a sale has no day.
    pub fn is_undated(self) -> bool {
        self == Self::OpenTicket
    }

    /// Whether a sale has an hour.
    pub fn has_slots(self) -> bool {
        match self {
            Self::Unit | Self::Person | Self::Event => true,
            Self::OpenTicket | Self::TicketWithoutSchedules | Self::RentalWithoutSchedules => false,
        }
    }

    /// Whether what was sold comes back when its time is over.
    pub fn is_equipment(self) -> bool {
        match self {
            Self::Unit | Self::RentalWithoutSchedules => true,
            Self::Person | Self::Event | Self::OpenTicket | Self::TicketWithoutSchedules => false,
        }
    }
}

/// A name and a text in a language: `PrestationTrans`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Text {
    /// elloha's id of the language.
    pub id_lang: i32,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// The text.
    #[serde(default)]
    pub description: Option<String>,
}

/// A resource of a formula: `PrestaResource`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormulaResource {
    /// The resource.
    pub id_resource: Uuid,
    /// How long one is out, from the hour of the slot, with what it takes to prepare it again; 0 is as long as the formula.
    #[serde(default, deserialize_with = "or_default")]
    pub minutes_number: i32,
    /// Whether it may be left out.
    #[serde(default, deserialize_with = "or_default")]
    pub is_option: bool,
}

/// An hour at which a formula begins: `PrestationHourFormula`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// The hour.
    pub hour: i8,
    /// The minutes.
    pub minutes: i8,
    /// 0 is Sunday.
    pub day_of_week: i8,
    /// The first day.
    #[schema(value_type = String)]
    pub start_date: DateTime,
    /// The last day.
    #[schema(value_type = String)]
    pub end_date: DateTime,
    /// Whether it is closed.
    #[serde(default, deserialize_with = "or_default")]
    pub is_closed: bool,
}

/// Until when something is sold: `PrestationRelease`. Members that end in `Internal` are for the desk, the others for the web.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// So many days before.
    #[serde(default)]
    pub nb_days_before_release: Option<i32>,
    /// With slots: so many hours before; without: until this hour.
    #[serde(default)]
    pub release_hour: Option<i32>,
    /// So many days before, at the desk.
    #[serde(default)]
    pub nb_days_before_release_internal: Option<i32>,
    /// With slots: so many hours before; without: until this hour; at the desk.
    #[serde(default)]
    pub release_hour_internal: Option<i32>,
    /// Not further ahead than so many days.
    #[serde(default)]
    pub nb_days_end_open: Option<i32>,
    /// Not further ahead than so many days, at the desk.
    #[serde(default)]
    pub nb_days_end_open_internal: Option<i32>,
    /// "Number of days minimum for the stock opening period": shown, and not read here.
    #[serde(default)]
    pub nb_days_start_open: Option<i32>,
    /// "Start time from which to open stock": shown, and not read here.
    #[serde(default)]
    pub hour_start_open: Option<i32>,
    /// "End time from which to open stock": shown, and not read here.
    #[serde(default)]
    pub hour_end_open: Option<i32>,
}

/// A rate plan that a formula is sold with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RatePlanOf {
    /// The rate plan.
    pub id_rate_plan: i32,
}

/// What is sold: `Formula`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Formula {
    /// Its id.
    pub id_prestation: Uuid,
    /// The account.
    pub id_oi: Uuid,
    /// How its stock is counted.
    #[serde(default, deserialize_with = "or_default")]
    pub stock_management_type: StockKind,
    /// Where it is sold.
    #[serde(default, deserialize_with = "or_default")]
    pub visibility: Visibility,
    /// The fewest people.
    #[serde(default)]
    pub min_capacity: Option<i32>,
    /// The most people.
    #[serde(default)]
    pub max_capacity: Option<i32>,
    /// Whether an adult must be there.
    #[serde(default, deserialize_with = "or_default")]
    pub is_adult_required: bool,
    /// Minutes it takes.
    #[serde(default)]
    pub duration_in_minutes: Option<i32>,
    /// Whether prices say how many are sold at once; without it they do, where they say so.
    #[serde(default)]
    pub has_min_max_quantity: Option<bool>,
    /// Whether somebody must say yes afterwards.
    #[serde(default, deserialize_with = "or_default")]
    pub has_delayed_confirmation: bool,
    /// Until when it is sold.
    #[serde(default, deserialize_with = "or_default")]
    pub release: Release,
    /// What it counts.
    #[serde(default, deserialize_with = "or_default")]
    pub resources: Vec<FormulaResource>,
    /// What it is sold with.
    #[serde(default, deserialize_with = "or_default")]
    pub rate_plans: Vec<RatePlanOf>,
    /// When it begins.
    #[serde(default, deserialize_with = "or_default")]
    pub schedules: Vec<Schedule>,
    /// Its names and texts.
    #[serde(default, deserialize_with = "or_default")]
    pub translations: Vec<Text>,
    /// What else elloha says of it: nothing here reads it, and the rules of a channel may.
    #[serde(flatten)]
    #[schema(ignore)]
    pub more: Map<String, Json>,
}

/// What is counted: `Resource`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Its id.
    pub id_prestation: Uuid,
    /// The account.
    pub id_oi: Uuid,
    /// How it is counted.
    #[serde(default, deserialize_with = "or_default")]
    pub stock_management_type: StockKind,
    /// What a slot starts with; 999 is no limit.
    #[serde(default, deserialize_with = "or_default")]
    pub total_stock: i32,
    /// How many people one is for.
    #[serde(default)]
    pub max_capacity: Option<i32>,
    /// Its names and texts.
    #[serde(default, deserialize_with = "or_default")]
    pub translations: Vec<Text>,
    /// What else elloha says of it: nothing here reads it, and the rules of a channel may.
    #[serde(flatten)]
    #[schema(ignore)]
    pub more: Map<String, Json>,
}

/// A name of a rate plan in a language: `RatePlanFormulaTrans`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RatePlanText {
    /// elloha's id of the language.
    pub id_lang: i32,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// The text.
    #[serde(default)]
    pub description: Option<String>,
}

/// `RatePlanFormula`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RatePlan {
    /// Its id.
    pub id_rate_plan: i32,
    /// The account.
    #[serde(default, deserialize_with = "or_default")]
    pub id_oi: Uuid,
    /// From this moment on it is sold.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub published_from: Option<DateTime>,
    /// Until this moment it is sold.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub published_to: Option<DateTime>,
    /// From this day on it is for.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub valid_from: Option<DateTime>,
    /// Until this day it is for.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub valid_to: Option<DateTime>,
    /// Whether it is not sold at all.
    #[serde(default, deserialize_with = "or_default")]
    pub closed: bool,
    /// Its names.
    #[serde(default, deserialize_with = "or_default")]
    pub translations: Vec<RatePlanText>,
    /// What else elloha says of it: nothing here reads it, and the rules of a channel may.
    #[serde(flatten)]
    #[schema(ignore)]
    pub more: Map<String, Json>,
}

/// What a resource costs in a formula, with a rate plan, on days with a tag: `PriceActivity`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PriceActivity {
    /// The formula.
    pub id_formula: Uuid,
    /// The resource.
    pub id_resource: Uuid,
    /// The rate plan.
    pub id_rate_plan: i32,
    /// The tag of the day; 0 is a day without one.
    #[serde(default, deserialize_with = "or_default")]
    pub id_calendar_tag: i32,
    /// What one costs; none is not sold.
    #[serde(default)]
    pub price: Option<Amount>,
    /// The fewest that are sold at once.
    #[serde(default)]
    pub min_qty: Option<i32>,
    /// The most that are sold at once.
    #[serde(default)]
    pub max_qty: Option<i32>,
    /// What else elloha says of it: nothing here reads it, and the rules of a channel may.
    #[serde(flatten)]
    #[schema(ignore)]
    pub more: Map<String, Json>,
}

/// A name for days that cost alike: `CalendarTag`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CalendarTag {
    /// Its id.
    pub id_tag: i32,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
}

/// A day of an account: `CalendarDay`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CalendarDay {
    /// The day.
    #[schema(value_type = String)]
    pub day: DateTime,
    /// Its tag.
    #[serde(default)]
    pub id_tag: Option<i32>,
    /// Whether nothing is sold for it.
    #[serde(default, deserialize_with = "or_default")]
    pub closed: bool,
}

/// The stock of a resource at a slot: `StockResource`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StockResource {
    /// The resource.
    pub id_resource: Uuid,
    /// The day.
    #[schema(value_type = String)]
    pub day: DateTime,
    /// The hour of the slot.
    #[serde(default, deserialize_with = "or_default")]
    pub hour: i8,
    /// The minutes of the slot.
    #[serde(default, deserialize_with = "or_default")]
    pub minutes: i8,
    /// How many there are; 999 is no limit.
    #[serde(default, deserialize_with = "or_default")]
    pub stock_on_sale: i32,
    /// Whether none is sold.
    #[serde(default, deserialize_with = "or_default")]
    pub closed: bool,
    /// How many are sold.
    #[serde(default, deserialize_with = "or_default")]
    pub stock_sold: i32,
}

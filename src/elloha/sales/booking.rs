//! A file of sales, and its lines.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Amount, CancelMode, Client};
use crate::elloha::wire::or_default;

/// What a file is made of: `EllohaBooking`, as far as it is taken.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewBooking {
    /// The channel that sells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_ect: Option<Uuid>,
    /// The channel that sells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_distribution: Option<Uuid>,
    /// The booking engine that was made for the channel.
    pub id_publication: Uuid,
    /// The number of the file in the other system: the same number is the same file.
    #[schema(min_length = 1, max_length = 100)]
    pub ref_externe_client: String,
    /// The customer.
    pub client: Client,
    /// What the customer asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub remarks: Option<String>,
    /// Refused: no money flows through the gateway.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>, max_items = 0)]
    pub payments: Vec<Json>,
}

/// A line that is added: `BookingItem`, as far as it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewItem {
    /// Its number in the file: the same number is the same line. Without it, a line is another one each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub line_number: Option<i32>,
    /// The account.
    pub id_oi: Uuid,
    /// The formula.
    pub id_formula: Uuid,
    /// The resource that is counted.
    pub id_prestation: Uuid,
    /// The rate plan.
    pub id_rate_plan: i32,
    /// The day; none for a ticket without a date.
    #[serde(
        default,
        deserialize_with = "crate::elloha::sales::day::optional",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, pattern = r"^20[2-9]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T00:00:00)?$", example = "2026-07-01T00:00:00")]
    pub booking_start: Option<DateTime>,
    /// The hour of the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 23)]
    pub hour: Option<i8>,
    /// The minutes of the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 59)]
    pub minutes: Option<i8>,
    /// How many of the resource.
    #[schema(minimum = 1, maximum = 10_000)]
    pub quantity: i32,
    /// Adults.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000)]
    pub nb_adults: i32,
    /// Children of the first group.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000)]
    pub nb_childs: i32,
    /// Children of the second group.
    #[serde(default, rename = "nbChilds_2")]
    #[schema(minimum = 0, maximum = 10_000)]
    pub nb_childs_2: i32,
    /// Children of the third group.
    #[serde(default, rename = "nbChilds_3")]
    #[schema(minimum = 0, maximum = 10_000)]
    pub nb_childs_3: i32,
    /// Infants.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000)]
    pub nb_infants: i32,
    /// What one of the resource costs, as availability said.
    pub unit_amount_including_vat: Amount,
    /// The number of the file in the other system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub external_num_booking: Option<String>,
}

/// The state of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum BookingStatus {
    /// Its stock is taken.
    Confirmed,
    /// All of it is cancelled.
    Cancelled,
    /// It is being made.
    InProgress,
    /// An offer to somebody.
    Quotation,
    /// Another one.
    #[default]
    #[serde(other)]
    Unknown,
}

impl BookingStatus {
    /// As it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::Confirmed => "Confirmed",
            Self::Cancelled => "Cancelled",
            Self::InProgress => "InProgress",
            Self::Quotation => "Quotation",
        }
    }
}

/// The state of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum ItemStatus {
    /// Its stock is taken, and it is paid.
    Sold,
    /// Its stock is taken.
    BookedNotSold,
    /// Cancelled.
    Cancelled,
    /// Being made.
    InProgress,
    /// An offer to somebody.
    Quotation,
    /// Another one.
    #[default]
    #[serde(other)]
    Unknown,
}

impl ItemStatus {
    /// As it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::Sold => "Sold",
            Self::BookedNotSold => "BookedNotSold",
            Self::Cancelled => "Cancelled",
            Self::InProgress => "InProgress",
            Self::Quotation => "Quotation",
        }
    }

    /// The state that is written so.
    pub fn of(word: &str) -> Self {
        match word {
            "Sold" => Self::Sold,
            "BookedNotSold" => Self::BookedNotSold,
            "Cancelled" => Self::Cancelled,
            "InProgress" => Self::InProgress,
            "Quotation" => Self::Quotation,
            _ => Self::Unknown,
        }
    }

    /// Whether it has taken its stock.
    pub fn holds_stock(self) -> bool {
        match self {
            Self::Sold | Self::BookedNotSold => true,
            Self::Unknown | Self::Cancelled | Self::InProgress | Self::Quotation => false,
        }
    }
}

/// A file: `EllohaBooking`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Booking {
    /// Its id.
    pub id_booking: Uuid,
    /// Its number at elloha.
    #[serde(default)]
    pub booking_number: Option<String>,
    /// The channel that made it.
    #[serde(default, deserialize_with = "or_default")]
    pub id_distribution: Uuid,
    /// The booking engine that it came from.
    #[serde(default, deserialize_with = "or_default")]
    pub id_publication: Uuid,
    /// What the column "Creator" shows.
    #[serde(default)]
    pub publication_project_name: Option<String>,
    /// Its number in the other system.
    #[serde(default)]
    pub ref_externe_client: Option<String>,
    /// What the customer asks for.
    #[serde(default)]
    pub remarks: Option<String>,
    /// The customer.
    #[serde(default, deserialize_with = "lenient")]
    pub client: Client,
    /// Its lines.
    #[serde(default, deserialize_with = "or_default")]
    pub booking_items: Vec<BookingItem>,
    /// Its state.
    #[serde(default, deserialize_with = "or_default")]
    pub status: BookingStatus,
    /// Whether its stock is taken.
    #[serde(default, deserialize_with = "or_default")]
    pub is_confirmed: bool,
    /// Whether all of it is cancelled.
    #[serde(default, deserialize_with = "or_default")]
    pub is_cancelled: bool,
    /// The sum of its lines that are not cancelled.
    #[serde(default, deserialize_with = "or_default")]
    pub amount_including_tax: Amount,
    /// When it was made, as elloha writes it.
    #[serde(default)]
    pub created_on: Option<String>,
    /// When it was changed, as elloha writes it.
    #[serde(default)]
    pub last_modified_on: Option<String>,
}

/// A line: `BookingItem`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingItem {
    /// Its id.
    pub id_booking_item: Uuid,
    /// The file.
    pub id_booking: Uuid,
    /// Its number in the file.
    #[serde(default, deserialize_with = "or_default")]
    pub line_number: i32,
    /// The account.
    #[serde(default, deserialize_with = "or_default")]
    pub id_oi: Uuid,
    /// The formula.
    #[serde(default)]
    pub id_formula: Option<Uuid>,
    /// The resource.
    #[serde(default, deserialize_with = "or_default")]
    pub id_prestation: Uuid,
    /// The rate plan.
    #[serde(default)]
    pub id_rate_plan: Option<i32>,
    /// The day.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub booking_start: Option<DateTime>,
    /// The hour of the slot.
    #[serde(default)]
    pub hour: Option<i8>,
    /// The minutes of the slot.
    #[serde(default)]
    pub minutes: Option<i8>,
    /// How many of the resource.
    #[serde(default, deserialize_with = "or_default")]
    pub quantity: i32,
    /// Adults.
    #[serde(default, deserialize_with = "or_default")]
    pub nb_adults: i32,
    /// Children of the first group.
    #[serde(default, deserialize_with = "or_default")]
    pub nb_childs: i32,
    /// Children of the second group.
    #[serde(default, rename = "nbChilds_2", deserialize_with = "or_default")]
    pub nb_childs_2: i32,
    /// Children of the third group.
    #[serde(default, rename = "nbChilds_3", deserialize_with = "or_default")]
    pub nb_childs_3: i32,
    /// Infants.
    #[serde(default, deserialize_with = "or_default")]
    pub nb_infants: i32,
    /// What one of the resource costs.
    #[serde(default, deserialize_with = "or_default")]
    pub unit_amount_including_vat: Amount,
    /// What the line costs.
    #[serde(default, deserialize_with = "or_default")]
    pub total_amount_including_vat: Amount,
    /// The number of the file in the other system.
    #[serde(default)]
    pub external_num_booking: Option<String>,
    /// Its state.
    #[serde(default, deserialize_with = "or_default")]
    pub status: ItemStatus,
    /// Whether it is confirmed.
    #[serde(default, deserialize_with = "or_default")]
    pub is_confirmed: bool,
    /// Why it was cancelled.
    #[serde(default)]
    pub cancel_mode: Option<CancelMode>,
}

/// elloha's own `Client` has more members than are taken.
fn lenient<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Client, D::Error> {
    let Some(mut known) = Option::<serde_json::Map<String, Json>>::deserialize(deserializer)? else {
        return Ok(Client::default());
    };
    known.retain(|name, value| !value.is_null() && TAKEN.contains(&name.as_str()));
    serde_json::from_value(known.into()).map_err(serde::de::Error::custom)
}

/// The members of a `Client` that are taken.
const TAKEN: [&str; 14] = [
    "firstName",
    "lastName",
    "email",
    "phone",
    "mobilePhone",
    "streetNumber",
    "route",
    "zipCode",
    "locality",
    "countryCode",
    "lang",
    "emailConsent",
    "emailNetworkConsent",
    "smsConsent",
];

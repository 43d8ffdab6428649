//! Which files somebody wants to see, and the page that answers.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Amount, BookingItem, BookingStatus};
use crate::elloha::wire::or_default;

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum SortDirection {
    /// The oldest first.
    #[default]
    Ascending,
    /// The newest first.
    Descending,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum SortColumn {
    /// When the file was made.
    #[default]
    DateCreated,
    /// The first day of its lines.
    BookingStart,
    /// The last day of its lines.
    BookingEnd,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum Column {
    /// The number of the file.
    BookingNumber,
    /// The name of the customer.
    Name,
    /// The e-mail of the customer.
    Email,
    /// When the file was made.
    DateCreated,
    /// The first day of its lines.
    BookingStart,
    /// The last day of its lines.
    BookingEnd,
    /// Whether it is confirmed.
    IsConfirmed,
    /// Any text of it.
    Global,
    /// Whether it is paid.
    BalanceState,
}

/// How a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[expect(missing_docs, reason = "their names say all")]
pub enum Operator {
    Eq,
    NotEq,
    Gt,
    Gte,
    Lt,
    Lte,
    StartsWith,
    EndsWith,
    Contains,
    NotStartsWith,
    NotEndsWith,
    NotContains,
}

/// `BookingFilter`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BookingFilter {
    /// What it looks at.
    pub filter_column: Column,
    /// How it compares.
    pub operator: Operator,
    /// With what.
    #[schema(value_type = Value)]
    pub filter_value: Json,
}

/// `BookingQueryParameters`, as far as they are taken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BookingQuery {
    /// The page, from 1.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub page_number: u32,
    /// Files in a page.
    #[serde(default = "fifty")]
    #[schema(minimum = 1, maximum = 500)]
    pub page_size: u32,
    /// Which way.
    #[serde(default)]
    pub sort_direction: SortDirection,
    /// By what.
    #[serde(default)]
    pub sort_column: SortColumn,
    /// All of them must hold.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub filters: Vec<BookingFilter>,
    /// Only with lines of these formulas or resources.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub prestation_ids: Vec<Uuid>,
    /// Only by these channels.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub distribution_ids: Vec<Uuid>,
    /// Only from these booking engines.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub publication_ids: Vec<Uuid>,
    /// Files whose stock is taken.
    #[serde(default = "yes")]
    pub include_confirmed_bookings: bool,
    /// Files that are cancelled.
    #[serde(default)]
    pub include_cancelled_bookings: bool,
    /// Files that are being made.
    #[serde(default)]
    pub include_in_progress_bookings: bool,
}

fn one() -> u32 {
    1
}

fn fifty() -> u32 {
    50
}

fn yes() -> bool {
    true
}

impl Default for BookingQuery {
    fn default() -> Self {
        Self {
            page_number: 1,
            page_size: 50,
            sort_direction: SortDirection::default(),
            sort_column: SortColumn::default(),
            filters: Vec::new(),
            prestation_ids: Vec::new(),
            distribution_ids: Vec::new(),
            publication_ids: Vec::new(),
            include_confirmed_bookings: true,
            include_cancelled_bookings: false,
            include_in_progress_bookings: false,
        }
    }
}

/// `BookingListItem`, as far as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingListItem {
    /// The file.
    pub id_booking: Uuid,
    /// Its number.
    #[serde(default)]
    pub num_booking: Option<String>,
    /// The channel that made it.
    #[serde(default, deserialize_with = "or_default")]
    pub id_distribution: Uuid,
    /// The name of the channel.
    #[serde(default)]
    pub distribution_name: Option<String>,
    /// The booking engine that it came from.
    #[serde(default, deserialize_with = "or_default")]
    pub id_publication: Uuid,
    /// What the column "Creator" shows.
    #[serde(default)]
    pub publication_project_name: Option<String>,
    /// First name of the customer.
    #[serde(default)]
    pub client_first_name: Option<String>,
    /// Surname of the customer.
    #[serde(default)]
    pub client_last_name: Option<String>,
    /// E-mail of the customer.
    #[serde(default)]
    pub client_email: Option<String>,
    /// When it was made.
    #[serde(default)]
    pub created_on: Option<String>,
    /// When it was changed.
    #[serde(default)]
    pub last_modified_on: Option<String>,
    /// Its lines.
    #[serde(default, deserialize_with = "or_default")]
    pub booking_items: Vec<BookingItem>,
    /// Its state.
    #[serde(default, deserialize_with = "or_default")]
    pub status: BookingStatus,
    /// The sum of its lines that are not cancelled.
    #[serde(default, deserialize_with = "or_default")]
    pub total_amount: Amount,
}

/// `BookingListItemPagedList`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingPage {
    /// This page, from 1.
    pub current_page: u32,
    /// How many there are.
    pub total_pages: u32,
    /// Files in a page.
    pub page_size: u32,
    /// Files in all pages.
    pub total_count: u32,
    /// Whether there is one before.
    pub has_previous: bool,
    /// Whether there is one behind.
    pub has_next: bool,
    /// The files.
    #[serde(default, deserialize_with = "or_default")]
    pub items: Vec<BookingListItem>,
}

//! Bodies that cancel.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Amount;

/// Why something is cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum CancelMode {
    /// The owner asks for it.
    OwnerAsk,
    /// The customer asks for it.
    CustomerAsk,
    /// The customer did not come.
    NoShow,
    /// A platform says that the customer did not come.
    BookingNoShow,
    /// A platform says that the card is no good.
    BookingInvalidCC,
}

impl CancelMode {
    /// As it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::OwnerAsk => "OwnerAsk",
            Self::CustomerAsk => "CustomerAsk",
            Self::NoShow => "NoShow",
            Self::BookingNoShow => "BookingNoShow",
            Self::BookingInvalidCC => "BookingInvalidCC",
        }
    }
}

/// `CancellationBookingParam`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelBooking {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_mode: Option<CancelMode>,
    /// What is kept of the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_to_collect: Option<Amount>,
}

/// `CancellationBookingItemParam`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelItem {
    /// The file.
    pub id_booking: Uuid,
    /// The line.
    pub id_booking_item: Uuid,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_mode: Option<CancelMode>,
    /// What is kept of the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_to_collect: Option<Amount>,
}

/// `CancellationBookingItemsParam`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelItems {
    /// The file.
    pub id_booking: Uuid,
    /// The lines, each with what is kept of its price.
    pub ids_booking_items: BTreeMap<Uuid, Amount>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_mode: Option<CancelMode>,
}

//! What is sold, and the files of sales, in the shapes that elloha's Backend documents.
//!
//! The gateway speaks them on both sides: to the counter, and to elloha. A vocabulary of our own in between would be one
//! more place to be wrong in. What is money is in cents here and a decimal on the wire; days and hours have no zone, as on
//! the wire: they are those of the place.
//!
//! **Invariant:** a body that comes in has no member that is not read: what is not taken is refused by its name.

mod amount;
mod availability;
mod booking;
mod calls;
mod cancel;
mod client;
pub(crate) mod day;
mod offer;
mod query;

pub use amount::Amount;
pub use availability::{
    ActivityItem, AvailabilityItem, AvailabilityRequest, AvailabilityResponse, AvailabilityStatus,
    FormulaItem, Pax, ResourceItem,
};
pub use booking::{Booking, BookingItem, BookingStatus, ItemStatus, NewBooking, NewItem};
pub use calls::Scope;
pub use cancel::{CancelBooking, CancelItem, CancelItems, CancelMode};
pub use client::Client;
pub use offer::{
    CalendarDay, CalendarTag, Formula, FormulaResource, PriceActivity, RatePlan, RatePlanOf, RatePlanText,
    Release, Resource, Schedule, StockKind, StockResource, Text, Visibility,
};
pub use query::{
    BookingFilter, BookingListItem, BookingPage, BookingQuery, Column, Operator, SortColumn, SortDirection,
};

use jiff::civil::{Date, DateTime};

/// Midnight of a day: how elloha writes a day.
pub fn midnight(day: Date) -> DateTime {
    day.at(0, 0, 0, 0)
}

//! The calls of elloha's Backend that the gateway makes.
//!
//! Searches are asked again while there is patience. What makes, confirms, cancels or takes away is sent once:
//! [`Error::Uncertain`] and [`Error::Answer`] say that nobody knows whether it was done, [`Error::Refused`] that it was not.

use jiff::civil::Date;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{
    ActivityItem, AvailabilityRequest, AvailabilityResponse, Booking, BookingItem, BookingPage, BookingQuery,
    CalendarDay, CalendarTag, CancelBooking, CancelItem, CancelItems, Formula, NewBooking, NewItem,
    PriceActivity, RatePlan, Resource, StockResource, midnight,
};
use crate::elloha::{Error, Session};

/// Which files a search is about, besides those that its query names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that the query includes.
    Asked,
    /// In whatever state they are.
    All,
}

impl Session {
    /// What can be had, at what price: `POST /Availability`
    pub fn availability(&mut self, asked: &AvailabilityRequest) -> Result<AvailabilityResponse, Error> {
        self.search("Availability", asked)
    }

    /// Which formulas can be had: `POST /Availability/Formulas`
    pub fn available_formulas(&mut self, asked: &AvailabilityRequest) -> Result<AvailabilityResponse, Error> {
        self.search("Availability/Formulas", asked)
    }

    /// Which resources of a formula can be had: `POST /Availability/Resources`
    pub fn available_resources(
        &mut self,
        asked: &AvailabilityRequest,
    ) -> Result<AvailabilityResponse, Error> {
        self.search("Availability/Resources", asked)
    }

    /// What is left between two days, slot by slot: `POST /Availability/ActivityDaysRange`
    pub fn available_slots(&mut self, asked: &AvailabilityRequest) -> Result<Vec<ActivityItem>, Error> {
        self.search("Availability/ActivityDaysRange", asked)
    }

    /// Makes a file: `POST /Booking/Create`
    pub fn create_booking(&mut self, new: &NewBooking) -> Result<Booking, Error> {
        self.post("Booking/Create", written(new)?)
    }

    /// Adds lines to a file; `false` is a refusal: `POST /Booking/{id}/AddBookingItems`
    pub fn add_booking_items(&mut self, id: Uuid, items: &[NewItem]) -> Result<bool, Error> {
        self.post(&format!("Booking/{id}/AddBookingItems"), written(&items)?)
    }

    /// Confirms a file, and takes its stock: `PUT /Booking/{id}/Confirm`
    pub fn confirm_booking(&mut self, id: Uuid) -> Result<Booking, Error> {
        self.change(Method::PUT, &format!("Booking/{id}/Confirm"), None)
    }

    /// Cancels a file; `false` is a refusal: `PUT /Booking/{id}/Cancel`
    pub fn cancel_booking(&mut self, id: Uuid, how: &CancelBooking) -> Result<bool, Error> {
        self.put(&format!("Booking/{id}/Cancel"), written(how)?)
    }

    /// Cancels a line: `PUT /Booking/CancelItem`
    pub fn cancel_booking_item(&mut self, how: &CancelItem) -> Result<BookingItem, Error> {
        self.put("Booking/CancelItem", written(how)?)
    }

    /// Cancels lines: `PUT /Booking/CancelItems`
    pub fn cancel_booking_items(&mut self, how: &CancelItems) -> Result<Vec<BookingItem>, Error> {
        self.put("Booking/CancelItems", written(how)?)
    }

    /// Takes a file in progress away; `false` is a refusal: `DELETE /Booking/{id}/DeleteBookingInProgress`
    pub fn delete_booking_in_progress(&mut self, id: Uuid) -> Result<bool, Error> {
        self.change(Method::DELETE, &format!("Booking/{id}/DeleteBookingInProgress"), None)
    }

    /// A file; none where there is no such one: `GET /Booking/{id}`
    pub fn booking(&mut self, id: Uuid) -> Result<Option<Booking>, Error> {
        match self.get(&format!("Booking/{id}"), &[]) {
            // elloha declares neither; the first is how it says so of other things, the second how its server writes none.
            Err(Error::Refused { status, .. }) if status.starts_with("404") || status.starts_with("204") => {
                Ok(None)
            }
            other => other,
        }
    }

    /// A page of files: `POST /Booking/GetBookings`
    pub fn bookings(&mut self, query: &BookingQuery, scope: Scope) -> Result<BookingPage, Error> {
        let mut body = serde_json::to_value(query).map_err(|error| Error::Unwritten(error.to_string()))?;
        let every = scope == Scope::All;
        if let Some(members) = body.as_object_mut() {
            // Without the first, no file of an activity is listed. Whether a channel is a concierge, elloha does not say.
            for name in ["MainPrestations", "ConciergeBookings"] {
                members.insert(format!("include{name}"), true.into());
            }
            // Files have no such states: a closed one has its stock, one that waits to be confirmed is being made.
            for (name, asked) in [
                ("Closed", query.include_confirmed_bookings),
                ("PendingConfirmation", query.include_in_progress_bookings),
                ("Confirmed", query.include_confirmed_bookings),
                ("Cancelled", query.include_cancelled_bookings),
                ("InProgress", query.include_in_progress_bookings),
                ("Abandoned", false),
                ("Quotation", false),
            ] {
                members.insert(format!("include{name}Bookings"), (every || asked).into());
            }
        }
        self.search("Booking/GetBookings", &body)
    }

    /// A formula: `GET /Prestation/Formula/{id}`
    pub fn formula(&mut self, id: Uuid) -> Result<Formula, Error> {
        self.get(&format!("Prestation/Formula/{id}"), &[])
    }

    /// A resource: `GET /Prestation/Resource/{id}`
    pub fn resource(&mut self, id: Uuid) -> Result<Resource, Error> {
        self.get(&format!("Prestation/Resource/{id}"), &[])
    }

    /// A rate plan of activities: `GET /RatePlan/Activity/{id}`
    pub fn rate_plan(&mut self, id: i32) -> Result<RatePlan, Error> {
        self.get(&format!("RatePlan/Activity/{id}"), &[])
    }

    /// What a formula costs: `GET /Price/Activity/{idFormula}`
    pub fn prices(&mut self, formula: Uuid) -> Result<Vec<PriceActivity>, Error> {
        self.get(&format!("Price/Activity/{formula}"), &[])
    }

    /// The stocks of a resource between two days, the last one included: `GET /Stock/Resource/{id}`
    pub fn stocks(&mut self, resource: Uuid, from: Date, to: Date) -> Result<Vec<StockResource>, Error> {
        self.between(&format!("Stock/Resource/{resource}"), from, to)
    }

    /// The tags of the account that signs in: `GET /Calendar/Tags`
    pub fn calendar_tags(&mut self) -> Result<Vec<CalendarTag>, Error> {
        self.get("Calendar/Tags", &[])
    }

    /// The days of the account that signs in, the last one included: `GET /Calendar`
    pub fn calendar(&mut self, from: Date, to: Date) -> Result<Vec<CalendarDay>, Error> {
        self.between("Calendar", from, to)
    }

    fn between<T: DeserializeOwned>(&mut self, path: &str, from: Date, to: Date) -> Result<T, Error> {
        let (from, to) = (midnight(from).to_string(), midnight(to).to_string());
        self.get(path, &[("from", &from), ("to", &to)])
    }
}

fn written(body: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(body).map_err(|error| Error::Unwritten(error.to_string()))
}

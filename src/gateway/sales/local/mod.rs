//! Sales in a database of our own: for a head without a live elloha, for tests, and behind elloha's documented shapes.
//!
//! **Invariant:** a file, its lines and its stock change in one transaction: there is never one without the other.
//! **Invariant:** stock is lowered only where enough is left, by rows that are locked in one order: nothing is sold twice, and
//! nobody waits for somebody who waits for them.

mod asked;
mod check;
mod confirm;
mod file;
mod filter;
mod ladder;
mod lines;
mod list;
mod load;
mod need;
mod offered;
mod sold;
mod stocks;
mod when;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{Note, Offers, Reason, Sales, Trouble, Whose};
use crate::elloha::sales::{
    ActivityItem, AvailabilityRequest, AvailabilityResponse, Booking, BookingItem, BookingPage, BookingQuery,
    CancelBooking, CancelItems, NewBooking, NewItem,
};
use crate::store::{self, Several};
use sold::Kept;

pub use offered::{LocalAccount, LocalOffers};

/// Sales in a database of our own.
pub struct Local {
    store: Arc<Several>,
    zone: TimeZone,
    kept: Kept,
}

impl Local {
    /// Sales in this database; days begin and end in this time zone.
    pub fn new(store: Arc<Several>, zone: TimeZone) -> Self {
        Self { store, zone, kept: Kept::default() }
    }

    /// Writes what an account offers, in the place of all that it offered. What was sold stays.
    pub fn load(&self, offers: &LocalOffers) -> Result<(), Trouble> {
        load::load(self, offers)
    }

    /// The accounts that are sold here, by idOI.
    pub fn accounts(&self) -> Result<Vec<LocalAccount>, Trouble> {
        Ok(self.store.reading(|connection| {
            store::sales::accounts_sold(connection)?.into_iter().map(LocalAccount::read).collect()
        })?)
    }

    /// Says what the files of a booking engine show as their creator.
    pub fn name_engine(&self, engine: Uuid, creator: &str) -> Result<(), Trouble> {
        Ok(self
            .store
            .writing(|connection| store::sales::name_engine(connection, &engine.to_string(), creator))?)
    }
}

impl Sales for Local {
    fn availability(
        &self,
        asked: &AvailabilityRequest,
        now: Timestamp,
    ) -> Result<AvailabilityResponse, Trouble> {
        asked::availability(self, asked, now)
    }

    fn slots(&self, asked: &AvailabilityRequest, now: Timestamp) -> Result<Vec<ActivityItem>, Trouble> {
        asked::slots(self, asked, now)
    }

    fn offers(&self, account: Uuid, from: Date, to: Date) -> Result<Offers, Trouble> {
        stocks::offers(self, account, from, to)
    }

    fn create(&self, new: &NewBooking, now: Timestamp, note: &mut Note<'_>) -> Result<Booking, Trouble> {
        file::create(self, new, now, note)
    }

    fn numbered(&self, number: &str, engine: Uuid) -> Result<Vec<Booking>, Trouble> {
        file::numbered(self, number, engine)
    }

    fn add(
        &self,
        id: Uuid,
        items: &[NewItem],
        now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Booking, Trouble> {
        lines::add(self, id, items, now, note)
    }

    fn confirm(&self, id: Uuid, now: Timestamp, note: &mut Note<'_>) -> Result<Booking, Trouble> {
        confirm::confirm(self, id, now, note)
    }

    fn cancel(
        &self,
        id: Uuid,
        how: &CancelBooking,
        now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Booking, Trouble> {
        file::cancel(self, id, how, now, note)
    }

    fn cancel_items(
        &self,
        how: &CancelItems,
        now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Vec<BookingItem>, Trouble> {
        file::cancel_items(self, how, now, note)
    }

    fn discard(&self, id: Uuid, note: &mut Note<'_>) -> Result<(), Trouble> {
        file::discard(self, id, note)
    }

    fn file(&self, id: Uuid) -> Result<Option<Booking>, Trouble> {
        Ok(self.store.reading(|connection| file::read(connection, id))?)
    }

    fn files(&self, query: &BookingQuery, whose: &Whose) -> Result<BookingPage, Trouble> {
        list::files(self, query, whose)
    }

    fn is_far(&self) -> bool {
        false
    }
}

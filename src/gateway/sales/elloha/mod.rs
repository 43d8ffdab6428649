//! elloha over HTTP: its Backend is where the offers are, and where the files are made.
//!
//! **Invariant:** a change is sent once for each call of the port. Where its answer is lost, the file is looked at; where that
//! does not tell, the answer is [`Trouble::Unknown`], and whoever calls again finds the file as it is.
//! **Invariant:** every file and every search carries the booking engine that was made for the channel.
//! **Invariant:** no payment and no commission is ever sent.
//!
//! A note is written right after the deed: when that fails, the deed stands at elloha, and the same call finds it done.
//! Calls wait, for as long as the patience of the client's settings lasts: asynchronous code calls them on a thread of
//! their own.

mod bench;
mod cancel;
mod confirm;
mod files;
mod find;
mod lines;
mod look;
mod offers;
mod still;
mod trouble;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use self::bench::Bench;
use self::trouble::Sent;
use super::{Note, Offers, Reason, Sales, Trouble, Whose};
use crate::elloha::sales::{
    ActivityItem, AvailabilityRequest, AvailabilityResponse, Booking, BookingItem, BookingPage, BookingQuery,
    CancelBooking, CancelItems, NewBooking, NewItem,
};
use crate::elloha::{Client, Secret};
use crate::store::Several;

/// As whom the gateway sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seller {
    /// The booking engine that elloha made for the channel: `idPublication`
    pub engine: Uuid,
    /// The channel: `idDistribution`
    pub channel: Uuid,
}

/// Sales at elloha.
pub struct Elloha {
    client: Client,
    bench: Bench,
    /// Sessions that read all files of an account, whoever sold them.
    accounts: BTreeMap<Uuid, Bench>,
    seller: Seller,
    store: Arc<Several>,
}

impl Elloha {
    /// As the login of the client, on so many sessions: as many as threads call it, as each call holds one.
    pub fn new(client: Client, threads: usize, seller: Seller, store: Arc<Several>) -> Self {
        let bench = Bench::new(threads, || client.session());
        Self { client, bench, accounts: BTreeMap::new(), seller, store }
    }

    /// With the identifiers that elloha gave out for the files of one account. They read, and never sell.
    #[must_use]
    pub fn reading_account(mut self, account: Uuid, user: &str, password: &Secret) -> Self {
        let bench = Bench::new(1, || self.client.session_of(user.to_owned(), password.clone()));
        self.accounts.insert(account, bench);
        self
    }

    /// A search in the name of the channel.
    fn asked(&self, asked: &AvailabilityRequest) -> Result<AvailabilityRequest, Trouble> {
        if asked.is_internal_search {
            let why = "a channel sells what the web sells: leave `isInternalSearch` out".to_owned();
            return Err(Reason::Value(why).of("isInternalSearch").into());
        }
        let engine = self.seller.engine;
        if let Some(other) = asked.id_publication_project.filter(|other| *other != engine) {
            return Err(Reason::OtherEngine.of(other.to_string()).into());
        }
        Ok(AvailabilityRequest { id_publication_project: Some(engine), ..asked.clone() })
    }

    /// A file in the name of the channel.
    fn new_file(&self, new: &NewBooking) -> Result<NewBooking, Trouble> {
        let Seller { engine, channel } = self.seller;
        if new.id_publication != engine {
            return Err(Reason::OtherEngine.of(new.id_publication.to_string()).into());
        }
        for (name, given) in [("idDistribution", new.id_distribution), ("idEct", new.id_ect)] {
            if let Some(other) = given.filter(|other| *other != channel) {
                let why = format!("this gateway sells as the channel {channel}: send that, or leave it out");
                return Err(Reason::Value(why).of(format!("{name} {other}")).into());
            }
        }
        if !new.payments.is_empty() {
            return Err(Reason::Payment.of(new.ref_externe_client.clone()).into());
        }
        // elloha's document says that both members are the same id.
        Ok(NewBooking { id_distribution: Some(channel), id_ect: Some(channel), ..new.clone() })
    }

    /// Notes a file as it is now.
    fn noted(&self, file: &Booking, note: &mut Note<'_>) -> Result<(), Trouble> {
        Ok(self.store.writing(|connection| note(connection, file))?)
    }
}

/// What a search is about, for a message.
fn about(asked: &AvailabilityRequest) -> String {
    let id = asked.id_prestation.or(asked.id_formula).or(asked.id_oi);
    id.map_or_else(|| "availability".to_owned(), |id| id.to_string())
}

impl Sales for Elloha {
    fn availability(
        &self,
        asked: &AvailabilityRequest,
        _now: Timestamp,
    ) -> Result<AvailabilityResponse, Trouble> {
        let asked = self.asked(asked)?;
        let answer = self.bench.with(|session| session.availability(&asked));
        answer.map_err(|error| trouble::of(&error, about(&asked), Sent::Look))
    }

    fn slots(&self, asked: &AvailabilityRequest, _now: Timestamp) -> Result<Vec<ActivityItem>, Trouble> {
        let asked = self.asked(asked)?;
        let answer = self.bench.with(|session| session.available_slots(&asked));
        answer.map_err(|error| trouble::of(&error, about(&asked), Sent::Look))
    }

    /// What elloha shows of an account to the login of the channel: formulas that can be had between the days, what they
    /// count, and what they cost. Its document gives tags and days to the account of the login only: of any other account,
    /// both are empty, and what a day costs is what availability says.
    fn offers(&self, account: Uuid, from: Date, to: Date) -> Result<Offers, Trouble> {
        self.bench.with(|session| self.offers_of(session, account, from, to))
    }

    fn create(&self, new: &NewBooking, _now: Timestamp, note: &mut Note<'_>) -> Result<Booking, Trouble> {
        let new = self.new_file(new)?;
        let number = &new.ref_externe_client;
        let file = self
            .bench
            .with(|session| session.create_booking(&new))
            .map_err(|error| trouble::of(&error, number, Sent::Change))?;
        if file.id_booking.is_nil() {
            return Err(Trouble::Unknown(format!(
                "{number}: elloha answers a file without an id: look for its number"
            )));
        }
        self.noted(&file, note)?;
        Ok(file)
    }

    /// elloha has no filter on the number, and shows it in files and not in lists: its newest files are read, see
    /// `find.rs` for how far.
    fn numbered(&self, number: &str, engine: Uuid) -> Result<Vec<Booking>, Trouble> {
        self.bench.with(|session| find::numbered(session, number, engine))
    }

    /// Lines that are there already are not added again: they are told apart by `lineNumber`. Those without one are added
    /// each time, and what became of them is not known where the answer is lost.
    fn add(
        &self,
        id: Uuid,
        items: &[NewItem],
        _now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Booking, Trouble> {
        let file = self.bench.with(|session| self.with_lines(session, id, items))?;
        self.noted(&file, note)?;
        Ok(file)
    }

    /// A file whose confirmation is refused is still in progress: [`Sales::discard`] takes it away. After
    /// [`Trouble::Unknown`], a confirmation may be under way for as long as a request may take: to call again sooner may
    /// send another one.
    fn confirm(&self, id: Uuid, _now: Timestamp, note: &mut Note<'_>) -> Result<Booking, Trouble> {
        let file = self.bench.with(|session| self.confirmed(session, id))?;
        self.noted(&file, note)?;
        Ok(file)
    }

    fn cancel(
        &self,
        id: Uuid,
        how: &CancelBooking,
        _now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Booking, Trouble> {
        let file = self.bench.with(|session| self.cancelled(session, id, how))?;
        self.noted(&file, note)?;
        Ok(file)
    }

    fn cancel_items(
        &self,
        how: &CancelItems,
        _now: Timestamp,
        note: &mut Note<'_>,
    ) -> Result<Vec<BookingItem>, Trouble> {
        let file = self.bench.with(|session| self.lines_cancelled(session, how))?;
        self.noted(&file, note)?;
        let mut lines = file.booking_items;
        lines.retain(|line| how.ids_booking_items.contains_key(&line.id_booking_item));
        Ok(lines)
    }

    /// The note is of the file as it was. Of one that is not there, there is nothing to note.
    fn discard(&self, id: Uuid, note: &mut Note<'_>) -> Result<(), Trouble> {
        match self.bench.with(|session| self.discarded(session, id))? {
            Some(file) => self.noted(&file, note),
            None => Ok(()),
        }
    }

    fn file(&self, id: Uuid) -> Result<Option<Booking>, Trouble> {
        let file = self.bench.with(|session| session.booking(id));
        file.map_err(|error| trouble::of(&error, id.to_string(), Sent::Look))
    }

    /// Files of accounts, whoever sold them, need the identifiers that elloha gives out for each of those accounts: see
    /// [`Elloha::reading_account`].
    fn files(&self, query: &BookingQuery, whose: &Whose) -> Result<BookingPage, Trouble> {
        match whose {
            Whose::Engine(engine) => self.files_of_engine(query, *engine),
            Whose::Accounts(accounts) => self.files_of_accounts(query, accounts),
        }
    }

    fn is_far(&self) -> bool {
        true
    }
}

//! Files: create → items → confirm → cancel, one file on both sides.
//!
//! **Invariant:** a number of the counter is one file, however often it is sent.
//! **Invariant:** before something is sent to another machine, it stands here what; what nobody knows the outcome of is
//! looked up before anything else is done with that file.
//! **Invariant:** a file that cannot be confirmed is taken away again: no file without its stock.

mod cancel;
mod check;
mod confirm;
mod make;
mod pairing;
mod settle;
mod support;

pub use check::Difference;
pub use settle::Settled;
pub use support::{Support, Told};

use jiff::civil::Date;
use uuid::Uuid;

use super::access::{Denied, Principal, Right, Scope};
use super::channel::Channel;
use super::sales::{Offers, Reason, Whose};
use super::{Error, Gateway};
use crate::elloha::sales::{
    ActivityItem, Amount, AvailabilityRequest, AvailabilityResponse, AvailabilityStatus, Booking,
    BookingPage, BookingQuery, ItemStatus,
};
use jiff::Timestamp;

impl Gateway {
    /// What can be had through a channel, or why not.
    pub fn availability(
        &self,
        channel: &Channel,
        asked: &AvailabilityRequest,
        now: Timestamp,
    ) -> Result<AvailabilityResponse, Error> {
        match self.asks(channel, asked, now)? {
            Ok(asked) => Ok(self.sales.availability(&asked, now)?),
            Err(status) => Ok(AvailabilityResponse {
                start_date: asked.start_date,
                end_date: asked.end_date.or(asked.start_date),
                status,
                ..AvailabilityResponse::default()
            }),
        }
    }

    /// What is left between two days, slot by slot.
    pub fn slots(
        &self,
        channel: &Channel,
        asked: &AvailabilityRequest,
        now: Timestamp,
    ) -> Result<Vec<ActivityItem>, Error> {
        match self.asks(channel, asked, now)? {
            Ok(asked) => Ok(self.sales.slots(&asked, now)?),
            Err(_) => Ok(Vec::new()),
        }
    }

    /// All that an account offers through a channel: it must be sold.
    pub fn offers(
        &self,
        channel: &Channel,
        idoi: Uuid,
        days: (Date, Date),
        now: Timestamp,
    ) -> Result<Offers, Error> {
        let key = idoi.to_string();
        self.store.reading(|connection| self.sold(connection, channel, &key, now))??;
        Ok(self.sales.offers(idoi, days.0, days.1)?)
    }

    /// A file, for who may see it.
    pub fn file(&self, who: &Principal, id: Uuid) -> Result<Booking, Error> {
        let unknown = || Error::from(Reason::UnknownFile.of(id.to_string()));
        let booking = self.sales.file(id)?.ok_or_else(unknown)?;
        let sees = match &who.scope {
            Scope::Channel { channel } => {
                who.may(Right::ReadOwnFiles)?;
                let pair = self
                    .store
                    .reading(|connection| crate::store::gateway::pair_of(connection, &id.to_string()))?;
                pair.is_some_and(|pair| pair.channel == *channel)
            }
            Scope::Statistics { accounts } => {
                who.may(Right::ReadAllFiles)?;
                // A file is seen whole, or not at all.
                !booking.booking_items.is_empty()
                    && booking.booking_items.iter().all(|item| accounts.contains(&item.id_oi))
            }
            Scope::Owner { account, .. } => {
                who.may(Right::ReadOwnFiles)?;
                !booking.booking_items.is_empty()
                    && booking.booking_items.iter().all(|item| item.id_oi == *account)
            }
            Scope::Head { .. } | Scope::Support { .. } => {
                return Err(Denied::Forbidden { needed: Right::ReadOwnFiles, has: who.scope.kind() }.into());
            }
        };
        if sees { Ok(booking) } else { Err(unknown()) }
    }

    /// A page of files: those of a channel, or all of the accounts that somebody reads the figures of.
    pub fn files(&self, who: &Principal, query: &BookingQuery) -> Result<BookingPage, Error> {
        let whose = match &who.scope {
            Scope::Channel { channel } => {
                who.may(Right::ReadOwnFiles)?;
                let id = channel.parse().map_err(|_| crate::store::Error::Row("the id of a channel"))?;
                Whose::Engine(self.channel(id)?.engine)
            }
            Scope::Statistics { accounts } => {
                who.may(Right::ReadAllFiles)?;
                Whose::Accounts(accounts.iter().copied().collect())
            }
            Scope::Owner { account, .. } => {
                who.may(Right::ReadOwnFiles)?;
                Whose::Accounts(vec![*account])
            }
            Scope::Head { .. } | Scope::Support { .. } => {
                return Err(Denied::Forbidden { needed: Right::ReadOwnFiles, has: who.scope.kind() }.into());
            }
        };
        if !(1..=500).contains(&query.page_size) || query.page_number == 0 {
            let allowed = "a page has from 1 to 500 files, and the first one is 1";
            return Err(Reason::Value(allowed.to_owned()).of("pageSize and pageNumber").into());
        }
        let mut page = self.sales.files(query, &whose)?;
        if let Whose::Accounts(accounts) = &whose {
            // Another account in the same file is none of theirs.
            for item in &mut page.items {
                item.booking_items.retain(|line| accounts.contains(&line.id_oi));
                let left = item.booking_items.iter().filter(|line| line.status != ItemStatus::Cancelled);
                item.total_amount =
                    left.fold(Amount::default(), |sum, line| sum.plus(line.total_amount_including_vat));
            }
        }
        Ok(page)
    }

    /// The question as it is asked of offers: in the name of the channel; or why nothing can be had through it.
    fn asks(
        &self,
        channel: &Channel,
        asked: &AvailabilityRequest,
        now: Timestamp,
    ) -> Result<Result<AvailabilityRequest, AvailabilityStatus>, Error> {
        if let Some(engine) = asked.id_publication_project.filter(|engine| *engine != channel.engine) {
            return Err(Reason::OtherEngine.of(engine.to_string()).into());
        }
        if asked.is_internal_search {
            let allowed = "ALOA sells as the web does: leave it out, or write false";
            return Err(Reason::Value(allowed.to_owned()).of("isInternalSearch").into());
        }
        let Some(idoi) = asked.id_oi else { return Ok(Err(AvailabilityStatus::NoOiInfos)) };
        let key = idoi.to_string();
        let sold = self.store.reading(|connection| self.sold(connection, channel, &key, now))?;
        // Nobody learns which accounts there are that are not sold to them: but for their own network, whose states the
        // refusal names.
        sold?;
        Ok(Ok(AvailabilityRequest { id_publication_project: Some(channel.engine), ..asked.clone() }))
    }
}

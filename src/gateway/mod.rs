//! Floor 11: the gateway to a counter: elloha's activities sold in ALOA Cashier/Ticketing.
//!
//! elloha is the system of record for offers, prices, stocks and files. What is kept here is the state of the channel, who
//! opened it, credentials, and which two file numbers are one file.
//!
//! **Invariant:** nothing here reads a clock or the environment: the moment is given.
//! **Invariant:** what creates or changes something at elloha is sent once; what nobody knows the outcome of is looked up.

pub mod access;
mod booking;
mod catalogue;
mod channel;
mod error;
pub mod sales;
mod terms;

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

pub use booking::{Difference, Settled, Support, Told};
pub use catalogue::{AccountOffers, CataloguePage, OfferFault, Seen};
pub use channel::{AccountView, Channel, HandOver, Office, Request, Selling, Stage};
pub use error::Error;
pub use terms::Terms;

use crate::engine::Outbound;
use crate::store::Several;
use sales::{Local, Sales};

/// The gateway: its database, where offers and files are, and the terms of its channels.
pub struct Gateway {
    store: Arc<Several>,
    sales: Arc<dyn Sales>,
    /// The same, where offers and files are in a database of our own.
    local: Option<Arc<Local>>,
    terms: Terms,
    /// What ALOA is shown of offers.
    shown: Option<Arc<Outbound>>,
}

impl Gateway {
    /// Sells what elloha holds.
    pub fn new(store: Arc<Several>, sales: Arc<dyn Sales>, terms: Terms) -> Self {
        Self { store, sales, local: None, terms, shown: None }
    }

    /// Sells what a database of our own holds.
    pub fn local(store: Arc<Several>, terms: Terms) -> Self {
        let local = Arc::new(Local::new(store.clone(), terms.zone.clone()));
        Self { store, sales: local.clone(), local: Some(local), terms, shown: None }
    }

    /// Shows offers to ALOA by these rules.
    #[must_use]
    pub fn showing(mut self, rules: Arc<Outbound>) -> Self {
        self.shown = Some(rules);
        self
    }

    /// Its database.
    pub fn store(&self) -> &Several {
        &self.store
    }

    /// Where offers and files are.
    pub fn sales(&self) -> &dyn Sales {
        &*self.sales
    }

    /// Where offers and files are, if that is a database of our own.
    pub fn own_sales(&self) -> Option<&Local> {
        self.local.as_deref()
    }

    /// The terms of its channels.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Whoever signed in may sell, and through which channel.
    pub fn sells(&self, who: &access::Principal) -> Result<Channel, Error> {
        who.may(access::Right::Sell)?;
        match &who.scope {
            access::Scope::Channel { channel } => {
                let id: Uuid =
                    channel.parse().map_err(|_| crate::store::Error::Row("the id of a channel"))?;
                self.channel(id)
            }
            access::Scope::Statistics { .. }
            | access::Scope::Owner { .. }
            | access::Scope::Head { .. }
            | access::Scope::Support { .. } => {
                Err(access::Denied::Forbidden { needed: access::Right::Sell, has: who.scope.kind() }.into())
            }
        }
    }

    /// Erases the customers of files that nobody has changed since a moment, and whose last day is over; says of how many. Where
    /// elloha holds the files, so it holds the customers, and the answer is none. A file that is sent again is another one then:
    /// what it was made of is forgotten too.
    pub fn forget(&self, before: Timestamp, asked: access::Asked<'_>) -> Result<Option<u64>, Error> {
        if before > asked.now {
            let allowed = "it is not over yet: give a day that is";
            return Err(sales::Reason::Value(allowed.to_owned())
                .of("the day before which customers are erased")
                .into());
        }
        let (moment, day) = (channel::moment(before), self.terms.day(asked.now).to_string());
        let erased = self.store.writing(|connection| {
            let erased = match &self.local {
                Some(_) => Some(crate::store::sales::erase(connection, &moment, &day)?),
                None => None,
            };
            crate::store::gateway::forget_digests(connection, &moment)?;
            let told = erased.map_or_else(|| "at elloha".to_owned(), |erased| erased.to_string());
            let entry = access::Entry {
                asked,
                actor: access::Actor::Operator,
                action: "customers-erased",
                object: &moment,
                detail: Some(&told),
            };
            access::audit(connection, &entry)?;
            Ok(erased)
        })?;
        Ok(erased)
    }
}

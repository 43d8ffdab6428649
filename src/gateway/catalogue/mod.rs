//! What ALOA sees of the accounts that are sold to it: their offers, as the rules of the channel show them.
//!
//! **Invariant:** a record that the rules hold or exclude is not shown, nor what belongs to it; each is told, and nothing of
//! that is sent to ALOA.
//! **Invariant:** an account that is closed is not there, from that instant on.

mod offers;

pub use offers::{AccountOffers, OfferFault, Seen};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;
use utoipa::ToSchema;

use super::channel::{AccountView, Channel, Selling};
use super::sales::{Reason, Trouble};
use super::{Error, Gateway};
use crate::eval::Effect;

/// Accounts in a page.
const MOST_ACCOUNTS: u32 = 100;

/// So many days behind the first one are shown at once.
const MOST_DAYS: i32 = 366;

/// A page of what ALOA sees, by account.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CataloguePage {
    /// This page, from 1.
    pub current_page: u32,
    /// How many there are.
    pub total_pages: u32,
    /// Accounts in a page.
    pub page_size: u32,
    /// Accounts in all pages.
    pub total_count: u32,
    /// Whether there is one before.
    pub has_previous: bool,
    /// Whether there is one behind.
    pub has_next: bool,
    /// The accounts, by idOI.
    pub items: Vec<AccountOffers>,
}

impl Gateway {
    /// What ALOA sees through a channel, page by page from 1: all accounts that are sold at this moment, with their stocks
    /// and days between two days, the last one included.
    pub fn catalogue(
        &self,
        channel: &Channel,
        page: u32,
        size: u32,
        days: (Date, Date),
        now: Timestamp,
    ) -> Result<Seen<CataloguePage>, Error> {
        bounds(page, size, days)?;
        let mut sold = self.accounts(channel, now)?;
        sold.retain(|account| account.eligible && matches!(account.selling, Selling::Sold | Selling::Tested));
        let count = u32::try_from(sold.len()).unwrap_or(u32::MAX);
        let pages = count.div_ceil(size);
        let skip = usize::try_from(u64::from(page - 1) * u64::from(size)).unwrap_or(usize::MAX);
        let (mut items, mut faults) = (Vec::new(), Vec::new());
        for account in sold.iter().skip(skip).take(size as usize) {
            let seen = match self.shown(account, days) {
                Ok(seen) => seen,
                Err(Error::Trouble(Trouble::Refused(refusal))) => {
                    faults.push(without_offers(account, refusal.to_string()));
                    continue;
                }
                Err(error) => return Err(error),
            };
            // Its owner may have closed it while it was read.
            let key = account.idoi.to_string();
            if self.store.reading(|connection| self.sold(connection, channel, &key, now))?.is_ok() {
                items.push(seen.sees);
                faults.extend(seen.faults);
            }
        }
        let sees = CataloguePage {
            current_page: page,
            total_pages: pages,
            page_size: size,
            total_count: count,
            has_previous: page > 1,
            has_next: page < pages,
            items,
        };
        Ok(Seen { sees, faults })
    }
}

fn bounds(page: u32, size: u32, (from, to): (Date, Date)) -> Result<(), Error> {
    let wrong = |allowed: String, what: String| Err(Reason::Value(allowed).of(what).into());
    if page == 0 {
        return wrong("pages are counted from 1".to_owned(), "the page 0".to_owned());
    }
    if !(1..=MOST_ACCOUNTS).contains(&size) {
        return wrong(
            format!("a page has from 1 to {MOST_ACCOUNTS} accounts"),
            format!("the page size {size}"),
        );
    }
    if to < from || from.saturating_add(MOST_DAYS.days()) < to {
        let allowed = format!("the last day is the first one or up to {MOST_DAYS} days behind it");
        return wrong(allowed, format!("the days from {from} to {to}"));
    }
    Ok(())
}

fn without_offers(account: &AccountView, why: String) -> OfferFault {
    OfferFault {
        account: account.idoi,
        kind: None,
        record: account.idoi.to_string(),
        code: "follows",
        effect: Effect::Hold,
        rule: None,
        field: "idOi".to_owned(),
        why,
    }
}

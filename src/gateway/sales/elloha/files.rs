//! Pages of files: those of the channel, or all of some accounts.

use jiff::civil::DateTime;
use uuid::Uuid;

use super::super::Trouble;
use super::Elloha;
use super::trouble::{self, Sent};
use crate::elloha::sales::{BookingListItem, BookingPage, BookingQuery, Scope, SortColumn, SortDirection};

/// No more files are read to show one page of several accounts.
const MOST: u32 = 5_000;

/// A page without files.
fn empty(query: &BookingQuery) -> BookingPage {
    BookingPage {
        current_page: query.page_number,
        total_pages: 0,
        page_size: query.page_size,
        total_count: 0,
        has_previous: false,
        has_next: false,
        items: Vec::new(),
    }
}

/// By what a file is sorted; files alike keep one order.
fn key(item: &BookingListItem, column: SortColumn) -> (Option<String>, Uuid) {
    let days = item.booking_items.iter().filter_map(|line| line.booking_start);
    let by = match column {
        SortColumn::DateCreated => item.created_on.clone(),
        SortColumn::BookingStart => days.min().as_ref().map(DateTime::to_string),
        SortColumn::BookingEnd => days.max().as_ref().map(DateTime::to_string),
    };
    (by, item.id_booking)
}

/// Whether a file has nothing of an account, although it says whose its lines are.
fn is_strange(item: &BookingListItem, account: Uuid) -> bool {
    let mut said = item.booking_items.iter().map(|line| line.id_oi).filter(|id| !id.is_nil()).peekable();
    said.peek().is_some() && said.all(|id| id != account)
}

impl Elloha {
    /// Files that came through a booking engine.
    pub(super) fn files_of_engine(&self, query: &BookingQuery, engine: Uuid) -> Result<BookingPage, Trouble> {
        if !query.publication_ids.is_empty() && !query.publication_ids.contains(&engine) {
            return Ok(empty(query));
        }
        let query = BookingQuery { publication_ids: vec![engine], ..query.clone() };
        let page = self.bench.with(|session| session.bookings(&query, Scope::Asked));
        page.map_err(|error| trouble::of(&error, engine.to_string(), Sent::Look))
    }

    /// All files of accounts, each with identifiers of its own. Several accounts are read from their first page on, and
    /// merged; a file that holds lines of two of them is counted in both, and shown once.
    pub(super) fn files_of_accounts(
        &self,
        query: &BookingQuery,
        accounts: &[Uuid],
    ) -> Result<BookingPage, Trouble> {
        match accounts {
            [] => Ok(empty(query)),
            [account] => self.files_of_account(query, *account),
            several => self.merged(query, several),
        }
    }

    fn files_of_account(&self, query: &BookingQuery, account: Uuid) -> Result<BookingPage, Trouble> {
        let Some(bench) = self.accounts.get(&account) else {
            return Err(Trouble::Failed(format!(
                "{account}: the gateway has no identifiers for all files of this account: elloha gives them out for its idOI; \
                 enter them, or ask for the files of the channel"
            )));
        };
        let page = bench
            .with(|session| session.bookings(query, Scope::Asked))
            .map_err(|error| trouble::of(&error, account.to_string(), Sent::Look))?;
        if page.items.iter().any(|item| is_strange(item, account)) {
            return Err(Trouble::Failed(format!(
                "{account}: the identifiers that were entered for it show files of another account: correct them"
            )));
        }
        Ok(page)
    }

    fn merged(&self, query: &BookingQuery, accounts: &[Uuid]) -> Result<BookingPage, Trouble> {
        let upto = query.page_number.saturating_mul(query.page_size);
        if upto > MOST {
            return Err(Trouble::Failed(format!(
                "page {}: of several accounts, the first {MOST} files can be asked for: ask for one account, or filter by date",
                query.page_number
            )));
        }
        let (mut items, mut total_count) = (Vec::new(), 0_u32);
        for account in accounts {
            for page_number in 1..=query.page_number {
                let page = self.files_of_account(&BookingQuery { page_number, ..query.clone() }, *account)?;
                if page_number == 1 {
                    total_count = total_count.saturating_add(page.total_count);
                }
                items.extend(page.items);
                if !page.has_next {
                    break;
                }
            }
        }
        items.sort_by_cached_key(|item| key(item, query.sort_column));
        items.dedup_by_key(|item| item.id_booking);
        if query.sort_direction == SortDirection::Descending {
            items.reverse();
        }
        let size = usize::try_from(query.page_size).unwrap_or(usize::MAX);
        let before = upto.saturating_sub(query.page_size);
        let items =
            items.into_iter().skip(usize::try_from(before).unwrap_or(usize::MAX)).take(size).collect();
        Ok(BookingPage {
            current_page: query.page_number,
            total_pages: total_count.div_ceil(query.page_size.max(1)),
            page_size: query.page_size,
            total_count,
            has_previous: query.page_number > 1,
            has_next: upto < total_count,
            items,
        })
    }
}

//! Which files have a number of the other system.
//!
//! elloha has no filter on it: files of the booking engine are listed, in whatever state, newest first, and those that may
//! have the number are read one by one. A file is no candidate whose lines all bear other numbers.
//!
//! How far: to the end of the page in which one is found, or to the files that were made [`DAYS`] days before the newest one
//! of the booking engine. The engine is the gateway's own, so what is looked for is among the newest there are. Where that
//! takes more than [`MOST_PAGES`] pages, it is not told that there is none.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::super::Trouble;
use super::trouble::{self, Sent};
use crate::elloha::Session;
use crate::elloha::sales::{
    Booking, BookingListItem, BookingPage, BookingQuery, Scope, SortColumn, SortDirection,
};

/// Files in a page.
const PAGE: u32 = 100;

/// More pages than that are not read.
const MOST_PAGES: u32 = 100;

/// Files older than the newest one by more days than that are not read.
const DAYS: i64 = 7;

/// So often is a list read anew that grew shorter while it was read.
const READINGS: u32 = 3;

/// The day on which a file was made, as far as elloha writes one.
fn made(item: &BookingListItem) -> Option<Date> {
    item.created_on.as_ref()?.get(..10)?.parse().ok()
}

/// Whether a file may have the number, as far as its lines tell.
fn may_be(item: &BookingListItem, number: &str, engine: Uuid) -> bool {
    let bears_other = |external: &Option<String>| external.as_deref().is_some_and(|other| other != number);
    item.id_publication == engine
        && (item.booking_items.is_empty()
            || !item.booking_items.iter().all(|line| bears_other(&line.external_num_booking)))
}

/// What came of reading the list once.
enum Reading {
    /// All that has to be known.
    Found(Vec<Booking>),
    /// Files went out of the list: one that is there may have been passed over.
    Moved,
}

/// The files with a number.
pub(super) fn numbered(session: &mut Session, number: &str, engine: Uuid) -> Result<Vec<Booking>, Trouble> {
    for _ in 0..READINGS {
        match reading(session, number, engine)? {
            Reading::Found(found) => return Ok(found),
            Reading::Moved => {}
        }
    }
    Err(Trouble::Failed(format!(
        "{number}: elloha's list of files grew shorter each of {READINGS} times it was read: try again later"
    )))
}

fn reading(session: &mut Session, number: &str, engine: Uuid) -> Result<Reading, Trouble> {
    let failed = |error| trouble::of(&error, number, Sent::Look);
    let mut found: Vec<Booking> = Vec::new();
    let (mut oldest, mut count) = (None, 0);
    for page_number in 1..=MOST_PAGES {
        let page: BookingPage = session.bookings(&query(page_number, engine), Scope::All).map_err(failed)?;
        if page.total_count < count {
            return Ok(Reading::Moved);
        }
        count = page.total_count;
        if oldest.is_none() {
            let newest = page.items.iter().filter_map(made).max();
            oldest = newest.and_then(|newest| newest.checked_sub(DAYS.days()).ok());
        }
        for item in page.items.iter().filter(|item| may_be(item, number, engine)) {
            let file = session.booking(item.id_booking).map_err(failed)?;
            let is = |file: &Booking| file.ref_externe_client.as_deref() == Some(number);
            let is_new = found.iter().all(|known| known.id_booking != item.id_booking);
            found.extend(file.filter(|file| is(file) && is_new));
        }
        let is_past = |day: Date| oldest.is_some_and(|oldest| day < oldest);
        let passed = page.items.last().and_then(made).is_some_and(is_past);
        if !found.is_empty() || !page.has_next || passed {
            return Ok(Reading::Found(found));
        }
    }
    Err(Trouble::Failed(format!(
        "{number}: it is none of the {} newest files of the channel, and older ones of the same days are not read: look for it \
         in elloha",
        MOST_PAGES * PAGE
    )))
}

fn query(page_number: u32, engine: Uuid) -> BookingQuery {
    BookingQuery {
        page_number,
        page_size: PAGE,
        sort_direction: SortDirection::Descending,
        sort_column: SortColumn::DateCreated,
        publication_ids: vec![engine],
        ..BookingQuery::default()
    }
}

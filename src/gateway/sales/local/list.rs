//! Lists of files, page by page.

use super::file::{booking, of};
use super::filter::{FIRST_DAY, LAST_DAY, pattern};
use super::{Local, Trouble, Whose};
use crate::elloha::sales::{BookingListItem, BookingPage, BookingQuery, SortColumn, SortDirection};
use crate::store;
use crate::store::sales::Matches;

pub(super) fn files(local: &Local, query: &BookingQuery, whose: &Whose) -> Result<BookingPage, Trouble> {
    let mut matches = Matches {
        offers: query.prestation_ids.iter().map(ToString::to_string).collect(),
        distributions: query.distribution_ids.iter().map(ToString::to_string).collect(),
        descending: query.sort_direction == SortDirection::Descending,
        order: match query.sort_column {
            SortColumn::DateCreated => "f.created",
            SortColumn::BookingStart => FIRST_DAY,
            SortColumn::BookingEnd => LAST_DAY,
        },
        ..Matches::default()
    };
    let asked = Some(&query.publication_ids).filter(|ids| !ids.is_empty());
    let asked = asked.map(|ids| ids.iter().map(ToString::to_string).collect::<Vec<_>>());
    match whose {
        Whose::Engine(engine) => {
            let own = engine.to_string();
            let sees = asked.is_none_or(|ids| ids.contains(&own));
            matches.engines = Some(if sees { vec![own] } else { Vec::new() });
        }
        Whose::Accounts(accounts) => {
            matches.engines = asked;
            matches.accounts = Some(accounts.iter().map(ToString::to_string).collect());
        }
    }
    for (included, state) in [
        (query.include_confirmed_bookings, "Confirmed"),
        (query.include_cancelled_bookings, "Cancelled"),
        (query.include_in_progress_bookings, "InProgress"),
    ] {
        matches.states.extend(included.then_some(state));
    }
    for filter in &query.filters {
        matches.texts.push(pattern(filter, &local.zone)?);
    }
    let size = query.page_size.max(1);
    let skip = i64::from(query.page_number.saturating_sub(1)) * i64::from(size);
    let (found, count) = local.store.reading(|connection| {
        let (files, count) = store::sales::find_files(connection, &matches, i64::from(size), skip)?;
        let items = store::sales::items_of(connection, &files)?;
        let found = files.iter().map(|file| {
            let booking = booking(file, &of(&items, &file.id))?;
            let client = booking.client;
            Ok(BookingListItem {
                id_booking: booking.id_booking,
                num_booking: booking.booking_number,
                id_distribution: booking.id_distribution,
                distribution_name: booking.publication_project_name.clone(),
                id_publication: booking.id_publication,
                publication_project_name: booking.publication_project_name,
                client_first_name: client.first_name,
                client_last_name: client.last_name,
                client_email: client.email,
                created_on: booking.created_on,
                last_modified_on: booking.last_modified_on,
                booking_items: booking.booking_items,
                status: booking.status,
                total_amount: booking.amount_including_tax,
            })
        });
        Ok((found.collect::<Result<Vec<_>, store::Error>>()?, count))
    })?;
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let pages = count.div_ceil(size);
    Ok(BookingPage {
        current_page: query.page_number,
        total_pages: pages,
        page_size: size,
        total_count: count,
        has_previous: query.page_number > 1,
        has_next: query.page_number < pages,
        items: found,
    })
}

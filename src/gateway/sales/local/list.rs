//! Lists of files: elloha's filters, as questions to the database.

use serde_json::Value as Json;

use super::file::{booking, of};
use super::{Local, Reason, Trouble, Whose};
use crate::elloha::sales::{
    BookingFilter, BookingListItem, BookingPage, BookingQuery, Column, Operator, SortColumn, SortDirection,
};
use crate::gateway::sales::Refusal;
use crate::store;
use crate::store::sales::{Matches, Pattern};

const CREATED: &str = "SUBSTR(f.created, 1, 10)";
const STARTS: &str = "(SELECT MIN(i.day) FROM sales_items i WHERE i.file = f.id)";
const ENDS: &str = "(SELECT MAX(i.day) FROM sales_items i WHERE i.file = f.id)";

pub(super) fn files(local: &Local, query: &BookingQuery, whose: &Whose) -> Result<BookingPage, Trouble> {
    let mut matches = Matches {
        offers: query.prestation_ids.iter().map(ToString::to_string).collect(),
        distributions: query.distribution_ids.iter().map(ToString::to_string).collect(),
        descending: query.sort_direction == SortDirection::Descending,
        order: match query.sort_column {
            SortColumn::DateCreated => "f.created",
            SortColumn::BookingStart => STARTS,
            SortColumn::BookingEnd => ENDS,
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
        matches.texts.push(text(filter)?);
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

fn text(filter: &BookingFilter) -> Result<(&'static str, Pattern), Refusal> {
    let wrong = |allowed: &str| {
        let column = filter.filter_column;
        Reason::Value(allowed.to_owned()).of(format!("the filter on {column:?} with {:?}", filter.operator))
    };
    match filter.filter_column {
        Column::DateCreated => day(CREATED, filter).ok_or_else(|| wrong(DAYS)),
        Column::BookingStart => day(STARTS, filter).ok_or_else(|| wrong(DAYS)),
        Column::BookingEnd => day(ENDS, filter).ok_or_else(|| wrong(DAYS)),
        Column::BookingNumber => words("f.number", filter).ok_or_else(|| wrong(WORDS)),
        Column::Name => words("f.name", filter).ok_or_else(|| wrong(WORDS)),
        Column::Email => words("f.email", filter).ok_or_else(|| wrong(WORDS)),
        Column::Global => words("f.number || ' ' || f.name || ' ' || f.email || ' ' || f.reference", filter)
            .ok_or_else(|| wrong(WORDS)),
        Column::IsConfirmed => {
            let confirmed = match &filter.filter_value {
                Json::Bool(value) => Some(*value),
                Json::String(text) => text.parse().ok(),
                Json::Null | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
            };
            let sign = match (confirmed, equal(filter.operator)) {
                (Some(value), Some(equal)) if value == equal => "=",
                (Some(_), Some(_)) => "<>",
                (_, None) | (None, _) => return Err(wrong("it takes Eq or NotEq, with true or false")),
            };
            Ok(("f.status", Pattern::Compare(sign, "Confirmed".to_owned())))
        }
        // Nothing is paid here.
        Column::BalanceState => match (equal(filter.operator), filter.filter_value.as_str()) {
            (Some(equal), Some(state @ ("Sold" | "NotSold" | "TooPerceived"))) => {
                Ok(("'NotSold'", Pattern::Compare(if equal { "=" } else { "<>" }, state.to_owned())))
            }
            (None, _) | (_, Some(_) | None) => {
                Err(wrong("it takes Eq or NotEq, with Sold, NotSold or TooPerceived"))
            }
        },
    }
}

const DAYS: &str = "it takes Eq, NotEq, Gt, Gte, Lt or Lte, with a day such as 2026-07-01";
const WORDS: &str = "it takes Eq, NotEq, StartsWith, EndsWith, Contains or their opposites, with a text";

fn equal(operator: Operator) -> Option<bool> {
    match sign(operator)? {
        "=" => Some(true),
        "<>" => Some(false),
        _ => None,
    }
}

fn sign(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Eq => Some("="),
        Operator::NotEq => Some("<>"),
        Operator::Gt => Some(">"),
        Operator::Gte => Some(">="),
        Operator::Lt => Some("<"),
        Operator::Lte => Some("<="),
        Operator::StartsWith
        | Operator::EndsWith
        | Operator::Contains
        | Operator::NotStartsWith
        | Operator::NotEndsWith
        | Operator::NotContains => None,
    }
}

fn day(expression: &'static str, filter: &BookingFilter) -> Option<(&'static str, Pattern)> {
    let written = filter.filter_value.as_str()?;
    let day: jiff::civil::Date = written.get(..10)?.parse().ok()?;
    Some((expression, Pattern::Compare(sign(filter.operator)?, day.to_string())))
}

fn words(expression: &'static str, filter: &BookingFilter) -> Option<(&'static str, Pattern)> {
    let wanted = filter.filter_value.as_str()?.to_lowercase();
    let mut plain = String::new();
    for c in wanted.chars() {
        if matches!(c, '%' | '_' | '!') {
            plain.push('!');
        }
        plain.push(c);
    }
    let (pattern, holds) = match filter.operator {
        Operator::Eq => (plain, true),
        Operator::NotEq => (plain, false),
        Operator::StartsWith => (format!("{plain}%"), true),
        Operator::NotStartsWith => (format!("{plain}%"), false),
        Operator::EndsWith => (format!("%{plain}"), true),
        Operator::NotEndsWith => (format!("%{plain}"), false),
        Operator::Contains => (format!("%{plain}%"), true),
        Operator::NotContains => (format!("%{plain}%"), false),
        Operator::Gt | Operator::Gte | Operator::Lt | Operator::Lte => return None,
    };
    Some((expression, Pattern::Like(pattern, holds)))
}

//! `passerelle gateway bookings`, `sync-check` and `settle`

use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::opened::{gateway, now};
use crate::cli::args::{Bookings as Args, Format, OfHead, Times};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::elloha::sales::{BookingListItem, BookingQuery, SortDirection};
use crate::gateway::sales::Whose;
use crate::value::visible;

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, Some(&args.head), 2)?;
    let channel = open.known(&args.head)?;
    let query = BookingQuery {
        page_size: args.most,
        sort_direction: SortDirection::Descending,
        include_cancelled_bookings: args.cancelled,
        include_in_progress_bookings: args.in_progress,
        ..BookingQuery::default()
    };
    let page = open
        .sales()
        .files(&query, &Whose::Engine(channel.engine))
        .map_err(|trouble| Failure::Gateway(trouble.into()))?;
    if args.gateway.within.format == Format::Json {
        let all: Vec<Json> = page.items.iter().map(json_of).collect();
        output::data(&format!(
            "{}\n",
            json!({ "schema": 1, "head": args.head, "total": page.total_count, "bookings": all })
        ))?;
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    for file in &page.items {
        let lines: i32 = file.booking_items.iter().map(|item| item.quantity).sum();
        let _ = writeln!(
            out,
            "{}  {}  {:<10} {:>9}  {lines} sold in {} lines  {}",
            file.created_on.as_deref().unwrap_or_default(),
            file.num_booking.as_deref().unwrap_or_default(),
            file.status.word(),
            file.total_amount.to_string(),
            file.booking_items.len(),
            visible(file.publication_project_name.as_deref().unwrap_or_default())
        );
    }
    let _ = writeln!(out, "{} of {} files", page.items.len(), page.total_count);
    if !(args.cancelled && args.in_progress) {
        out.push_str("(--cancelled and --in-progress show those too)\n");
    }
    output::data(&out)?;
    Ok(Exit::Done)
}

fn json_of(file: &BookingListItem) -> Json {
    json!({ "idBooking": file.id_booking, "bookingNumber": file.num_booking, "status": file.status,
        "createdOn": file.created_on, "creator": file.publication_project_name, "amount": file.total_amount,
        "items": file.booking_items })
}

pub(super) fn sync_check(args: &OfHead) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, Some(&args.head), 2)?;
    let channel = open.known(&args.head)?;
    let mut found = Vec::new();
    let compared = open.sync_check(&channel, now().now, &mut |difference| found.push(difference))?;
    if args.gateway.within.format == Format::Json {
        let told = found.iter().map(|one| {
            json!({ "refExterneClient": one.reference, "idBooking": one.id, "what": one.what, "counter": one.counter,
                "elloha": one.elloha })
        });
        let told: Vec<Json> = told.collect();
        output::data(&format!(
            "{}\n",
            json!({ "schema": 1, "head": args.head, "compared": compared, "differences": told })
        ))?;
    } else {
        let mut out = String::new();
        for one in &found {
            let _ = writeln!(out, "{} ({}): {}", visible(&one.reference), one.id, one.what);
            let _ = writeln!(
                out,
                "  at the counter: {}\n  at elloha:      {}",
                visible(&one.counter),
                visible(&one.elloha)
            );
        }
        let _ = writeln!(out, "{compared} files compared, {} differences", found.len());
        output::data(&out)?;
    }
    Ok(if found.is_empty() { Exit::Done } else { Exit::Look })
}

pub(super) fn settle(args: &Times) -> Result<Exit, Failure> {
    let open = gateway(&args.gateway, Some(&args.head), 2)?;
    let settled = open.settle(now())?;
    let exit = if settled.iter().any(|one| one.stuck) { Exit::Look } else { Exit::Done };
    if args.gateway.within.format == Format::Json {
        let told = settled.iter().map(|one| {
            json!({ "refExterneClient": one.reference, "idBooking": one.id, "step": one.step, "became": one.became,
                "stuck": one.stuck })
        });
        let told: Vec<Json> = told.collect();
        output::data(&format!("{}\n", json!({ "schema": 1, "settled": told })))?;
        return Ok(exit);
    }
    let mut out = String::new();
    for one in &settled {
        let _ = writeln!(
            out,
            "{} {}: {} became {}",
            visible(&one.reference),
            one.id,
            one.step,
            visible(&one.became)
        );
    }
    if settled.is_empty() {
        out.push_str("nothing is under way\n");
    }
    output::data(&out)?;
    Ok(exit)
}

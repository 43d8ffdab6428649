//! Confirming: the instant in which stock is taken. All lines of a file get theirs, or none does.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::file::{booking, moment, read};
use super::lines::{Stock, offered, told};
use super::need::{Need, UNLIMITED, left, needs};
use super::sold::shape_of;
use super::{Local, Note, Reason, Trouble};
use crate::elloha::sales::{Booking, BookingStatus, ItemStatus, NewItem};
use crate::gateway::sales::Refusal;
use crate::store::sales::{Confirmed, ItemRow, Taking};
use crate::store::{self, Connection};

pub(super) fn confirm(
    local: &Local,
    id: Uuid,
    now: Timestamp,
    note: &mut Note<'_>,
) -> Result<Booking, Trouble> {
    let (at, key) = (moment(now), id.to_string());
    let done = local.store.trying(|connection| {
        let Some(Confirmed { file, items }) = store::sales::confirm_file(connection, &key, &at)? else {
            return Ok(match read(connection, id)? {
                // It was confirmed before: that is what was asked for.
                Some(known) if known.status == BookingStatus::Confirmed => Ok(known),
                Some(known) => Err(Reason::State(known.status).of(key.clone())),
                None => Err(Reason::UnknownFile.of(key.clone())),
            });
        };
        let confirmed: Vec<&(ItemRow, i64)> =
            items.iter().filter(|(item, _)| item.status != ItemStatus::Cancelled.word()).collect();
        if confirmed.is_empty() {
            return Ok(Err(Reason::Empty.of(key.clone())));
        }
        if let Err(refusal) = take(local, connection, &confirmed, now)? {
            return Ok(Err(refusal));
        }
        let items: Vec<ItemRow> = items.into_iter().map(|(item, _)| item).collect();
        let booking = booking(&file, &items)?;
        note(connection, &booking)?;
        Ok(Ok(booking))
    })?;
    Ok(done?)
}

/// A stock that is needed, with how many, and what is noted of each line.
#[derive(Default)]
struct Wanted {
    quantity: i64,
    lines: Vec<(String, i64)>,
    told: String,
}

fn take(
    local: &Local,
    connection: &mut dyn Connection,
    items: &[&(ItemRow, i64)],
    now: Timestamp,
) -> Result<Result<(), Refusal>, store::Error> {
    // In one order, whoever asks: by resource, day and slot.
    let mut wanted: BTreeMap<Need, Wanted> = BTreeMap::new();
    for (row, version) in items {
        let item: NewItem = shape_of(&row.shape)?;
        let (sold, had) = match offered(local, connection, &item, now, Stock::IsTakenNext(*version))? {
            Ok(offered) => offered,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(formula) = sold.formula(item.id_formula) else {
            return Ok(Err(Reason::UnknownOffer.of(told(&item))));
        };
        for need in needs(&sold, formula, item.id_prestation, had.at) {
            let stock = wanted.entry(need).or_default();
            stock.quantity += i64::from(item.quantity);
            stock.lines.push((row.id.clone(), i64::from(item.quantity)));
            // Lines that need the same stock are refused together.
            if !stock.told.is_empty() {
                stock.told.push_str(", and ");
            }
            stock.told.push_str(&told(&item));
        }
    }
    let mut takings = Vec::new();
    for (need, wanted) in wanted {
        let key = (need.resource.as_str(), need.day.as_str(), need.slot);
        let mut sold = store::sales::sell(connection, key, wanted.quantity, need.start, need.counts())?;
        if sold && !need.counts() {
            sold = is_free(connection, &need, wanted.quantity, &takings)?;
        }
        if !sold {
            let left = still(connection, &need, &takings)?;
            let left = i32::try_from(left).unwrap_or(i32::MAX);
            return Ok(Err(Reason::SoldOut(left).of(wanted.told)));
        }
        for (item, quantity) in wanted.lines {
            let Need { resource, day, slot, starts, ends, start: _ } = need.clone();
            takings.push(Taking { item, resource, day, slot, starts, ends, quantity });
        }
    }
    store::sales::take(connection, &takings)?;
    Ok(Ok(()))
}

/// Whether so many pieces are there at every moment, with those that this file takes beside.
fn is_free(
    connection: &mut dyn Connection,
    need: &Need,
    quantity: i64,
    own: &[Taking],
) -> Result<bool, store::Error> {
    let left = still(connection, need, own)?;
    Ok(left >= UNLIMITED || quantity <= left)
}

/// How many are left, besides those that this file takes.
fn still(connection: &mut dyn Connection, need: &Need, own: &[Taking]) -> Result<i64, store::Error> {
    let slot = store::sales::stock_row(connection, &need.resource, &need.day, need.slot)?;
    if need.counts() {
        return Ok(left(need, slot.as_ref(), &[]));
    }
    let mut out = store::sales::takings_of_day(connection, &need.resource, &need.day)?;
    let same = |taking: &&Taking| taking.resource == need.resource && taking.day == need.day;
    out.extend(own.iter().filter(same).cloned());
    Ok(left(need, slot.as_ref(), &out))
}

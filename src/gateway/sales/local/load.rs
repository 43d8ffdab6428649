//! Offers are loaded: in the place of what an account offered, and not of what it has sold.

use std::collections::BTreeMap;

use super::check::check;
use super::offered::LocalOffers;
use super::sold::shape_of;
use super::{Local, Reason, Trouble};
use crate::elloha::sales::{Resource, StockKind};
use crate::gateway::sales::Refusal;
use crate::store::sales::{AccountRow, Kind, OfferRows, Slot};
use crate::store::{self, Cell, Connection};

pub(super) fn load(local: &Local, offers: &LocalOffers) -> Result<(), Trouble> {
    check(offers)?;
    let account = &offers.account;
    let row = AccountRow {
        idoi: account.id_oi.to_string(),
        name: account.name.clone(),
        account_type: account.account_type.clone(),
        subscription: account.subscription.clone(),
        currency: account.currency.clone(),
        version: 0,
    };
    let (rows, wanted) = (offers.rows()?, offers.slots());
    let done = local.store.trying(|connection| {
        // Whoever loads the same account waits here.
        store::sales::put_account(connection, &row)?;
        if let Err(refusal) = own(connection, &row.idoi, &rows)? {
            return Ok(Err(refusal));
        }
        if let Err(refusal) = counted_alike(connection, offers)? {
            return Ok(Err(refusal));
        }
        store::sales::put_offers(connection, &row.idoi, &rows)?;
        // What was set before and is not set any more is as its resource starts; what was sold stays.
        let mut slots = BTreeMap::new();
        for known in store::sales::all_stock(connection, &row.idoi)? {
            let key = (known.resource.clone(), known.day.clone(), known.slot);
            if let Some(set) = wanted.get(&key).filter(|set| set.sold > known.sold) {
                return Ok(Err(elsewhere(set, known.sold)));
            }
            let was_set = known.on_sale >= 0 || known.closed;
            if was_set && !wanted.contains_key(&key) {
                slots.insert(key, Slot { on_sale: -1, closed: false, ..known });
            } else if let Some(set) = wanted.get(&key) {
                slots.insert(key, Slot { sold: known.sold, ..set.clone() });
            }
        }
        for (key, set) in &wanted {
            if !slots.contains_key(key) {
                if set.sold > 0 {
                    return Ok(Err(elsewhere(set, 0)));
                }
                slots.insert(key.clone(), set.clone());
            }
        }
        for slot in slots.values() {
            store::sales::put_stock(connection, slot)?;
        }
        Ok(Ok(()))
    })?;
    Ok(done?)
}

/// Stock that somebody else has sold: it cannot be told from what is sold here, and would be sold once more.
fn elsewhere(set: &Slot, sold: i64) -> Refusal {
    let allowed = format!(
        "here {sold} are sold: take what is sold elsewhere off `stockOnSale`, and write {sold} or less"
    );
    let day = if set.day.is_empty() { "without a date" } else { set.day.as_str() };
    Reason::Value(allowed).of(format!("stockSold {} of the resource {}, {day}", set.sold, set.resource))
}

/// Refuses a resource that is counted otherwise than before, where some of it is sold: what was sold would not be seen.
fn counted_alike(
    connection: &mut dyn Connection,
    offers: &LocalOffers,
) -> Result<Result<(), Refusal>, store::Error> {
    let known = store::sales::offer_rows(connection, &offers.account.id_oi.to_string())?.resources;
    for (id, shape) in known {
        let before: Resource = shape_of(&shape)?;
        let now = offers.resources.iter().find(|resource| resource.id_prestation == before.id_prestation);
        let Some(now) = now.map(|resource| resource.stock_management_type) else { continue };
        let before = before.stock_management_type;
        let place = |kind: StockKind| (kind.is_equipment(), kind.has_slots(), kind.is_undated());
        if place(now) != place(before) && store::sales::is_taken(connection, &id)? {
            let allowed =
                format!("some of it is sold as {before:?}: give it another id, or leave it as it is");
            return Ok(Err(
                Reason::Value(allowed).of(format!("stockManagementType {now:?} of the resource {id}"))
            ));
        }
    }
    Ok(Ok(()))
}

/// Refuses ids that another account has.
fn own(
    connection: &mut dyn Connection,
    idoi: &str,
    rows: &OfferRows,
) -> Result<Result<(), Refusal>, store::Error> {
    let formulas: Vec<Cell<'_>> = rows.formulas.iter().map(|(id, _)| Cell::from(id)).collect();
    let resources: Vec<Cell<'_>> = rows.resources.iter().map(|(id, _)| Cell::from(id)).collect();
    let plans: Vec<Cell<'_>> = rows.rate_plans.iter().map(|(id, _)| Cell::from(*id)).collect();
    for (kind, what, ids) in [
        (Kind::Formula, "formula", formulas),
        (Kind::Resource, "resource", resources),
        (Kind::RatePlan, "rate plan", plans),
    ] {
        if let Some(id) = store::sales::foreign(connection, kind, idoi, &ids)? {
            let allowed = "another account has it: an id is that of one account";
            return Ok(Err(Reason::Value(allowed.to_owned()).of(format!("the {what} {id}"))));
        }
    }
    Ok(Ok(()))
}

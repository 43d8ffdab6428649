//! Offers that come in a file: an account, and what it offers, in elloha's shapes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::check::check;
use super::sold::{key, shape_of, written};
use super::{Local, Reason, Trouble};
use crate::elloha::sales::{
    CalendarDay, CalendarTag, Formula, PriceActivity, RatePlan, Resource, StockKind, StockResource,
};
use crate::gateway::sales::Refusal;
use crate::store::sales::{AccountRow, Kind, OfferRows, Slot};
use crate::store::{self, Cell, Connection};

/// An account that is sold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocalAccount {
    /// Its idOI.
    pub id_oi: Uuid,
    /// Its name.
    pub name: String,
    /// Its type: a code of the pack.
    #[serde(rename = "type")]
    pub account_type: String,
    /// `Startup`, `Connect`, `Magic`
    pub subscription: String,
    /// The currency of its prices.
    #[serde(default = "euro")]
    pub currency: String,
}

fn euro() -> String {
    "EUR".to_owned()
}

/// An account and all that it offers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocalOffers {
    /// The account.
    pub account: LocalAccount,
    /// What is sold.
    pub formulas: Vec<Formula>,
    /// What is counted.
    pub resources: Vec<Resource>,
    /// With what conditions.
    pub rate_plans: Vec<RatePlan>,
    /// For how much.
    pub prices: Vec<PriceActivity>,
    /// The tags of days.
    #[serde(default)]
    pub tags: Vec<CalendarTag>,
    /// The days that have a tag, or are closed.
    #[serde(default)]
    pub days: Vec<CalendarDay>,
    /// The stocks that are not as their resource starts.
    #[serde(default)]
    pub stocks: Vec<StockResource>,
}

impl LocalAccount {
    pub(super) fn read(row: AccountRow) -> Result<Self, store::Error> {
        Ok(Self {
            id_oi: row.idoi.parse().map_err(|_| store::Error::Row("an idOI"))?,
            name: row.name,
            account_type: row.account_type,
            subscription: row.subscription,
            currency: row.currency,
        })
    }
}

impl LocalOffers {
    fn rows(&self) -> Result<OfferRows, store::Error> {
        let mut rows = OfferRows::default();
        for formula in &self.formulas {
            rows.formulas.push((formula.id_prestation.to_string(), written(formula)?));
        }
        for resource in &self.resources {
            rows.resources.push((resource.id_prestation.to_string(), written(resource)?));
        }
        for plan in &self.rate_plans {
            rows.rate_plans.push((i64::from(plan.id_rate_plan), written(plan)?));
        }
        for price in &self.prices {
            let (formula, resource, plan, tag) = key(price);
            let key = (formula.to_string(), resource.to_string(), i64::from(plan), i64::from(tag));
            rows.prices.push((key, written(price)?));
        }
        for tag in &self.tags {
            rows.tags.push((i64::from(tag.id_tag), written(tag)?));
        }
        for day in &self.days {
            rows.days.push((day.day.date().to_string(), written(day)?));
        }
        Ok(rows)
    }

    /// The stocks that were set, as they are kept: equipment by the day, tickets by the slot.
    fn slots(&self) -> BTreeMap<(String, String, i64), Slot> {
        let mut slots = BTreeMap::new();
        for stock in &self.stocks {
            let resource = stock.id_resource.to_string();
            for (day, slot) in self.places(stock) {
                let key = (resource.clone(), day.clone(), slot);
                let (resource, on_sale, sold) =
                    (resource.clone(), i64::from(stock.stock_on_sale), i64::from(stock.stock_sold));
                slots.insert(key, Slot { resource, day, slot, on_sale, sold, closed: stock.closed });
            }
        }
        slots
    }

    /// Where the formulas that count a resource look for a stock of it: its day and slot.
    pub(super) fn places(&self, stock: &StockResource) -> BTreeSet<(String, i64)> {
        let kind = self.resources.iter().find(|resource| resource.id_prestation == stock.id_resource);
        let kind = kind.map(|resource| resource.stock_management_type).unwrap_or_default();
        let of =
            |formula: &&Formula| formula.resources.iter().any(|part| part.id_resource == stock.id_resource);
        let kinds: Vec<StockKind> =
            self.formulas.iter().filter(of).map(|formula| formula.stock_management_type).collect();
        let minute = i64::from(stock.hour) * 60 + i64::from(stock.minutes);
        let day = stock.day.date().to_string();
        // Nothing sells it yet: as its own kind says.
        let kinds = if kinds.is_empty() { vec![kind] } else { kinds };
        kinds
            .into_iter()
            .filter_map(|formula| {
                if kind.is_undated() || formula.is_undated() {
                    Some((String::new(), -1))
                } else if kind.is_equipment() || !kind.has_slots() {
                    Some((day.clone(), -1))
                } else if formula.has_slots() {
                    Some((day.clone(), minute))
                } else {
                    // Of a formula without hours, elloha writes the stock at midnight.
                    (minute == 0).then(|| (day.clone(), -1))
                }
            })
            .collect()
    }
}

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

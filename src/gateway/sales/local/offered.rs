//! Offers that come in a file: an account, and what it offers, in elloha's shapes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sold::{key, written};
use crate::elloha::sales::{
    CalendarDay, CalendarTag, Formula, PriceActivity, RatePlan, Resource, StockKind, StockResource,
};
use crate::store;
use crate::store::sales::{AccountRow, OfferRows, Slot};

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
    /// As they are kept.
    pub(super) fn rows(&self) -> Result<OfferRows, store::Error> {
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
    pub(super) fn slots(&self) -> BTreeMap<(String, String, i64), Slot> {
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

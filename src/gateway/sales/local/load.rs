//! Offers that come in a file: an account, and what it offers, in elloha's shapes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sold::{key, written};
use super::{Local, Reason, Trouble};
use crate::elloha::sales::{
    CalendarDay, CalendarTag, Formula, PriceActivity, RatePlan, Resource, StockResource,
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
    /// What points to nothing: it would never be sold, and nobody would know why.
    fn check(&self) -> Result<(), Trouble> {
        let own = self.account.id_oi;
        let wrong = |what: String, allowed: &str| Err(Reason::Value(allowed.to_owned()).of(what).into());
        let resources: BTreeSet<Uuid> =
            self.resources.iter().map(|resource| resource.id_prestation).collect();
        let plans: BTreeSet<i32> = self.rate_plans.iter().map(|plan| plan.id_rate_plan).collect();
        let formulas: BTreeSet<Uuid> = self.formulas.iter().map(|formula| formula.id_prestation).collect();
        let tags: BTreeSet<i32> = self.tags.iter().map(|tag| tag.id_tag).chain([0]).collect();
        for formula in &self.formulas {
            let id = formula.id_prestation;
            if formula.id_oi != own {
                return wrong(format!("idOi of the formula {id}"), "it must be that of the account");
            }
            if let Some(part) = formula.resources.iter().find(|part| !resources.contains(&part.id_resource)) {
                return wrong(
                    format!("resource {} of the formula {id}", part.id_resource),
                    "it must be one of `resources`",
                );
            }
            if let Some(plan) = formula.rate_plans.iter().find(|plan| !plans.contains(&plan.id_rate_plan)) {
                return wrong(
                    format!("rate plan {} of the formula {id}", plan.id_rate_plan),
                    "it must be one of `ratePlans`",
                );
            }
            if formula.schedules.iter().any(|s| !(0..24).contains(&s.hour) || !(0..60).contains(&s.minutes)) {
                return wrong(
                    format!("schedule of the formula {id}"),
                    "an hour is from 0 to 23, minutes from 0 to 59",
                );
            }
        }
        for resource in &self.resources {
            if resource.id_oi != own {
                return wrong(
                    format!("idOi of the resource {}", resource.id_prestation),
                    "it must be that of the account",
                );
            }
            if resource.total_stock < 0 {
                return wrong(
                    format!("totalStock of the resource {}", resource.id_prestation),
                    "it is 0 or more; 999 is no limit",
                );
            }
        }
        for price in &self.prices {
            let known = formulas.contains(&price.id_formula)
                && resources.contains(&price.id_resource)
                && plans.contains(&price.id_rate_plan)
                && tags.contains(&price.id_calendar_tag);
            if !known {
                return wrong(
                    format!("price of the formula {}, tag {}", price.id_formula, price.id_calendar_tag),
                    "its formula, resource, rate plan and calendar tag must be in this file",
                );
            }
            if price.price.is_some_and(|amount| amount.cents() < 0) {
                return wrong(format!("price of the formula {}", price.id_formula), "it is 0 or more");
            }
        }
        let slots = self.stocks.iter().find(|stock| !resources.contains(&stock.id_resource));
        if let Some(stock) = slots {
            return wrong(
                format!("stock of the resource {}", stock.id_resource),
                "it must be one of `resources`",
            );
        }
        if let Some(day) = self.days.iter().find(|day| !tags.contains(&day.id_tag.unwrap_or(0))) {
            return wrong(format!("tag of the day {}", day.day.date()), "it must be one of `tags`");
        }
        Ok(())
    }

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

    /// The stocks as they are kept: equipment by the day, tickets by the slot.
    fn slots(&self) -> Vec<Slot> {
        let slot = |stock: &StockResource| {
            let kind = self.resources.iter().find(|r| r.id_prestation == stock.id_resource);
            let kind = kind.map(|resource| resource.stock_management_type).unwrap_or_default();
            let by_slot = kind.has_slots() && !kind.is_equipment();
            Slot {
                resource: stock.id_resource.to_string(),
                day: if kind.is_undated() { String::new() } else { stock.day.date().to_string() },
                slot: if by_slot { i64::from(stock.hour) * 60 + i64::from(stock.minutes) } else { -1 },
                on_sale: i64::from(stock.stock_on_sale),
                sold: 0,
                closed: stock.closed,
            }
        };
        self.stocks.iter().map(slot).collect()
    }
}

pub(super) fn load(local: &Local, offers: &LocalOffers) -> Result<(), Trouble> {
    offers.check()?;
    let account = &offers.account;
    let row = AccountRow {
        idoi: account.id_oi.to_string(),
        name: account.name.clone(),
        account_type: account.account_type.clone(),
        subscription: account.subscription.clone(),
        currency: account.currency.clone(),
        version: 0,
    };
    let (rows, slots) = (offers.rows()?, offers.slots());
    Ok(local.store.writing(|connection| {
        store::sales::put_account(connection, &row)?;
        store::sales::put_offers(connection, &row.idoi, &rows)?;
        for slot in &slots {
            store::sales::put_stock(connection, slot)?;
        }
        Ok(())
    })?)
}

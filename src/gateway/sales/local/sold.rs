//! What an account offers, read once and kept as long as it is the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::elloha::sales::{CalendarDay, CalendarTag, Formula, PriceActivity, RatePlan, Resource};
use crate::store::sales::{AccountRow, OfferRows};
use crate::store::{self, Connection};

/// What an account offers.
#[derive(Clone, Debug)]
pub(super) struct Sold {
    pub(super) account: AccountRow,
    pub(super) formulas: Vec<Formula>,
    pub(super) resources: BTreeMap<Uuid, Resource>,
    pub(super) plans: BTreeMap<i32, RatePlan>,
    /// By formula, resource, rate plan and tag.
    pub(super) prices: BTreeMap<(Uuid, Uuid, i32, i32), PriceActivity>,
    pub(super) tags: Vec<CalendarTag>,
    pub(super) days: BTreeMap<Date, CalendarDay>,
}

/// What was read of accounts, with the version that it is of.
#[derive(Default)]
pub(super) struct Kept {
    known: Mutex<HashMap<Uuid, Arc<Sold>>>,
}

/// So many accounts are kept; then all are read anew.
const MOST: usize = 10_000;

/// The first day and the last one that a list of days may hold.
const ALL_DAYS: (&str, &str) = ("0000-01-01", "9999-12-31");

impl Kept {
    fn known(&self, idoi: Uuid, version: i64) -> Option<Arc<Sold>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&idoi).filter(|sold| sold.account.version == version).cloned()
    }

    /// What an account offers, as it is in this transaction, of which somebody may know the version already; none where there is no such account.
    pub(super) fn sold(
        &self,
        connection: &mut dyn Connection,
        idoi: Uuid,
        version: Option<i64>,
    ) -> Result<Option<Arc<Sold>>, store::Error> {
        if let Some(version) = version
            && let Some(sold) = self.known(idoi, version)
        {
            return Ok(Some(sold));
        }
        let key = idoi.to_string();
        let Some(mut account) = store::sales::account(connection, &key)? else { return Ok(None) };
        if let Some(sold) = self.known(idoi, account.version) {
            return Ok(Some(sold));
        }
        let sold = loop {
            let mut rows = store::sales::offer_rows(connection, &key)?;
            let days = store::sales::day_rows(connection, &key, ALL_DAYS.0, ALL_DAYS.1)?;
            rows.days = days.into_iter().map(|shape| (String::new(), shape)).collect();
            // Who writes on a server sees what others write meanwhile: half of an old offer and half of a new one is none.
            let Some(still) = store::sales::account(connection, &key)? else { return Ok(None) };
            if still.version == account.version {
                break Arc::new(Sold::read(account, &rows)?);
            }
            account = still;
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(idoi, sold.clone());
        Ok(Some(sold))
    }
}

impl Sold {
    fn read(account: AccountRow, rows: &OfferRows) -> Result<Self, store::Error> {
        let resources: Vec<Resource> = shapes(rows.resources.iter().map(|(_, shape)| shape))?;
        let plans: Vec<RatePlan> = shapes(rows.rate_plans.iter().map(|(_, shape)| shape))?;
        let prices: Vec<PriceActivity> = shapes(rows.prices.iter().map(|(_, shape)| shape))?;
        let days: Vec<CalendarDay> = shapes(rows.days.iter().map(|(_, shape)| shape))?;
        Ok(Self {
            account,
            formulas: shapes(rows.formulas.iter().map(|(_, shape)| shape))?,
            resources: resources.into_iter().map(|resource| (resource.id_prestation, resource)).collect(),
            plans: plans.into_iter().map(|plan| (plan.id_rate_plan, plan)).collect(),
            prices: prices.into_iter().map(|price| (key(&price), price)).collect(),
            tags: shapes(rows.tags.iter().map(|(_, shape)| shape))?,
            days: days.into_iter().map(|day| (day.day.date(), day)).collect(),
        })
    }

    /// The formula of that id.
    pub(super) fn formula(&self, id: Uuid) -> Option<&Formula> {
        self.formulas.iter().find(|formula| formula.id_prestation == id)
    }

    /// The tag of a day; 0 is none.
    pub(super) fn tag(&self, day: Date) -> i32 {
        self.days.get(&day).and_then(|day| day.id_tag).unwrap_or(0)
    }
}

/// What a price is for.
pub(super) fn key(price: &PriceActivity) -> (Uuid, Uuid, i32, i32) {
    (price.id_formula, price.id_resource, price.id_rate_plan, price.id_calendar_tag)
}

/// Reads shapes as they were written.
pub(super) fn shapes<'s, T: DeserializeOwned>(
    written: impl Iterator<Item = &'s String>,
) -> Result<Vec<T>, store::Error> {
    written.map(|shape| shape_of(shape)).collect()
}

/// Reads a shape as it was written.
pub(super) fn shape_of<T: DeserializeOwned>(written: &str) -> Result<T, store::Error> {
    serde_json::from_str(written).map_err(|_| store::Error::Row("an offer in elloha's shape"))
}

/// Writes a shape.
pub(super) fn written(shape: &impl Serialize) -> Result<String, store::Error> {
    serde_json::to_string(shape).map_err(|_| store::Error::Row("an offer in elloha's shape"))
}

//! What ALOA sees of an account: its offers, record by record, as the rules of the channel show them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::elloha::sales::{CalendarDay, CalendarTag};
use crate::engine::{OutFault, Outbound};
use crate::eval::Effect;
use crate::gateway::channel::AccountView;
use crate::gateway::sales::{Offers, Trouble};
use crate::gateway::{Error, Gateway};
use crate::manifest::Sold;
use crate::store;

/// What ALOA sees of an account. Records have the members that `rules/aloa` fills.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountOffers {
    /// Its idOI.
    pub id_oi: Uuid,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub account_type: String,
    /// What is sold.
    #[schema(value_type = Vec<Object>)]
    pub formulas: Vec<Map<String, Json>>,
    /// What is counted.
    #[schema(value_type = Vec<Object>)]
    pub resources: Vec<Map<String, Json>>,
    /// With what conditions.
    #[schema(value_type = Vec<Object>)]
    pub rate_plans: Vec<Map<String, Json>>,
    /// For how much, by calendar tag.
    #[schema(value_type = Vec<Object>)]
    pub prices: Vec<Map<String, Json>>,
    /// The tags of days.
    pub tags: Vec<CalendarTag>,
    /// The days that have a tag, or are closed.
    pub days: Vec<CalendarDay>,
    /// What is left at the slots that are not as their resource starts.
    #[schema(value_type = Vec<Object>)]
    pub stocks: Vec<Map<String, Json>>,
}

/// Something that went wrong with a record of an offer, or why it is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferFault {
    /// The account.
    pub account: Uuid,
    /// The record type; none where the account has no offers at all.
    pub kind: Option<Sold>,
    /// The ids of the record.
    pub record: String,
    /// `E0702`; `follows` where the record belongs to one that is not shown.
    pub code: &'static str,
    /// What it does to the record.
    pub effect: Effect,
    /// The rule, as `path:line`; none where no rule objects.
    pub rule: Option<String>,
    /// The field that was read, or the target that was not filled.
    pub field: String,
    /// Why, for people.
    pub why: String,
}

impl OfferFault {
    /// Whether the record is left out as somebody wished: that is no trouble.
    pub fn is_wished(&self) -> bool {
        self.effect == Effect::Exclude
    }
}

/// What ALOA sees, and what is told of it here.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen<T> {
    /// What ALOA sees.
    pub sees: T,
    /// What went wrong, and what is not shown.
    pub faults: Vec<OfferFault>,
}

impl Gateway {
    /// What ALOA would see of an account, were it sold.
    pub fn shown(&self, account: &AccountView, days: (Date, Date)) -> Result<Seen<AccountOffers>, Error> {
        let rules = self.shown.as_deref().ok_or_else(|| {
            Trouble::Failed(
                "the rules of the channel were not loaded: start with a pack that has `aloa`".to_owned(),
            )
        })?;
        let Offers { formulas, resources, rate_plans, prices, tags, days, stocks } =
            self.sales.offers(account.idoi, days.0, days.1)?;
        let mut by = ByRules { rules, account: account.idoi, faults: Vec::new() };
        let formulas = by.all(Sold::Formula, &formulas, |_| None)?;
        // What only the desk sells is counted for the desk.
        let counted = counted(&formulas);
        let resources =
            by.all(Sold::Resource, &resources, |resource| unshown(resource, &[("idResource", &counted)]))?;
        let rate_plans = by.all(Sold::RatePlan, &rate_plans, |_| None)?;
        let (of_formulas, of_resources) = (ids(&formulas, "idFormula"), ids(&resources, "idResource"));
        let of_plans = ids(&rate_plans, "idRatePlan");
        let prices = by.all(Sold::Price, &prices, |price| {
            let parts =
                [("idFormula", &of_formulas), ("idResource", &of_resources), ("idRatePlan", &of_plans)];
            unshown(price, &parts)
        })?;
        let stocks =
            by.all(Sold::Stock, &stocks, |stock| unshown(stock, &[("idResource", &of_resources)]))?;
        let sees = AccountOffers {
            id_oi: account.idoi,
            name: account.name.clone(),
            account_type: account.account_type.clone(),
            formulas,
            resources,
            rate_plans,
            prices,
            tags,
            days,
            stocks,
        };
        Ok(Seen { sees, faults: by.faults })
    }
}

/// The rules of a channel, at work on the offers of an account.
struct ByRules<'r> {
    rules: &'r Outbound,
    account: Uuid,
    faults: Vec<OfferFault>,
}

impl ByRules<'_> {
    /// The records that are shown, as the rules make them; and not those that belong to one that is not.
    fn all<T: Serialize>(
        &mut self,
        kind: Sold,
        records: &[T],
        unshown: impl Fn(&Map<String, Json>) -> Option<&'static str>,
    ) -> Result<Vec<Map<String, Json>>, Error> {
        let mut all = Vec::new();
        for record in records {
            let record =
                serde_json::to_value(record).map_err(|_| store::Error::Row("an offer in elloha's shape"))?;
            let shown = self.rules.shown(kind, &record);
            let id = told(kind, &record);
            for OutFault { code, effect, rule, field, why } in shown.faults {
                self.faults.push(OfferFault {
                    account: self.account,
                    kind: Some(kind),
                    record: id.clone(),
                    code,
                    effect,
                    rule,
                    field,
                    why,
                });
            }
            let Some(fields) = shown.fields else { continue };
            if let Some(field) = unshown(&fields) {
                self.faults.push(OfferFault {
                    account: self.account,
                    kind: Some(kind),
                    record: id,
                    code: "follows",
                    effect: Effect::Exclude,
                    rule: None,
                    field: field.to_owned(),
                    why: "what it belongs to is not shown".to_owned(),
                });
                continue;
            }
            all.push(fields);
        }
        Ok(all)
    }
}

/// The first part of a record that is not shown.
fn unshown(record: &Map<String, Json>, parts: &[(&'static str, &BTreeSet<String>)]) -> Option<&'static str> {
    parts
        .iter()
        .find(|(name, shown)| !record.get(*name).is_some_and(|id| shown.contains(&text(id))))
        .map(|(name, _)| *name)
}

fn ids(records: &[Map<String, Json>], name: &str) -> BTreeSet<String> {
    records.iter().filter_map(|record| record.get(name)).map(text).collect()
}

/// The resources that formulas count.
fn counted(formulas: &[Map<String, Json>]) -> BTreeSet<String> {
    let parts = formulas.iter().filter_map(|formula| formula.get("resources")?.as_array()).flatten();
    parts.filter_map(|part| part.get("idResource")).map(text).collect()
}

fn text(id: &Json) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// The ids by which a record is known.
fn told(kind: Sold, record: &Json) -> String {
    let names: &[&str] = match kind {
        Sold::Formula | Sold::Resource => &["idPrestation"],
        Sold::RatePlan => &["idRatePlan"],
        Sold::Price => &["idFormula", "idResource", "idRatePlan", "idCalendarTag"],
        Sold::Stock => &["idResource", "day", "hour", "minutes"],
    };
    let ids: Vec<String> = names.iter().filter_map(|name| record.get(*name)).map(text).collect();
    ids.join(" ")
}

//! What is wrong with offers that come in a file: what would never be sold, and nobody would know why.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::offered::LocalOffers;
use super::sold::key;
use super::{Reason, Trouble};
use crate::elloha::sales::{Formula, PriceActivity, Resource};
use crate::gateway::sales::Refusal;

/// A piece of equipment is out for so many minutes at most: as many days as are looked at in one call.
const MOST_MINUTES: i32 = 92 * 24 * 60;

/// Whether offers can be sold as they are.
pub(super) fn check(offers: &LocalOffers) -> Result<(), Trouble> {
    once(offers)?;
    let own = offers.account.id_oi;
    let known = Known {
        formulas: offers.formulas.iter().map(|formula| formula.id_prestation).collect(),
        resources: offers.resources.iter().map(|resource| resource.id_prestation).collect(),
        plans: offers.rate_plans.iter().map(|plan| plan.id_rate_plan).collect(),
        tags: offers.tags.iter().map(|tag| tag.id_tag).chain([0]).collect(),
    };
    for one in &offers.formulas {
        formula(one, own, &known)?;
    }
    for one in &offers.resources {
        resource(one, own)?;
    }
    for one in &offers.prices {
        price(one, &known)?;
    }
    stocks(offers, &known)?;
    if let Some(day) = offers.days.iter().find(|day| !known.tags.contains(&day.id_tag.unwrap_or(0))) {
        return wrong(format!("tag of the day {}", day.day.date()), "it must be one of `tags`");
    }
    Ok(())
}

/// The ids that are in the file.
struct Known {
    formulas: BTreeSet<Uuid>,
    resources: BTreeSet<Uuid>,
    plans: BTreeSet<i32>,
    tags: BTreeSet<i32>,
}

fn wrong(what: String, allowed: &str) -> Result<(), Trouble> {
    Err(refusal(what, allowed).into())
}

fn refusal(what: String, allowed: &str) -> Refusal {
    Reason::Value(allowed.to_owned()).of(what)
}

/// What stands in the file twice: one of them would be lost.
fn once(offers: &LocalOffers) -> Result<(), Trouble> {
    let twice = |what: &str, id: String| wrong(format!("the {what} {id}"), "it stands in the file twice");
    if let Some(id) = repeated(offers.formulas.iter().map(|formula| formula.id_prestation)) {
        return twice("formula", id.to_string());
    }
    if let Some(id) = repeated(offers.resources.iter().map(|resource| resource.id_prestation)) {
        return twice("resource", id.to_string());
    }
    if let Some(id) = repeated(offers.rate_plans.iter().map(|plan| plan.id_rate_plan)) {
        return twice("rate plan", id.to_string());
    }
    if let Some(id) = repeated(offers.tags.iter().map(|tag| tag.id_tag)) {
        return twice("tag", id.to_string());
    }
    if let Some(day) = repeated(offers.days.iter().map(|day| day.day.date())) {
        return twice("day", day.to_string());
    }
    if let Some((formula, resource, plan, tag)) = repeated(offers.prices.iter().map(key)) {
        let what = format!("of the formula {formula}, resource {resource}, rate plan {plan}, tag {tag}");
        return twice("price", what);
    }
    let places = offers.stocks.iter().flat_map(|stock| {
        let places = offers.places(stock).into_iter();
        places.map(|(day, slot)| (stock.id_resource, day, slot))
    });
    if let Some((resource, day, _)) = repeated(places) {
        let what = format!("stock of the resource {resource}, {day}");
        return wrong(
            what,
            "it stands in the file twice: equipment has one for each day, a ticket one for each slot",
        );
    }
    Ok(())
}

fn repeated<T: Ord + Clone>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = BTreeSet::new();
    let mut all = all;
    all.find(|one| !seen.insert(one.clone()))
}

fn formula(formula: &Formula, own: Uuid, known: &Known) -> Result<(), Trouble> {
    let id = formula.id_prestation;
    if formula.id_oi != own {
        return wrong(format!("idOi of the formula {id}"), "it must be that of the account");
    }
    if let Some(part) = formula.resources.iter().find(|part| !known.resources.contains(&part.id_resource)) {
        return wrong(
            format!("resource {} of the formula {id}", part.id_resource),
            "it must be one of `resources`",
        );
    }
    if let Some(part) = repeated(formula.resources.iter().map(|part| part.id_resource)) {
        return wrong(format!("resource {part} of the formula {id}"), "a formula counts a resource once");
    }
    if let Some(plan) = formula.rate_plans.iter().find(|plan| !known.plans.contains(&plan.id_rate_plan)) {
        return wrong(
            format!("rate plan {} of the formula {id}", plan.id_rate_plan),
            "it must be one of `ratePlans`",
        );
    }
    if formula.schedules.iter().any(|s| !is_clock(s.hour, s.minutes) || !(0..7).contains(&s.day_of_week)) {
        return wrong(
            format!("schedule of the formula {id}"),
            "an hour is from 0 to 23, minutes from 0 to 59, a day of the week from 0 (Sunday) to 6",
        );
    }
    let minutes = formula.resources.iter().map(|part| part.minutes_number).chain(formula.duration_in_minutes);
    if minutes.into_iter().any(|minutes| !(0..=MOST_MINUTES).contains(&minutes)) {
        return wrong(
            format!("minutesNumber or durationInMinutes of the formula {id}"),
            "it is from 0 to 132480 minutes, which are 92 days",
        );
    }
    Ok(())
}

fn resource(resource: &Resource, own: Uuid) -> Result<(), Trouble> {
    let id = resource.id_prestation;
    if resource.id_oi != own {
        return wrong(format!("idOi of the resource {id}"), "it must be that of the account");
    }
    if resource.total_stock < 0 {
        return wrong(format!("totalStock of the resource {id}"), "it is 0 or more; 999 is no limit");
    }
    Ok(())
}

fn price(price: &PriceActivity, known: &Known) -> Result<(), Trouble> {
    let id = price.id_formula;
    let is_known = known.formulas.contains(&id)
        && known.resources.contains(&price.id_resource)
        && known.plans.contains(&price.id_rate_plan)
        && known.tags.contains(&price.id_calendar_tag);
    if !is_known {
        return wrong(
            format!("price of the formula {id}, tag {}", price.id_calendar_tag),
            "its formula, resource, rate plan and calendar tag must be in this file",
        );
    }
    if price.price.is_some_and(|amount| amount.cents() < 0) {
        return wrong(format!("price of the formula {id}"), "it is 0 or more");
    }
    let most = price.max_qty.filter(|most| *most > 0);
    if let (Some(least), Some(most)) = (price.min_qty, most)
        && least > most
    {
        return wrong(
            format!("minQty {least} and maxQty {most} of a price of the formula {id}"),
            "the first is not above the second; without a limit, leave it out",
        );
    }
    Ok(())
}

fn stocks(offers: &LocalOffers, known: &Known) -> Result<(), Trouble> {
    for stock in &offers.stocks {
        let id = stock.id_resource;
        if !known.resources.contains(&id) {
            return wrong(format!("stock of the resource {id}"), "it must be one of `resources`");
        }
        if stock.stock_on_sale < 0 || stock.stock_sold < 0 {
            return wrong(
                format!("stockOnSale or stockSold of the resource {id}, {}", stock.day.date()),
                "it is 0 or more; 999 on sale is no limit",
            );
        }
        if !is_clock(stock.hour, stock.minutes) {
            return wrong(
                format!("hour or minutes of a stock of the resource {id}"),
                "an hour is from 0 to 23, minutes from 0 to 59",
            );
        }
        if offers.places(stock).is_empty() {
            return wrong(
                format!(
                    "stock of the resource {id}, {} {:02}:{:02}",
                    stock.day.date(),
                    stock.hour,
                    stock.minutes
                ),
                "no formula that counts it has hours: write hour 0 and minutes 0",
            );
        }
    }
    Ok(())
}

fn is_clock(hour: i8, minutes: i8) -> bool {
    (0..24).contains(&hour) && (0..60).contains(&minutes)
}

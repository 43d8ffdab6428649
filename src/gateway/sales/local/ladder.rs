//! What can be had: one check after the other, in the order of elloha's states. The first that nothing passes says why.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::need::{At, Left, needs};
use super::sold::Sold;
use super::when::{begins, is_released, within};
use crate::elloha::sales::{
    Amount, AvailabilityStatus, Formula, FormulaResource, Pax, PriceActivity, RatePlan, Visibility,
};

/// What somebody asks for.
pub(super) struct Asked<'a> {
    pub(super) formula: Option<Uuid>,
    pub(super) resource: Option<Uuid>,
    pub(super) plan: Option<i32>,
    pub(super) days: &'a [Date],
    pub(super) pax: Option<&'a Pax>,
    /// At the desk of the account, and not on the web.
    pub(super) desk: bool,
    pub(super) now: Timestamp,
    pub(super) zone: &'a TimeZone,
}

/// Something that can be had.
#[derive(Clone, Debug)]
pub(super) struct Had {
    pub(super) formula: Uuid,
    pub(super) resource: Uuid,
    pub(super) plan: i32,
    pub(super) at: At,
    pub(super) price: Amount,
    pub(super) min_qty: Option<i32>,
    pub(super) max_qty: Option<i32>,
    /// How many are left; 999 is no limit.
    pub(super) left: i64,
}

/// What may be had, on its way down the ladder.
#[derive(Clone, Copy)]
struct Candidate<'s> {
    formula: &'s Formula,
    part: &'s FormulaResource,
    plan: &'s RatePlan,
    at: At,
}

/// What can be had, or the first check that nothing passes. Without `left`, stocks are not looked at.
pub(super) fn ladder(
    sold: &Sold,
    asked: &Asked<'_>,
    left: Option<&Left>,
) -> Result<Vec<Had>, AvailabilityStatus> {
    use AvailabilityStatus as Status;
    let today = asked.now.to_zoned(asked.zone.clone());
    let wanted =
        sold.formulas.iter().filter(|formula| asked.formula.is_none_or(|id| id == formula.id_prestation));
    let formulas: Vec<&Formula> = some(wanted.collect(), Status::NoFormulas)?;
    let parts: Vec<(&Formula, &FormulaResource)> = formulas
        .into_iter()
        .flat_map(|formula| formula.resources.iter().map(move |part| (formula, part)))
        .filter(|(_, part)| asked.resource.is_none_or(|id| id == part.id_resource))
        .filter(|(_, part)| sold.resources.contains_key(&part.id_resource))
        .collect();
    let parts = some(parts, Status::NoFormulasWithResource)?;
    let planned: Vec<_> = parts
        .into_iter()
        .flat_map(|(formula, part)| {
            formula.rate_plans.iter().map(move |plan| (formula, part, plan.id_rate_plan))
        })
        .filter(|(_, _, plan)| asked.plan.is_none_or(|id| id == *plan))
        .filter_map(|(formula, part, plan)| Some((formula, part, sold.plans.get(&plan)?)))
        .collect();
    let planned = some(planned, Status::NoFormulasWithRateplan)?;
    let planned = keep(planned, Status::NoPrestationWithCapacity, |(formula, ..)| fits(formula, asked.pax))?;
    let visible = Status::NoPrestationWithStocksAfterCheckingVisibility;
    let planned = keep(planned, visible, |(formula, ..)| match formula.visibility {
        Visibility::Both => true,
        Visibility::Web => !asked.desk,
        Visibility::Internal => asked.desk,
    })?;
    let open = |day: &Date| !sold.days.get(day).is_some_and(|day| day.closed);
    let dated: Vec<_> = planned
        .into_iter()
        .flat_map(|(formula, part, plan)| {
            let days: Vec<Option<Date>> = if formula.stock_management_type.is_undated() {
                vec![None]
            } else {
                asked.days.iter().copied().filter(open).map(Some).collect()
            };
            days.into_iter().map(move |day| (formula, part, plan, day))
        })
        .collect();
    let dated = some(dated, Status::NoOpenCalendar)?;
    let slots: Vec<Candidate<'_>> = dated
        .into_iter()
        .flat_map(|(formula, part, plan, day)| {
            begins(formula, day).into_iter().map(move |minute| Candidate {
                formula,
                part,
                plan,
                at: At { day, minute },
            })
        })
        .collect();
    let slots = some(slots, Status::NoPrestationWithStocksAfterCheckingSchedules)?;
    let released = Status::NoPrestationWithStocksAfterCheckingReleases;
    let slots = keep(slots, released, |found| is_released(found.formula, found.at, asked))?;
    let local = today.datetime();
    let slots = keep(slots, Status::NoPrestationWithStocksAfterCheckingRatePlans, |found| {
        !found.plan.closed && within(local, found.plan.published_from, found.plan.published_to)
    })?;
    let slots = keep(slots, Status::NoPrestationWithStocksAfterCheckingRatePlansRestrictions, |found| {
        let from = found.plan.valid_from.map(DateTime::date);
        let to = found.plan.valid_to.map(DateTime::date);
        let day = found.at.day.unwrap_or(local.date());
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    })?;
    // Nobody here can say yes later.
    let slots = keep(slots, Status::NoPrestationWithStocksAfterCheckingDelayedConfirmation, |found| {
        !found.formula.has_delayed_confirmation
    })?;
    let priced: Vec<(Candidate<'_>, &PriceActivity, Amount)> = slots
        .into_iter()
        .filter_map(|found| {
            let price = sold.prices.get(&price_key(sold, &found))?;
            Some((found, price, price.price?))
        })
        .collect();
    let priced = some(priced, Status::NoPrices)?;
    let had: Vec<Had> = priced
        .into_iter()
        .map(|(found, price, amount)| {
            let (min_qty, max_qty) = quantities(found.formula, price);
            Had {
                min_qty,
                max_qty,
                formula: found.formula.id_prestation,
                resource: found.part.id_resource,
                plan: found.plan.id_rate_plan,
                at: found.at,
                price: amount,
                left: left.map_or(i64::MAX, |left| {
                    left.of(&needs(sold, found.formula, found.part.id_resource, found.at))
                }),
            }
        })
        .collect();
    keep(had, Status::NoPrestationWithStocks, |had| had.left > 0)
}

fn price_key(sold: &Sold, found: &Candidate<'_>) -> (Uuid, Uuid, i32, i32) {
    let tag = found.at.day.map_or(0, |day| sold.tag(day));
    (found.formula.id_prestation, found.part.id_resource, found.plan.id_rate_plan, tag)
}

fn some<T>(found: Vec<T>, status: AvailabilityStatus) -> Result<Vec<T>, AvailabilityStatus> {
    if found.is_empty() { Err(status) } else { Ok(found) }
}

fn keep<T>(
    found: Vec<T>,
    status: AvailabilityStatus,
    holds: impl Fn(&T) -> bool,
) -> Result<Vec<T>, AvailabilityStatus> {
    some(found.into_iter().filter(holds).collect(), status)
}

/// The fewest and the most that are sold at once; no limit is none, and so is 0.
fn quantities(formula: &Formula, price: &PriceActivity) -> (Option<i32>, Option<i32>) {
    if formula.has_min_max_quantity == Some(false) {
        return (None, None);
    }
    let limit = |quantity: Option<i32>| quantity.filter(|quantity| *quantity > 0);
    (limit(price.min_qty), limit(price.max_qty))
}

/// Whether so many people may come.
fn fits(formula: &Formula, pax: Option<&Pax>) -> bool {
    let Some(pax) = pax else { return true };
    let people = pax.adults_count.saturating_add(i32::try_from(pax.children_ages.len()).unwrap_or(i32::MAX));
    formula.min_capacity.is_none_or(|least| least <= people)
        && formula.max_capacity.is_none_or(|most| people <= most)
        && (!formula.is_adult_required || pax.adults_count > 0)
}

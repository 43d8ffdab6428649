//! Availability: what is asked for is read, and what can be had is written in elloha's shapes.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};

use super::ladder::{Asked, Had, ladder};
use super::need::Left;
use super::sold::Sold;
use super::{Local, Trouble};
use crate::elloha::sales::{
    ActivityItem, AvailabilityItem, AvailabilityRequest, AvailabilityResponse, AvailabilityStatus,
    FormulaItem, Pax, ResourceItem, Text, midnight,
};
use crate::store;

/// So many days are looked at in one call, and for the first day that has something.
const MOST_DAYS: i32 = 92;

/// What was found, and over which days it was looked for.
struct Found {
    days: (Date, Date),
    sold: Option<Arc<Sold>>,
    had: Result<Vec<Had>, AvailabilityStatus>,
}

pub(super) fn availability(
    local: &Local,
    asked: &AvailabilityRequest,
    now: Timestamp,
) -> Result<AvailabilityResponse, Trouble> {
    let Found { days, sold, had } = find(local, asked, now)?;
    let mut answer = AvailabilityResponse {
        start_date: Some(midnight(days.0)),
        end_date: Some(midnight(days.1)),
        ..AvailabilityResponse::default()
    };
    let (sold, had) = match (sold, had) {
        (Some(sold), Ok(had)) => (sold, had),
        (_, Err(status)) => {
            answer.status = status;
            return Ok(answer);
        }
        (None, Ok(_)) => {
            answer.status = AvailabilityStatus::NoOiInfos;
            return Ok(answer);
        }
    };
    let formulas: BTreeSet<_> = had.iter().map(|had| had.formula).collect();
    let resources: BTreeSet<_> = had.iter().map(|had| had.resource).collect();
    let plans: BTreeSet<_> = had.iter().map(|had| had.plan).collect();
    let lang = asked.id_lang;
    answer.formulas = sold
        .formulas
        .iter()
        .filter(|formula| formulas.contains(&formula.id_prestation))
        .map(|formula| FormulaItem {
            id_prestation: formula.id_prestation,
            name: name(&formula.translations, lang),
            stock_management_type: Some(formula.stock_management_type),
            duration_in_minutes: formula.duration_in_minutes,
        })
        .collect();
    answer.resources = sold
        .resources
        .values()
        .filter(|resource| resources.contains(&resource.id_prestation))
        .map(|resource| ResourceItem {
            id_prestation: resource.id_prestation,
            name: name(&resource.translations, lang),
            total_stock: Some(resource.total_stock),
            max_capacity: resource.max_capacity.unwrap_or(1),
        })
        .collect();
    answer.rate_plans_formulas =
        sold.plans.values().filter(|plan| plans.contains(&plan.id_rate_plan)).cloned().collect();
    answer.availability_items = had.iter().map(|had| item(had, &sold.account.currency)).collect();
    Ok(answer)
}

pub(super) fn slots(
    local: &Local,
    asked: &AvailabilityRequest,
    now: Timestamp,
) -> Result<Vec<ActivityItem>, Trouble> {
    let found = find(local, asked, now)?;
    let mut items: Vec<ActivityItem> = found
        .had
        .unwrap_or_default()
        .into_iter()
        .filter_map(|had| {
            let (hour, minutes) = clock(had.at.minute.unwrap_or(0));
            Some(ActivityItem {
                day: midnight(had.at.day?),
                hour,
                minutes,
                id_formula: had.formula,
                id_resource: had.resource,
                quantity: quantity(had.left),
            })
        })
        .collect();
    // A slot is one, whatever rate plans it is sold with.
    items.sort_by_key(|item| (item.day, item.hour, item.minutes, item.id_formula, item.id_resource));
    items.dedup_by_key(|item| (item.day, item.hour, item.minutes, item.id_formula, item.id_resource));
    Ok(items)
}

fn find(local: &Local, asked: &AvailabilityRequest, now: Timestamp) -> Result<Found, Trouble> {
    let today = now.to_zoned(local.zone.clone()).date();
    let first = asked.start_date.map(DateTime::date);
    let last = asked.end_date.map(DateTime::date);
    let from = first.unwrap_or(today);
    let to = last.or(first).unwrap_or_else(|| from.saturating_add(MOST_DAYS.days()));
    let refused = |status| Found { days: (from, to), sold: None, had: Err(status) };
    let too_long = from.saturating_add(MOST_DAYS.days()) < to;
    if from < today || to < from || too_long {
        return Ok(refused(AvailabilityStatus::InvalidDates));
    }
    if asked.global_pax.as_ref().is_some_and(|pax| !is_party(pax)) {
        return Ok(refused(AvailabilityStatus::InvalidPax));
    }
    let Some(idoi) = asked.id_oi else { return Ok(refused(AvailabilityStatus::NoOiInfos)) };
    let (from_day, to_day) = (from.to_string(), to.saturating_add(MOST_DAYS.days()).to_string());
    let read = local.store.reading(|connection| {
        let Some(sold) = local.kept.sold(connection, idoi, None)? else { return Ok(None) };
        let slots = store::sales::stock_rows(connection, &sold.account.idoi, &from_day, &to_day)?;
        let equipment = sold.resources.values().any(|resource| resource.stock_management_type.is_equipment());
        let takings = if equipment {
            store::sales::takings(connection, &sold.account.idoi, &from_day, &to_day)?
        } else {
            Vec::new()
        };
        Ok(Some((sold, Left::new(slots, takings))))
    })?;
    let Some((sold, left)) = read else { return Ok(refused(AvailabilityStatus::NoOiInfos)) };
    let days: Vec<Date> = from.series(1.day()).take_while(|day| *day <= to).collect();
    let ask = |days: &[Date]| {
        let asked = Asked {
            formula: asked.id_formula,
            resource: asked.id_prestation,
            plan: asked.id_rate_plan,
            days,
            pax: asked.global_pax.as_ref(),
            desk: asked.is_internal_search,
            now,
            zone: &local.zone,
        };
        ladder(&sold, &asked, Some(&left))
    };
    // Without a day: the first one that has something.
    let (days, had) = match (first, ask(&days)) {
        (None, Ok(had)) => {
            let first = had.iter().filter_map(|had| had.at.day).min();
            let had = had.into_iter().filter(|had| had.at.day.is_none() || had.at.day == first).collect();
            ((first.unwrap_or(from), first.unwrap_or(from)), Ok(had))
        }
        (_, had) => ((from, to), had),
    };
    Ok(Found { days, sold: Some(sold), had })
}

fn is_party(pax: &Pax) -> bool {
    let ages = pax.children_ages.iter().all(|age| (0..18).contains(age));
    (0..=10_000).contains(&pax.adults_count)
        && ages
        && (pax.adults_count > 0 || !pax.children_ages.is_empty())
}

fn item(had: &Had, currency: &str) -> AvailabilityItem {
    let slot = had.at.minute.map(clock);
    AvailabilityItem {
        id_prestation: had.resource,
        id_formula: Some(had.formula),
        id_rate_plan: had.plan,
        day: had.at.day.map(midnight),
        hour: slot.map(|slot| slot.0),
        minutes: slot.map(|slot| slot.1),
        price: Some(had.price),
        currency: Some(currency.to_owned()),
        quantity: quantity(had.left),
        min_qty: had.min_qty,
        max_qty: had.max_qty,
    }
}

fn clock(minute: i64) -> (i8, i8) {
    (i8::try_from(minute / 60).unwrap_or(0), i8::try_from(minute % 60).unwrap_or(0))
}

fn quantity(left: i64) -> i32 {
    i32::try_from(left).unwrap_or(i32::MAX)
}

/// The name in a language; else the first one there is.
fn name(texts: &[Text], lang: Option<i32>) -> Option<String> {
    let wanted = texts.iter().find(|text| Some(text.id_lang) == lang).or_else(|| texts.first());
    wanted.and_then(|text| text.name.clone())
}

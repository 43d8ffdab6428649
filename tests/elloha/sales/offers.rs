//! `/Prestation/…`, `/RatePlan/…`, `/Price/…`, `/Stock/…`, `/Calendar…`: those of the account that has signed in.

use jiff::civil::{Date, DateTime, date};
use passerelle::gateway::sales::{Offers, Sales};
use serde::Serialize;
use uuid::Uuid;

use super::{Answer, NO, NONE, answer, id, status};
use crate::elloha::Asked;

pub(super) fn act(sales: &dyn Sales, own: Uuid, asked: &Asked, parts: &[&str]) -> Answer {
    let (from, to) = match parts {
        ["Stock", "Resource", _] | ["Calendar"] => match between(&asked.query) {
            Some(days) => days,
            None => return NO,
        },
        _ if !asked.query.is_empty() => return NO,
        _ => (date(2020, 1, 1), date(2020, 1, 1)),
    };
    let offers = match sales.offers(own, from, to) {
        Ok(offers) => offers,
        Err(trouble) => return status(&trouble),
    };
    shown(offers, parts)
}

fn shown(offers: Offers, parts: &[&str]) -> Answer {
    match parts {
        ["Prestation", "Formula", text] => {
            one(offers.formulas.into_iter().find(|one| Some(one.id_prestation) == id(text)))
        }
        ["Prestation", "Resource", text] => {
            one(offers.resources.into_iter().find(|one| Some(one.id_prestation) == id(text)))
        }
        ["RatePlan", "Activity", text] => {
            one(offers.rate_plans.into_iter().find(|one| one.id_rate_plan.to_string() == *text))
        }
        ["Price", "Activity", text] => those(offers.prices, text, |price| price.id_formula),
        ["Stock", "Resource", text] => those(offers.stocks, text, |stock| stock.id_resource),
        ["Calendar", "Tags"] => answer(Ok(offers.tags)),
        ["Calendar"] => answer(Ok(offers.days)),
        _ => NONE,
    }
}

fn one<T: Serialize>(found: Option<T>) -> Answer {
    found.map_or(NONE, |found| answer(Ok(found)))
}

fn those<T: Serialize>(mut all: Vec<T>, of: &str, own: impl Fn(&T) -> Uuid) -> Answer {
    all.retain(|one| Some(own(one)) == id(of));
    answer(Ok(all))
}

/// `from=2026-07-01T00%3A00%3A00&to=…`
fn between(query: &str) -> Option<(Date, Date)> {
    let day = |text: &str| text.replace("%3A", ":").parse::<DateTime>().ok().map(DateTime::date);
    let (from, to) = query.strip_prefix("from=")?.split_once("&to=")?;
    Some((day(from)?, day(to)?))
}

//! What ALOA sees, for people and for programs.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use super::Seen;
use crate::gateway::{AccountOffers, OfferFault, Selling};
use crate::manifest::Sold;
use crate::value::visible;

/// For programs.
pub(super) fn json(head: &str, seen: &[Seen], faults: &[OfferFault]) -> Json {
    let accounts: Vec<&AccountOffers> = seen.iter().map(|one| &one.offers).collect();
    let faults: Vec<Json> = faults
        .iter()
        .map(|fault| {
            json!({ "idOi": fault.account, "recordType": fault.kind.map(Sold::code), "record": fault.record,
                "effect": fault.effect.word(), "code": fault.code, "rule": fault.rule, "field": fault.field, "why": fault.why })
        })
        .collect();
    let selling = seen.first().and_then(|one| one.selling).map(word);
    json!({ "schema": 1, "head": head, "selling": selling, "accounts": accounts, "faults": faults })
}

/// For people.
pub(super) fn text(seen: &[Seen], faults: &[OfferFault]) -> String {
    let mut out = String::new();
    if seen.is_empty() {
        out.push_str("no account is sold through the channel\n");
    }
    // Writing to a `String` cannot fail.
    for Seen { offers, selling } in seen {
        let AccountOffers { id_oi, name, account_type, formulas, resources, prices, stocks, .. } = offers;
        let selling = selling.map_or_else(String::new, |selling| format!(", {}", word(selling)));
        let _ = writeln!(out, "{id_oi} \"{}\", {account_type}{selling}", visible(name));
        for formula in formulas {
            let id = member(formula, "idFormula");
            let _ = writeln!(out, "  {id} \"{}\"", visible(&member(formula, "name")));
            for price in prices.iter().filter(|price| member(price, "idFormula") == id) {
                let _ = writeln!(out, "    {}", cost(offers, price));
            }
        }
        for stock in stocks {
            let name = named(resources, "idResource", &member(stock, "idResource"));
            let day = member(stock, "day");
            let day = day.split('T').next().unwrap_or_default();
            let number = |what: &str| stock.get(what).and_then(Json::as_i64).unwrap_or_default();
            let closed = if stock.get("closed") == Some(&Json::Bool(true)) { ", closed" } else { "" };
            let _ = writeln!(
                out,
                "  \"{}\" {day} {:02}:{:02}: {} on sale, {} sold{closed}",
                visible(&name),
                number("hour"),
                number("minutes"),
                number("stockOnSale"),
                number("stockSold")
            );
        }
    }
    for fault in faults {
        let OfferFault { account, kind, record, code, effect, rule, field, why } = fault;
        let kind = kind.map_or("account", Sold::code);
        let rule = rule.as_deref().map_or_else(String::new, |rule| format!(" ({rule})"));
        let _ = writeln!(
            out,
            "{} {code} {account} {kind} {}: {field}: {}{rule}",
            effect.word(),
            visible(record),
            visible(why)
        );
    }
    out
}

/// What a price is of.
fn cost(offers: &AccountOffers, price: &Map<String, Json>) -> String {
    let resource = named(&offers.resources, "idResource", &member(price, "idResource"));
    let plan = named(&offers.rate_plans, "idRatePlan", &member(price, "idRatePlan"));
    let tag = member(price, "idCalendarTag");
    let tag = offers.tags.iter().find(|one| one.id_tag.to_string() == tag);
    let tag = tag.map_or_else(String::new, |tag| {
        let name = tag.name.clone().unwrap_or_else(|| tag.id_tag.to_string());
        format!(", days \"{}\"", visible(&name))
    });
    let amount = price.get("price").map_or_else(|| "not sold".to_owned(), Json::to_string);
    format!("\"{}\", \"{}\"{tag}: {amount}", visible(&resource), visible(&plan))
}

/// The name of a record; its id where it has none.
fn named(records: &[Map<String, Json>], of: &str, id: &str) -> String {
    let found = records.iter().find(|record| member(record, of) == id);
    found.and_then(|record| record.get("name")?.as_str()).unwrap_or(id).to_owned()
}

fn member(record: &Map<String, Json>, name: &str) -> String {
    match record.get(name) {
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn word(selling: Selling) -> String {
    match selling {
        Selling::Closed => "not sold: its owner has not opened the channel".to_owned(),
        Selling::From(day) => format!("sold from {day} on"),
        Selling::Sold => "sold".to_owned(),
        Selling::Tested => "sold to test the channel".to_owned(),
    }
}

//! What ALOA sees of accounts: made by the rules that are shipped, of offers that are composed.

use std::fmt::Write;
use std::path::Path;

use jiff::civil::Date;
use passerelle::gateway::{CataloguePage, OfferFault, Seen};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::counter::{Counter, account, asked, now};
use super::sample::{
    BUS, CANOE, CANOES, CELLAR, DESCENT, EARLY, GUIDE, GUIDED, HIRE, PLACE, RACK, canoes_json, places,
};
use crate::database::on_both;
use crate::snapshot;

/// The offers whose snapshot is kept: as they are sent to be sold.
const OFFERS: &str = "tests/aloa/accounts/canoes.json";

fn july() -> (Date, Date) {
    ("2026-07-01".parse().unwrap(), "2026-07-31".parse().unwrap())
}

fn seen(counter: &Counter) -> Seen<CataloguePage> {
    counter.gateway.catalogue(&counter.channel, 1, 100, july(), now()).unwrap()
}

/// A fault in one line.
fn told(fault: &OfferFault) -> String {
    let OfferFault { account: _, kind, record, code, effect, rule, field, why } = fault;
    let kind = kind.map_or("-", |kind| kind.code());
    format!("{} {code} {kind} {record} {} {field}: {why}", effect.word(), rule.as_deref().unwrap_or("-"))
}

/// Another account of the network, which sells nothing but what is said.
fn another(counter: &Counter, idoi: Uuid, account_type: &str, opened: bool) {
    let mut offers = canoes_json();
    offers["account"]["idOi"] = json!(idoi);
    offers["account"]["type"] = json!(account_type);
    for list in ["formulas", "resources", "ratePlans", "prices", "tags", "days"] {
        offers[list] = json!([]);
    }
    counter.gateway.own_sales().unwrap().load(&serde_json::from_value(offers).unwrap()).unwrap();
    counter
        .gateway
        .put_account(&counter.channel, &account(idoi, "Compte composé", account_type), asked())
        .unwrap();
    if opened {
        let before = passerelle::gateway::access::Asked {
            now: "2026-06-30T08:00:00Z".parse().unwrap(),
            request: None,
        };
        counter.opens(idoi, before);
    }
}

fn accounts(page: &CataloguePage) -> Vec<Uuid> {
    page.items.iter().map(|item| item.id_oi).collect()
}

/// A snapshot for review: what stands in it is nobody's.
#[test]
fn what_aloa_sees_of_a_composed_account() {
    let counter = Counter::open("snapshot", None, |_| {});
    let file: Json = serde_json::from_str(&std::fs::read_to_string(OFFERS).unwrap()).unwrap();
    assert!(file["composed"].is_string(), "test data says that it is composed");
    counter
        .gateway
        .own_sales()
        .unwrap()
        .load(&serde_json::from_value(file["offers"].clone()).unwrap())
        .unwrap();
    let Seen { sees, faults } = seen(&counter);
    let mut text = serde_json::to_string_pretty(&sees.items).unwrap();
    text.push('\n');
    for fault in &faults {
        let _ = writeln!(text, "{}", told(fault));
    }
    snapshot::check("aloa", "accounts/canoes", "", Path::new(OFFERS), &text);
}

/// What rules fill is free; what holds it is not.
#[test]
fn its_schema_says_what_it_holds() {
    use utoipa::PartialSchema;
    let schema =
        |schema| serde_json::to_value::<utoipa::openapi::RefOr<utoipa::openapi::Schema>>(schema).unwrap();
    let account = schema(passerelle::gateway::AccountOffers::schema());
    assert_eq!(account["properties"]["formulas"]["items"]["type"], "object", "{account}");
    assert_eq!(
        account["properties"]["tags"]["items"]["$ref"], "#/components/schemas/CalendarTag",
        "{account}"
    );
    assert!(account["properties"]["type"].is_object() && account["properties"]["faults"].is_null());
    let page = schema(CataloguePage::schema());
    assert_eq!(page["properties"]["items"]["items"]["$ref"], "#/components/schemas/AccountOffers", "{page}");
    let formula = schema(passerelle::elloha::sales::Formula::schema());
    assert!(
        formula["properties"]["more"].is_null() && formula["properties"]["visibility"].is_object(),
        "{formula}"
    );
}

on_both! {
    fn all_that_is_sold_is_shown_digit_for_digit(name, catalogue) {
        let counter = Counter::open(name, catalogue, |offers| offers["prices"][0]["price"] = json!(24.05));
        let Seen { sees, faults } = seen(&counter);
        let [canoes] = sees.items.as_slice() else { panic!("{sees:?}") };
        assert_eq!((canoes.id_oi, canoes.name.as_str(), canoes.account_type.as_str()), (CANOES, "Canoës composés", "SportsLeisure"));
        assert_eq!(canoes.formulas.iter().map(|formula| formula["name"].as_str().unwrap()).collect::<Vec<_>>(),
            ["Descente guidée", "Location de canoë", "Canoë et guide", "Bon cadeau"]);
        assert_eq!((canoes.resources.len(), canoes.prices.len(), canoes.tags.len(), canoes.days.len()), (4, 7, 1, 2));
        let price = |at: usize| canoes.prices[at]["price"].to_string();
        assert_eq!([price(0), price(1)], ["24.05", "29.9"]);
        assert!(canoes.stocks.is_empty(), "nothing was sold, nothing was set");
        // The plan that is closed, by a rule.
        let [early] = faults.as_slice() else { panic!("{faults:?}") };
        assert!(early.is_wished() && early.record == EARLY.to_string());
        assert!(early.rule.as_deref().is_some_and(|rule| rule.contains("aloa/rateplan.rules:")), "{early:?}");
        assert_eq!(canoes.rate_plans.len(), 1);
        assert_eq!(canoes.rate_plans[0]["idRatePlan"], RACK);
    }

    fn stocks_are_those_of_the_account(name, catalogue) {
        let counter = Counter::open(name, catalogue, |_| {});
        let new = crate::gateway::sample::file(counter.channel.engine, "one");
        let booking = counter.gateway.create(&counter.aloa, &counter.channel, &new, asked()).unwrap();
        counter.gateway.add(&counter.aloa, &counter.channel, booking.id_booking, &[places("2026-07-10", (14, 30), 4)], asked()).unwrap();
        assert!(seen(&counter).sees.items[0].stocks.is_empty());
        counter.gateway.confirm(&counter.aloa, &counter.channel, booking.id_booking, asked()).unwrap();
        let shown = json!({ "idResource": PLACE, "day": "2026-07-10T00:00:00", "hour": 14, "minutes": 30,
            "stockOnSale": 10, "stockSold": 4, "closed": false });
        assert_eq!(json!(seen(&counter).sees.items[0].stocks), json!([shown]));
        let later = ("2026-07-11".parse().unwrap(), "2026-07-31".parse().unwrap());
        let later = counter.gateway.catalogue(&counter.channel, 1, 1, later, now()).unwrap();
        assert!(later.sees.items[0].stocks.is_empty());
    }

    fn what_rules_hold_or_exclude_is_not_shown_nor_what_belongs_to_it(name, catalogue) {
        let counter = Counter::open(name, catalogue, |offers| {
            // The desk's; without a name; no activity.
            offers["formulas"][0]["visibility"] = json!("Internal");
            offers["resources"][1]["translations"] = json!([]);
            offers["formulas"][3]["marketingPurpose"] = json!("Shop");
            offers["stocks"] = json!([{ "idResource": PLACE, "day": "2026-07-10T00:00:00", "hour": 10, "stockOnSale": 1 }]);
        });
        let Seen { sees, faults } = seen(&counter);
        let canoes = &sees.items[0];
        let ids = |records: &[serde_json::Map<String, Json>], name: &str| records.iter().map(|record| record[name].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(ids(&canoes.formulas, "idFormula"), [HIRE, GUIDED].map(|id| id.to_string()));
        assert_eq!(ids(&canoes.resources, "idResource"), [GUIDE].map(|id| id.to_string()), "a guide comes with a shown formula");
        assert!(canoes.prices.is_empty() && canoes.stocks.is_empty(), "{canoes:?}");
        let all: Vec<String> = faults.iter().map(told).collect();
        let of = |what: &str, id: Uuid| {
            let found: Vec<&OfferFault> = faults.iter().filter(|fault| fault.kind.is_some_and(|kind| kind.code() == what) && fault.record.starts_with(&id.to_string())).collect();
            assert!(!found.is_empty(), "{what} {id}: {all:?}");
            found.into_iter().map(|fault| (fault.code, fault.is_wished(), fault.rule.is_some())).collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of("FORMULA", DESCENT), [("E0706", true, true)]);
        assert_eq!(of("PRICE", DESCENT), [("follows", true, false)]);
        assert_eq!(of("STOCK", PLACE), [("follows", true, false)]);
        assert!(of("RESOURCE", CANOE).iter().all(|(_, wished, _)| !wished), "a resource without a name is trouble");
        assert_eq!(of("PRICE", HIRE), [("follows", true, false)]);
        assert!(all.iter().all(|line| !line.contains("secret")));
    }

    fn nobody_is_there_who_is_not_sold(name, catalogue) {
        let counter = Counter::new(name, catalogue);
        another(&counter, CELLAR, "Tasting", true);
        another(&counter, BUS, "Transport", false);
        assert_eq!(accounts(&seen(&counter).sees), [CELLAR], "the base has not opened it, and a bus never can");
        counter.opens(CANOES, asked());
        assert_eq!(accounts(&seen(&counter).sees), [CELLAR], "from the next day on");
        let at = |at: &str| counter.gateway.catalogue(&counter.channel, 1, 10, july(), at.parse().unwrap()).unwrap().sees;
        assert_eq!(accounts(&at("2026-07-01T21:59:59Z")), [CELLAR]);
        let both = at("2026-07-01T22:00:00Z");
        assert_eq!(accounts(&both), [CANOES, CELLAR], "at midnight in Paris");
        // From the instant it closes.
        let closed = passerelle::gateway::access::Asked { now: "2026-07-02T08:00:00Z".parse().unwrap(), request: None };
        counter.closes(CELLAR, closed);
        let left = at("2026-07-02T08:00:00Z");
        assert_eq!((accounts(&left), left.total_count), (vec![CANOES], 1));
    }

    fn pages_of_accounts(name, catalogue) {
        let counter = Counter::open(name, catalogue, |_| {});
        let more: Vec<Uuid> = (0..4_u128).map(|at| Uuid::from_u128(CELLAR.as_u128() + at)).collect();
        for idoi in &more {
            another(&counter, *idoi, "Tasting", true);
        }
        let page = |number: u32| counter.gateway.catalogue(&counter.channel, number, 2, july(), now()).unwrap().sees;
        let mut all = Vec::new();
        for number in 1..=3 {
            let page = page(number);
            assert_eq!((page.current_page, page.total_pages, page.total_count, page.page_size), (number, 3, 5, 2));
            assert_eq!((page.has_previous, page.has_next), (number > 1, number < 3));
            all.extend(accounts(&page));
        }
        assert_eq!(all, [vec![CANOES], more].concat());
        assert!(page(4).items.is_empty());
        assert!(page(u32::MAX).items.is_empty());
    }

    fn what_cannot_be_asked(name, catalogue) {
        let counter = Counter::open(name, catalogue, |_| {});
        let refused = |page: u32, size: u32, from: &str, to: &str| {
            let days = (from.parse().unwrap(), to.parse().unwrap());
            counter.gateway.catalogue(&counter.channel, page, size, days, now()).unwrap_err().to_string()
        };
        assert!(refused(0, 10, "2026-07-01", "2026-07-01").contains("from 1"));
        assert!(refused(1, 0, "2026-07-01", "2026-07-01").contains("from 1 to 100"));
        assert!(refused(1, 101, "2026-07-01", "2026-07-01").contains("page size 101"));
        assert!(refused(1, 1, "2026-07-02", "2026-07-01").contains("from 2026-07-02 to 2026-07-01"));
        assert!(refused(1, 1, "2026-07-02", "2027-07-04").contains("366 days"));
    }

    fn an_account_without_offers_keeps_nobody_else_away(name, catalogue) {
        let counter = Counter::open(name, catalogue, |_| {});
        counter.gateway.put_account(&counter.channel, &account(CELLAR, "Cave composée", "Tasting"), asked()).unwrap();
        counter.opens(CELLAR, passerelle::gateway::access::Asked { now: "2026-06-30T08:00:00Z".parse().unwrap(), request: None });
        let Seen { sees, faults } = seen(&counter);
        assert_eq!(accounts(&sees), [CANOES]);
        let of: Vec<&OfferFault> = faults.iter().filter(|fault| fault.account == CELLAR).collect();
        let [fault] = of.as_slice() else { panic!("{faults:?}") };
        assert!(fault.kind.is_none() && !fault.is_wished() && fault.why.contains("there is no account"));
    }
}

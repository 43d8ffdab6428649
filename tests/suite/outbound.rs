//! The channel of the shipped pack: what ALOA sees of composed records, and that it is what the account holds.

use std::fs;
use std::path::Path;
use std::process::Command;

use passerelle::diagnostics::{self, Style};
use passerelle::engine::{self, Disk, Memory, OutFault, Outbound};
use passerelle::manifest::{Activation, SalesArea, Sold};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::offers;
use crate::snapshot;

fn shipped() -> Outbound {
    let loaded = engine::load_channel(&Disk, Path::new("rules")).unwrap();
    let told = diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain);
    assert!(told.is_empty(), "{told}");
    loaded.ready.unwrap()
}

#[test]
fn the_shipped_channel_is_the_one_of_the_specification() {
    let outbound = shipped();
    let channel = outbound.channel();
    assert_eq!(channel.label.value, "Centrale de Réservation Aloa DMO");
    assert_eq!(channel.creator.value, "Comptoir ALOA DMO");
    assert_eq!(channel.activation, Activation::NextDay);
    assert_eq!(channel.sales_area, SalesArea::Web);
    assert_eq!(channel.time_zone.value, "Europe/Paris");
    let eligible: Vec<&str> = channel.eligible.iter().map(|code| code.value.as_str()).collect();
    let seven = [
        "SportsLeisure",
        "CulturalLeisure",
        "Tasting",
        "CulturalHeritage",
        "NaturalHeritage",
        "Internship",
        "FestivalsEvents",
    ];
    assert_eq!(eligible, seven);
}

#[test]
fn a_channel_is_shared_by_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&shipped());
}

/// Composed records of each type: what stands in their files is nobody's.
#[test]
fn what_aloa_sees_of_composed_records() {
    let outbound = shipped();
    let mut made = Vec::new();
    for sold in Sold::ALL {
        let name = sold.code().to_lowercase();
        let path = Path::new("tests/aloa").join(&name).with_extension("json");
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(file["composed"].is_string(), "{}: test data says that it is composed", path.display());
        let records = file["records"].as_array().unwrap();
        let text: String =
            records.iter().map(|record| offers::shown(&outbound, sold.code(), record)).collect();
        snapshot::check("aloa", &name, "", &path, &text);
        made.push(name);
    }
    snapshot::no_others("aloa", "", |_| true, &made);
}

fn price(price: &Value) -> Value {
    json!({ "idFormula": "f", "idResource": "r", "idRatePlan": 1, "idCalendarTag": 2, "price": price })
}

proptest! {
    /// Digit for digit: what elloha serves is what ALOA sees, as text too.
    #[test]
    fn a_price_is_the_price_of_the_account(amount in any::<f64>().prop_filter("JSON has no others", |n| n.is_finite())) {
        let record = price(&json!(amount));
        let sold = channel().sold(Sold::Price, &record).unwrap();
        prop_assert_eq!(sold["price"].to_string(), record["price"].to_string());
    }

    #[test]
    fn cents_arrive_as_they_left(cents in 0_u32..10_000_000) {
        let text = format!("{}.{:02}", cents / 100, cents % 100);
        let record: Value = serde_json::from_str(&price(&json!(0)).to_string().replace("\"price\":0", &format!("\"price\":{text}"))).unwrap();
        let sold = channel().sold(Sold::Price, &record).unwrap();
        prop_assert_eq!(&sold["price"], &record["price"]);
    }

    #[test]
    fn a_stock_is_the_stock_of_the_account(on_sale in any::<i64>(), sold in any::<u64>(), closed in any::<bool>()) {
        let record = json!({ "idResource": "r", "day": "2026-07-01T00:00:00", "hour": 10, "minutes": 30,
            "stockOnSale": on_sale, "stockSold": sold, "closed": closed });
        let shown = channel().sold(Sold::Stock, &record).unwrap();
        prop_assert_eq!(Value::Object(shown), record);
    }

    /// Whatever stands in a record, it is shown as it is or not at all, and no fault repeats a value.
    #[test]
    fn no_value_is_made_up(value in anything()) {
        let record = price(&value);
        match channel().sold(Sold::Price, &record) {
            Ok(sold) => match sold.get("price") {
                Some(shown) => prop_assert_eq!(shown.to_string(), value.to_string()),
                None => prop_assert!(is_blank(&value), "{value} was left out"),
            },
            Err(faults) => {
                prop_assert!(!value.is_number() && !faults.is_empty());
                prop_assert!(faults.iter().all(|fault| !fault.excludes() && !fault.why.contains("secret")));
            }
        }
    }
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "secret[0-9]{0,3}|[0-9]{1,3}| *".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[a-c]", inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Whether nothing is said, as the language has it.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(members) => members.values().all(is_blank),
    }
}

fn channel() -> &'static Outbound {
    static CHANNEL: std::sync::OnceLock<Outbound> = std::sync::OnceLock::new();
    CHANNEL.get_or_init(shipped)
}

#[test]
fn a_record_that_nests_without_end_is_held() {
    let mut deep = json!([]);
    for _ in 0..120 {
        deep = json!([deep]);
    }
    let faults =
        channel().sold(Sold::Formula, &json!({ "idPrestation": "f", "resources": deep })).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["E0702"]);
    assert!(faults.iter().all(|fault: &OutFault| fault.rule.is_none() && fault.why.contains("nest")));
}

#[test]
fn a_pack_need_not_have_a_channel() {
    let mut files = Memory::new();
    files.add("pack/elloha/account.yaml", "");
    assert_eq!(engine::find_channel(&files, Path::new("pack")).unwrap(), None);
    files.add("pack/aloa/channel.yaml", "");
    assert_eq!(
        engine::find_channel(&files, Path::new("pack")).unwrap().as_deref(),
        Some(Path::new("pack/aloa"))
    );
    assert!(engine::load_channel(&files, Path::new("pack")).is_err(), "the offer is missing");
}

#[test]
fn check_and_dump_know_the_channel() {
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_passerelle")).args(args).output().unwrap();
        let talk = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{talk}");
        (String::from_utf8(output.stdout).unwrap(), talk)
    };
    for path in ["rules/aloa", "rules/aloa/", "rules/aloa/channel.yaml"] {
        assert!(run(&["check", path]).1.contains("rules/aloa: no errors, no warnings"), "{path}");
    }
    assert!(run(&["check", "rules/aloa/price.rules"]).1.contains("no errors"), "its record type is known");
    assert!(run(&["fmt", "--check", "rules/aloa"]).1.contains("0 of 5 files"));
    let (ir, _) = run(&["dump", "rules/aloa", "--stage", "ir", "--bordereau", "PRICE"]);
    assert!(ir.contains("price <- exact price : decimal") && !ir.contains("STOCK"), "{ir}");
    assert!(run(&["dump", "rules/aloa", "--stage", "program"]).0.contains("exact slot"));
    assert!(run(&["dump", "rules/aloa", "--stage", "ast"]).0.contains("# rules/aloa/stock.rules"));
}

//! The catalogue: plan, apply, sync, records made by hand; on both databases.

mod by_hand;
mod change_set;
mod faults;
mod guards;
mod kills;
mod life;

use std::path::Path;

use passerelle::store::{self, Location, Store, TakenOver};
use serde_json::Value as Json;

use crate::sandbox::{Sandbox, composed};
use crate::stand_in::{StandIn, Wire};

/// A server with so many composed tastings, and a head that fetches them.
fn tastings(name: &str, catalogue: Option<String>, count: usize, settings: &str) -> (StandIn, Sandbox) {
    let server = StandIn::start();
    let url = server.feed("DEG", Wire::Wcf3, composed(count));
    let sandbox = Sandbox::new(name, settings, &line(&url)).with_catalogue(catalogue);
    (server, sandbox)
}

fn line(url: &str) -> String {
    format!("  DEG: {{ file: feeds/DEG.json, url: \"{url}\" }}\n")
}

/// Fetches, plans and applies; everything goes well.
fn taken_in(sandbox: &Sandbox) {
    let (status, _, said) = sandbox.run(&["fetch", "24"]);
    assert_eq!(status, Some(0), "{said}");
    let (_, plan, said) = planned(sandbox, &["--out", "changes.ndjson"]);
    assert!(plan["stops"].as_array().is_some_and(Vec::is_empty), "{plan} {said}");
    let (status, told, said) = sandbox.run(&["apply", "changes.ndjson"]);
    assert_eq!(status, Some(0), "{told} {said}");
}

fn planned(sandbox: &Sandbox, more: &[&str]) -> (Option<i32>, Json, String) {
    sandbox.json(&[&["plan", "24"], more].concat())
}

/// A count of the one feed.
fn count(plan: &Json, what: &str) -> u64 {
    plan["feeds"][0][what].as_u64().unwrap_or_else(|| panic!("{what} in {plan}"))
}

/// What stands in the catalogue: id, state and fields, in order.
fn stored(sandbox: &Sandbox, id: Option<&str>) -> Vec<Json> {
    let args: Vec<&str> = ["record", "list", "24"].into_iter().chain(id).collect();
    let (_, answer, said) = sandbox.json(&args);
    answer["records"].as_array().unwrap_or_else(|| panic!("{answer} {said}")).clone()
}

/// The catalogue itself.
pub(crate) fn opened(sandbox: &Sandbox) -> Box<dyn Store> {
    let file = sandbox.root.join("passerelle-data/catalogue.sqlite").display().to_string();
    store::open(&Location::parse(sandbox.catalogue().unwrap_or(&file)).unwrap()).unwrap()
}

/// The owner of a record takes its account over.
fn take_over(sandbox: &Sandbox, id: &str) {
    let at = "2026-11-22T00:00:00Z";
    let idoi = "00000000-0000-4000-8000-000000000001";
    let store = opened(sandbox);
    let known =
        store.reading(|connection| store::stored(connection, "24", None, Some(id))).unwrap().remove(0).record;
    let taken = TakenOver {
        idoi,
        product: None,
        account_type: &known.account_type,
        fields: &known.fields,
        account: &known.account,
    };
    let of = (store::Origin::Feed, id);
    let touched = store.writing(|connection| store::take_over(connection, "24", of, taken, "gone", at));
    assert_eq!(touched.unwrap(), 1);
}

/// All records of the catalogue, as the database has them.
fn all(sandbox: &Sandbox) -> Vec<(String, String, bool, String)> {
    let records = opened(sandbox).reading(|connection| store::stored(connection, "24", None, None)).unwrap();
    records.into_iter().map(|one| (one.record.id, one.origin, one.live, one.record.fields)).collect()
}

fn exists(sandbox: &Sandbox, file: &str) -> bool {
    Path::new(&sandbox.root).join(file).exists()
}

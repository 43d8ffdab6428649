//! `passerelle fetch`: every way of a read, against a stand-in server over real HTTP.

mod archive;
mod described;
mod pages;
mod trouble;

use serde_json::Value as Json;

use crate::sandbox::{Sandbox, recorded};
use crate::stand_in::{StandIn, Wire};

/// A server with the recorded tastings, and a sandbox whose head fetches them from it.
fn tastings(name: &str, wire: Wire, fetch: &str) -> (StandIn, Sandbox) {
    serving(name, wire, recorded("DEG"), fetch)
}

/// As [`tastings`], of other records; the file stays the recorded one.
fn serving(name: &str, wire: Wire, records: Vec<Json>, fetch: &str) -> (StandIn, Sandbox) {
    let server = StandIn::start();
    let url = server.feed("DEG", wire, records);
    let sandbox = Sandbox::new(name, fetch, &line(&url));
    (server, sandbox)
}

fn line(url: &str) -> String {
    format!("  DEG: {{ file: feeds/DEG.json, url: \"{url}\" }}\n")
}

/// The answer for the one feed.
fn fetch(sandbox: &Sandbox, more: &[&str]) -> (Option<i32>, Json, String) {
    let (status, answer, said) = sandbox.json(&[&["fetch", "24"], more].concat());
    (status, answer["feeds"][0].clone(), said)
}

//! A Tourinsoft server to try things on: `cargo run --example tourinsoft -- rules/heads/24`.
//!
//! It serves the recorded JSON feeds of a head on this machine, page by page as wcf 3.0 does. They are composed.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for people at a terminal")]

#[path = "mod.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod stand_in;

use std::fs;
use std::path::PathBuf;

use serde_json::Value as Json;
use stand_in::{StandIn, Wire};

/// Where it listens, unless `--port` says otherwise.
const PORT: u16 = 8024;

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!(
            "tourinsoft [--port PORT] [HEAD]: stands in for its server on this machine, at port {PORT} unless you say otherwise"
        );
        return;
    }
    let port = args.iter().position(|arg| arg == "--port").map(|at| {
        args.remove(at);
        args.remove(at).parse().unwrap()
    });
    let head = PathBuf::from(args.pop().unwrap_or_else(|| "rules/heads/24".to_owned()));
    let server = StandIn::at(port.unwrap_or(PORT));
    let mut files: Vec<PathBuf> =
        fs::read_dir(head.join("feeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let feed: Option<Json> = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
        let Some(records) = feed.as_ref().and_then(|feed| feed["value"].as_array()) else { continue };
        let code = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!("{code:8}{}", server.feed(&code, Wire::Wcf3, records.clone()));
    }
    loop {
        std::thread::park();
    }
}

//! An elloha server to try things on: `cargo run --example elloha`.
//!
//! It stands in for elloha's Backend on this machine, and forgets everything when it ends. Its ids are composed.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool for people at a terminal"
)]

#[path = "mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests use the rest of it")]
mod elloha;

use std::path::Path;

use elloha::{Elloha, PASSWORD, USER};
use passerelle::engine::{self, Disk};

/// Where it listens, unless `--port` says otherwise.
const PORT: u16 = 8025;

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!(
            "elloha [--port PORT] [HEAD]: stands in for its server on this machine, at port {PORT} unless you say otherwise"
        );
        return;
    }
    let port = args.iter().position(|arg| arg == "--port").map(|at| {
        args.remove(at);
        args.remove(at).parse().unwrap()
    });
    let head = args.pop().unwrap_or_else(|| "rules/heads/24".to_owned());
    let loaded = engine::load(&Disk, Path::new(&head), None).unwrap();
    let pack = loaded.ready.unwrap().pack;
    let server = Elloha::at(port.unwrap_or(PORT), &pack);
    println!("export ELLOHA_URL={} ELLOHA_USER={USER} ELLOHA_PASSWORD={PASSWORD}", server.url());
    loop {
        std::thread::park();
    }
}

//! Everything that is no case: properties, hostile input, the command line, the shape of the source tree.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod accounts;
mod catalogue;
mod codes;
mod command_line;
#[path = "../compose/mod.rs"]
mod compose;
mod composed;
mod counts;
mod coverage;
mod database;
mod decisions;
mod docs;
#[path = "../elloha/mod.rs"]
mod elloha;
mod explain;
mod feed;
mod fetch;
mod filter;
mod fix;
mod format;
mod functions;
mod gateway;
mod gateway_elloha;
mod heads;
mod hostile;
mod http;
mod language;
mod new;
#[path = "../support/offers.rs"]
mod offers;
mod outbound;
mod readme;
mod sandbox;
mod script;
mod shortcuts;
mod shown;
mod sink;
#[path = "../support/snapshot.rs"]
mod snapshot;
#[path = "../stand_in/mod.rs"]
mod stand_in;
mod threads;
mod tidy;

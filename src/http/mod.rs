//! Floor 12: the gateway over HTTP, in elloha's documented paths and bodies.
//!
//! It reads, finds out who asks, asks the gateway on a thread that may block, and writes. What may be asked by whom stands
//! in one table, [`ENDPOINTS`].
//!
//! **Invariant:** what does not stand in the table is not served.
//! **Invariant:** neither the log nor what is counted holds anything that was sent: no body, no path with an id, no name.
//! **Invariant:** no request takes the server with it, whatever it holds.

mod app;
mod around;
mod availability;
mod body;
mod booking;
mod catalogue;
mod channel;
mod files;
mod guard;
mod log;
mod metrics;
mod network;
mod openapi;
mod place;
mod problem;
mod router;
mod server;
mod service;
mod strict;
mod support;
mod table;
mod table_of_lines;
mod tokens;
mod v1;

pub use app::{App, Clock};
pub use log::log;
pub use router::{router, served};
pub use server::serve;
pub use table::{ENDPOINTS, Endpoint, Lets};

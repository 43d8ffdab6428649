//! Everything that is no case: properties, hostile input, the command line, the shape of the source tree.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod command_line;
mod feed;
mod functions;
mod hostile;
mod language;
mod readme;
mod sink;
mod tidy;

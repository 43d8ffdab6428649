//! Everything that is no case: properties, hostile input, the command line, the shape of the source tree.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod feed;
mod functions;

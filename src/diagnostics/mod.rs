//! Floor 2: what an author wrote wrongly, collected and shown all at once.
//!
//! **Invariant:** a diagnostic is about a file of the pack; trouble with a record is a fault, trouble with the
//! world an error, and neither passes through here.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod code;
mod diagnostic;
mod github;
mod render;
mod sink;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Edit, Help};
pub use github::github;
pub use render::{Style, json, text};
pub use sink::Diagnostics;

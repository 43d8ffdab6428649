//! Floor 9: elloha's API, in the shapes that it documents, and what a cold record becomes in them.
//!
//! **Invariant:** credentials and tokens are never printed, and sent to one server only.
//! **Invariant:** no body of an error is read: elloha declares none. What is known of a failure is its status.
//! **Invariant:** what creates or changes something is sent once. Whoever calls looks what became of it before it is
//! sent again.

mod captured;
mod client;
mod config;
mod create;
mod described;
mod error;
mod find;
mod lists;
mod opening;
mod patch;
pub mod sales;
mod secret;
mod settings;
mod wire;

pub use captured::Captured;
pub use client::{Client, Session};
pub use config::Config;
pub use create::{CreateAccount, Owner};
pub use described::{Cold, Described, LeftOut, described};
pub use error::Error;
pub use find::Listed;
pub use lists::Lists;
pub use opening::OpeningTime;
pub use patch::{Fill, Patch, Wanted};
pub use secret::Secret;
pub use settings::Settings;

/// A body as it is sent, and as it is written to a file: indented, so that a person can review just that.
pub fn body(value: &impl serde::Serialize) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| Error::Unwritten(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

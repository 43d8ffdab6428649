//! Floor 8: what every client of a server has in common: when to ask again, and how trouble is told.
//!
//! **Invariant:** it asks nobody itself; who may be asked, and with what, is the business of each client.

mod patience;
mod trouble;

pub use patience::{Patience, Pause};
pub use trouble::{Again, again, retry_after, secure, transport};

use tokio::runtime::{Builder, Runtime};

/// The runtime of one thread.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// A runtime that any thread may wait in, with a thread of its own: connections are kept, and seen to close, while nobody
/// waits.
pub fn keeping_runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(1).enable_all().build()
}

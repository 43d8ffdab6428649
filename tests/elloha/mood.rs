//! What the server does with one call in place of answering it.

use std::time::Duration;

#[derive(Clone, Debug)]
pub(crate) enum Mood {
    /// As if nothing were.
    Good,
    /// A status, and nothing is done.
    Status(u16),
    /// 429, with `Retry-After` in seconds, and nothing is done.
    Busy(u64),
    /// A status, though it is done.
    After(u16),
    /// `false`, and nothing is done.
    False,
    /// An answer of some other shape, and nothing is done.
    Says(serde_json::Value),
    /// It is done, and the answer comes after a while.
    Slow(Duration),
    /// It is done after a while, whether anybody waits for it or not.
    Late(Duration),
    /// All access tokens are over.
    Expired,
    /// Nothing is done, and no answer ever comes.
    HangsBefore,
    /// It is done, and no answer ever comes.
    HangsAfter,
}

//! What the tests share.

pub(crate) mod case;
pub(crate) mod listing;
pub(crate) mod offers;
pub(crate) mod pack;
pub(crate) mod snapshot;

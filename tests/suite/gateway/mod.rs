//! The gateway between accounts and a counter.

mod access;
mod catalogue;
mod counter;
mod crowd;
mod fares;
mod kills;
mod life;
mod page;
pub(crate) mod sample;
pub(crate) mod scene;
mod selling;

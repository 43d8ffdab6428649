//! The gateway between accounts and a counter.

mod access;
mod catalogue;
mod counter;
mod crowd;
mod damaged;
mod fares;
mod kills;
mod life;
mod operator;
mod page;
pub(crate) mod sample;
pub(crate) mod scene;
mod selling;

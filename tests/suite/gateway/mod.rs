//! The gateway between accounts and a counter.

mod access;
mod catalogue;
mod counter;
mod fares;
pub(crate) mod sample;
mod selling;

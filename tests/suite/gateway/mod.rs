//! The gateway between accounts and a counter.

mod access;
pub(crate) mod sample;
mod selling;

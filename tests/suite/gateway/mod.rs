//! The gateway between accounts and a counter.

mod access;
mod crowd;
mod life;
pub(crate) mod sample;
pub(crate) mod scene;

//! The gateway between accounts and a counter.

mod access;

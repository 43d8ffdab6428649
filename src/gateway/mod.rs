//! Floor 11: the gateway between elloha accounts and a counter: who may do what.

pub mod access;

#![doc = include_str!("../ARCHITECTURE.md")]

pub mod source;
pub mod value;
pub mod diagnostics;
pub mod syntax;
pub mod manifest;
pub mod feed;
pub mod functions;
pub mod script;
pub mod check;
pub mod program;
pub mod eval;
pub mod engine;
pub mod fetch;
pub mod store;
pub mod catalogue;
pub mod cli;

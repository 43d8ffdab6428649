#![doc = include_str!("../ARCHITECTURE.md")]

pub mod source;
pub mod value;
pub mod diagnostics;
pub mod syntax;

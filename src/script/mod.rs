//! Floor 4: functions that an integrator writes in Rhai, called as steps.
//!
//! A script computes with what it is given: it has no files, no clock, no chance, no output, no other script, and
//! nothing of one call is there in the next. What one call may do is counted, so that it ends after about a tenth of
//! a second (limits in `engine.rs` and `work.rs`).
//!
//! **Invariant:** the same text, value and literals give the same result, however often and in whatever order.
//! **Invariant:** nothing in a script, a value or a literal makes [`compile()`] or [`Script::call`] panic.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod allowed;
mod call;
mod compile;
mod convert;
mod engine;
mod library;
mod trouble;
mod work;

use std::fmt;

use rhai::AST;

use crate::value::{Kind, Ty};

pub use compile::{Tree, compile, read};

/// What a script may give. Every other kind comes from the step that makes it.
pub const GIVES: &[Kind] = &[Kind::Text, Kind::Integer, Kind::Decimal, Kind::Boolean, Kind::Date];

/// A script that was compiled: one function of one `.rhai` file. A clone shares the file's tree.
#[derive(Clone)]
pub struct Script {
    ast: AST,
    name: String,
    path: String,
    /// The line of the function: named where an error has no line of its own.
    line: usize,
    gives: Ty,
}

impl fmt::Debug for Script {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Script({} of {}:{}, gives {})", self.name, self.path, self.line, self.gives)
    }
}

/// What is wrong with a script, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What was found.
    pub message: String,
    /// The byte of the script's text at which it was found; none where all of it is meant.
    pub at: Option<usize>,
    /// The repair.
    pub help: String,
}

impl Wrong {
    fn new(message: impl Into<String>, at: Option<usize>, help: impl Into<String>) -> Self {
        Self { message: message.into(), at, help: help.into() }
    }
}

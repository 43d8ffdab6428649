//! The parser that pest derives from `grammar/`.

/// Parses by the rules of `grammar/`.
///
/// The paths begin at the root of the project: `../` would be looked for beside it first.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexis.pest"]
#[grammar = "grammar/statement.pest"]
#[grammar = "grammar/value.pest"]
#[grammar = "grammar/test.pest"]
#[grammar = "grammar/decide.pest"]
#[grammar = "grammar/example.pest"]
pub(super) struct Grammar;

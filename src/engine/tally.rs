//! How often each rule, and each row of a table or a decision, did what: for the report.

use serde::Serialize;

use crate::eval::Counts;
use crate::program::Program;
use crate::source::Sources;

/// The counts of a feed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// The rules, in the order of the schema; those of members behind the rule around them.
    pub rules: Vec<RuleTally>,
    /// The rows of tables, in the order of the table.
    pub rows: Vec<RowTally>,
}

/// What a rule did. Values are counted, not records: a list has several.
#[derive(Clone, Debug, Serialize)]
pub struct RuleTally {
    /// `path:line`
    pub rule: String,
    /// What it is for: `photos.url`.
    pub target: String,
    /// It gave a value.
    pub applied: u64,
    /// Its `when` was false.
    pub not_applicable: u64,
    /// It found nothing.
    pub missing: u64,
    /// What it found cannot be used.
    pub invalid: u64,
    /// What it found stands in no row.
    pub unknown: u64,
    /// `use` stood in.
    pub used: u64,
    /// Values that `first` and prices left behind.
    pub passed_over: u64,
}

/// How often a row was hit.
#[derive(Clone, Debug, Serialize)]
pub struct RowTally {
    /// `labels`; the place of a decision.
    pub of: String,
    /// Its label; the place of a row of a decision.
    pub row: String,
    /// How often.
    pub hits: u64,
}

/// The counts of a feed under the names that its author gave.
pub(super) fn tally(program: &Program, counts: &Counts, sources: &Sources) -> Tally {
    let rules = program.rules.iter().zip(&counts.rules).map(|(rule, count)| RuleTally {
        rule: sources.place(rule.span),
        target: rule.target.clone(),
        applied: count.applied,
        not_applicable: count.not_applicable,
        missing: count.missing,
        invalid: count.invalid,
        unknown: count.unknown,
        used: count.used,
        passed_over: count.passed_over,
    });
    let tables = program.tables.iter().zip(&counts.tables).flat_map(|(table, hits)| {
        table.rows.iter().zip(hits).map(|(row, hits)| RowTally {
            of: table.name.clone(),
            row: row.label.value.clone(),
            hits: *hits,
        })
    });
    let decides = program.decides.iter().zip(&counts.decides).flat_map(|(decide, hits)| {
        decide.rows.iter().zip(hits).map(|(row, hits)| RowTally {
            of: sources.place(decide.span),
            row: sources.place(row.span),
            hits: *hits,
        })
    });
    Tally { rules: rules.collect(), rows: tables.chain(decides).collect() }
}

impl Tally {
    /// The rules that never gave a value.
    pub fn idle(&self) -> impl Iterator<Item = &RuleTally> {
        self.rules.iter().filter(|rule| rule.applied == 0 && rule.used == 0)
    }
}

//! How often each rule, and each row of a table or a decision, did what.
//!
//! **Invariant:** counting changes nothing of what is written, and counts of parts of a feed can be added.

use crate::program::Program;

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By the number of the rule, those of members included.
    pub rules: Vec<RuleCounts>,
    /// By the number of the table: how often each row was hit.
    pub tables: Vec<Vec<u64>>,
    /// By the number of the decision: how often each row was hit.
    pub decides: Vec<Vec<u64>>,
    /// By the number of the `exclude` or `hold`: how many records it stopped.
    pub stops: Vec<u64>,
}

/// What a rule did. Values are counted, not records: a list has several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCounts {
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

impl Counts {
    /// Nothing was counted yet.
    pub fn new(program: &Program) -> Self {
        Self {
            rules: vec![RuleCounts::default(); program.rules.len()],
            tables: program.tables.iter().map(|table| vec![0; table.rows.len()]).collect(),
            decides: program.decides.iter().map(|decide| vec![0; decide.rows.len()]).collect(),
            stops: vec![0; program.stops.len()],
        }
    }

    /// Adds the counts of another part of the same run.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.rules.iter_mut().zip(&other.rules) {
            mine.applied += theirs.applied;
            mine.not_applicable += theirs.not_applicable;
            mine.missing += theirs.missing;
            mine.invalid += theirs.invalid;
            mine.unknown += theirs.unknown;
            mine.used += theirs.used;
            mine.passed_over += theirs.passed_over;
        }
        let mine = self.tables.iter_mut().chain(&mut self.decides).flatten().chain(&mut self.stops);
        let theirs = other.tables.iter().chain(&other.decides).flatten().chain(&other.stops);
        for (mine, theirs) in mine.zip(theirs) {
            *mine += theirs;
        }
    }
}

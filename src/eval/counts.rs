//! How often each rule, and each row of a table or a decision, did what.
//!
//! **Invariant:** counting changes nothing of what is written, and counts of parts of a feed can be added.

use super::room::Room;
use super::times::{Clock, Times};
use super::trace::Trace;
use crate::check::ir::Fit;
use crate::program::{DecideRow, Program, Test};
use crate::source::Span;

/// The counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// By the number of the rule, those of members included.
    pub rules: Vec<RuleCounts>,
    /// By the number of the table: how often each row was hit.
    pub tables: Vec<Vec<u64>>,
    /// By the number of the decision: how often each row was hit.
    pub decides: Vec<Vec<u64>>,
    /// By the number of the `exclude` or `hold`: how many records it stopped.
    pub stops: Vec<u64>,
    /// Which constants of tests and decisions were met; nothing where nobody asks.
    pub(super) met: Option<Met>,
    /// What is watched besides; nothing where nobody asks.
    pub(super) watch: Option<Box<Watch>>,
    /// Memory that each record leaves to the next.
    pub(super) room: Room,
}

/// What is watched while records are mapped.
#[derive(Clone, Debug)]
pub(super) enum Watch {
    /// What rules and steps cost.
    Times(Times),
    /// How the values of a record come about.
    Trace(Trace),
}

/// Which constants were met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Met {
    /// By the number of the test: how often it was asked, and which of its constants were met.
    pub(super) tests: Vec<(u64, Vec<bool>)>,
    /// By the number of the decision; then by row and column.
    pub(super) decides: Vec<(u64, Vec<Vec<Vec<bool>>>)>,
    /// By the number of the target: whether it asks anything. The others are not run.
    pub(super) targets: Vec<bool>,
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
            met: None,
            watch: None,
            room: Room::default(),
        }
    }

    /// Nothing was counted yet; what rules and steps cost is noted too.
    pub fn timed(program: &Program, clock: Clock) -> Self {
        Self { watch: Some(Box::new(Watch::Times(Times::new(program, clock)))), ..Self::new(program) }
    }

    /// Nothing was counted yet; how the values of one record come about is noted too.
    pub fn traced(program: &Program) -> Self {
        Self { watch: Some(Box::new(Watch::Trace(Trace::default()))), ..Self::new(program) }
    }

    /// What rules and steps cost, where it was asked.
    pub fn times(&self) -> Option<&Times> {
        match self.watch.as_deref() {
            Some(Watch::Times(times)) => Some(times),
            Some(Watch::Trace(_)) | None => None,
        }
    }

    /// How the values of a record came about, where it was asked.
    pub fn trace(&self) -> Option<&Trace> {
        match self.watch.as_deref() {
            Some(Watch::Trace(trace)) => Some(trace),
            Some(Watch::Times(_)) | None => None,
        }
    }

    pub(super) fn trace_mut(&mut self) -> Option<&mut Trace> {
        match self.watch.as_deref_mut() {
            Some(Watch::Trace(trace)) => Some(trace),
            Some(Watch::Times(_)) | None => None,
        }
    }

    /// Nothing was counted yet; which constants are met is noted too. What a record becomes is then not known: targets
    /// that ask nothing are passed by.
    pub fn looking(program: &Program) -> Self {
        let tests = program.tests.iter().map(|test| match test {
            Test::Compare(_, with, _) => (0, vec![false; with.literals().len()]),
            Test::And(_) | Test::Or(_) => (0, Vec::new()),
        });
        let cell = |cell: &Fit| vec![false; cell.literals().len()];
        let row = |row: &DecideRow| row.cells.iter().map(cell).collect();
        let decides = program.decides.iter().map(|decide| (0, decide.rows.iter().map(row).collect()));
        let met = Some(Met { tests: tests.collect(), decides: decides.collect(), targets: program.asks() });
        Self { met, ..Self::new(program) }
    }

    /// The constants of tests and decisions: the place, the constant, whether it was met, and how often it was asked for.
    pub fn constants(&self, program: &Program) -> Vec<(Span, String, bool, u64)> {
        let mut all = Vec::new();
        let Some(met) = &self.met else { return all };
        for (test, (asked, met)) in program.tests.iter().zip(&met.tests) {
            if let Test::Compare(_, with, span) = test {
                let literals = with.literals().iter().zip(met);
                all.extend(literals.map(|(literal, met)| (*span, literal.to_string(), *met, *asked)));
            }
        }
        for (decide, (asked, met)) in program.decides.iter().zip(&met.decides) {
            for (row, met) in decide.rows.iter().zip(met) {
                for (cell, met) in row.cells.iter().zip(met) {
                    let literals = cell.literals().iter().zip(met);
                    all.extend(literals.map(|(literal, met)| (row.span, literal.to_string(), *met, *asked)));
                }
            }
        }
        all
    }

    /// Adds the counts of another part of the same run.
    pub fn add(&mut self, other: &Self) {
        self.with(other, u64::saturating_add);
    }

    /// Takes the counts of a part of the same run away, which were added.
    pub fn take_away(&mut self, other: &Self) {
        self.with(other, u64::saturating_sub);
    }

    fn with(&mut self, other: &Self, change: fn(u64, u64) -> u64) {
        for (mine, theirs) in self.rules.iter_mut().zip(&other.rules) {
            mine.applied = change(mine.applied, theirs.applied);
            mine.not_applicable = change(mine.not_applicable, theirs.not_applicable);
            mine.missing = change(mine.missing, theirs.missing);
            mine.invalid = change(mine.invalid, theirs.invalid);
            mine.unknown = change(mine.unknown, theirs.unknown);
            mine.used = change(mine.used, theirs.used);
            mine.passed_over = change(mine.passed_over, theirs.passed_over);
        }
        let mine = self.tables.iter_mut().chain(&mut self.decides).flatten().chain(&mut self.stops);
        let theirs = other.tables.iter().chain(&other.decides).flatten().chain(&other.stops);
        for (mine, theirs) in mine.zip(theirs) {
            *mine = change(*mine, *theirs);
        }
    }
}

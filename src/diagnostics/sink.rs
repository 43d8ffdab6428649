//! Where all mistakes of a run are collected.

use std::collections::HashSet;

use super::{Code, Diagnostic, Severity};
use crate::source::Span;

/// The mistakes found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    seen: HashSet<(Code, Span, String)>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one, unless the very same was said before.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.seen.insert((diagnostic.code, diagnostic.span, diagnostic.message.clone())) {
            self.all.push(diagnostic);
        }
    }

    /// Adds those of another list, in their order.
    pub fn extend(&mut self, others: Self) {
        others.all.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// All: errors first, then by file and place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.all.iter().collect();
        sorted.sort_by_key(|diagnostic| (diagnostic.code.severity(), diagnostic.span, diagnostic.code));
        sorted
    }

    /// Changes what is said, one by one, in the order of [`Self::sorted`].
    pub fn revise(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.all.sort_by_key(|diagnostic| (diagnostic.code.severity(), diagnostic.span, diagnostic.code));
        self.all.iter_mut().for_each(change);
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn count(&self, severity: Severity) -> usize {
        self.all.iter().filter(|diagnostic| diagnostic.code.severity() == severity).count()
    }
}

//! What the rules know of a path.

use std::collections::BTreeSet;

use super::form::{By, Class};
use crate::check::ir::LeftOut;
use crate::check::{Reading, Readings, is_engine_field, pattern_fits};
use crate::manifest::Pack;
use crate::source::Sources;

/// What the rules read and leave out.
pub(in crate::engine) struct Classifier<'c> {
    pub(in crate::engine) readings: &'c Readings,
    pub(in crate::engine) left_out: &'c [LeftOut],
    pub(in crate::engine) pack: &'c Pack,
    /// Cells that layouts leave out.
    pub(in crate::engine) unwanted: &'c BTreeSet<String>,
    pub(in crate::engine) sources: &'c Sources,
}

impl Classifier<'_> {
    /// The first class that fits a path, and the statements that say so.
    pub(in crate::engine) fn class(&self, path: &str) -> (Class, Vec<By>) {
        let reads = self.by(|reading| {
            // What is taken whole is read with all that is in it; what is empty ends where something in it is read.
            !reading.tests && (reaches(&reading.path, path) || reaches(path, &reading.path))
        });
        if !reads.is_empty() {
            return (Class::Read, reads);
        }
        let tests = self.by(|reading| reading.tests && reaches(path, &reading.path));
        if !tests.is_empty() {
            return (Class::Tested, tests);
        }
        if self.unwanted.contains(path) {
            let what = "the layout leaves it out".to_owned();
            return (Class::Ignored, vec![By { what, rule: None }]);
        }
        let exact = self.ignored(|pattern| !pattern.contains('*') && reaches(path, pattern));
        if !exact.is_empty() {
            return (Class::Ignored, exact);
        }
        let starred = self.ignored(|pattern| pattern.contains('*') && pattern_fits(pattern, path));
        if !starred.is_empty() {
            return (Class::IgnoredByPattern, starred);
        }
        if is_engine_field(self.pack, path) {
            return (Class::Engine, Vec::new());
        }
        (Class::Uncovered, Vec::new())
    }

    /// What is read or ignored by name, and is no path of the feed.
    pub(in crate::engine) fn not_there(&self, observed: &BTreeSet<&str>) -> Vec<String> {
        let read = self.readings.all.iter().map(|reading| reading.path.as_str());
        let ignored = self.left_out.iter().filter(|left| !left.drops).flat_map(|left| &left.what);
        let ignored = ignored.map(String::as_str).filter(|pattern| !pattern.contains('*'));
        let absent = read.chain(ignored).filter(|path| {
            let mut around = path.match_indices('.').filter_map(|(at, _)| path.get(..at));
            !observed.contains(path) && !around.any(|above| observed.contains(above))
        });
        let absent: BTreeSet<&str> = absent.filter(|path| !is_engine_field(self.pack, path)).collect();
        absent.into_iter().map(str::to_owned).collect()
    }

    fn by(&self, wanted: impl Fn(&Reading) -> bool) -> Vec<By> {
        let mut found: Vec<By> = Vec::new();
        for reading in self.readings.all.iter().filter(|reading| wanted(reading)) {
            let by = By { what: reading.target.clone(), rule: Some(self.sources.place(reading.by)) };
            if !found.contains(&by) {
                found.push(by);
            }
        }
        found
    }

    fn ignored(&self, wanted: impl Fn(&str) -> bool) -> Vec<By> {
        let said = self.left_out.iter().filter(|left| !left.drops);
        let said = said.filter(|left| left.what.iter().any(|pattern| wanted(pattern)));
        said.map(|left| By { what: left.because.clone(), rule: Some(self.sources.place(left.span)) })
            .collect()
    }
}

/// Whether a path is another one, or stands around it.
fn reaches(path: &str, other: &str) -> bool {
    other.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

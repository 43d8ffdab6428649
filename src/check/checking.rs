//! A head that is being checked: what is checked once, then each feed by itself, then what all feeds show together.
//!
//! **Invariant:** feeds may be checked in any order, and at once: what comes of it is put together in the order of the
//! head.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::block::{Layer, Nearness};
use super::declare::{self, Used};
use super::script::{self, Scripts};
use super::{Checked, Checker, Input, RuleFile, ir};
use crate::diagnostics::Diagnostics;
use crate::syntax::Broken;

/// A head of which what is checked once was checked.
#[derive(Debug)]
pub struct Checking<'i> {
    input: &'i Input<'i>,
    scripts: Scripts,
    broken: Broken,
    /// Whether some statements or manifests could not be taken in.
    partial: bool,
}

/// What the check of one feed gave.
#[derive(Debug)]
pub struct OfFeed {
    mapping: Option<ir::Mapping>,
    used: Used,
    diagnostics: Diagnostics,
}

impl<'i> Checking<'i> {
    /// Checks what is the same for all feeds.
    pub fn begin(input: &'i Input<'i>, diagnostics: &mut Diagnostics) -> Self {
        let mut broken = Broken::default();
        for RuleFile { parsed, .. } in input.files {
            broken.any |= parsed.broken.any;
            broken.lets.extend(parsed.broken.lets.iter().cloned());
            broken.targets.extend(parsed.broken.targets.iter().cloned());
            broken.reads.extend(parsed.broken.reads.iter().cloned());
        }
        declare::files(input, diagnostics);
        let scripts = Scripts::declared(input, diagnostics);
        // What is wrong so far would make the statements look incomplete: what they lack is not looked for.
        let partial = broken.any || diagnostics.has_errors();
        Self { input, scripts, broken, partial }
    }

    /// The numbers of the feeds.
    pub fn feeds(&self) -> Range<usize> {
        0..self.input.head.feeds.len()
    }

    /// Checks the rules for the records of a feed.
    pub fn feed(&self, at: usize) -> OfFeed {
        let input = self.input;
        let Some((code, feed)) = input.head.feeds.get(at) else {
            return OfFeed { mapping: None, used: Used::default(), diagnostics: Diagnostics::new() };
        };
        let mut checker = Checker {
            pack: input.pack,
            schema: input.pack.schema_of(&code.value),
            head: input.head,
            sources: input.sources,
            scripts: &self.scripts,
            observed: input.observed.get(at).and_then(Option::as_ref),
            paths: None,
            languages: feed.languages.iter().map(|(lang, _)| lang.value.clone()).collect(),
            translating: false,
            broken: &self.broken,
            diagnostics: Diagnostics::new(),
            used: Used::default(),
            record_type: &code.value,
            feed: code.span,
            partial: self.partial,
            here: Nearness { layer: Layer::Head, named: false },
            unread: Vec::new(),
            misgiven: Vec::new(),
            entered: 0,
            layouts: Vec::new(),
            lets: Vec::new(),
            decides: Vec::new(),
            fields: Vec::new(),
            touched: Vec::new(),
            touched_at: BTreeSet::new(),
            possible: None,
            narrowed: BTreeMap::new(),
        };
        let mapping = Some(checker.mapping(&code.value, input.files));
        let Checker { used, diagnostics, .. } = checker;
        OfFeed { mapping, used, diagnostics }
    }

    /// Puts together what the feeds gave, in the order of the head, and checks what nobody uses.
    pub fn end(&self, feeds: Vec<OfFeed>, diagnostics: &mut Diagnostics) -> Checked {
        let mut used = Used::default();
        let mut mappings = Vec::new();
        for feed in feeds {
            mappings.extend(feed.mapping);
            used.extend(feed.used);
            diagnostics.extend(feed.diagnostics);
        }
        if !self.partial {
            declare::unseen(&used, diagnostics);
        }
        if !diagnostics.has_errors() {
            declare::unused(self.input, &used, diagnostics);
            script::unused(&self.scripts, &used, diagnostics);
        }
        Checked { mappings, tables: used.tables, layouts: used.layouts }
    }
}

//! Floor 5: names resolved, types known: tree → typed tree.
//!
//! Data: [`ir`]. Pass: [`check`]. Dump: [`dump`].
//!
//! **Invariant:** one mistake gives one message: what could not be resolved has a type that fits everything.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod block;
mod call;
mod checking;
mod coverage;
mod decide;
mod declare;
mod dump;
mod exact;
mod fit;
pub mod ir;
mod language;
mod member;
mod merge;
mod outcome;
mod pack;
mod path;
mod read;
mod readings;
mod scope;
mod script;
mod statement;
mod target;
mod test;
mod type_codes;
mod type_table;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::manifest::{Head, Layout, Pack, Schema, Table};
use crate::source::{FileId, Sources, Span};
use crate::syntax::{Broken, Parsed};
use crate::value::Candidates;
use block::Nearness;
use coverage::Touch;
use declare::Used;
use script::Scripts;

pub use block::Layer;
pub use checking::{Checking, OfFeed};
pub use coverage::{Observed, Seen, fits as pattern_fits};
pub use declare::{is_engine_field, record_type, record_type_form};
pub use dump::dump;
pub use pack::check_pack;
pub use readings::{Reading, Readings, readings};

/// A rule file, and the layer that it belongs to.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Its text.
    pub id: FileId,
    /// Its tree, which heads of one dialect share.
    pub parsed: Arc<Parsed>,
    /// Where it comes from.
    pub layer: Layer,
}

/// A head, ready to be checked.
#[derive(Debug)]
pub struct Input<'a> {
    /// The manifests.
    pub pack: &'a Pack,
    /// The head itself.
    pub head: &'a Head,
    /// The texts of rule files and scripts.
    pub sources: &'a Sources,
    /// The rule files: those of the dialect, then those of the head, each by name.
    pub files: &'a [RuleFile],
    /// The files of scripts, by the place where their path is written.
    pub scripts: &'a BTreeMap<Span, FileId>,
    /// What the recorded feeds show, in the order of the head's feeds; none where there is no recorded feed.
    pub observed: &'a [Option<Observed>],
}

/// What was checked.
#[derive(Debug, Default)]
pub struct Checked {
    /// A mapping for each feed of the head, in their order.
    pub mappings: Vec<ir::Mapping>,
    /// The tables that rules look into.
    pub tables: BTreeSet<String>,
    /// The layouts that rules use.
    pub layouts: BTreeSet<String>,
}

/// Checks the rules of a head.
pub fn check(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Checked {
    let checking = Checking::begin(input, diagnostics);
    let feeds = checking.feeds().map(|at| checking.feed(at)).collect();
    checking.end(feeds, diagnostics)
}

/// Checks the rules of one record type.
struct Checker<'a> {
    pack: &'a Pack,
    /// What records of this type become.
    schema: &'a Schema,
    head: &'a Head,
    sources: &'a Sources,
    scripts: &'a Scripts,
    observed: Option<&'a Observed>,
    /// Its paths, once one was looked for that it does not have.
    paths: Option<Candidates<'a>>,
    /// The languages of the feed besides the main one.
    languages: Vec<String>,
    /// Whether the value that is being checked is read in each of them.
    translating: bool,
    broken: &'a Broken,
    diagnostics: Diagnostics,
    used: Used,
    /// The record type that is being checked.
    record_type: &'a str,
    /// Where the head names the feed that is being checked.
    feed: Span,
    /// Whether some statements or manifests could not be taken in.
    partial: bool,
    /// How near the statement is that is being checked.
    here: Nearness,
    /// Fields whose `read` could not be used.
    unread: Vec<String>,
    /// Exact targets that something else than a rule was to give, which was reported.
    misgiven: Vec<String>,
    /// How many `let`s are being entered, each from the one before.
    entered: usize,
    layouts: Vec<Arc<Layout>>,
    lets: Vec<LetState>,
    decides: Vec<ir::Decide>,
    fields: Vec<(String, Span)>,
    /// The paths that are read.
    touched: Vec<Touch>,
    touched_at: BTreeSet<(Span, String)>,
    /// The account types that the rules can give, once that is known.
    possible: Option<Vec<String>>,
    /// Tables without the codes that none of these types has, by name.
    narrowed: BTreeMap<String, Arc<Table>>,
}

/// How long a chain of steps, and of `let`s made from `let`s, may be: what runs follows them by recursion.
const MAX_CHAIN: usize = 64;

/// How many parts the value of a `let` in an object may have: it is repeated where it is used.
const MAX_PARTS: usize = 1_000;

/// A `let` between its declaration and its value.
#[derive(Clone, Debug)]
enum LetState {
    Declared,
    Entered,
    Lowered(Box<ir::Let>),
}

impl Checker<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

//! Floor 5: names resolved, types known: tree → typed tree.
//!
//! Data: [`ir`]. Pass: [`check`]. Dump: [`dump`].
//!
//! **Invariant:** one mistake gives one message: what could not be resolved has a type that fits everything.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

mod call;
mod coverage;
mod declare;
mod dump;
mod fit;
pub mod ir;
mod outcome;
mod pack;
mod path;
mod scope;
mod statement;
mod target;
mod test;
mod value;

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::manifest::{Head, Pack};
use crate::source::{FileId, Span};
use crate::syntax::{Broken, Parsed};

pub use declare::{record_type, record_type_form};
pub use dump::dump;
pub use pack::check_pack;

/// What the recorded feed of a record type shows.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// The names of its fields.
    pub fields: BTreeSet<String>,
    /// Whether a record names all its fields, empty ones included: then a field that is not there does not exist.
    pub complete: bool,
    /// In how many records they were looked for.
    pub records: u64,
}

/// A head, ready to be checked.
#[derive(Debug)]
pub struct Input<'a> {
    /// The manifests.
    pub pack: &'a Pack,
    /// The head itself.
    pub head: &'a Head,
    /// Its rule files.
    pub files: &'a [(FileId, Parsed)],
    /// What the recorded feeds show, in the order of the head's feeds; none where there is no recorded feed.
    pub observed: &'a [Option<Observed>],
}

/// Checks the rules of a head: a mapping for each of its feeds, in their order.
pub fn check(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Vec<ir::Mapping> {
    let mut broken = Broken::default();
    for (_, parsed) in input.files {
        broken.any |= parsed.broken.any;
        broken.lets.extend(parsed.broken.lets.iter().cloned());
        broken.targets.extend(parsed.broken.targets.iter().cloned());
        broken.reads.extend(parsed.broken.reads.iter().cloned());
    }
    declare::files(input, diagnostics);
    // What is wrong so far would make the statements look incomplete: what they lack is not looked for.
    let partial = broken.any || diagnostics.has_errors();
    let mut used = declare::Used::default();
    let mut mappings = Vec::new();
    for (at, (code, _)) in input.head.feeds.iter().enumerate() {
        let observed = input.observed.get(at).and_then(Option::as_ref);
        let mut checker = Checker {
            pack: input.pack,
            head: input.head,
            observed,
            broken: &broken,
            diagnostics,
            used: &mut used,
            feed: code.span,
            partial,
            unread: Vec::new(),
            entered: 0,
            layouts: Vec::new(),
            lets: Vec::new(),
            fields: Vec::new(),
        };
        mappings.push(checker.mapping(&code.value, input.files));
    }
    if !diagnostics.has_errors() {
        declare::unused(input, &used, diagnostics);
    }
    mappings
}

/// Checks the rules of one record type.
struct Checker<'a> {
    pack: &'a Pack,
    head: &'a Head,
    observed: Option<&'a Observed>,
    broken: &'a Broken,
    diagnostics: &'a mut Diagnostics,
    used: &'a mut declare::Used,
    /// Where the head names the feed that is being checked.
    feed: Span,
    /// Whether some statements or manifests could not be taken in.
    partial: bool,
    /// Fields whose `read` could not be used.
    unread: Vec<String>,
    /// How many `let`s are being entered, each from the one before.
    entered: usize,
    layouts: Vec<std::sync::Arc<crate::manifest::Layout>>,
    lets: Vec<LetState>,
    fields: Vec<(String, Span)>,
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

    /// A construct of the language that this version cannot run.
    fn not_available(&mut self, span: Span, what: &str) {
        self.report(
            Diagnostic::new(Code::NotAvailable, span, format!("{what} cannot be used yet"))
                .label("this version reads it and cannot run it")
                .help("CHANGELOG.md says what can be used"),
        );
    }
}

//! What the recorded feed holds, compared with what the rules read and ignore.
//!
//! The unit is a path without brackets: `NOMOFFRE`, `Tarifs.MinimumEuro`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::Checker;
use super::block::{Block, Layer, Nearness};
use super::declare::{Reading, is_engine_field};
use super::ir::{LayoutId, Mapping};
use super::readings;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Statement};
use crate::value::{Candidates, bytes, shorten, visible, written};

/// So many fields that nobody knows of are named; a feed that is new to the rules has dozens.
const NAMED: usize = 24;

/// What the recorded feed of a record type shows.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// The names of its fields.
    pub fields: BTreeSet<String>,
    /// What stands at each path, the fields included.
    pub paths: BTreeMap<String, Seen>,
    /// Whether no value is nested: then a record names all its fields, empty ones included, and one that is not
    /// there does not exist.
    pub flat: bool,
    /// In how many records they were looked for.
    pub records: u64,
}

/// How often something stands at a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// A text, a number, yes or no.
    pub texts: u64,
    /// A collection.
    pub lists: u64,
    /// An object.
    pub objects: u64,
    /// The first of the texts, shortened.
    pub sample: Option<String>,
}

impl Observed {
    /// Whether a field that is not there does not exist.
    pub(super) fn complete(&self) -> bool {
        self.flat && self.records > 0
    }

    /// The paths that end in a value.
    fn leaves(&self) -> impl Iterator<Item = &str> {
        // In the order of paths, only a name with a sign before the dot may come between a path and what is inside it.
        let leaf = |path: &str| {
            let behind = self.paths.range::<str, _>((Bound::Excluded(path), Bound::Unbounded));
            let mut next = behind.map_while(|(other, _)| other.strip_prefix(path)?.bytes().next());
            next.find(|sign| *sign >= b'.') != Some(b'.')
        };
        self.paths.keys().map(String::as_str).filter(move |path| leaf(path))
    }
}

/// A path that a value or a test reads.
#[derive(Clone, Debug)]
pub(super) struct Touch {
    pub(super) path: String,
    pub(super) span: Span,
    pub(super) layer: Layer,
    /// Whether the statement is about the record types that its block names.
    pub(super) named: bool,
}

/// How a field looks in a recorded feed that does not have it.
#[derive(Clone, Debug)]
pub(super) struct Unseen {
    complete: bool,
    records: u64,
    near: Option<String>,
    /// How often something stands at the near one, and for instance what.
    evidence: Option<String>,
    layer: Layer,
    /// Whether the record itself has a field of that name.
    outer: bool,
}

impl Checker<'_> {
    /// Notes that a path is read.
    pub(super) fn touch(&mut self, path: String, span: Span) {
        if self.touched_at.insert((span, path.clone())) {
            let (layer, named) = (self.here.layer, self.here.named);
            self.touched.push(Touch { path, span, layer, named });
        }
    }

    /// Compares what is read and ignored with what the recorded feed holds.
    pub(super) fn coverage(&mut self, ignored: &[&ast::Name], mapping: &Mapping) {
        let touched = std::mem::take(&mut self.touched);
        let (readings, layouts) = readings::paths(mapping);
        let exact: BTreeMap<&str, &ast::Name> =
            ignored.iter().map(|pattern| (pattern.value.as_str(), *pattern)).collect();
        for touch in &touched {
            if let Some(pattern) = exact.get(touch.path.as_str()) {
                self.report(
                    Diagnostic::new(
                        Code::IgnoredAndRead,
                        pattern.span,
                        format!("`{}` is ignored here and read in a rule", shorten(&touch.path)),
                    )
                    .other(touch.span, "read here")
                    .help("remove it from `ignore`"),
                );
            }
        }
        let Some(observed) = self.observed else { return };
        let starred: Vec<&str> = ignored
            .iter()
            .map(|pattern| pattern.value.as_str())
            .filter(|pattern| pattern.contains('*'))
            .collect();
        // What fits a field of one feed is used, whatever the others have.
        for pattern in ignored {
            if self.used.ignores.contains(&pattern.span) {
                continue;
            }
            let path = pattern.value.as_str();
            // Most patterns are names; what is around one may be a collection that is empty in every record.
            let used = observed.paths.contains_key(path)
                || above(path).any(|above| observed.paths.contains_key(above))
                || (path.contains('*') && observed.paths.keys().any(|known| fits(path, known)));
            if used {
                self.used.ignores.insert(pattern.span);
            }
        }
        if self.partial {
            return;
        }
        // What a rule with a mistake reads is in no mapping, and is meant to be read.
        let mut read: BTreeSet<&str> = touched.iter().map(|touch| touch.path.as_str()).collect();
        read.extend(readings.iter().map(String::as_str));
        let mut meant: Vec<String> = Vec::new();
        for touch in &touched {
            meant.extend(self.seen(touch, &read));
        }
        // A collection that is empty in every record ends where something inside it is read or ignored.
        let reaches = |path: &str, leaf: &str| path == leaf || within(leaf, path);
        let read = |leaf: &str| {
            read.range(leaf..).take_while(|path| path.starts_with(leaf)).any(|path| reaches(path, leaf))
        };
        let ignores = |leaf: &str| {
            let mut paths = exact.range(leaf..).take_while(|(path, _)| path.starts_with(leaf));
            paths.any(|(path, _)| reaches(path, leaf))
        };
        let cells = cells(&layouts, mapping, observed);
        let uncovered: Vec<&str> = observed
            .leaves()
            .filter(|leaf| !layouts.contains_key(*leaf))
            .chain(cells.iter().map(String::as_str))
            // The patterns come last: each of them looks through the whole name.
            .filter(|leaf| !read(leaf) && !is_engine_field(self.pack, leaf) && !ignores(leaf))
            .filter(|leaf| !meant.iter().chain(&self.unread).any(|name| name == leaf))
            .filter(|leaf| !starred.iter().any(|pattern| fits(pattern, leaf)))
            .collect();
        if let Some(first) = uncovered.first() {
            let names = uncovered
                .iter()
                .take(NAMED)
                .map(|name| visible(&shorten(name)).into_owned())
                .collect::<Vec<_>>()
                .join(", ");
            let names = match uncovered.len().saturating_sub(NAMED) {
                0 => names,
                more => format!("{names} and {more} more: `passerelle coverage` shows them all"),
            };
            let count = uncovered.len();
            let fields = if count == 1 { "a field".to_owned() } else { format!("{count} fields") };
            self.report(
                Diagnostic::new(
                    Code::Uncovered,
                    self.feed,
                    format!("{fields} of this feed: neither read nor ignored"),
                )
                .label(names)
                .help(format!("map it with a rule, or write `ignore {} because \"why\"`", in_ignore(first))),
            );
        }
    }

    /// Looks for the field of a `read` in the recorded feed. The field that was meant is not told to be uncovered.
    ///
    /// A dialect is not asked: it knows more feeds than this one, and the rules that use the field are.
    pub(super) fn read_of_unseen(&mut self, path: &str, span: Span) {
        let Nearness { layer, named } = self.here;
        if layer == Layer::Dialect {
            return;
        }
        let touch = Touch { path: path.to_owned(), span, layer, named };
        let known = self.observed.is_none_or(|observed| {
            observed.records == 0 || observed.paths.contains_key(path) || is_engine_field(self.pack, path)
        });
        let near = self.seen(&touch, &BTreeSet::new());
        if !known {
            self.unread.push(path.to_owned());
            self.unread.extend(near);
        }
    }

    /// Looks for a path in the recorded feed; where it is not, what was probably meant.
    ///
    /// A dialect knows more feeds than this one. A field of it that this feed does not have is told only where it may be
    /// misspelt: the feed has one of nearly that name, and no rule reads that.
    fn seen(&mut self, touch: &Touch, read: &BTreeSet<&str>) -> Option<String> {
        let observed = self.observed?;
        let found = observed.paths.contains_key(&touch.path)
            || observed.records == 0
            || is_engine_field(self.pack, &touch.path)
            || self.unread.contains(&touch.path)
            || self.inside_unseen(touch);
        if found {
            self.reading(touch, true, None);
            return None;
        }
        let paths =
            self.paths.get_or_insert_with(|| Candidates::new(observed.paths.keys().map(String::as_str)));
        let near = paths.nearest(&touch.path).map(str::to_owned);
        let free = |near: &String| !read.contains(near.as_str()) && !is_engine_field(self.pack, near);
        if touch.layer == Layer::Dialect && !near.as_ref().is_some_and(free) {
            self.reading(touch, true, None);
            return None;
        }
        let unseen = Unseen {
            complete: observed.complete(),
            records: observed.records,
            near: near.clone(),
            evidence: near.as_ref().and_then(|near| evidence(observed, near)),
            layer: touch.layer,
            outer: touch.path.rsplit_once('.').is_some_and(|(_, name)| observed.fields.contains(name)),
        };
        if touch.named && touch.layer == Layer::Head {
            self.report(unseen_field(&touch.path, touch.span, &unseen));
        } else {
            self.reading(touch, false, Some(unseen));
        }
        near
    }

    /// Whether what stands around a member is not in the recorded feed either, or is empty: then nothing is said of the
    /// member.
    fn inside_unseen(&self, touch: &Touch) -> bool {
        let Some((around, _)) = touch.path.rsplit_once('.') else { return false };
        self.observed.is_some_and(|observed| match observed.paths.get(around) {
            Some(seen) => seen.objects == 0,
            None => true,
        })
    }

    fn reading(&mut self, touch: &Touch, found: bool, unseen: Option<Unseen>) {
        let path = touch.path.clone();
        self.used.reading(touch.span, Reading { path, found, unseen });
    }
}

/// The cells of the texts that layouts take apart: where rules read some of them, the others are not to be forgotten.
fn cells(layouts: &BTreeMap<String, LayoutId>, mapping: &Mapping, observed: &Observed) -> Vec<String> {
    let mut all = Vec::new();
    for (path, layout) in layouts.iter().filter(|(path, _)| observed.paths.contains_key(*path)) {
        let Some(layout) = mapping.layouts.get(layout.0 as usize) else { continue };
        let names = layout.cells();
        // A text without cells is a leaf itself, and so is what stands in a collection.
        if names.is_empty() && layout.rename.is_empty() {
            all.push(path.clone());
        }
        all.extend(names.into_iter().map(|name| format!("{path}.{name}")));
    }
    all
}

/// A field that the recorded feed does not have.
pub(super) fn unseen_field(path: &str, span: Span, unseen: &Unseen) -> Diagnostic {
    let Unseen { complete, records, near, evidence, layer, outer } = unseen;
    // In a nested feed a collection that is not asked for is absent, and a dialect knows more than one feed.
    let certain = *complete && *layer == Layer::Head;
    let one = *records == 1;
    let nowhere = match records {
        1 => "not in the only recorded record".to_owned(),
        records => format!("in none of {records} recorded records"),
    };
    let (code, message, label) = if certain {
        let message = format!("the feed has no field `{}`", shorten(path));
        let all = if one { "which names every field it has" } else { "which name every field they have" };
        (Code::UnknownField, message, format!("{nowhere}, {all}"))
    } else {
        (Code::UnseenField, format!("no recorded record has `{}`", shorten(path)), nowhere)
    };
    let mut diagnostic = Diagnostic::new(code, span, message).label(label);
    if *outer {
        diagnostic =
            diagnostic.note("a field of the record is reached through a `let` outside of the object");
    }
    let repair = "correct the name, or record the feed again if it has changed";
    // What is underlined is the last name of the path.
    let (around, _) = path.rsplit_once('.').unwrap_or(("", path));
    if let Some(evidence) = evidence {
        diagnostic = diagnostic.note(evidence.as_str());
    }
    match near.as_deref().map(|near| (near, near.rsplit_once('.').unwrap_or(("", near)))) {
        Some((_, (beside, name))) if beside == around => {
            diagnostic.did_you_mean(Some(&*written(name)), repair)
        }
        Some((near, _)) => diagnostic.help(format!("did you mean `{}`?", in_rule(near))),
        None => diagnostic.help(repair),
    }
}

/// What the recorded records have of a near name.
fn evidence(observed: &Observed, near: &str) -> Option<String> {
    let seen = observed.paths.get(near)?;
    let name = visible(&shorten(near)).into_owned();
    let records = if observed.records == 1 { "1 record" } else { &format!("{} records", observed.records) };
    match (&seen.sample, seen.texts) {
        (Some(sample), 1) if near.contains('.') => {
            Some(format!("`{name}` holds 1 value in {records}: {sample:?}"))
        }
        (Some(sample), texts) if near.contains('.') => {
            Some(format!("`{name}` holds {texts} values in {records}, such as {sample:?}"))
        }
        (Some(sample), texts) => {
            Some(format!("`{name}` is filled in {texts} of {records}, such as {sample:?}"))
        }
        (None, _) if seen.lists + seen.objects > 0 => None,
        (None, _) => Some(format!("`{name}` is empty in each of {records}")),
    }
}

/// A path as it is written in a rule, without its brackets.
fn in_rule(path: &str) -> String {
    path.split('.').map(written).collect::<Vec<_>>().join(".")
}

/// A path as it is written in `ignore`.
fn in_ignore(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '*');
    let plain = !path.is_empty() && path.chars().all(plain);
    if plain { path.to_owned() } else { format!("`{}`", visible(path)) }
}

/// The patterns of `ignore`.
pub(super) fn ignores<'a>(blocks: &[Block<'a>]) -> Vec<&'a ast::Name> {
    let mut patterns = Vec::new();
    for statement in blocks.iter().flat_map(|block| &block.statements) {
        if let Statement::Ignore(ignore) = statement {
            patterns.extend(&ignore.patterns);
        }
    }
    patterns
}

/// What a path leads through.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').filter_map(|(at, _)| path.get(..at))
}

/// Whether a path leads into what ends at a leaf.
fn within(leaf: &str, path: &str) -> bool {
    path.strip_prefix(leaf).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether a pattern with `*` fits a name.
pub fn fits(pattern: &str, name: &str) -> bool {
    // Most patterns are names, and are asked about every path.
    let Some((first, mut parts)) = at_star(pattern) else { return pattern == name };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    while let Some((part, behind)) = at_star(parts) {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
        parts = behind;
    }
    rest.ends_with(parts)
}

/// What stands before the first `*` of a pattern, and behind it.
fn at_star(pattern: &str) -> Option<(&str, &str)> {
    let at = bytes::find(b'*', pattern.as_bytes())?;
    Some((pattern.get(..at)?, pattern.get(at + 1..)?))
}

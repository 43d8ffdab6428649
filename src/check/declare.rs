//! What is checked once for all record types: where statements stand, and what nobody uses.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::Input;
use super::block::Layer;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit};
use crate::manifest::{Bordereaux, Pack};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Item, Statement, Types};
use crate::value::nearest;

/// What was used while the record types were checked.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// `let`s, by the place of their name.
    pub(super) lets: BTreeSet<Span>,
    /// `read`s, by the place of the path.
    pub(super) reads: BTreeSet<Span>,
    /// Patterns of `ignore`s that fit a field, by their place.
    pub(super) ignores: BTreeSet<Span>,
    /// Tables, by name.
    pub(super) tables: BTreeSet<String>,
    /// Layouts, by name.
    pub(super) layouts: BTreeSet<String>,
    /// Scripts, by the place of their name.
    pub(super) scripts: BTreeSet<Span>,
    /// Rules and decisions that have the last word for some record type.
    pub(super) standing: BTreeSet<Span>,
    /// Those of the head that others replace.
    pub(super) replaced: Vec<Span>,
    /// Fields by the place where they are read, and whether the recorded feed of any record type has them.
    pub(super) fields: BTreeMap<Span, Reading>,
}

impl Used {
    /// Adds what a further record type used.
    pub(super) fn extend(&mut self, other: Self) {
        let Self { lets, reads, ignores, tables, layouts, scripts, standing, replaced, fields } = other;
        self.lets.extend(lets);
        self.reads.extend(reads);
        self.ignores.extend(ignores);
        self.tables.extend(tables);
        self.layouts.extend(layouts);
        self.scripts.extend(scripts);
        self.standing.extend(standing);
        self.replaced.extend(replaced);
        for (span, reading) in fields {
            self.reading(span, reading);
        }
    }

    /// Notes a field that is read.
    pub(super) fn reading(&mut self, span: Span, reading: Reading) {
        match self.fields.entry(span) {
            Entry::Vacant(place) => {
                place.insert(reading);
            }
            Entry::Occupied(known) => {
                let known = known.into_mut();
                known.found |= reading.found;
                known.unseen = reading.unseen.or(known.unseen.take());
            }
        }
    }
}

/// A field that a rule reads.
#[derive(Debug)]
pub(super) struct Reading {
    /// Its path.
    pub(super) path: String,
    /// Whether a recorded feed has it.
    pub(super) found: bool,
    /// How it looks in a feed that does not have it.
    pub(super) unseen: Option<super::coverage::Unseen>,
}

/// Checks where statements stand.
pub(super) fn files(input: &Input<'_>, diagnostics: &mut Diagnostics) {
    for file in input.files {
        for item in &file.parsed.file.items {
            match item {
                Item::For(block) => {
                    types(input, block, file.layer, diagnostics);
                    block.statements.iter().for_each(|node| in_block(node, file.layer, diagnostics));
                }
                Item::Statement(node) => at_top(node, file.layer, diagnostics),
                Item::Script(_) => {}
                Item::Example(example) => {
                    let name = &example.record_type;
                    if record_type(&input.pack.bordereaux, &name.value, name.span, diagnostics) {
                        imported(input, name, file.layer, diagnostics);
                    }
                    said_twice(example, diagnostics);
                    expected(input, example, diagnostics);
                }
            }
        }
    }
}

/// What an example gives and expects is said once.
fn said_twice(example: &ast::Example, diagnostics: &mut Diagnostics) {
    let mut langs: Vec<Option<&str>> = Vec::new();
    let mut data: Vec<&ast::Data> = Vec::new();
    for given in &example.given {
        let lang = given.lang.as_ref().map(|lang| lang.value.as_str());
        if langs.contains(&lang) {
            let span = given.lang.as_ref().map_or(example.title.span, |lang| lang.span);
            diagnostics.push(
                Diagnostic::new(Code::Misplaced, span, "this example gives the same record twice")
                    .help("keep one `given` for the main feed, and one for each language"),
            );
        }
        langs.push(lang);
        data.push(&given.data);
    }
    if let ast::Expect::Fields(expected) = &example.expect {
        data.push(expected);
    }
    while let Some(next) = data.pop() {
        match next {
            ast::Data::Null(_) | ast::Data::Literal(_) => {}
            ast::Data::Array(items) => data.extend(&items.value),
            ast::Data::Object(members) => {
                let mut known: BTreeMap<&str, Span> = BTreeMap::new();
                for (name, member) in &members.value {
                    if let Some(earlier) = known.insert(&name.value, name.span) {
                        diagnostics.push(
                            Diagnostic::new(
                                Code::Misplaced,
                                name.span,
                                format!("`{}` stands twice", name.value),
                            )
                            .other(earlier, "here already")
                            .help("keep one of the two"),
                        );
                    }
                    data.push(member);
                }
            }
        }
    }
}

/// What an example expects are targets.
fn expected(input: &Input<'_>, example: &ast::Example, diagnostics: &mut Diagnostics) {
    let ast::Expect::Fields(ast::Data::Object(members)) = &example.expect else { return };
    let schema = input.pack.schema_of(&example.record_type.value);
    for (name, _) in &members.value {
        let plain = name.value.split('[').next().unwrap_or_default();
        if schema.field(plain).is_none() {
            let known = schema.fields.iter().map(|field| field.name.value.as_str());
            diagnostics.push(
                Diagnostic::new(Code::UnknownTarget, name.span, format!("a record has no field `{plain}`"))
                    .label(format!("not in {}", schema.place))
                    .did_you_mean(nearest(plain, known), format!("the fields are those of {}", schema.place)),
            );
        }
    }
}

fn types(input: &Input<'_>, block: &ast::For, layer: Layer, diagnostics: &mut Diagnostics) {
    let Types::Named(names) = &block.types else { return };
    for name in names {
        if !record_type(&input.pack.bordereaux, &name.value, name.span, diagnostics) {
            continue;
        }
        imported(input, name, layer, diagnostics);
    }
}

/// Reports rules of the head for a record type that it does not import. A dialect knows others.
fn imported(input: &Input<'_>, name: &ast::Name, layer: Layer, diagnostics: &mut Diagnostics) {
    let feeds = &input.head.feeds;
    let imported = layer == Layer::Dialect || feeds.iter().any(|(code, _)| code.value == name.value);
    if !feeds.is_empty() && !imported {
        let feeds: Vec<&str> = feeds.iter().map(|(code, _)| code.value.as_str()).collect();
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownRecordType,
                name.span,
                format!("this head has no feed of type `{}`", name.value),
            )
            .label(format!("its feeds are {}", feeds.join(", ")))
            .help("add the feed to `feeds` in head.yaml, or remove the rules"),
        );
    }
}

/// Whether a record type exists; if not, that is reported with the one that was probably meant.
pub fn record_type(known: &Bordereaux, code: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
    if known.has(code) {
        return true;
    }
    if known.has(&code.to_uppercase()) {
        diagnostics.push(record_type_form(code, span));
        return false;
    }
    let all: Vec<&str> = known.codes.iter().map(|code| code.value.as_str()).collect();
    diagnostics.push(
        Diagnostic::new(Code::UnknownRecordType, span, format!("`{code}` is no record type"))
            .label(known.what)
            .did_you_mean(known.meant(code), format!("write one of {}", all.join(", "))),
    );
    false
}

/// A record type in small letters.
pub fn record_type_form(code: &str, span: Span) -> Diagnostic {
    let capitals = code.to_uppercase();
    Diagnostic::new(Code::RecordTypeForm, span, format!("`{code}` is not written as a record type"))
        .label("three to five capital letters")
        .repair("write it in capitals", vec![Edit::new(span, capitals)])
}

fn in_block(node: &Statement, layer: Layer, diagnostics: &mut Diagnostics) {
    match node {
        Statement::Read(read) => no_add(read.verb.as_ref(), diagnostics),
        Statement::Decide(decide) => {
            no_add(decide.verb.as_ref(), diagnostics);
            has_target(decide, diagnostics);
        }
        Statement::Stop(stop) => no_stop(stop, layer, diagnostics),
        Statement::Let(_) | Statement::Ignore(_) | Statement::Rule(_) | Statement::Drop(_) => {}
    }
}

fn no_add(verb: Option<&Spanned<ast::Verb>>, diagnostics: &mut Diagnostics) {
    if let Some(verb) = verb.filter(|verb| verb.value == ast::Verb::Add) {
        let word = Span { end: verb.span.end + 1, ..verb.span };
        diagnostics.push(
            Diagnostic::new(
                Code::Misplaced,
                verb.span,
                "`add` goes with a rule for a list, and with nothing else",
            )
            .repair("remove it", vec![Edit::new(word, "")]),
        );
    }
}

/// A decision without a target would say nothing to anybody.
fn has_target(decide: &ast::Decide, diagnostics: &mut Diagnostics) {
    if !decide.columns.iter().any(|column| matches!(column, ast::Column::Target(_))) {
        diagnostics.push(
            Diagnostic::new(Code::DecisionForm, decide.head(), "a decision without a target gives nothing")
                .help("end its first line with a column such as `-> type`"),
        );
    }
}

/// What excludes or holds records stands where the person who is asked about them looks: in the head.
fn no_stop(stop: &ast::Stop, layer: Layer, diagnostics: &mut Diagnostics) {
    if layer == Layer::Dialect {
        let verb = match stop.verb {
            ast::StopVerb::Exclude => "exclude",
            ast::StopVerb::Hold => "hold",
        };
        let word = stop.span.head(verb.len());
        diagnostics.push(
            Diagnostic::new(Code::StopInDialect, word, format!("a dialect has no `{verb}`"))
                .note("it has no name by which a head could drop it")
                .help("move the line into the rules of each head that wants it"),
        );
    }
}

fn at_top(node: &Statement, layer: Layer, diagnostics: &mut Diagnostics) {
    match node {
        Statement::Rule(rule) => diagnostics.push(
            Diagnostic::new(Code::Misplaced, rule.target.name.span, "a rule stands outside of `for`")
                .label("for which record types?")
                .help("put it into a block, such as `for HOT { … }`"),
        ),
        Statement::Decide(decide) => diagnostics.push(
            Diagnostic::new(Code::Misplaced, decide.span, "a decision stands outside of `for`")
                .help("put it into a block, such as `for HOT { … }`"),
        ),
        Statement::Read(read) => no_add(read.verb.as_ref(), diagnostics),
        Statement::Stop(stop) => no_stop(stop, layer, diagnostics),
        Statement::Drop(_) | Statement::Let(_) | Statement::Ignore(_) => {}
    }
}

/// Reports fields that are read for several record types, or in a dialect, and that no recorded feed has.
pub(super) fn unseen(used: &Used, diagnostics: &mut Diagnostics) {
    for (span, reading) in &used.fields {
        if let (false, Some(unseen)) = (reading.found, &reading.unseen) {
            diagnostics.push(super::coverage::unseen_field(&reading.path, *span, unseen));
        }
    }
}

/// Reports `let`s, `read`s and `ignore`s that serve nothing, over all record types of the head.
pub(super) fn unused(input: &Input<'_>, used: &Used, diagnostics: &mut Diagnostics) {
    let observed = !input.observed.is_empty() && input.observed.iter().all(Option::is_some);
    for span in used.replaced.iter().filter(|span| !used.standing.contains(span)) {
        diagnostics.push(
            Diagnostic::new(Code::Shadowed, *span, "others replace this rule for all its record types")
                .help("remove it, or what overrides it"),
        );
    }
    // What a dialect declares may serve another head.
    for file in input.files.iter().filter(|file| file.layer == Layer::Head) {
        for item in &file.parsed.file.items {
            match item {
                Item::For(block) => {
                    block
                        .statements
                        .iter()
                        .for_each(|node| unused_statement(node, used, observed, diagnostics));
                }
                Item::Statement(node) => unused_statement(node, used, observed, diagnostics),
                Item::Script(_) | Item::Example(_) => {}
            }
        }
    }
}

fn unused_statement(node: &Statement, used: &Used, observed: bool, diagnostics: &mut Diagnostics) {
    match node {
        Statement::Let(node) if !used.lets.contains(&node.name.span) => diagnostics.push(
            Diagnostic::new(Code::UnusedLet, node.name.span, format!("no rule uses `${}`", node.name.value))
                .repair("remove it", vec![Edit::new(node.span, "")]),
        ),
        Statement::Read(read) => {
            for path in read.paths.iter().filter(|path| !used.reads.contains(&path.span)) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedRead,
                        path.span,
                        "this field is given a layout, and no rule or test reads it",
                    )
                    .help("read it in a rule, or move it from `read` to `ignore … because \"…\"`"),
                );
            }
        }
        Statement::Ignore(ignore) if observed => {
            for pattern in ignore.patterns.iter().filter(|pattern| !used.ignores.contains(&pattern.span)) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedIgnore,
                        pattern.span,
                        format!("`{}` fits no field of the recorded feeds", pattern.value),
                    )
                    .help("correct the name, or remove it"),
                );
            }
        }
        Statement::Let(_)
        | Statement::Ignore(_)
        | Statement::Rule(_)
        | Statement::Drop(_)
        | Statement::Stop(_)
        | Statement::Decide(_) => {}
    }
}

/// Whether a path is known to the engine itself, or is a member of a collection that says nothing of the offer.
pub fn is_engine_field(pack: &Pack, path: &str) -> bool {
    let sit = &pack.sit;
    let noise = |name: &str| {
        sit.noise.contains(name) || sit.noise_patterns.iter().any(|noise| super::coverage::fits(noise, name))
    };
    sit.engine_fields.iter().any(|known| known == path) || path.split('.').any(noise)
}

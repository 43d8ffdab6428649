//! What is checked once for all record types: where statements stand, and what nobody uses.

use std::collections::BTreeSet;

use super::Input;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit};
use crate::manifest::{Bordereaux, Pack};
use crate::source::Span;
use crate::syntax::ast::{self, Item, Statement, Types};

/// What was used while the record types were checked.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// `let`s, by the place of their name.
    pub(super) lets: BTreeSet<Span>,
    /// `read`s, by the place of the path.
    pub(super) reads: BTreeSet<Span>,
    /// Patterns of `ignore`s that fit a field, by their place.
    pub(super) ignores: BTreeSet<Span>,
}

/// Checks where statements stand.
pub(super) fn files(input: &Input<'_>, diagnostics: &mut Diagnostics) {
    for (_, parsed) in input.files {
        for item in &parsed.file.items {
            match item {
                Item::For(block) => {
                    types(input, block, diagnostics);
                    block.statements.iter().for_each(|node| in_block(node, diagnostics));
                }
                Item::Statement(node) => at_top(node, diagnostics),
                Item::Script(script) => not_available(diagnostics, script.span, "a script"),
                Item::Example(example) => not_available(diagnostics, example.title.span, "an example"),
            }
        }
    }
}

fn not_available(diagnostics: &mut Diagnostics, span: Span, what: &str) {
    diagnostics.push(
        Diagnostic::new(Code::NotAvailable, span, format!("{what} cannot be used yet"))
            .label("this version reads it and cannot run it")
            .help("CHANGELOG.md says what can be used"),
    );
}

fn types(input: &Input<'_>, block: &ast::For, diagnostics: &mut Diagnostics) {
    let names = match &block.types {
        Types::All(span) => return not_available(diagnostics, *span, "`for all`"),
        Types::Named(names) => names,
    };
    for name in names {
        if !record_type(&input.pack.bordereaux, &name.value, name.span, diagnostics) {
            continue;
        }
        let feeds = &input.head.feeds;
        if !feeds.is_empty() && !feeds.iter().any(|(code, _)| code.value == name.value) {
            let feeds: Vec<&str> = input.head.feeds.iter().map(|(code, _)| code.value.as_str()).collect();
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
            .label("not a bordereau of this information system")
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

fn in_block(node: &Statement, diagnostics: &mut Diagnostics) {
    match node {
        Statement::Read(read) => verb(read.verb.as_ref(), diagnostics),
        Statement::Drop(drop) => not_available(diagnostics, drop.span, "`drop`"),
        Statement::Decide(decide) => not_available(diagnostics, decide.span, "a decision table"),
        Statement::Rule(rule) => {
            if rule.verb.as_ref().is_some_and(|verb| verb.value == ast::Verb::Override) {
                verb(rule.verb.as_ref(), diagnostics);
            }
        }
        Statement::Let(_) | Statement::Ignore(_) | Statement::Stop(_) => {}
    }
}

fn verb(verb: Option<&crate::source::Spanned<ast::Verb>>, diagnostics: &mut Diagnostics) {
    let Some(verb) = verb else { return };
    match verb.value {
        ast::Verb::Override => not_available(diagnostics, verb.span, "`override`"),
        ast::Verb::Add => diagnostics.push(
            Diagnostic::new(Code::Misplaced, verb.span, "`add` goes with a rule, not with `read`")
                .repair("remove it", vec![Edit::new(verb.span, "")]),
        ),
    }
}

fn at_top(node: &Statement, diagnostics: &mut Diagnostics) {
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
        Statement::Drop(drop) => not_available(diagnostics, drop.span, "`drop`"),
        Statement::Read(read) => verb(read.verb.as_ref(), diagnostics),
        Statement::Let(_) | Statement::Ignore(_) | Statement::Stop(_) => {}
    }
}

/// Reports `let`s, `read`s and `ignore`s that serve nothing, over all record types of the head.
pub(super) fn unused(input: &Input<'_>, used: &Used, diagnostics: &mut Diagnostics) {
    let observed = !input.observed.is_empty() && input.observed.iter().all(Option::is_some);
    for (_, parsed) in input.files {
        for item in &parsed.file.items {
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

/// The fields that the engine itself knows.
pub(super) fn is_engine_field(pack: &Pack, field: &str) -> bool {
    pack.sit.engine_fields.iter().any(|known| known == field)
}

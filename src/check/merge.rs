//! Layers: which statement has the last word on a target.
//!
//! The key of a rule is its target and its language. For each key, from far to near: a plain rule must be the first,
//! `override` must find one and replaces all, `add` appends, `drop` must find one. A decision occupies the keys of
//! all its targets as one unit.

use std::collections::BTreeMap;

use super::Checker;
use super::block::{Block, Nearness};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::source::Span;
use crate::syntax::ast::{self, Column, Statement, Verb};

/// A target of the schema by number, and a language.
pub(super) type Key = (usize, Option<String>);

/// A rule or a decision, and the block that it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub(super) what: What<'a>,
    pub(super) block: usize,
}

/// What says something of a target.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'a> {
    /// A rule.
    Rule(&'a ast::Rule),
    /// A decision, one of whose columns is the target.
    Decide(&'a ast::Decide),
}

impl What<'_> {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Rule(rule) => rule.span,
            Self::Decide(decide) => decide.span,
        }
    }

    /// What a message points at: the target, or the word `decide`.
    fn point(&self) -> Span {
        match self {
            Self::Rule(rule) => rule.target.name.span,
            Self::Decide(decide) => decide.head(),
        }
    }
}

/// What a nearer statement does to what stands.
enum First<'a> {
    Plain(Said<'a>),
    Override(Said<'a>, Span),
    Drop(Span),
}

impl First<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Plain(said) | Self::Override(said, _) => said.what.span(),
            Self::Drop(span) => *span,
        }
    }

    fn point(&self) -> Span {
        match self {
            Self::Plain(said) | Self::Override(said, _) => said.what.point(),
            Self::Drop(span) => *span,
        }
    }
}

/// What is said at one nearness of one key.
#[derive(Default)]
struct Here<'a> {
    first: Vec<First<'a>>,
    adds: Vec<Said<'a>>,
}

/// What has the last word on each key, and what was replaced.
#[derive(Default)]
pub(super) struct Merged<'a> {
    pub(super) standing: BTreeMap<Key, Vec<Said<'a>>>,
    pub(super) replaced: Vec<Said<'a>>,
    /// Rules for targets that do not exist, which was reported.
    pub(super) nowhere: Vec<Said<'a>>,
    /// Rules that have no place beside others, which was reported.
    pub(super) mistaken: Vec<Said<'a>>,
    /// Decisions of which something was said: once is enough, whatever the number of their targets.
    told: Vec<Span>,
}

impl Checker<'_> {
    /// Merges the rules and decisions of all blocks.
    pub(super) fn merge<'a>(&mut self, blocks: &[Block<'a>]) -> Merged<'a> {
        let mut by_nearness: BTreeMap<Nearness, BTreeMap<Key, Here<'a>>> = BTreeMap::new();
        let mut merged = Merged::default();
        for (at, block) in blocks.iter().enumerate() {
            let keys = by_nearness.entry(block.nearness).or_default();
            for statement in &block.statements {
                self.sort_in(statement, at, block, keys, &mut merged.nowhere);
            }
        }
        for (_, keys) in by_nearness {
            self.units(&keys, &merged);
            for (key, here) in keys {
                self.settle(key, here, blocks, &mut merged);
            }
        }
        merged
    }

    fn sort_in<'a>(
        &mut self,
        statement: &'a Statement,
        block: usize,
        of: &Block<'a>,
        keys: &mut BTreeMap<Key, Here<'a>>,
        nowhere: &mut Vec<Said<'a>>,
    ) {
        match statement {
            Statement::Rule(rule) if of.rules => {
                let said = Said { what: What::Rule(rule), block };
                let Some(at) = self.target(&rule.target.name) else {
                    nowhere.push(said);
                    return;
                };
                let key = (at, rule.target.lang.as_ref().map(|lang| lang.value.clone()));
                let here = keys.entry(key).or_default();
                match &rule.verb {
                    None => here.first.push(First::Plain(said)),
                    Some(verb) if verb.value == Verb::Override => {
                        here.first.push(First::Override(said, verb.span));
                    }
                    Some(_) if !self.schema.fields.get(at).is_some_and(|field| field.list) => {
                        self.add_to_one(&rule.target.name);
                    }
                    Some(_) => here.adds.push(said),
                }
            }
            Statement::Decide(decide) if of.rules => {
                let said = Said { what: What::Decide(decide), block };
                for column in &decide.columns {
                    let Column::Target(name) = column else { continue };
                    let Some(at) = self.target(name) else { continue };
                    let first = match &decide.verb {
                        Some(verb) if verb.value == Verb::Override => First::Override(said, verb.span),
                        Some(_) | None => First::Plain(said),
                    };
                    let here = keys.entry((at, None)).or_default();
                    // A target with two columns is told where the decision is looked at.
                    if !here.first.iter().any(|other| other.span() == decide.span) {
                        here.first.push(first);
                    }
                }
            }
            Statement::Drop(drop) => {
                for name in &drop.targets {
                    let Some(at) = self.target(name) else { continue };
                    if self.schema.fields.get(at).is_some_and(|field| field.exact) {
                        self.exact_elsewhere(&name.value, name.span, "what is exact is never left out");
                        continue;
                    }
                    keys.entry((at, None)).or_default().first.push(First::Drop(name.span));
                }
            }
            Statement::Rule(_)
            | Statement::Decide(_)
            | Statement::Read(_)
            | Statement::Let(_)
            | Statement::Ignore(_)
            | Statement::Stop(_) => {}
        }
    }

    fn add_to_one(&mut self, name: &ast::Name) {
        self.report(
            Diagnostic::new(Code::AddToOne, name.span, format!("`{}` holds one value", name.value))
                .note("`add` puts more values into a list")
                .help("put both sources into one rule: `A or B`"),
        );
    }

    /// Whether any target of a decision has a farther rule: then the decision overrides something.
    fn unit_stands(&self, what: What<'_>, merged: &Merged<'_>) -> bool {
        let What::Decide(decide) = what else { return false };
        decide.columns.iter().any(|column| {
            let Column::Target(name) = column else { return false };
            let at = self.schema.fields.iter().position(|field| field.name.value == name.value);
            at.and_then(|at| merged.standing.get(&(at, None))).is_some_and(|stands| !stands.is_empty())
        })
    }

    /// The number of a target in the schema.
    fn target(&mut self, name: &ast::Name) -> Option<usize> {
        let at = self.schema.fields.iter().position(|field| field.name.value == name.value);
        if at.is_none() {
            self.unknown_target(name);
        }
        at
    }

    /// What one nearness says of a key.
    fn settle<'a>(&mut self, key: Key, here: Here<'a>, blocks: &[Block<'a>], merged: &mut Merged<'a>) {
        let plain = self.schema.fields.get(key.0).map_or("", |field| field.name.value.as_str());
        let name = match &key.1 {
            Some(language) => format!("{plain}[{language}]"),
            None => plain.to_owned(),
        };
        let list = self.schema.fields.get(key.0).is_some_and(|field| field.list);
        let unit = |what: What<'a>, merged: &Merged<'a>| self.unit_stands(what, merged);
        let found = here.first.first().is_some_and(|first| match first {
            First::Override(said, _) => unit(said.what, merged),
            First::Plain(_) | First::Drop(_) => false,
        });
        let told = |span: Span, merged: &mut Merged<'a>| {
            let known = merged.told.contains(&span);
            merged.told.push(span);
            known
        };
        let twice = here.first.first().is_some_and(|first| match first {
            First::Plain(Said { what: What::Decide(decide), .. })
            | First::Override(Said { what: What::Decide(decide), .. }, _) => told(decide.span, merged),
            First::Plain(_) | First::Override(..) | First::Drop(_) => false,
        });
        let stands = merged.standing.entry(key).or_default();
        let here_decides = here.first.iter().any(|first| {
            matches!(
                first,
                First::Plain(Said { what: What::Decide(_), .. })
                    | First::Override(Said { what: What::Decide(_), .. }, _)
            )
        });
        let mut first = here.first.into_iter();
        let Some(one) = first.next() else {
            stands.extend(here.adds);
            return;
        };
        let place = one.span();
        let one_drops = matches!(one, First::Drop(_));
        let rest: Vec<First<'a>> = first.collect();
        match one {
            First::Plain(said) => match stands.first().copied() {
                Some(far) => {
                    if !twice {
                        self.needs_override(&name, said, far);
                    }
                    merged.mistaken.push(said);
                }
                None => stands.push(said),
            },
            First::Override(said, verb) => {
                if stands.is_empty() && !found && !twice {
                    let several = blocks.get(said.block).is_some_and(|block| block.several);
                    self.nothing_to_override(&name, verb, several);
                }
                merged.replaced.append(stands);
                stands.push(said);
            }
            First::Drop(span) => {
                if stands.is_empty() {
                    self.nothing_to_drop(&name, span);
                }
                merged.replaced.append(stands);
            }
        }
        stands.extend(here.adds);
        for other in rest {
            let drops = (one_drops, matches!(other, First::Drop(_)));
            self.target_twice(&name, list && !here_decides, here_decides, drops, other.point(), place);
            if let First::Plain(said) | First::Override(said, _) = other {
                merged.mistaken.push(said);
            }
        }
    }

    /// Two statements of the same nearness set one target.
    fn target_twice(
        &mut self,
        name: &str,
        list: bool,
        decided: bool,
        drops: (bool, bool),
        later: Span,
        earlier: Span,
    ) {
        let (what, help) = match drops {
            (true, true) => ("is dropped twice", "keep one of the two"),
            (true, false) | (false, true) => {
                ("is set and dropped", "keep one of the two; `override` replaces what stands farther away")
            }
            (false, false) if list => {
                ("is set by two rules", "write `add` before the second to put both into the list")
            }
            (false, false) if decided => {
                ("is set by a decision and by something else", "keep one of the two")
            }
            (false, false) => (
                "is set by two rules",
                "keep one of the two, or let the second stand in where the first is missing: `A or B`",
            ),
        };
        self.report(
            Diagnostic::new(Code::TargetTwice, later, format!("`{name}` {what}"))
                .other(earlier, "the other")
                .help(help),
        );
    }

    fn needs_override(&mut self, name: &str, said: Said<'_>, far: Said<'_>) {
        let span = said.what.point();
        let at = Span { end: span.start, ..span };
        let plain = name.split('[').next().unwrap_or(name);
        let list = self.schema.field(plain).is_some_and(|field| field.list);
        let adds = list && matches!(said.what, What::Rule(_));
        let mut diagnostic =
            Diagnostic::new(Code::NeedsOverride, span, format!("`{name}` has a rule already, farther away"))
                .other(far.what.point(), "here")
                .note("a rule for a named record type is nearer than one for `all`, and the head nearer than its dialect");
        if adds {
            diagnostic = diagnostic
                .repair("keep what is said there, and put more into the list", vec![Edit::new(at, "add ")]);
        }
        let replace = if adds { "or replace it, the whole list" } else { "replace what is said there" };
        self.report(diagnostic.repair(replace, vec![Edit::new(at, "override ")]));
    }

    fn nothing_to_override(&mut self, name: &str, verb: Span, several: bool) {
        let diagnostic = self.nothing_there(name, verb).label("nothing to override");
        let diagnostic = if several {
            diagnostic.help("say it in a block for the record types that have such a rule")
        } else {
            let word = Span { end: verb.end + 1, ..verb };
            diagnostic.repair("leave the word out", vec![Edit::new(word, "")])
        };
        if !self.broken.targets.iter().any(|target| target == name) {
            self.report(diagnostic);
        }
    }

    fn nothing_to_drop(&mut self, name: &str, span: Span) {
        let diagnostic = self
            .nothing_there(name, span)
            .label("nothing to drop")
            .help("remove it, or correct the name of the target");
        if !self.broken.targets.iter().any(|target| target == name) {
            self.report(diagnostic);
        }
    }

    fn nothing_there(&self, name: &str, span: Span) -> Diagnostic {
        let message = format!("no farther rule for `{}` sets `{name}`", self.record_type);
        Diagnostic::new(Code::NothingThere, span, message)
            .note("farther is: the dialect, or `for all` in the same layer")
    }

    /// A decision that stands is replaced for all its targets or for none.
    fn units<'a>(&mut self, keys: &BTreeMap<Key, Here<'a>>, merged: &Merged<'a>) {
        let mut seen: Vec<Span> = Vec::new();
        for (key, here) in keys {
            let Some(place) = here.first.iter().find_map(|first| match first {
                First::Override(_, verb) => Some(*verb),
                First::Drop(span) => Some(*span),
                First::Plain(_) => None,
            }) else {
                continue;
            };
            let stands = merged.standing.get(key).and_then(|stands| stands.first());
            let Some(What::Decide(decide)) = stands.map(|said| said.what) else { continue };
            if seen.contains(&decide.span) {
                continue;
            }
            seen.push(decide.span);
            let left: Vec<String> = decide
                .columns
                .iter()
                .filter_map(|column| match column {
                    Column::Target(name) => Some(name),
                    Column::Tested(_) => None,
                })
                .filter(|name| {
                    let at = self.schema.fields.iter().position(|field| field.name.value == name.value);
                    let here = at.and_then(|at| keys.get(&(at, None)));
                    !here.is_some_and(|here| here.first.iter().any(|first| !matches!(first, First::Plain(_))))
                })
                .map(|name| format!("`{}`", name.value))
                .collect();
            if !left.is_empty() {
                self.report(
                    Diagnostic::new(Code::DecisionUnit, place, "half of a decision is replaced")
                        .other(decide.span, format!("it would go on to set {}", left.join(", ")))
                        .note("the targets of a decision belong together, such as type and sub-type")
                        .help(format!(
                            "override or drop {} too, or write `override decide`",
                            left.join(", ")
                        )),
                );
            }
        }
    }
}

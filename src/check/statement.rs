//! All statements that are about one record type → its mapping.

use std::rc::Rc;

use super::block::{Block, Layer, blocks};
use super::coverage::ignores;
use super::ir::{DecideId, LeftOut, Let, Mapping, Stop, Target};
use super::merge::{Merged, Said, What};
use super::scope::{Binding, Meaning, Read, Scope};
use super::{Checker, LetState, RuleFile};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Statement};

impl Checker<'_> {
    /// The mapping of a record type.
    pub(super) fn mapping(&mut self, record_type: &str, files: &[RuleFile]) -> Mapping {
        let blocks = blocks(record_type, files);
        let reads = Rc::new(self.reads(&blocks));
        let scopes = self.scopes(&blocks, &reads);
        let ignored = ignores(&blocks);
        let stops = self.stops(&blocks, &scopes);
        let merged = self.merge(&blocks);
        let mut targets = self.targets(&merged, &blocks, &scopes);
        self.type_of_table(record_type, &mut targets);
        self.nowhere(&merged, &blocks, &scopes);
        // What such a rule reads is read, once its mistake is mended: it is not told to be uncovered.
        for said in &merged.mistaken {
            self.aside(said, &blocks, &scopes);
        }
        self.replaced(&merged, &blocks, &scopes);
        // Unused ones are lowered too, so that their mistakes are found.
        for (block, scope) in blocks.iter().zip(&scopes) {
            self.here = block.nearness;
            for binding in &scope.lets {
                self.let_value(binding, scope);
            }
        }
        self.required(record_type, &targets);
        self.codes_of_type(&targets);
        let lets = std::mem::take(&mut self.lets).into_iter().filter_map(|state| match state {
            LetState::Lowered(lowered) => Some(*lowered),
            LetState::Declared | LetState::Entered => None,
        });
        let mapping = Mapping {
            record_type: record_type.to_owned(),
            lets: lets.collect(),
            layouts: std::mem::take(&mut self.layouts),
            stops,
            decides: std::mem::take(&mut self.decides),
            languages: self.all_languages(&targets),
            targets,
            left_out: left_out(&blocks),
            replaced: merged.replaced.iter().flat_map(Self::targets_of).collect(),
            fields: std::mem::take(&mut self.fields),
        };
        self.hidden(&mapping);
        self.coverage(&ignored, &mapping);
        mapping
    }

    fn stops(&mut self, blocks: &[Block<'_>], scopes: &[Scope<'_>]) -> Vec<Stop> {
        let mut stops = Vec::new();
        for (block, scope) in blocks.iter().zip(scopes) {
            self.here = block.nearness;
            for statement in &block.statements {
                if let Statement::Stop(stop) = statement {
                    let test = self.test(&stop.test, scope);
                    let because = stop.because.value.clone();
                    stops.push(Stop { span: stop.span, verb: stop.verb, test, because });
                }
            }
        }
        stops
    }

    /// The targets that rules or decisions have the last word on, in the order of the schema.
    fn targets(&mut self, merged: &Merged<'_>, blocks: &[Block<'_>], scopes: &[Scope<'_>]) -> Vec<Target> {
        let mut targets: Vec<Target> = Vec::new();
        let mut decided: Vec<(Span, DecideId)> = Vec::new();
        let of_table = self.head.types.iter().find(|(code, _)| code.value == self.record_type);
        self.possible = of_table.map(|(_, ty)| vec![ty.value.clone()]);
        for ((field, lang), said) in &merged.standing {
            let Some(schema) = self.schema.fields.get(*field) else { continue };
            let mut rules = Vec::new();
            let mut decide = None;
            for said in said {
                let Some((block, scope)) = blocks.get(said.block).zip(scopes.get(said.block)) else {
                    continue;
                };
                self.here = block.nearness;
                self.used.standing.insert(said.what.span());
                match said.what {
                    What::Rule(rule) => rules.push(self.rule(rule, schema, scope)),
                    What::Decide(node) => {
                        let known = decided.iter().find(|(span, _)| *span == node.span).map(|(_, id)| *id);
                        let id = known.or_else(|| {
                            let id = self.decide(node, scope)?;
                            decided.push((node.span, id));
                            Some(id)
                        });
                        decide = id.and_then(|id| Some((id, self.column_of(id, *field)?)));
                    }
                }
            }
            if rules.is_empty() && decide.is_none() {
                continue;
            }
            let at = targets.iter().position(|target| target.field == *field).unwrap_or_else(|| {
                let name = schema.name.value.clone();
                let (rules, translated) = (Vec::new(), Vec::new());
                targets.push(Target { field: *field, name, rules, decide: None, translated });
                targets.len() - 1
            });
            let Some(target) = targets.get_mut(at) else { continue };
            match lang {
                Some(lang) => target.translated.push((lang.clone(), rules)),
                None => (target.rules, target.decide) = (rules, decide),
            }
            // The type stands first in the schema, so that all others are looked at knowing it.
            if schema.name.value == "type" {
                self.possible = self.possible_types(&targets);
            }
        }
        targets.sort_by_key(|target| target.field);
        targets
    }

    /// Rules for targets that do not exist have mistakes of their own, and read fields.
    fn nowhere(&mut self, merged: &Merged<'_>, blocks: &[Block<'_>], scopes: &[Scope<'_>]) {
        for said in &merged.nowhere {
            let Some((block, scope)) = blocks.get(said.block).zip(scopes.get(said.block)) else { continue };
            self.here = block.nearness;
            if let What::Rule(rule) = said.what {
                self.look_at(rule, scope);
            }
        }
    }

    /// The targets that a rule or a decision is for, with its place.
    fn targets_of(said: &Said<'_>) -> Vec<(String, Span)> {
        let span = said.what.span();
        match said.what {
            What::Rule(rule) => {
                let name = &rule.target.name.value;
                let lang = rule.target.lang.as_ref().map(|lang| format!("{name}[{}]", lang.value));
                vec![(lang.unwrap_or_else(|| name.clone()), span)]
            }
            What::Decide(decide) => {
                let targets = decide.columns.iter().filter_map(|column| match column {
                    ast::Column::Target(name) => Some((name.value.clone(), span)),
                    ast::Column::Tested(_) => None,
                });
                targets.collect()
            }
        }
    }

    /// Rules that others replace are looked at for their mistakes only: what they read is not read.
    fn replaced(&mut self, merged: &Merged<'_>, blocks: &[Block<'_>], scopes: &[Scope<'_>]) {
        let (fields, touched) = (self.fields.len(), self.touched.len());
        for said in &merged.replaced {
            let head = blocks.get(said.block).is_some_and(|block| block.nearness.layer == Layer::Head);
            if head {
                self.used.replaced.push(said.what.span());
            }
            self.aside(said, blocks, scopes);
        }
        self.fields.truncate(fields);
        self.touched.truncate(touched);
    }

    /// Looks at a rule or a decision that has no last word.
    fn aside(&mut self, said: &Said<'_>, blocks: &[Block<'_>], scopes: &[Scope<'_>]) {
        let Some((block, scope)) = blocks.get(said.block).zip(scopes.get(said.block)) else { return };
        self.here = block.nearness;
        match said.what {
            What::Rule(rule) => {
                if let Some(schema) = self.schema.field(&rule.target.name.value) {
                    self.rule(rule, schema, scope);
                }
            }
            What::Decide(node) => {
                let decides = self.decides.len();
                self.decide(node, scope);
                self.decides.truncate(decides);
            }
        }
    }

    /// A scope for each block.
    fn scopes<'a>(&mut self, blocks: &[Block<'a>], reads: &Rc<Vec<Read>>) -> Vec<Scope<'a>> {
        let mut scopes: Vec<Scope<'a>> = Vec::new();
        for layer in blocks {
            let mut lets =
                layer.parent.and_then(|at| scopes.get(at)).map_or(Vec::new(), |scope| scope.lets.clone());
            let outer = lets.len();
            for statement in &layer.statements {
                let Statement::Let(node) = statement else { continue };
                let twice =
                    lets.iter().skip(outer).find(|binding: &&Binding<'_>| binding.name == node.name.value);
                if let Some(other) = twice {
                    let diagnostic = Diagnostic::new(
                        Code::LetTwice,
                        node.name.span,
                        format!("`{}` is given two values", node.name.value),
                    )
                    .other(other.span, "here already")
                    .help("give one of them another name");
                    self.report(diagnostic);
                    continue;
                }
                let id = self.lets.len();
                self.lets.push(LetState::Declared);
                lets.push(Binding {
                    name: node.name.value.clone(),
                    span: node.name.span,
                    means: Meaning::Record { id, node, sees: 0 },
                });
            }
            let sees_all = lets.len();
            for binding in lets.iter_mut().skip(outer) {
                if let Meaning::Record { sees, .. } = &mut binding.means {
                    *sees = sees_all;
                }
            }
            scopes.push(Scope { lets, reads: Rc::clone(reads), element: None });
        }
        scopes
    }

    /// Lowers the value of a `let` unless that was done; says whether it can be used.
    pub(super) fn let_value(&mut self, binding: &Binding<'_>, scope: &Scope<'_>) -> Option<super::ir::Expr> {
        let (id, node, sees) = match &binding.means {
            Meaning::Element(value) => return Some((**value).clone()),
            Meaning::Record { id, node, sees } => (*id, *node, *sees),
        };
        match self.lets.get(id) {
            Some(LetState::Lowered(lowered)) => return Some(lowered.value.clone()),
            Some(LetState::Entered) => {
                self.report(
                    Diagnostic::new(
                        Code::CircularLet,
                        node.name.span,
                        format!("`${}` is made from itself", node.name.value),
                    )
                    .help("a `let` may use fields and other `let`s, but not in a circle"),
                );
                return None;
            }
            Some(LetState::Declared) | None => {}
        }
        if self.entered >= super::MAX_CHAIN {
            self.too_long(node.name.span, "`let`s made from `let`s");
            return None;
        }
        self.entered += 1;
        self.set_let(id, LetState::Entered);
        let mut outside = scope.outside();
        outside.lets.truncate(sees);
        let value = self.pipeline(&node.value, &outside);
        self.entered -= 1;
        let lowered = Let { name: node.name.value.clone(), value: value.clone() };
        self.set_let(id, LetState::Lowered(Box::new(lowered)));
        Some(value)
    }

    /// A chain that is longer than any that a person writes.
    pub(super) fn too_long(&mut self, span: Span, what: &str) {
        self.report(
            Diagnostic::new(Code::TooDeep, span, format!("a chain of more than {} {what}", super::MAX_CHAIN))
                .help("make it shorter"),
        );
    }

    fn set_let(&mut self, id: usize, state: LetState) {
        if let Some(slot) = self.lets.get_mut(id) {
            *slot = state;
        }
    }

    /// Every required target has a rule.
    fn required(&mut self, record_type: &str, targets: &[Target]) {
        if self.partial {
            return;
        }
        let schema = self.schema;
        // What only one language says is not said of the record.
        let says = |target: &Target| !target.rules.is_empty() || target.decide.is_some();
        let has = |name: &str| targets.iter().any(|target| target.name == name && says(target));
        // Of an excluded type there are only records that were picked by hand, and each states its own.
        let stated = self.pack.exclusions.of(record_type).is_some();
        let needed = |name: &str| !(has(name) || stated && name == "type");
        let mut missing: Vec<String> = schema
            .fields
            .iter()
            .filter(|field| field.required && needed(&field.name.value))
            .map(|field| format!("`{}`", field.name.value))
            .collect();
        let group = |group: &Vec<crate::source::Spanned<String>>| {
            group.iter().map(|name| format!("`{}`", name.value)).collect::<Vec<_>>().join(" and ")
        };
        let placed = schema.needs_one_of.is_empty()
            || schema.needs_one_of.iter().any(|group| group.iter().all(|name| has(&name.value)));
        if !placed {
            missing.push(schema.needs_one_of.iter().map(group).collect::<Vec<_>>().join(", or "));
        }
        self.unshown(record_type, &|name| needed(name));
        if !missing.is_empty() {
            let translated = targets.iter().find(|target| !says(target) && !target.translated.is_empty());
            let by_table = if has("type") || stated || schema.field("type").is_none() {
                ""
            } else {
                "; a type that needs no decision goes under `types` in head.yaml"
            };
            let mut diagnostic = Diagnostic::new(
                Code::NoRule,
                self.feed,
                format!("no rule for `{record_type}` sets {}", missing.join(", ")),
            )
            .label("every record of this feed would be held");
            if let Some(target) = translated {
                let name = &target.name;
                diagnostic = diagnostic.note(format!(
                    "`{name}[…]` says it for one language only: the record itself needs `{name} <- …`"
                ));
            }
            self.report(
                diagnostic.help(format!("write the rules in a block `for {record_type} {{ … }}`{by_table}")),
            );
        }
    }
}

/// What `ignore` and `drop` leave out.
fn left_out(blocks: &[Block<'_>]) -> Vec<LeftOut> {
    let said = |statement: &&Statement| {
        let (span, drops, names, because) = match statement {
            Statement::Ignore(node) => (node.span, false, &node.patterns, &node.because),
            Statement::Drop(node) => (node.span, true, &node.targets, &node.because),
            Statement::Read(_)
            | Statement::Let(_)
            | Statement::Stop(_)
            | Statement::Decide(_)
            | Statement::Rule(_) => return None,
        };
        let what = names.iter().map(|name| name.value.clone()).collect();
        Some(LeftOut { span, drops, what, because: because.value.clone() })
    };
    blocks.iter().flat_map(|block| block.statements.iter().filter_map(said)).collect()
}

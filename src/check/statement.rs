//! All statements that are about one record type → its mapping.

use std::rc::Rc;

use super::coverage::{ignores, unknown_field};
use super::declare::is_engine_field;
use super::ir::{LayoutId, Let, Mapping, Stop, Target};
use super::scope::{Binding, Meaning, Read, Scope};
use super::{Checker, LetState};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::{self, Item, Statement, Types, Verb};
use crate::value::{nearest, shorten};

/// The statements of one file or block, with the blocks around.
pub(super) struct Layer<'a> {
    pub(super) statements: Vec<&'a Statement>,
    /// Whether rules may stand here.
    block: bool,
    /// The layer whose `let`s are in sight too.
    parent: Option<usize>,
}

impl Checker<'_> {
    /// The mapping of a record type.
    pub(super) fn mapping(&mut self, record_type: &str, files: &[(FileId, Parsed)]) -> Mapping {
        let layers = layers(record_type, files);
        let reads = Rc::new(self.reads(&layers));
        let scopes = self.scopes(&layers, &reads);
        let ignored = ignores(&layers);
        let mut stops = Vec::new();
        let mut targets: Vec<Target> = Vec::new();
        for (layer, scope) in layers.iter().zip(&scopes) {
            for statement in &layer.statements {
                match statement {
                    Statement::Stop(stop) => {
                        let test = self.test(&stop.test, scope);
                        let because = stop.because.value.clone();
                        stops.push(Stop { span: stop.span, verb: stop.verb, test, because });
                    }
                    Statement::Rule(rule) if layer.block => self.rule_of_target(rule, scope, &mut targets),
                    Statement::Rule(_)
                    | Statement::Read(_)
                    | Statement::Let(_)
                    | Statement::Ignore(_)
                    | Statement::Drop(_)
                    | Statement::Decide(_) => {}
                }
            }
        }
        // Unused ones are lowered too, so that their mistakes are found.
        for scope in &scopes {
            for binding in &scope.lets {
                self.let_value(binding, scope);
            }
        }
        targets.sort_by_key(|target| target.field);
        self.required(record_type, &targets);
        self.coverage(&ignored);
        let lets = std::mem::take(&mut self.lets).into_iter().filter_map(|state| match state {
            LetState::Lowered(lowered) => Some(*lowered),
            LetState::Declared | LetState::Entered => None,
        });
        Mapping {
            record_type: record_type.to_owned(),
            lets: lets.collect(),
            layouts: std::mem::take(&mut self.layouts),
            stops,
            targets,
            fields: std::mem::take(&mut self.fields),
        }
    }

    /// The `read`s of a record type.
    fn reads(&mut self, layers: &[Layer<'_>]) -> Vec<Read> {
        let mut reads: Vec<Read> = Vec::new();
        for statement in layers.iter().flat_map(|layer| &layer.statements) {
            let Statement::Read(read) = statement else { continue };
            let Some(layout) = self.layout(&read.layout) else {
                let fields = read.paths.iter().filter_map(|path| path.segments.first());
                self.unread.extend(fields.map(|segment| segment.name.value.clone()));
                continue;
            };
            for path in &read.paths {
                let field = match (path.segments.as_slice(), &path.root) {
                    ([segment], ast::Root::Field) if segment.pick.is_none() => segment.name.value.clone(),
                    _ => {
                        self.report(
                            Diagnostic::new(Code::Misplaced, path.span, "`read` names fields of the record")
                                .help("write the name of a field, without brackets and dots"),
                        );
                        continue;
                    }
                };
                self.read_of_unknown(&field, path.span);
                match reads.iter().find(|other| other.field == field) {
                    Some(other) if other.span != path.span => {
                        let diagnostic = Diagnostic::new(
                            Code::ReadTwice,
                            path.span,
                            format!("`{}` is read in two ways", shorten(&field)),
                        )
                        .other(other.span, "here already")
                        .help("keep one of the two");
                        self.report(diagnostic);
                    }
                    Some(_) => {}
                    None => reads.push(Read { field, layout, span: path.span }),
                }
            }
        }
        reads
    }

    /// A `read` of a field that the recorded feed does not have; the field that was meant is not told to be unread.
    fn read_of_unknown(&mut self, field: &str, span: Span) {
        let Some(observed) = self.observed.filter(|observed| observed.complete) else { return };
        if observed.fields.contains(field) || is_engine_field(self.pack, field) {
            return;
        }
        let near = nearest(field, observed.fields.iter().map(String::as_str)).map(str::to_owned);
        let records = observed.records;
        self.report(unknown_field(field, span, records, near.as_deref()));
        self.unread.push(field.to_owned());
        self.unread.extend(near);
    }

    fn layout(&mut self, name: &ast::Name) -> Option<LayoutId> {
        let Some(layout) = self.pack.layouts.find(&name.value) else {
            let known = self.pack.layouts.all.iter().map(|layout| layout.name.value.as_str());
            let near = nearest(&name.value, known.clone());
            let all = known.collect::<Vec<_>>().join(", ");
            self.report(
                Diagnostic::new(
                    Code::UnknownLayout,
                    name.span,
                    format!("there is no layout `{}`", shorten(&name.value)),
                )
                .label("not in layouts.yaml")
                .did_you_mean(near, format!("write one of {all}")),
            );
            return None;
        };
        if !layout.rename.is_empty() {
            self.not_available(name.span, "a layout that renames");
            return None;
        }
        let known = self.layouts.iter().position(|known| known.name.value == name.value);
        let at = known.unwrap_or_else(|| {
            self.layouts.push(std::sync::Arc::new(layout.clone()));
            self.layouts.len() - 1
        });
        u32::try_from(at).ok().map(LayoutId)
    }

    /// A scope for each layer.
    fn scopes<'a>(&mut self, layers: &[Layer<'a>], reads: &Rc<Vec<Read>>) -> Vec<Scope<'a>> {
        let mut scopes: Vec<Scope<'a>> = Vec::new();
        for layer in layers {
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

    fn rule_of_target(&mut self, node: &ast::Rule, scope: &Scope<'_>, targets: &mut Vec<Target>) {
        let Some((field, rule)) = self.rule(node, scope) else { return };
        let adds = node.verb.as_ref().is_some_and(|verb| verb.value == Verb::Add);
        let Some(schema) = self.pack.schema.fields.get(field) else { return };
        if adds && !schema.list {
            let diagnostic = Diagnostic::new(
                Code::AddToOne,
                node.target.name.span,
                format!("`{}` holds one value", node.target.name.value),
            )
            .note("`add` puts more values into a list")
            .help("put both sources into one rule: `A or B`");
            self.report(diagnostic);
            return;
        }
        let found = targets.iter_mut().find(|target| target.field == field);
        match found {
            None => targets.push(Target { field, name: schema.name.value.clone(), rules: vec![rule] }),
            Some(target) => {
                let plain = target.rules.first().filter(|_| !adds).map(|rule| rule.span);
                match plain.filter(|_| !target.rules.iter().all(|rule| rule.adds)) {
                    Some(other) => {
                        let verb = if schema.list {
                            "write `add` before the second to put both into the list"
                        } else {
                            "keep one of the two, or join them: `A or B`"
                        };
                        let diagnostic = Diagnostic::new(
                            Code::TargetTwice,
                            node.target.name.span,
                            format!("`{}` is set by two rules", node.target.name.value),
                        )
                        .other(other, "the other")
                        .help(verb);
                        self.report(diagnostic);
                    }
                    None if adds => target.rules.push(rule),
                    None => target.rules.insert(0, rule),
                }
            }
        }
    }

    /// Every required target has a rule.
    fn required(&mut self, record_type: &str, targets: &[Target]) {
        if self.partial {
            return;
        }
        let schema = &self.pack.schema;
        let has = |name: &str| targets.iter().any(|target| target.name == name);
        let mut missing: Vec<String> = schema
            .fields
            .iter()
            .filter(|field| field.required && !has(&field.name.value))
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
        if !missing.is_empty() {
            self.report(
                Diagnostic::new(
                    Code::NoRule,
                    self.feed,
                    format!("no rule for `{record_type}` sets {}", missing.join(", ")),
                )
                .label("every record of this feed would be held")
                .help(format!("write the rules in a block `for {record_type} {{ … }}`")),
            );
        }
    }
}

/// The statements that are about a record type: those at the top of each file, then those of its blocks.
fn layers<'a>(record_type: &str, files: &'a [(FileId, Parsed)]) -> Vec<Layer<'a>> {
    let mut layers = Vec::new();
    for (_, parsed) in files {
        let top = layers.len();
        let statements = parsed.file.items.iter().filter_map(|item| match item {
            Item::Statement(statement) => Some(statement),
            Item::For(_) | Item::Script(_) | Item::Example(_) => None,
        });
        layers.push(Layer { statements: statements.collect(), block: false, parent: None });
        for item in &parsed.file.items {
            let Item::For(block) = item else { continue };
            let about = match &block.types {
                Types::All(_) => false,
                Types::Named(names) => names.iter().any(|name| name.value == record_type),
            };
            if about {
                let statements = block.statements.iter().collect();
                layers.push(Layer { statements, block: true, parent: Some(top) });
            }
        }
    }
    layers
}

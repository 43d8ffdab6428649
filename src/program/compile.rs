//! The typed tree, laid out flat.

use std::marker::PhantomData;
use std::sync::Arc;

use super::Layout;
use super::program::{
    Action, Call, Decide, DecideRow, Group, Id, Key, Member, Node, NodeId, Object, ObjectId, Outcomes, Pick,
    Program, Read, Rule, RuleId, RuleValue, SlotId, Stop, TableId, Target, Test, TestId,
};
use super::ready::Ready;
use super::short::Short;
use crate::check::ir;
use crate::manifest::{Pack, Schema, Table};
use crate::source::Spanned;
use crate::value::CellName;

/// The program of a mapping.
pub fn compile(mapping: &ir::Mapping, pack: &Pack) -> Program {
    let schema = pack.schema_of(&mapping.record_type);
    let mut compiler = Compiler { program: Program::default(), sources: Vec::new() };
    let program = &mut compiler.program;
    program.record_type.clone_from(&mapping.record_type);
    program.slots.push(pack.sit.id.clone());
    if let Some(name) = &pack.sit.type_name {
        program.type_name = Some(id(program.slots.len()));
        program.slots.push(name.clone());
    }
    program.layouts = mapping.layouts.iter().map(|layout| Layout::of(layout)).collect();
    program.languages.clone_from(&mapping.languages);
    for node in &mapping.lets {
        let value = compiler.node(&node.value);
        compiler.program.lets.push(value);
    }
    // A `let` may be made from another, also from a later one: each pass reaches one further.
    loop {
        let lets: Vec<Vec<SlotId>> =
            mapping.lets.iter().map(|node| compiler.sources_of(&node.value)).collect();
        let count = |lets: &[Vec<SlotId>]| lets.iter().map(Vec::len).sum::<usize>();
        let grown = count(&lets) > count(&compiler.sources);
        compiler.sources = lets;
        if !grown {
            break;
        }
    }
    for stop in &mapping.stops {
        let test = compiler.test(&stop.test);
        let mut sources = Vec::new();
        compiler.test_sources(&stop.test, &mut sources);
        let because = stop.because.clone();
        compiler.program.stops.push(Stop { span: stop.span, verb: stop.verb, test, sources, because });
    }
    // A record that is excluded needs no further work.
    compiler.program.stops.sort_by_key(|stop| stop.verb != ir::StopVerb::Exclude);
    for decide in &mapping.decides {
        compiler.decide(decide);
    }
    for target in &mapping.targets {
        compiler.target(target, schema);
    }
    let Compiler { mut program, .. } = compiler;
    program.translated = translated(&program);
    program.account_type = find(&program, "type");
    program.needs_one_of = groups(&program, &schema.needs_one_of);
    program.together = groups(&program, &schema.together);
    let fields = schema.fields.iter().filter(|field| field.name.value != "type").count();
    program.descriptive = u32::try_from(fields).unwrap_or(u32::MAX);
    program
}

/// The slots that rules read which are applied to every language's feed; the id is always read.
fn translated(program: &Program) -> Vec<bool> {
    let mut wanted = vec![false; program.slots.len()];
    let mut want = |slot: SlotId| {
        if let Some(wanted) = wanted.get_mut(slot.index()) {
            *wanted = true;
        }
    };
    want(id(0));
    let targets = program.targets.iter().filter(|target| target.translates);
    for rule in targets.flat_map(|target| &target.rules) {
        of_rule(program, *rule, &mut want);
    }
    wanted
}

/// The slots that the value of a rule reads, what stands in for it included. Tests always ask the main feed.
fn of_rule(program: &Program, rule: RuleId, want: &mut dyn FnMut(SlotId)) {
    let rule = program.rule(rule);
    match rule.value {
        RuleValue::Node(node) => of_node(program, node, want),
        RuleValue::Object(object) => of_object(program, object, want),
        RuleValue::Exact(slot, _) => want(slot),
        RuleValue::Each(node, object) => {
            of_node(program, node, want);
            of_object(program, object, want);
        }
    }
    for action in [&rule.outcomes.missing, &rule.outcomes.invalid, &rule.outcomes.unknown] {
        if let Action::Use(node) = action {
            of_node(program, *node, want);
        }
    }
}

fn of_object(program: &Program, object: ObjectId, want: &mut dyn FnMut(SlotId)) {
    for member in &program.object(object).members {
        of_rule(program, member.rule, want);
    }
}

fn of_node(program: &Program, node: NodeId, want: &mut dyn FnMut(SlotId)) {
    match program.node(node) {
        Node::Slot(slot) | Node::Collection(slot) => want(*slot),
        Node::Read(read) => want(program.read(*read).slot),
        Node::Let(at) => of_node(program, program.let_value(*at), want),
        Node::It | Node::Constant(_) => {}
        Node::Or(parts) | Node::List(parts) => parts.iter().for_each(|part| of_node(program, *part, want)),
        Node::Pick(from, _)
        | Node::Cell(from, _)
        | Node::Inner(from, ..)
        | Node::Layout(from, ..)
        | Node::Step(from, _)
        | Node::Table(from, ..) => of_node(program, *from, want),
    }
}

fn groups(program: &Program, groups: &[Vec<Spanned<String>>]) -> Vec<Group> {
    let group = |group: &Vec<Spanned<String>>| {
        group.iter().map(|name| (name.value.clone(), find(program, &name.value))).collect()
    };
    groups.iter().map(group).collect()
}

fn find(program: &Program, name: &str) -> Option<Id<Target>> {
    program.targets.iter().position(|target| target.name == name).map(id)
}

fn id<T>(index: usize) -> Id<T> {
    Id(u32::try_from(index).expect("a program has fewer parts than rule files have bytes"), PhantomData)
}

fn push<T>(table: &mut Vec<T>, item: T) -> Id<T> {
    table.push(item);
    id(table.len() - 1)
}

struct Compiler {
    program: Program,
    /// The fields that each `let` reads.
    sources: Vec<Vec<SlotId>>,
}

impl Compiler {
    fn slot(&mut self, field: &str) -> SlotId {
        match self.program.slots.iter().position(|slot| slot == field) {
            Some(at) => id(at),
            None => push(&mut self.program.slots, field.to_owned()),
        }
    }

    fn target(&mut self, target: &ir::Target, schema: &Schema) {
        let rules = target.rules.iter().map(|rule| self.rule(rule, &target.name)).collect();
        let field = schema.fields.get(target.field);
        let language = |lang: &String| self.program.languages.iter().position(|known| known == lang);
        let numbers: Vec<Option<usize>> = target.translated.iter().map(|(lang, _)| language(lang)).collect();
        let mut translated = Vec::new();
        for (number, (lang, rules)) in numbers.into_iter().zip(&target.translated) {
            let name = format!("{}[{lang}]", target.name);
            let rules = rules.iter().map(|rule| self.rule(rule, &name)).collect();
            translated.extend(number.map(|number| (number, rules)));
        }
        let translates =
            field.is_some_and(|field| field.localized || field.members.iter().any(|member| member.localized));
        self.program.targets.push(Target {
            name: target.name.clone(),
            key: Key::new(&target.name),
            required: field.is_some_and(|field| field.required),
            list: field.is_some_and(|field| field.list),
            ordered: field.is_some_and(|field| field.ordered),
            rules,
            decide: target.decide.map(|(decide, column)| (id(decide.0 as usize), column)),
            translates,
            translated,
        });
    }

    fn decide(&mut self, decide: &ir::Decide) {
        let columns = decide.columns.iter().map(|column| self.node(column)).collect();
        let sources = decide.columns.iter().map(|column| self.sources_of(column)).collect();
        let rows = decide.rows.iter().map(|row| DecideRow {
            span: row.span,
            cells: row.cells.clone(),
            result: row.result.clone(),
        });
        self.program.decides.push(Decide { span: decide.span, columns, sources, rows: rows.collect() });
    }

    fn rule(&mut self, rule: &ir::Rule, target: &str) -> RuleId {
        let mut sources = Vec::new();
        let value = match &rule.value {
            ir::RuleValue::Expr(value) => {
                self.expr_sources(value, &mut sources);
                RuleValue::Node(self.node(value))
            }
            ir::RuleValue::Object(object) => RuleValue::Object(self.object(object, target, &mut sources)),
            ir::RuleValue::Exact { field, kind, .. } => {
                let slot = self.slot(field);
                add(&mut sources, slot);
                RuleValue::Exact(slot, *kind)
            }
            ir::RuleValue::Each(source, object) => {
                self.expr_sources(source, &mut sources);
                let source = self.node(source);
                RuleValue::Each(source, self.object(object, target, &mut sources))
            }
        };
        let constant = match &rule.value {
            ir::RuleValue::Expr(value) => is_constant(value),
            ir::RuleValue::Object(_) | ir::RuleValue::Each(..) | ir::RuleValue::Exact { .. } => false,
        };
        if let RuleValue::Object(object) | RuleValue::Each(_, object) = value {
            self.inherit(object, &sources);
        }
        let guard = rule.guard.as_ref().map(|guard| self.test(guard));
        if let Some(guard) = &rule.guard {
            self.test_sources(guard, &mut sources);
        }
        let short = match (value, guard) {
            (RuleValue::Node(node), None) => Short::of(&self.program, node),
            _ => None,
        };
        let outcomes = Outcomes {
            missing: self.action(&rule.outcomes.missing),
            invalid: self.action(&rule.outcomes.invalid),
            unknown: self.action(&rule.outcomes.unknown),
            answers: rule.outcomes.answers,
        };
        let table = match &rule.value {
            ir::RuleValue::Expr(value) => table(value),
            ir::RuleValue::Object(_) | ir::RuleValue::Each(..) | ir::RuleValue::Exact { .. } => None,
        };
        push(
            &mut self.program.rules,
            Rule {
                span: rule.span,
                target: target.to_owned(),
                value,
                guard,
                short,
                outcomes,
                sources,
                constant,
                table,
            },
        )
    }

    /// A member that names cells only reads the fields of the rule around it.
    fn inherit(&mut self, object: ObjectId, sources: &[SlotId]) {
        let rules: Vec<RuleId> =
            self.program.object(object).members.iter().map(|member| member.rule).collect();
        for id in rules {
            if let Some(rule) = self.program.rules.get_mut(id.index())
                && rule.sources.is_empty()
            {
                rule.sources = sources.to_vec();
            }
        }
    }

    fn action(&mut self, action: &ir::Action) -> Action {
        match action {
            ir::Action::Skip => Action::Skip,
            ir::Action::Warn(because) => Action::Warn(because.clone()),
            ir::Action::Hold(because) => Action::Hold(because.clone()),
            ir::Action::Exclude(because) => Action::Exclude(because.clone()),
            ir::Action::Use(value) => Action::Use(self.node(value)),
        }
    }

    fn object(&mut self, object: &ir::Object, target: &str, sources: &mut Vec<SlotId>) -> ObjectId {
        let mut members = Vec::new();
        for member in &object.members {
            let rule = self.rule(&member.rule, &format!("{target}.{}", member.name));
            for source in self.program.rule(rule).sources.clone() {
                add(sources, source);
            }
            members.push(Member {
                name: member.name.clone(),
                before: Key::new(&member.name),
                required: member.required,
                key: member.key,
                list: member.list,
                localized: member.localized,
                rule,
            });
        }
        push(&mut self.program.objects, Object { members })
    }

    fn node(&mut self, expr: &ir::Expr) -> NodeId {
        let node = match &expr.kind {
            ir::ExprKind::Field(name) => Node::Slot(self.slot(name)),
            ir::ExprKind::Collection(name) => Node::Collection(self.slot(name)),
            ir::ExprKind::Read(name, layout) => {
                let slot = self.slot(name);
                let layout = id(layout.0 as usize);
                let known =
                    |read: &Read| read.slot.index() == slot.index() && read.layout.index() == layout.index();
                let at = self.program.reads.iter().position(known);
                Node::Read(at.map_or_else(|| push(&mut self.program.reads, Read { slot, layout }), id))
            }
            ir::ExprKind::Let(at) => Node::Let(id(at.0 as usize)),
            ir::ExprKind::It => Node::It,
            ir::ExprKind::Constant(constant) => Node::Constant(constant.clone()),
            ir::ExprKind::Or(parts) => Node::Or(parts.iter().map(|part| self.node(part)).collect()),
            ir::ExprKind::List(parts) => Node::List(parts.iter().map(|part| self.node(part)).collect()),
            ir::ExprKind::Pick(from, pick) => {
                let from = self.node(from);
                let pick = match pick {
                    ir::Pick::First => Pick::First,
                    ir::Pick::Only => Pick::Only,
                    ir::Pick::Where(test) => Pick::Where(self.test(test)),
                };
                Node::Pick(from, pick)
            }
            ir::ExprKind::Cell(from, name) => Node::Cell(self.node(from), CellName::new(name)),
            ir::ExprKind::Inner(from, name, of) => Node::Inner(self.node(from), name.clone(), *of),
            ir::ExprKind::Layout(from, layout, of) => {
                Node::Layout(self.node(from), id(layout.0 as usize), *of)
            }
            ir::ExprKind::Step(from, call) => {
                let from = self.node(from);
                match &call.table {
                    Some(table) => Node::Table(from, self.table(table), table.has_several()),
                    None => {
                        let step = Arc::clone(&call.step);
                        let (text, name) = (call.text.clone(), call.name.clone());
                        Node::Step(from, Call { takes: call.takes, step, text, name })
                    }
                }
            }
        };
        push(&mut self.program.nodes, node)
    }

    fn table(&mut self, table: &Arc<Table>) -> TableId {
        let known = self.program.tables.iter().position(|known| Arc::ptr_eq(known, table));
        known.map_or_else(
            || {
                self.program.codes.push(Ready::codes(table));
                push(&mut self.program.tables, Arc::clone(table))
            },
            id,
        )
    }

    fn test(&mut self, test: &ir::Test) -> TestId {
        let test = match test {
            ir::Test::And(tests) => Test::And(tests.iter().map(|test| self.test(test)).collect()),
            ir::Test::Or(tests) => Test::Or(tests.iter().map(|test| self.test(test)).collect()),
            ir::Test::Compare(value, with, span) => Test::Compare(self.node(value), with.clone(), *span),
        };
        push(&mut self.program.tests, test)
    }

    fn sources_of(&mut self, expr: &ir::Expr) -> Vec<SlotId> {
        let mut sources = Vec::new();
        self.expr_sources(expr, &mut sources);
        sources
    }

    /// The fields that a value reads, in the order in which they are written.
    fn expr_sources(&mut self, expr: &ir::Expr, sources: &mut Vec<SlotId>) {
        match &expr.kind {
            ir::ExprKind::Field(name) | ir::ExprKind::Collection(name) | ir::ExprKind::Read(name, _) => {
                let slot = self.slot(name);
                add(sources, slot);
            }
            ir::ExprKind::Let(at) => {
                for source in self.sources.get(at.0 as usize).cloned().unwrap_or_default() {
                    add(sources, source);
                }
            }
            ir::ExprKind::It | ir::ExprKind::Constant(_) => {}
            ir::ExprKind::Or(parts) | ir::ExprKind::List(parts) => {
                for part in parts {
                    self.expr_sources(part, sources);
                }
            }
            ir::ExprKind::Pick(from, _)
            | ir::ExprKind::Cell(from, _)
            | ir::ExprKind::Inner(from, ..)
            | ir::ExprKind::Layout(from, ..)
            | ir::ExprKind::Step(from, _) => self.expr_sources(from, sources),
        }
    }

    fn test_sources(&mut self, test: &ir::Test, sources: &mut Vec<SlotId>) {
        match test {
            ir::Test::And(tests) | ir::Test::Or(tests) => {
                for test in tests {
                    self.test_sources(test, sources);
                }
            }
            ir::Test::Compare(value, _, _) => self.expr_sources(value, sources),
        }
    }
}

fn add(sources: &mut Vec<SlotId>, slot: SlotId) {
    if !sources.iter().any(|known| known.index() == slot.index()) {
        sources.push(slot);
    }
}

/// The table that a value is looked up in last.
fn table(expr: &ir::Expr) -> Option<Arc<Table>> {
    match &expr.kind {
        ir::ExprKind::Step(from, call) => call.table.clone().or_else(|| table(from)),
        ir::ExprKind::Or(parts) | ir::ExprKind::List(parts) => parts.iter().find_map(table),
        ir::ExprKind::Pick(from, _)
        | ir::ExprKind::Cell(from, _)
        | ir::ExprKind::Inner(from, ..)
        | ir::ExprKind::Layout(from, ..) => table(from),
        ir::ExprKind::Field(_)
        | ir::ExprKind::Collection(_)
        | ir::ExprKind::Read(..)
        | ir::ExprKind::Let(_)
        | ir::ExprKind::It
        | ir::ExprKind::Constant(_) => None,
    }
}

/// Whether a value is made without any field.
fn is_constant(expr: &ir::Expr) -> bool {
    match &expr.kind {
        ir::ExprKind::Constant(_) => true,
        ir::ExprKind::Or(parts) | ir::ExprKind::List(parts) => parts.iter().all(is_constant),
        ir::ExprKind::Pick(from, _)
        | ir::ExprKind::Cell(from, _)
        | ir::ExprKind::Inner(from, ..)
        | ir::ExprKind::Layout(from, ..)
        | ir::ExprKind::Step(from, _) => is_constant(from),
        ir::ExprKind::Field(_)
        | ir::ExprKind::Collection(_)
        | ir::ExprKind::Read(..)
        | ir::ExprKind::Let(_)
        | ir::ExprKind::It => false,
    }
}

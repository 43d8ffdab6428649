//! The program as text: one numbered part a line.

use std::fmt::Write;

use super::program::{Action, Node, Pick, Program, RuleValue, Test};
use crate::check::ir::StopVerb;

/// A program as text.
pub fn dump(program: &Program) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "program {}", program.record_type);
    let mut section = |title: &str, lines: Vec<String>| {
        for (at, line) in lines.iter().enumerate() {
            let _ = writeln!(out, "  {title} {at}: {line}");
        }
    };
    section("slot", program.slots.clone());
    let reads = program.reads.iter();
    section(
        "read",
        reads.map(|read| format!("slot {} as {}", read.slot.0, program.layout(read.layout).name)).collect(),
    );
    section("node", program.nodes.iter().map(|found| node(program, found)).collect());
    section("test", program.tests.iter().map(test).collect());
    section("let", program.lets.iter().map(|value| format!("node {}", value.0)).collect());
    let stops = program.stops.iter().map(|stop| {
        let verb = match stop.verb {
            StopVerb::Exclude => "exclude",
            StopVerb::Hold => "hold",
        };
        format!("{verb} when test {} because {:?}", stop.test.0, stop.because)
    });
    section("stop", stops.collect());
    let decides = program.decides.iter().flat_map(|decide| {
        let columns = decide.columns.iter().map(|column| column.0.to_string()).collect::<Vec<_>>().join(" ");
        let rows = decide.rows.iter().map(|row| format!("  {:?} -> {:?}", row.cells, row.result));
        std::iter::once(format!("nodes {columns}")).chain(rows).collect::<Vec<_>>()
    });
    section("decide", decides.collect());
    let objects = program.objects.iter().map(|object| {
        let members = object.members.iter().map(|member| format!("{} rule {}", member.name, member.rule.0));
        members.collect::<Vec<_>>().join(", ")
    });
    section("object", objects.collect());
    let rules = program.rules.iter().map(|rule| {
        let value = match rule.value {
            RuleValue::Node(node) => format!("node {}", node.0),
            RuleValue::Object(object) => format!("object {}", object.0),
            RuleValue::Exact(slot, kind) => format!("exact slot {} : {kind}", slot.0),
            RuleValue::Each(source, object) => format!("each node {} object {}", source.0, object.0),
        };
        let guard = rule.guard.map_or(String::new(), |guard| format!(" when test {}", guard.0));
        let outcomes = &rule.outcomes;
        let actions = [&outcomes.missing, &outcomes.invalid, &outcomes.unknown].map(action).join(" ");
        format!("{value}{guard} [{actions}]")
    });
    section("rule", rules.collect());
    let targets = program.targets.iter().map(|target| {
        let rules = target.rules.iter().map(|rule| rule.0.to_string()).collect::<Vec<_>>().join(" ");
        let required = if target.required { " required" } else { "" };
        let list = if target.list { " list" } else { "" };
        match target.decide {
            Some((decide, column)) => {
                format!("{}{required}{list} <- decide {} column {column}", target.name, decide.0)
            }
            None => format!("{}{required}{list} <- rule {rules}", target.name),
        }
    });
    section("target", targets.collect());
    out
}

fn node(program: &Program, node: &Node) -> String {
    let joined =
        |parts: &[super::NodeId]| parts.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" ");
    match node {
        Node::Slot(slot) => format!("slot {}", slot.0),
        Node::Collection(slot) => format!("collection {}", slot.0),
        Node::Read(read) => format!("read {}", read.0),
        Node::Let(id) => format!("let {}", id.0),
        Node::It => "it".to_owned(),
        Node::Constant(constant) => constant.to_string(),
        Node::Or(parts) => format!("or {}", joined(parts)),
        Node::List(parts) => format!("list {}", joined(parts)),
        Node::Pick(from, Pick::First) => format!("first of {}", from.0),
        Node::Pick(from, Pick::Only) => format!("only of {}", from.0),
        Node::Pick(from, Pick::Where(test)) => format!("where test {} of {}", test.0, from.0),
        Node::Cell(from, name) => format!("cell {} of {}", name.as_str(), from.0),
        Node::Inner(from, name, of) => format!("collection {name} of {} ({of:?})", from.0),
        Node::Layout(from, layout, of) => format!("layout {} of {} ({of:?})", layout.0, from.0),
        Node::Step(from, call) => format!("step {} of {}", call.text, from.0),
        Node::Table(from, table, _) => format!("step table({:?}) of {}", program.table(*table).name, from.0),
    }
}

fn test(test: &Test) -> String {
    let joined =
        |parts: &[super::TestId]| parts.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" ");
    match test {
        Test::And(tests) => format!("and {}", joined(tests)),
        Test::Or(tests) => format!("or {}", joined(tests)),
        Test::Compare(value, with, _) => format!("node {} {with:?}", value.0),
    }
}

fn action(action: &Action) -> &'static str {
    match action {
        Action::Skip => "skip",
        Action::Warn(_) => "warn",
        Action::Hold(_) => "hold",
        Action::Exclude(_) => "exclude",
        Action::Use(_) => "use",
    }
}

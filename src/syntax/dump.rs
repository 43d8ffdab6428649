//! The tree as text: one node a line, for `passerelle dump --stage ast` and snapshots.

use std::fmt::Write;

use super::ast::{
    Action, Atom, Cell, Choice, Column, Comparison, Data, Expect, File, Item, Object, Path, Pick, Pipeline,
    Report, Root, Rule, RuleValue, Statement, StopVerb, Test, Trouble, Types, Verb,
};
use crate::source::Spanned;
use crate::value::Literal;

/// A file as text.
pub fn dump(file: &File) -> String {
    let mut out = Out::default();
    for item in &file.items {
        item_node(&mut out, item);
    }
    out.text
}

#[derive(Default)]
struct Out {
    text: String,
    depth: usize,
}

impl Out {
    fn line(&mut self, line: impl AsRef<str>) {
        let depth = self.depth * 2;
        // Writing to a `String` cannot fail.
        let _ = writeln!(self.text, "{:depth$}{}", "", line.as_ref());
    }

    fn within(&mut self, line: impl AsRef<str>, inside: impl FnOnce(&mut Self)) {
        self.line(line);
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }
}

fn item_node(out: &mut Out, item: &Item) {
    match item {
        Item::Script(script) => {
            let many = if script.many { "list " } else { "" };
            let (name, path, gives) = (&script.name.value, &script.path.value, &script.gives.value);
            out.line(format!("script {name} from {path:?} gives {many}{gives}"));
        }
        Item::Example(example) => {
            out.within(
                format!("example {:?} for {}", example.title.value, example.record_type.value),
                |out| {
                    for given in &example.given {
                        let lang = given.lang.as_ref().map_or("", |lang| lang.value.as_str());
                        out.line(format!(
                            "given {lang}{}{}",
                            if lang.is_empty() { "" } else { " " },
                            data(&given.data)
                        ));
                    }
                    out.line(match &example.expect {
                        Expect::Fields(fields) => format!("expect {}", data(fields)),
                        Expect::Held(because) => format!("expect held{}", reason(because.as_ref())),
                        Expect::Excluded(because) => format!("expect excluded{}", reason(because.as_ref())),
                    });
                },
            );
        }
        Item::For(block) => {
            let types = match &block.types {
                Types::All(_) => "all".to_owned(),
                Types::Named(names) => {
                    names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ")
                }
            };
            out.within(format!("for {types}"), |out| {
                for inner in &block.statements {
                    statement(out, inner);
                }
            });
        }
        Item::Statement(inner) => statement(out, inner),
    }
}

fn statement(out: &mut Out, node: &Statement) {
    match node {
        Statement::Read(read) => {
            let paths = read.paths.iter().map(path).collect::<Vec<_>>().join(", ");
            out.line(format!("{}read {paths} as {}", verb(read.verb.as_ref()), read.layout.value));
        }
        Statement::Let(node) => {
            out.within(format!("let {}", node.name.value), |out| pipeline(out, &node.value));
        }
        Statement::Ignore(ignore) => {
            let patterns =
                ignore.patterns.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ");
            out.line(format!("ignore {patterns} because {:?}", ignore.because.value));
        }
        Statement::Drop(drop) => {
            let targets = drop.targets.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ");
            out.line(format!("drop {targets} because {:?}", drop.because.value));
        }
        Statement::Stop(stop) => {
            out.line(format!(
                "{} when {} because {:?}",
                stop_verb(stop.verb),
                test(&stop.test),
                stop.because.value
            ));
        }
        Statement::Decide(decide) => out.within(format!("{}decide", verb(decide.verb.as_ref())), |out| {
            let columns = decide.columns.iter().map(|column| match column {
                Column::Tested(tested) => path(tested),
                Column::Target(name) => format!("-> {}", name.value),
            });
            out.line(format!("columns {}", columns.collect::<Vec<_>>().join(" | ")));
            for row in &decide.rows {
                let cells = row.cells.iter().map(|inner| cell(&inner.value));
                out.line(format!("row {}", cells.collect::<Vec<_>>().join(" | ")));
            }
        }),
        Statement::Rule(node) => rule(out, node),
    }
}

fn rule(out: &mut Out, node: &Rule) {
    let lang = node.target.lang.as_ref().map_or(String::new(), |lang| format!("[{}]", lang.value));
    out.within(format!("{}rule {}{lang}", verb(node.verb.as_ref()), node.target.name.value), |out| {
        match &node.value {
            RuleValue::Pipeline(value) => pipeline(out, value),
            RuleValue::Object(value) => out.within("object", |out| object(out, value)),
            RuleValue::Each(each) => {
                out.within(format!("each {}", path(&each.path)), |out| object(out, &each.object));
            }
        }
        if let Some(guard) = &node.guard {
            out.line(format!("when {}", test(guard)));
        }
        for outcome in &node.outcomes {
            let trouble = match outcome.trouble {
                Trouble::Missing => "missing",
                Trouble::Invalid => "invalid",
                Trouble::Unknown => "unknown",
            };
            out.line(format!("{trouble}: {}", action(&outcome.action)));
        }
    });
}

fn object(out: &mut Out, node: &Object) {
    for member in &node.members {
        statement(out, member);
    }
}

fn pipeline(out: &mut Out, node: &Pipeline) {
    out.line(format!("value {}", value(node)));
}

/// A pipeline with every grouping that precedence implies made visible.
fn value(node: &Pipeline) -> String {
    let list = node.list.iter().map(choice).collect::<Vec<_>>();
    let mut text = if list.len() == 1 { list.concat() } else { format!("[{}]", list.join(", ")) };
    for step in &node.steps {
        let args = step.args.iter().map(|arg| arg.value.to_string()).collect::<Vec<_>>().join(", ");
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            " | {}{}",
            step.name.value,
            if args.is_empty() { args } else { format!("({args})") }
        );
    }
    text
}

fn choice(node: &Choice) -> String {
    let atoms = node.atoms.iter().map(|atom| match atom {
        Atom::Group(inner) => format!("({})", value(inner)),
        Atom::Literal(literal) => literal.value.to_string(),
        Atom::Path(inner) => path(inner),
    });
    let atoms = atoms.collect::<Vec<_>>();
    if atoms.len() == 1 { atoms.concat() } else { format!("({})", atoms.join(" or ")) }
}

fn path(node: &Path) -> String {
    let mut parts = Vec::new();
    match &node.root {
        Root::Field => {}
        Root::Let(name) => parts.push(format!("${}", name.value)),
        Root::It(_) => parts.push("it".to_owned()),
    }
    for segment in &node.segments {
        let pick = segment.pick.as_ref().map_or(String::new(), |pick| match &pick.value {
            Pick::All => "[all]".to_owned(),
            Pick::First => "[first]".to_owned(),
            Pick::Only => "[only]".to_owned(),
            Pick::Where(inner) => format!("[{}]", test(inner)),
        });
        parts.push(format!("{}{pick}", segment.name.value));
    }
    parts.join(".")
}

fn test(node: &Test) -> String {
    let joined =
        |tests: &[Test], word: &str| format!("({})", tests.iter().map(test).collect::<Vec<_>>().join(word));
    match node {
        Test::And(tests) => joined(tests, " and "),
        Test::Or(tests) => joined(tests, " or "),
        Test::Compare(compare) => {
            let with = match &compare.with {
                Comparison::Missing => "is missing".to_owned(),
                Comparison::Present => "is present".to_owned(),
                Comparison::Is(values) => format!("is {}", literals(values)),
                Comparison::IsNot(values) => format!("is not {}", literals(values)),
                Comparison::Words(words, values) => format!("{} {}", words.text(), literals(values)),
                Comparison::Order(order, literal) => format!("{} {}", order.sign(), literal.value),
            };
            format!("{} {with}", path(&compare.path))
        }
    }
}

fn literals(values: &[Spanned<Literal>]) -> String {
    values.iter().map(|literal| literal.value.to_string()).collect::<Vec<_>>().join(" or ")
}

fn action(node: &Action) -> String {
    match node {
        Action::Skip => "skip".to_owned(),
        Action::Report(report, because) => {
            let word = match report {
                Report::Warn => "warn",
                Report::Hold => "hold",
                Report::Exclude => "exclude",
            };
            format!("{word}{}", reason(because.as_ref()))
        }
        Action::Use(node) => format!("use {}", choice(node)),
    }
}

fn reason(because: Option<&Spanned<String>>) -> String {
    because.map_or(String::new(), |because| format!(" {:?}", because.value))
}

fn verb(node: Option<&Spanned<Verb>>) -> &'static str {
    match node.map(|verb| verb.value) {
        None => "",
        Some(Verb::Override) => "override ",
        Some(Verb::Add) => "add ",
    }
}

fn stop_verb(node: StopVerb) -> &'static str {
    match node {
        StopVerb::Exclude => "exclude",
        StopVerb::Hold => "hold",
    }
}

fn cell(node: &Cell) -> String {
    match node {
        Cell::Any => "any".to_owned(),
        Cell::Otherwise => "otherwise".to_owned(),
        Cell::Missing => "missing".to_owned(),
        Cell::Present => "present".to_owned(),
        Cell::Values(values) => literals(values),
        Cell::Not(values) => format!("not {}", literals(values)),
        Cell::Stop(verb, because) => format!("{} {:?}", stop_verb(*verb), because.value),
        Cell::Nothing => "-".to_owned(),
    }
}

fn data(node: &Data) -> String {
    match node {
        Data::Null(_) => "null".to_owned(),
        Data::Literal(literal) => literal.value.to_string(),
        Data::Array(items) => format!("[{}]", items.value.iter().map(data).collect::<Vec<_>>().join(", ")),
        Data::Object(pairs) => {
            let pairs = pairs.value.iter().map(|(key, datum)| format!("{}: {}", key.value, data(datum)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

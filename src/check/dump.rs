//! The typed tree as text: one node a line.

use std::fmt::Write;

use super::ir::{
    Action, Comparison, Decide, DecideResult, Expr, ExprKind, Fit, Mapping, Object, Outcomes, Pick, Rule,
    RuleValue, StopVerb, Take, Test,
};

/// The mapping of a record type as text.
pub fn dump(mapping: &Mapping) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "mapping {}", mapping.record_type);
    for node in &mapping.lets {
        let _ = writeln!(out, "  let {}: {}", node.name, typed(&node.value));
    }
    for stop in &mapping.stops {
        let verb = match stop.verb {
            StopVerb::Exclude => "exclude",
            StopVerb::Hold => "hold",
        };
        let _ = writeln!(out, "  {verb} when {} because {:?}", test(&stop.test), stop.because);
    }
    for node in &mapping.decides {
        decide(&mut out, node);
    }
    for target in &mapping.targets {
        for node in &target.rules {
            rule(&mut out, 1, &target.name, node);
        }
        if let Some((id, column)) = target.decide {
            let _ = writeln!(out, "  {} <- decide {} column {column}", target.name, id.0);
        }
        for (lang, rules) in &target.translated {
            for node in rules {
                rule(&mut out, 1, &format!("{}[{lang}]", target.name), node);
            }
        }
    }
    out
}

fn decide(out: &mut String, node: &Decide) {
    let columns = node.columns.iter().map(typed).collect::<Vec<_>>().join(" | ");
    let _ = writeln!(out, "  decide {columns}");
    for row in &node.rows {
        let cells = row.cells.iter().map(fit).collect::<Vec<_>>().join(" | ");
        let result = match &row.result {
            DecideResult::Values(values) => values
                .iter()
                .map(|value| value.as_ref().map_or("-".to_owned(), ToString::to_string))
                .collect::<Vec<_>>()
                .join(" | "),
            DecideResult::Stop(StopVerb::Hold, because) => format!("hold {because:?}"),
            DecideResult::Stop(StopVerb::Exclude, because) => format!("exclude {because:?}"),
        };
        let _ = writeln!(out, "    {cells} -> {result}");
    }
}

fn fit(node: &Fit) -> String {
    let joined = |values: &[crate::value::Literal]| {
        values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
    };
    match node {
        Fit::Any => "any".to_owned(),
        Fit::Asks(Comparison::Missing) => "missing".to_owned(),
        Fit::Asks(Comparison::Present) => "present".to_owned(),
        Fit::Asks(Comparison::IsNot(values)) => format!("not {}", joined(values)),
        Fit::Asks(other) => joined(other.literals()),
    }
}

fn rule(out: &mut String, depth: usize, name: &str, node: &Rule) {
    let indent = depth * 2;
    let add = if node.adds { "add " } else { "" };
    // Writing to a `String` cannot fail.
    let _ = match &node.value {
        RuleValue::Expr(value) => writeln!(out, "{:indent$}{add}{name} <- {}", "", typed(value)),
        RuleValue::Object(_) => writeln!(out, "{:indent$}{add}{name} <- object", ""),
        RuleValue::Each(source, _) => writeln!(out, "{:indent$}{add}{name} <- each {}", "", typed(source)),
        RuleValue::Exact { field, kind, .. } => {
            writeln!(out, "{:indent$}{name} <- exact {field} : {kind}", "")
        }
    };
    match &node.value {
        RuleValue::Object(inner) | RuleValue::Each(_, inner) => object(out, depth + 1, inner),
        RuleValue::Expr(_) | RuleValue::Exact { .. } => {}
    }
    if let Some(guard) = &node.guard {
        let _ = writeln!(out, "{:indent$}  when {}", "", test(guard));
    }
    let _ = writeln!(out, "{:indent$}  {}", "", outcomes(&node.outcomes));
}

fn object(out: &mut String, depth: usize, node: &Object) {
    for member in &node.members {
        let name = if member.required { format!("{}!", member.name) } else { member.name.clone() };
        rule(out, depth, &name, &member.rule);
    }
}

fn outcomes(node: &Outcomes) -> String {
    format!(
        "missing: {}  invalid: {}  unknown: {}",
        action(&node.missing),
        action(&node.invalid),
        action(&node.unknown)
    )
}

fn action(node: &Action) -> String {
    let because = |text: &Option<String>| text.as_ref().map_or(String::new(), |text| format!(" {text:?}"));
    match node {
        Action::Skip => "skip".to_owned(),
        Action::Warn(text) => format!("warn{}", because(text)),
        Action::Hold(text) => format!("hold{}", because(text)),
        Action::Exclude(text) => format!("exclude{}", because(text)),
        Action::Use(value) => format!("use {}", expr(value)),
    }
}

fn typed(node: &Expr) -> String {
    format!("{} : {}", expr(node), node.ty)
}

fn expr(node: &Expr) -> String {
    let joined = |parts: &[Expr], word: &str| parts.iter().map(expr).collect::<Vec<_>>().join(word);
    match &node.kind {
        ExprKind::Field(name) => name.clone(),
        ExprKind::Collection(name) => format!("{name}[]"),
        ExprKind::Read(name, layout) => format!("{name}#{}", layout.0),
        ExprKind::Let(id) => format!("$#{}", id.0),
        ExprKind::It => "it".to_owned(),
        ExprKind::Constant(constant) => constant.to_string(),
        ExprKind::Or(parts) => format!("({})", joined(parts, " or ")),
        ExprKind::List(parts) => format!("[{}]", joined(parts, ", ")),
        ExprKind::Pick(from, Pick::First) => format!("{}[first]", expr(from)),
        ExprKind::Pick(from, Pick::Only) => format!("{}[only]", expr(from)),
        ExprKind::Pick(from, Pick::Where(inner)) => format!("{}[{}]", expr(from), test(inner)),
        ExprKind::Cell(from, name) => format!("{}.{name}", expr(from)),
        ExprKind::Inner(from, name, of) => format!("{}.{name}[{}]", expr(from), taken(*of)),
        ExprKind::Layout(from, layout, of) => format!("{}#{}[{}]", expr(from), layout.0, taken(*of)),
        ExprKind::Step(from, call) => format!("{} | {}", expr(from), call.text),
    }
}

fn test(node: &Test) -> String {
    let joined =
        |tests: &[Test], word: &str| format!("({})", tests.iter().map(test).collect::<Vec<_>>().join(word));
    match node {
        Test::And(tests) => joined(tests, " and "),
        Test::Or(tests) => joined(tests, " or "),
        Test::Compare(value, with, _) => format!("{} {}", expr(value), comparison(with)),
    }
}

fn comparison(node: &Comparison) -> String {
    fn joined<T: ToString>(values: &[T]) -> String {
        values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
    }
    let quoted =
        |values: &[String]| values.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(" or ");
    match node {
        Comparison::Missing => "is missing".to_owned(),
        Comparison::Present => "is present".to_owned(),
        Comparison::Is(values) => format!("is {}", joined(values)),
        Comparison::IsNot(values) => format!("is not {}", joined(values)),
        Comparison::Words(words, values) => format!("{} {}", words.text(), quoted(values)),
        Comparison::Order(order, literal) => format!("{} {literal}", order.sign()),
    }
}

fn taken(of: Take) -> &'static str {
    match of {
        Take::All => "",
        Take::First => "first",
        Take::Only => "only",
    }
}

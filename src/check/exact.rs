//! Exact targets: what the source holds, unchanged. Nothing in the rules may change such a value, or hide it.

use std::collections::BTreeSet;

use super::Checker;
use super::ir::{Action, DecideResult, Expr, ExprKind, Mapping, Outcomes, Rule, RuleValue};
use super::readings::readings;
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::manifest::Field;
use crate::source::Span;
use crate::syntax::ast::{self, Atom, Root, Test};
use crate::value::{shorten, written};

/// Why nothing else is allowed.
const STRICTLY: &str = "fares and stocks in ALOA are strictly those of the account";

impl Checker<'_> {
    /// The rule of an exact target: a field alone, without a condition and without an outcome.
    pub(super) fn exact(&mut self, node: &ast::Rule, field: &Field, scope: &Scope<'_>) -> Rule {
        let value = match &node.value {
            ast::RuleValue::Pipeline(pipeline) => self.pipeline(pipeline, scope),
            ast::RuleValue::Object(_) | ast::RuleValue::Each(_) => {
                self.look_at(node, scope);
                Expr::unknown(node.span)
            }
        };
        if let Some(guard) = &node.guard {
            self.test(guard, scope);
        }
        let holds = || Action::Hold(None);
        let outcomes = Outcomes {
            missing: if field.required { holds() } else { Action::Skip },
            invalid: holds(),
            unknown: holds(),
            answers: false,
        };
        let offence = offence(node);
        let taken_apart = matches!(value.kind, ExprKind::Read(..));
        let value = match (&offence, value.kind) {
            (None, ExprKind::Field(name)) => {
                RuleValue::Exact { field: name, span: value.span, kind: field.kind }
            }
            (Some(_) | None, _) => RuleValue::Expr(Expr::unknown(value.span)),
        };
        match offence {
            Some((span, why)) => self.not_alone(node, span, why),
            None if taken_apart => self.taken_apart(node),
            None => {}
        }
        Rule { span: node.span, adds: false, value, guard: None, outcomes }
    }

    fn not_alone(&mut self, node: &ast::Rule, span: Span, why: &str) {
        let name = &node.target.name.value;
        let diagnostic = Diagnostic::new(
            Code::NotExact,
            span,
            format!("`{}` takes a field, and nothing else", shorten(name)),
        )
        .label(why);
        self.report(match field_of(node) {
            Some((path, field)) => {
                let all = Span { end: node.span.end, ..path };
                diagnostic
                    .repair(format!("write the path alone: {STRICTLY}"), vec![Edit::new(all, written(field))])
            }
            None => diagnostic.help(format!(
                "write the path alone, such as `{name} <- {name}`: {STRICTLY}",
                name = written(name)
            )),
        });
    }

    fn taken_apart(&mut self, node: &ast::Rule) {
        let Some((span, field)) = field_of(node) else { return };
        let name = shorten(&node.target.name.value);
        self.report(
            Diagnostic::new(Code::NotExact, span, format!("`{name}` takes a field, and nothing else"))
                .label("a layout takes this field apart")
                .help(format!("remove the `read` of `{}`: {STRICTLY}", shorten(field))),
        );
    }

    /// Reports an exact target that a decision would give, or that is dropped.
    pub(super) fn exact_elsewhere(&mut self, name: &str, span: Span, why: &str) {
        self.misgiven.push(name.to_owned());
        self.report(
            Diagnostic::new(
                Code::NotExact,
                span,
                format!("`{}` takes a field, and nothing else", shorten(name)),
            )
            .label(why)
            .help(format!("write `{name} <- {name}`: {STRICTLY}", name = written(name))),
        );
    }

    /// Reports exact targets that no rule shows; those that a record cannot be without are told with the others.
    pub(super) fn unshown(&mut self, record_type: &str, needed: &dyn Fn(&str) -> bool) {
        let fields = self.schema.fields.iter();
        let missing: Vec<&str> = fields
            .filter(|field| field.exact && !field.required && needed(&field.name.value))
            .filter(|field| !self.misgiven.contains(&field.name.value))
            .map(|field| field.name.value.as_str())
            .collect();
        let Some(first) = missing.first() else { return };
        let all = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        self.report(
            Diagnostic::new(Code::NoRule, self.feed, format!("no rule for `{record_type}` sets {all}"))
                .label("exact: what the account holds is shown, all of it")
                .help(format!("add `{first} <- {first}` to a block `for {record_type} {{ … }}`: {STRICTLY}")),
        );
    }

    /// Reports what holds or excludes a record by a field that an exact target shows.
    pub(super) fn hidden(&mut self, mapping: &Mapping) {
        let rules =
            mapping.targets.iter().flat_map(|target| target.rules.iter().map(move |rule| (target, rule)));
        let shown: Vec<(&str, &str)> = rules
            .filter_map(|(target, rule)| match &rule.value {
                RuleValue::Exact { field, .. } => Some((field.as_str(), target.name.as_str())),
                RuleValue::Expr(_) | RuleValue::Object(_) | RuleValue::Each(..) => None,
            })
            .collect();
        if shown.is_empty() {
            return;
        }
        let decides = mapping
            .decides
            .iter()
            .filter(|decide| decide.rows.iter().any(|row| matches!(row.result, DecideResult::Stop(..))));
        let stopping: BTreeSet<Span> =
            mapping.stops.iter().map(|stop| stop.span).chain(decides.map(|decide| decide.span)).collect();
        let mut told = BTreeSet::new();
        for reading in readings(mapping).all {
            let Some((field, target)) = shown.iter().find(|(field, _)| *field == reading.path) else {
                continue;
            };
            if !stopping.contains(&reading.by) || !told.insert(reading.by) {
                continue;
            }
            self.report(
                Diagnostic::new(
                    Code::NotExact,
                    reading.by,
                    format!("`{}` decides here whether the record is shown", shorten(field)),
                )
                .label(format!("`{target}` is shown as it is, whatever it is"))
                .help(format!("test another field, or remove the statement: {STRICTLY}")),
            );
        }
    }
}

/// What of a rule is more than a field alone, and where.
fn offence(node: &ast::Rule) -> Option<(Span, &'static str)> {
    let value = match &node.value {
        ast::RuleValue::Object(object) => Some((object.span, "an object")),
        ast::RuleValue::Each(each) => Some((each.span, "several objects")),
        ast::RuleValue::Pipeline(pipeline) => of_pipeline(pipeline),
    };
    let guard = || node.guard.as_ref().and_then(first_of).map(|span| (span, "a condition could hide it"));
    let outcome =
        || node.outcomes.first().map(|outcome| (outcome.span, "an outcome could change it or hide it"));
    value.or_else(guard).or_else(outcome)
}

fn of_pipeline(pipeline: &ast::Pipeline) -> Option<(Span, &'static str)> {
    let (Some(first), more) = (pipeline.list.first(), pipeline.list.get(1)) else { return None };
    match first.atoms.first()? {
        Atom::Literal(literal) => return Some((literal.span, "a constant is not what the account holds")),
        Atom::Group(inner) => return Some((inner.span, "brackets stand around it")),
        Atom::Path(path) => match (&path.root, path.segments.as_slice()) {
            (Root::Field, [segment]) => {
                if let Some(pick) = &segment.pick {
                    return Some((pick.span, "brackets take the field apart"));
                }
            }
            (Root::Field, _) => return Some((path.span, "this is something inside of a field")),
            (Root::Let(_) | Root::It(_), _) => return Some((path.span, "this is no field of the record")),
        },
    }
    if let Some(atom) = first.atoms.get(1) {
        return Some((of_atom(atom), "another value would stand in for it"));
    }
    if let Some(more) = more {
        return Some((more.span, "this makes a list of it"));
    }
    pipeline.steps.first().map(|step| (step.span, "a step makes something else of it"))
}

fn of_atom(atom: &Atom) -> Span {
    match atom {
        Atom::Path(path) => path.span,
        Atom::Literal(literal) => literal.span,
        Atom::Group(inner) => inner.span,
    }
}

/// Where the first comparison of a test stands.
fn first_of(test: &Test) -> Option<Span> {
    match test {
        Test::And(tests) | Test::Or(tests) => tests.first().and_then(first_of),
        Test::Compare(compare) => Some(compare.span),
    }
}

/// The field of the record that a rule begins with, if it does.
fn field_of(node: &ast::Rule) -> Option<(Span, &str)> {
    let ast::RuleValue::Pipeline(pipeline) = &node.value else { return None };
    match pipeline.list.first()?.atoms.first()? {
        Atom::Path(path) => match (&path.root, path.segments.as_slice()) {
            (Root::Field, [segment]) => Some((path.span, segment.name.value.as_str())),
            (Root::Field | Root::Let(_) | Root::It(_), _) => None,
        },
        Atom::Literal(_) | Atom::Group(_) => None,
    }
}

//! `types` of head.yaml: the account type of each record type that needs no decision.
//!
//! A row is a rule like any other once it is here: it has a place, and it is counted.

use super::Checker;
use super::ir::{Action, Constant, Expr, ExprKind, Items, Outcomes, Rule, RuleValue, Target};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::value::{Kind, Ty};

impl Checker<'_> {
    /// Gives `type` what the table of the head says of a record type. Rules that say it too are a mistake.
    pub(super) fn type_of_table(&mut self, record_type: &str, targets: &mut Vec<Target>) {
        let Some((_, ty)) = self.head.types.iter().find(|(code, _)| code.value == record_type) else {
            return;
        };
        let Some(field) = self.schema.fields.iter().position(|field| field.name.value == "type") else {
            return;
        };
        let rules = targets.iter().find(|target| target.field == field);
        if let Some(place) = rules.and_then(|target| self.said(target)) {
            let diagnostic = Diagnostic::new(
                Code::TargetTwice,
                ty.span,
                "`type` is set by this table and by a rule",
            )
            .other(place, "the rule")
            .help(
                "keep one of the two: the table where every record has this type, the rule where they differ",
            );
            self.report(diagnostic);
            return;
        }
        targets.push(Target {
            field,
            name: "type".to_owned(),
            rules: vec![constant(ty.span, ty.value.clone())],
            decide: None,
            translated: Vec::new(),
        });
        targets.sort_by_key(|target| target.field);
    }

    /// Where a target is set by rules.
    fn said(&self, target: &Target) -> Option<Span> {
        let decided = target.decide.and_then(|(id, _)| self.decides.get(id.0 as usize));
        decided.map(|decide| decide.span).or_else(|| target.rules.first().map(|rule| rule.span))
    }
}

/// A rule that always gives this code.
fn constant(span: Span, code: String) -> Rule {
    let hold = Action::Hold(None);
    Rule {
        span,
        adds: false,
        value: RuleValue::Expr(Expr {
            span,
            ty: Ty::one(Kind::Code),
            items: Items::Plain,
            vocabulary: Some("types".to_owned()),
            kind: ExprKind::Constant(Constant::Text(code)),
        }),
        guard: None,
        outcomes: Outcomes { missing: hold.clone(), invalid: hold.clone(), unknown: hold, answers: false },
    }
}

//! Codes that exist for some account types only.
//!
//! The possible types are exact where `type` is a constant or a decision, and unknown otherwise: then nothing is said.

use std::sync::Arc;

use super::Checker;
use super::ir::{Constant, DecideResult, Expr, ExprKind, Rule, RuleValue, Target};
use crate::diagnostics::{Code, Diagnostic};
use crate::manifest::{CodeEntry, Table, Vocabulary};
use crate::source::Span;

impl Checker<'_> {
    /// Reports codes that none of the possible account types has.
    pub(super) fn codes_of_type(&mut self, targets: &[Target]) {
        let Some(types) = self.possible_types(targets) else { return };
        for target in targets {
            let Some(field) = self.schema.fields.get(target.field) else { continue };
            let Some(name) = &field.vocabulary else { continue };
            let rules = target.rules.iter().chain(target.translated.iter().flat_map(|(_, rules)| rules));
            let mut written: Vec<(String, Span)> = Vec::new();
            for rule in rules {
                constants(rule, &mut written);
            }
            if let Some((id, column)) = target.decide {
                for row in self.decides.get(id.0 as usize).into_iter().flat_map(|decide| &decide.rows) {
                    if let DecideResult::Values(values) = &row.result
                        && let Some(Some(Constant::Text(code))) = values.get(column)
                    {
                        written.push((code.clone(), row.span));
                    }
                }
            }
            let Some(vocabulary) = self.pack.vocabulary(&name.value) else { continue };
            let wrong: Vec<Diagnostic> = written
                .iter()
                .filter_map(|(code, span)| self.of_other_type(vocabulary, code, *span, &types))
                .collect();
            for diagnostic in wrong {
                self.report(diagnostic);
            }
        }
    }

    /// The account types that the rules can give, each once.
    pub(super) fn possible_types(&self, targets: &[Target]) -> Option<Vec<String>> {
        let target = targets.iter().find(|target| target.name == "type")?;
        if let Some((id, column)) = target.decide {
            let decide = self.decides.get(id.0 as usize)?;
            let given = decide.rows.iter().filter_map(|row| match &row.result {
                DecideResult::Values(values) => values.get(column).cloned().flatten(),
                DecideResult::Stop(..) => None,
            });
            let mut types: Vec<String> = Vec::new();
            for constant in given {
                if let Constant::Text(code) = constant
                    && !types.contains(&code)
                {
                    types.push(code);
                }
            }
            return Some(types);
        }
        match target.rules.as_slice() {
            [
                Rule {
                    value: RuleValue::Expr(Expr { kind: ExprKind::Constant(Constant::Text(code)), .. }),
                    ..
                },
            ] => Some(vec![code.clone()]),
            _ => None,
        }
    }

    fn of_other_type(
        &self,
        vocabulary: &Vocabulary,
        code: &str,
        span: Span,
        types: &[String],
    ) -> Option<Diagnostic> {
        let entry = vocabulary.codes.iter().find(|entry| entry.code.value == code)?;
        (!self.has(types, entry) && !types.is_empty()).then(|| {
            Diagnostic::new(
                Code::CodeOfOtherType,
                span,
                format!("`{code}` is no code of `{}` for {}", vocabulary.name, types.join(", ")),
            )
            .label(format!("it is for {} only", entry.of.join(", ")))
            .help("write a code that these accounts have")
        })
    }

    /// A table without the codes that none of the possible account types has: one table may serve several types, and a
    /// label whose codes are all of others is unknown to it here.
    pub(super) fn of_possible_types(&mut self, table: Arc<Table>, span: Span) -> Arc<Table> {
        let (Some(types), Some(vocabulary)) = (&self.possible, self.pack.vocabulary(&table.gives.value))
        else {
            return table;
        };
        let fits = |code: &str| {
            let entry = vocabulary.codes.iter().find(|entry| entry.code.value == code);
            entry.is_none_or(|entry| self.has(types, entry))
        };
        if table.rows.iter().flat_map(|row| &row.codes).all(|code| fits(&code.value)) {
            return table;
        }
        if let Some(known) = self.narrowed.get(&table.name) {
            return Arc::clone(known);
        }
        let narrowed = table.narrowed(types.join(", "), fits);
        if narrowed.rows.iter().all(|row| row.codes.is_empty()) {
            let message = format!("the table `{}` has no code for {}", table.name, types.join(", "));
            self.report(
                Diagnostic::new(Code::CodeOfOtherType, span, message)
                    .other(table.gives.span, "its codes are of other account types")
                    .help("look into another table, or add rows with codes that these accounts have"),
            );
        }
        let narrowed = Arc::new(narrowed);
        self.narrowed.insert(table.name.clone(), Arc::clone(&narrowed));
        narrowed
    }

    /// Whether accounts of some of the types have a code.
    fn has(&self, types: &[String], entry: &CodeEntry) -> bool {
        entry.of.is_empty()
            || types.iter().any(|ty| {
                let family = self.pack.types.types.iter().find(|known| known.code.value == *ty);
                entry.of.iter().any(|of| of == ty || family.is_some_and(|known| known.family == *of))
            })
    }
}

/// The constant codes of a rule.
fn constants(rule: &Rule, found: &mut Vec<(String, Span)>) {
    if let RuleValue::Expr(value) = &rule.value {
        in_value(value, found);
    }
}

fn in_value(value: &Expr, found: &mut Vec<(String, Span)>) {
    match &value.kind {
        ExprKind::Constant(Constant::Text(code)) => found.push((code.clone(), value.span)),
        ExprKind::Or(parts) | ExprKind::List(parts) => parts.iter().for_each(|part| in_value(part, found)),
        ExprKind::Pick(from, _)
        | ExprKind::Cell(from, _)
        | ExprKind::Inner(from, ..)
        | ExprKind::Layout(from, ..)
        | ExprKind::Step(from, _) => in_value(from, found),
        ExprKind::Field(_)
        | ExprKind::Collection(_)
        | ExprKind::Read(..)
        | ExprKind::Let(_)
        | ExprKind::It
        | ExprKind::Constant(_) => {}
    }
}

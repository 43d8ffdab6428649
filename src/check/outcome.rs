//! Outcomes: what the author wrote, and where nothing is written what the schema says.

use super::Checker;
use super::ir::{Action, Outcomes};
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic};
use crate::manifest::Field;
use crate::syntax::ast::{self, Report, Trouble};

impl Checker<'_> {
    /// What is done about each trouble of a rule.
    pub(super) fn outcomes(
        &mut self,
        nodes: &[ast::Outcome],
        field: &Field,
        scope: &Scope<'_>,
        member: bool,
    ) -> Outcomes {
        let holds = field.required && !member;
        let trouble = if holds { Action::Hold(None) } else { Action::Warn(None) };
        let missing = if holds { Action::Hold(None) } else { Action::Skip };
        let mut outcomes = Outcomes { missing, invalid: trouble.clone(), unknown: trouble, answers: false };
        let mut seen: Vec<&ast::Outcome> = Vec::new();
        for node in nodes {
            if let Some(other) = seen.iter().find(|other| other.trouble == node.trouble) {
                let diagnostic = Diagnostic::new(
                    Code::WrongOutcome,
                    node.span,
                    format!("`{}` is answered twice", word(node)),
                )
                .other(other.span, "here already")
                .help("keep one of the two");
                self.report(diagnostic);
                continue;
            }
            seen.push(node);
            let Some(action) = self.action(node, field, scope, holds) else { continue };
            match node.trouble {
                Trouble::Missing => outcomes.missing = action,
                Trouble::Invalid => (outcomes.invalid, outcomes.answers) = (action, true),
                Trouble::Unknown => outcomes.unknown = action,
            }
        }
        outcomes
    }

    fn action(
        &mut self,
        node: &ast::Outcome,
        field: &Field,
        scope: &Scope<'_>,
        holds: bool,
    ) -> Option<Action> {
        let because =
            |text: &Option<crate::source::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let action = match &node.action {
            ast::Action::Skip => Action::Skip,
            ast::Action::Report(Report::Warn, text) => Action::Warn(because(text)),
            ast::Action::Report(Report::Hold, text) => Action::Hold(because(text)),
            ast::Action::Report(Report::Exclude, text) => Action::Exclude(because(text)),
            ast::Action::Use(choice) => {
                if node.trouble == Trouble::Missing {
                    self.report(
                        Diagnostic::new(
                            Code::WrongOutcome,
                            node.span,
                            "a missing value is not replaced by `use`",
                        )
                        .help("write the other source behind `or`: `A or B`"),
                    );
                    return None;
                }
                let value = self.choice(choice, scope);
                self.same_in_all_languages(&value);
                let mut one = field.clone();
                // It stands for one element of a list.
                one.list = false;
                Action::Use(Box::new(self.fit(value, &one, true)))
            }
        };
        if holds && matches!(action, Action::Skip | Action::Warn(_)) {
            self.report(
                Diagnostic::new(
                    Code::TooMild,
                    node.span,
                    format!("`{}` is required: a record without it cannot be imported", field.name.value),
                )
                .label("too mild")
                .help(format!("write `{}: hold \"why\"`, or leave the outcome out", word(node))),
            );
            return None;
        }
        Some(action)
    }
}

fn word(node: &ast::Outcome) -> &'static str {
    match node.trouble {
        Trouble::Missing => "missing",
        Trouble::Invalid => "invalid",
        Trouble::Unknown => "unknown",
    }
}

//! Tests.

use super::Checker;
use super::ir::{Comparison, Expr, Test};
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Spanned;
use crate::syntax::ast;
use crate::value::{Kind, Literal};

impl Checker<'_> {
    /// `A is "x" and B is missing`
    pub(super) fn test(&mut self, node: &ast::Test, scope: &Scope<'_>) -> Test {
        match node {
            ast::Test::And(tests) => Test::And(tests.iter().map(|test| self.test(test, scope)).collect()),
            ast::Test::Or(tests) => Test::Or(tests.iter().map(|test| self.test(test, scope)).collect()),
            ast::Test::Compare(compare) => {
                let value = self.path(&compare.path, scope);
                let with = self.comparison(&compare.with, &value);
                Test::Compare(Box::new(value), with, compare.span)
            }
        }
    }

    fn comparison(&mut self, node: &ast::Comparison, value: &Expr) -> Comparison {
        let absence = matches!(node, ast::Comparison::Missing | ast::Comparison::Present);
        if !absence && matches!(value.ty.kind, Kind::Element | Kind::Object | Kind::Period) {
            self.report(
                Diagnostic::new(
                    Code::NoCells,
                    value.span,
                    format!("{} cannot be compared with a constant", value.ty),
                )
                .label("only `is missing` and `is present` can be asked of it")
                .help("name the cell that is meant: `FIELD[all].cell`"),
            );
        }
        let literals =
            |literals: &[Spanned<Literal>]| literals.iter().map(|literal| literal.value.clone()).collect();
        let texts = |literals: &[Spanned<Literal>]| {
            literals
                .iter()
                .map(|literal| match &literal.value {
                    Literal::Text(text) => text.clone(),
                    Literal::Number(_) | Literal::Date(_) | Literal::Boolean(_) => literal.value.to_string(),
                })
                .collect()
        };
        match node {
            ast::Comparison::Missing => Comparison::Missing,
            ast::Comparison::Present => Comparison::Present,
            ast::Comparison::Is(values) => Comparison::Is(literals(values)),
            ast::Comparison::IsNot(values) => Comparison::IsNot(literals(values)),
            ast::Comparison::Words(words, values) => Comparison::Words(*words, texts(values)),
            ast::Comparison::Order(order, literal) => {
                if !matches!(literal.value, Literal::Number(_) | Literal::Date(_)) {
                    self.report(
                        Diagnostic::new(
                            Code::WrongConstant,
                            literal.span,
                            format!("{} has no order", literal.value),
                        )
                        .label("expected a number or a date")
                        .help("write `12` or `2015-01-01`, without quotes; for texts there is `is`"),
                    );
                }
                Comparison::Order(*order, literal.value.clone())
            }
        }
    }
}

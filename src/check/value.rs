//! Values.

use super::Checker;
use super::ir::{Constant, Expr, ExprKind, Items};
use super::scope::Scope;
use crate::source::{Span, Spanned};
use crate::syntax::ast;
use crate::value::{Kind, Literal, Ty};

impl Checker<'_> {
    /// `A or B, C | step`
    pub(super) fn pipeline(&mut self, node: &ast::Pipeline, scope: &Scope<'_>) -> Expr {
        let mut parts: Vec<Expr> = node.list.iter().map(|choice| self.choice(choice, scope)).collect();
        let span = match (node.list.first(), node.list.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            (None | Some(_), None | Some(_)) => node.span,
        };
        let mut value = if parts.len() == 1 { parts.remove(0) } else { gather(span, parts, true) };
        if let Some(step) = node.steps.get(super::MAX_CHAIN) {
            self.too_long(step.span, "steps");
            return Expr::unknown(node.span);
        }
        for step in &node.steps {
            value = self.step(step, value);
        }
        value
    }

    /// `A or B`
    pub(super) fn choice(&mut self, node: &ast::Choice, scope: &Scope<'_>) -> Expr {
        let mut atoms: Vec<Expr> = node.atoms.iter().map(|atom| self.atom(atom, scope)).collect();
        if atoms.len() == 1 { atoms.remove(0) } else { self.alternatives(node.span, atoms) }
    }

    fn alternatives(&mut self, span: Span, atoms: Vec<Expr>) -> Expr {
        if let Some(at) = atoms.iter().position(|atom| matches!(atom.kind, ExprKind::Constant(_)))
            && let Some(next) = atoms.get(at + 1)
            && atoms.iter().all(|atom| atom.ty.kind != Kind::Unknown)
        {
            let diagnostic = crate::diagnostics::Diagnostic::new(
                crate::diagnostics::Code::Unreachable,
                next.span,
                "this alternative can never be reached",
            )
            .other(atoms.get(at).map_or(span, |atom| atom.span), "a constant is never missing")
            .help("put the constant last, or remove what stands behind it");
            self.report(diagnostic);
        }
        gather(span, atoms, false)
    }

    fn atom(&mut self, node: &ast::Atom, scope: &Scope<'_>) -> Expr {
        match node {
            ast::Atom::Group(pipeline) => self.pipeline(pipeline, scope),
            ast::Atom::Literal(literal) => constant(literal),
            ast::Atom::Path(path) => self.path(path, scope),
        }
    }
}

/// A list, or alternatives: of the type of the first part that has one.
fn gather(span: Span, parts: Vec<Expr>, list: bool) -> Expr {
    let first = parts.iter().find(|part| part.ty.kind != Kind::Unknown);
    let kind = first.map_or(Kind::Unknown, |part| part.ty.kind);
    let items = first.map_or(Items::Plain, |part| part.items.clone());
    let vocabulary = first.and_then(|part| part.vocabulary.clone());
    let many = list || parts.iter().any(|part| part.ty.many);
    let made = if list { ExprKind::List(parts) } else { ExprKind::Or(parts) };
    Expr { span, ty: Ty { kind, many }, items, vocabulary, kind: made }
}

/// A constant, before its target has spoken: a number is whole if it is written so.
pub(super) fn constant(literal: &Spanned<Literal>) -> Expr {
    let (kind, constant) = match &literal.value {
        Literal::Text(text) => (Kind::Text, Constant::Text(text.clone())),
        Literal::Date(date) => (Kind::Date, Constant::Date(*date)),
        Literal::Boolean(yes) => (Kind::Boolean, Constant::Boolean(*yes)),
        Literal::Number(number) => match number.parse::<i64>() {
            Ok(whole) => (Kind::Integer, Constant::Integer(whole)),
            Err(_) => (Kind::Decimal, Constant::Decimal(number.parse().unwrap_or(0.0))),
        },
    };
    Expr::plain(literal.span, Ty::one(kind), ExprKind::Constant(constant))
}

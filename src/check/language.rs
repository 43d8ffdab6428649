//! Language feeds: which targets are read in each of them, and what must not choose a value there.
//!
//! A label is translated with everything else: a test on it holds in the main feed and fails in the others. So in a
//! value that is read in each language's feed, only a thesaurus code may choose, and no table.

use super::Checker;
use super::ir::{Expr, ExprKind, Items, Pick, Target, Test};
use crate::diagnostics::{Code, Diagnostic};
use crate::manifest::Field;
use crate::syntax::ast;

/// The member that is the same in all languages.
const CODE: &str = "ThesCode";

impl Checker<'_> {
    /// Reports `title[en]` where the target is not written in several languages.
    pub(super) fn translatable(&mut self, name: &ast::Name, lang: &ast::Name, field: &Field) {
        if !field.localized {
            self.report(
                Diagnostic::new(
                    Code::NotTranslated,
                    lang.span,
                    format!("`{}` is the same in all languages", name.value),
                )
                .label(format!("{} does not call it `localized`", self.schema.place))
                .help("leave the brackets out"),
            );
        }
    }

    /// Reports what chooses by a label in a value that is read in several languages.
    pub(super) fn same_in_all_languages(&mut self, value: &Expr) {
        if !self.translating {
            return;
        }
        match &value.kind {
            ExprKind::Or(parts) | ExprKind::List(parts) => {
                for part in parts {
                    self.same_in_all_languages(part);
                }
            }
            ExprKind::Pick(from, Pick::Where(test)) => {
                if !by_code(test) {
                    self.label_translated(value, "this test asks for a label");
                }
                self.same_in_all_languages(from);
            }
            ExprKind::Step(from, call) => {
                if call.table.is_some() {
                    self.label_translated(value, "a table knows the labels of one language");
                }
                self.same_in_all_languages(from);
            }
            ExprKind::Pick(from, Pick::First | Pick::Only)
            | ExprKind::Cell(from, _)
            | ExprKind::Inner(from, ..)
            | ExprKind::Layout(from, ..) => self.same_in_all_languages(from),
            ExprKind::Let(id) => {
                // Its chain is bounded, and it is no circle: the checker has been through it.
                if let Some(super::LetState::Lowered(lowered)) = self.lets.get(id.0 as usize) {
                    let inner = Expr { span: value.span, ..lowered.value.clone() };
                    self.same_in_all_languages(&inner);
                }
            }
            ExprKind::Field(_)
            | ExprKind::Collection(_)
            | ExprKind::Read(..)
            | ExprKind::It
            | ExprKind::Constant(_) => {}
        }
    }

    /// A `when` of a translated member asks the element of each language.
    pub(super) fn guard_in_all_languages(&mut self, guard: &Test, span: crate::source::Span) {
        if self.translating && asks_element(guard) && !by_code(guard) {
            let value = Expr::unknown(span);
            self.label_translated(&value, "this `when` asks for a label of the element");
        }
    }

    fn label_translated(&mut self, value: &Expr, message: &str) {
        let languages = self.languages.join(", ");
        self.report(
            Diagnostic::new(Code::LabelTranslated, value.span, message)
                .label(format!(
                    "this value is read in the feeds of {languages} too, whose labels are translated"
                ))
                .help(format!("choose by `{CODE}`, or write the rule for one language: `target[en] <- …`")),
        );
    }

    /// The languages of the feed, and those that rules name.
    pub(super) fn all_languages(&self, targets: &[Target]) -> Vec<String> {
        let mut all = self.languages.clone();
        for (lang, _) in targets.iter().flat_map(|target| &target.translated) {
            if !all.contains(lang) {
                all.push(lang.clone());
            }
        }
        all
    }
}

/// Whether a test asks for thesaurus codes, or for presence, only.
fn by_code(test: &Test) -> bool {
    match test {
        Test::And(tests) | Test::Or(tests) => tests.iter().all(by_code),
        Test::Compare(value, with, _) => {
            let code = match &value.items {
                Items::Served(path, _) => path.rsplit('.').next() == Some(CODE),
                Items::Plain | Items::Cells(_) => false,
            };
            code || matches!(with, super::ir::Comparison::Missing | super::ir::Comparison::Present)
        }
    }
}

/// Whether a test asks something of the element that it stands in.
fn asks_element(test: &Test) -> bool {
    match test {
        Test::And(tests) | Test::Or(tests) => tests.iter().any(asks_element),
        Test::Compare(value, ..) => of_element(value),
    }
}

fn of_element(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::It => true,
        ExprKind::Pick(from, _)
        | ExprKind::Cell(from, _)
        | ExprKind::Inner(from, ..)
        | ExprKind::Layout(from, ..)
        | ExprKind::Step(from, _) => of_element(from),
        ExprKind::Or(parts) | ExprKind::List(parts) => parts.iter().any(of_element),
        ExprKind::Field(_)
        | ExprKind::Collection(_)
        | ExprKind::Read(..)
        | ExprKind::Let(_)
        | ExprKind::Constant(_) => false,
    }
}

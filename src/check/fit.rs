//! Whether a value fits its target; constants take the type of their target.

use super::Checker;
use super::ir::{Constant, Expr, ExprKind};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::functions::{self, Args, Notes};
use crate::manifest::Field;
use crate::source::Span;
use crate::value::{Kind, Literal, Ty, Value, nearest, written};

impl Checker<'_> {
    /// The value in the type of its target; what does not fit is reported.
    pub(super) fn fit(&mut self, value: Expr, field: &Field) -> Expr {
        if value.ty.kind == Kind::Unknown || field.kind == Kind::Unknown {
            return value;
        }
        if value.ty.many && !field.list {
            let end = Span { start: value.span.end, ..value.span };
            self.report(
                Diagnostic::new(
                    Code::ListForOne,
                    value.span,
                    format!("`{}` holds one value, and these are several", field.name.value),
                )
                .label(value.ty.to_string())
                .note(if field.kind == Kind::Text {
                    "`first` takes the first that can be used, `only` refuses several, `join(\", \")` makes one text"
                } else {
                    "`first` takes the first that can be used, `only` refuses several"
                })
                .repair("choose one of them", vec![Edit::new(end, " | first")]),
            );
            return Expr::unknown(value.span);
        }
        self.fit_part(value, field)
    }

    fn fit_part(&mut self, value: Expr, field: &Field) -> Expr {
        let Expr { span, ty, items, vocabulary, kind } = value;
        let kind = match kind {
            ExprKind::Or(parts) => {
                ExprKind::Or(parts.into_iter().map(|part| self.fit_part(part, field)).collect())
            }
            ExprKind::List(parts) => {
                ExprKind::List(parts.into_iter().map(|part| self.fit_part(part, field)).collect())
            }
            ExprKind::Constant(constant) if ty.kind != Kind::Unknown => {
                match self.fit_constant(constant, span, field) {
                    Some(constant) => ExprKind::Constant(constant),
                    None => return Expr::unknown(span),
                }
            }
            other @ (ExprKind::Field(_)
            | ExprKind::Read(..)
            | ExprKind::Let(_)
            | ExprKind::It
            | ExprKind::Constant(_)
            | ExprKind::Pick(..)
            | ExprKind::Cell(..)
            | ExprKind::Collection(_)
            | ExprKind::Inner(..)
            | ExprKind::Layout(..)
            | ExprKind::Step(..)) => {
                let value =
                    Expr { span, ty, items: items.clone(), vocabulary: vocabulary.clone(), kind: other };
                self.fits(&value, field);
                value.kind
            }
        };
        Expr { span, ty: Ty { kind: field.kind, many: ty.many }, items, vocabulary, kind }
    }

    /// Reports a value of another type or vocabulary.
    fn fits(&mut self, value: &Expr, field: &Field) {
        let (found, wanted) = (value.ty.kind, field.kind);
        let name = &field.name.value;
        if !found.fits(wanted) {
            let diagnostic = Diagnostic::new(
                Code::WrongType,
                value.span,
                format!("`{name}` is of type {}, and this is {}", wanted.word(), found.word()),
            );
            let steps = functions::makers(found, &[wanted]).join(", ");
            let diagnostic = if wanted == Kind::Object {
                {
                    let each = if field.list { ", or `each PATH[all] { … }`" } else { "" };
                    diagnostic.help(format!("write its members: `{name} <- {{ … }}`{each}"))
                }
            } else if found == Kind::Element {
                diagnostic.help("name the cell that is meant: `FIELD[all].cell`")
            } else if steps.is_empty() {
                diagnostic.help(format!("no built-in step makes {wanted} of {found}"))
            } else {
                diagnostic.help(format!("add the step that makes it: {steps}"))
            };
            self.report(diagnostic);
            return;
        }
        if let (Some(wanted), Some(found)) = (&field.vocabulary, &value.vocabulary)
            && wanted.value != *found
        {
            self.report(
                Diagnostic::new(
                    Code::WrongType,
                    value.span,
                    format!("`{name}` takes codes of `{}`, and these are of `{found}`", wanted.value),
                )
                .help(format!("use a table that says `gives: {}`", wanted.value)),
            );
        }
    }

    fn fit_constant(&mut self, constant: Constant, span: Span, field: &Field) -> Option<Constant> {
        let written = match &constant {
            Constant::Text(text) => Literal::Text(text.clone()).to_string(),
            Constant::Integer(number) => number.to_string(),
            Constant::Decimal(number) => number.to_string(),
            Constant::Boolean(yes) => yes.to_string(),
            Constant::Date(date) => date.to_string(),
            Constant::Money(cents) => cents.to_string(),
        };
        match (constant, field.kind) {
            (Constant::Text(code), Kind::Code) => return self.code(code, span, field),
            (Constant::Text(text), Kind::Url) if judged("url", &text) => return Some(Constant::Text(text)),
            (Constant::Text(text), Kind::Email) if judged("email", &text) => {
                return Some(Constant::Text(text));
            }
            (Constant::Text(text), Kind::Text | Kind::Html) => {
                self.quoted_field(&text, span);
                return Some(Constant::Text(text));
            }
            (Constant::Integer(number), Kind::Money) => {
                if let Some(cents) = number.checked_mul(100) {
                    return Some(Constant::Money(cents));
                }
            }
            (Constant::Decimal(_), Kind::Money) => {
                if let Some(cents) = Literal::cents(&written) {
                    return Some(Constant::Money(cents));
                }
            }
            (number @ Constant::Integer(_), Kind::Integer) => return Some(number),
            (Constant::Integer(_), Kind::Decimal) => {
                if let Ok(number) = written.parse() {
                    return Some(Constant::Decimal(number));
                }
            }
            (number @ Constant::Decimal(_), Kind::Decimal) => return Some(number),
            (yes @ Constant::Boolean(_), Kind::Boolean) => return Some(yes),
            (date @ Constant::Date(_), Kind::Date) => return Some(date),
            _ => {}
        }
        let wanted = match field.kind {
            Kind::Text | Kind::Html => "a quoted text",
            Kind::Integer => "a whole number",
            Kind::Decimal => "a number",
            Kind::Money => "a number of euros with at most two decimals",
            Kind::Boolean => "`true` or `false`",
            Kind::Date => "a date such as `2015-01-01`",
            Kind::Url => "a web address such as `\"https://www.example.org\"`",
            Kind::Email => "an e-mail address such as `\"a@example.org\"`",
            Kind::Raw
            | Kind::Time
            | Kind::Phone
            | Kind::Code
            | Kind::Period
            | Kind::Element
            | Kind::Object
            | Kind::Unknown => "no constant at all",
        };
        self.report(
            Diagnostic::new(
                Code::WrongConstant,
                span,
                format!("{written} cannot be the value of `{}`", field.name.value),
            )
            .label(format!("expected {wanted}"))
            .help("correct the constant, or the target"),
        );
        None
    }

    /// A text that is the name of a field was probably meant as one.
    fn quoted_field(&mut self, text: &str, span: Span) {
        if self.observed.is_some_and(|observed| observed.fields.contains(text)) {
            self.report(
                Diagnostic::new(
                    Code::QuotedField,
                    span,
                    format!("`{text}` is a field of the feed, and here a text"),
                )
                .label("every record is given these very letters")
                .repair("take the field", vec![Edit::new(span, written(text))]),
            );
        }
    }

    fn code(&mut self, code: String, span: Span, field: &Field) -> Option<Constant> {
        let name = field.vocabulary.as_ref().map_or("", |name| name.value.as_str());
        let Some(vocabulary) = self.pack.vocabulary(name) else { return Some(Constant::Text(code)) };
        if vocabulary.has(&code) {
            return Some(Constant::Text(code));
        }
        let near = nearest(&code, vocabulary.names()).map(|near| format!("\"{near}\""));
        let mut all: Vec<&str> = vocabulary.names().take(13).collect();
        if all.len() > 12 {
            all.truncate(12);
            all.push("…");
        }
        let mut diagnostic =
            Diagnostic::new(Code::UnknownCode, span, format!("`{code}` is no code of `{name}`"))
                .label(format!("`{}` takes codes of `{name}` only", field.name.value));
        diagnostic = match near {
            Some(near) => diagnostic.did_you_mean(Some(&near), ""),
            None => diagnostic.help(format!("its codes are {}", all.join(", "))),
        };
        self.report(diagnostic);
        None
    }
}

/// Whether a step without arguments accepts the text as it is.
fn judged(step: &str, text: &str) -> bool {
    let Some(function) = functions::find(step) else { return false };
    let Ok(step) = (function.build)(&Args { literals: &[], table: None, media: None, area: None }) else {
        return false;
    };
    let made = step(Value::raw(text), &mut Notes::default());
    made.as_text() == Some(text)
}

//! Whether a value fits its target; constants take the type of their target.

use super::Checker;
use super::ir::{Constant, Expr, ExprKind};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::functions::{self, Args, Notes};
use crate::manifest::Field;
use crate::source::Span;
use crate::value::{Kind, Literal, Ty, Value, nearest, written};

impl Checker<'_> {
    /// The value in the type of its target; what does not fit is reported. As the value of `use` it is `bracketed`
    /// where it has steps.
    pub(super) fn fit(&mut self, value: Expr, field: &Field, bracketed: bool) -> Expr {
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
        self.fit_part(value, field, bracketed)
    }

    /// A value, or one of its alternatives and parts.
    fn fit_part(&mut self, value: Expr, field: &Field, part: bool) -> Expr {
        let Expr { span, ty, items, vocabulary, kind } = value;
        let kind = match kind {
            ExprKind::Or(parts) => {
                ExprKind::Or(parts.into_iter().map(|part| self.fit_part(part, field, true)).collect())
            }
            ExprKind::List(parts) => {
                ExprKind::List(parts.into_iter().map(|part| self.fit_part(part, field, true)).collect())
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
                self.fits(&value, field, part);
                value.kind
            }
        };
        Expr { span, ty: Ty { kind: field.kind, many: ty.many }, items, vocabulary, kind }
    }

    /// Reports a value of another type or vocabulary.
    fn fits(&mut self, value: &Expr, field: &Field, part: bool) {
        let (found, wanted) = (value.ty.kind, field.kind);
        let name = &field.name.value;
        if !found.fits(wanted) {
            let diagnostic = Diagnostic::new(
                Code::WrongType,
                value.span,
                format!("`{name}` is of type {}, and this is {}", wanted.word(), found.word()),
            );
            let mut makers = functions::makers(found, &[wanted], value.ty.many);
            // `lat` wants a latitude.
            let named: Vec<String> = makers
                .iter()
                .filter(|step| step.trim_matches('`').starts_with(name.as_str()))
                .cloned()
                .collect();
            if !named.is_empty() {
                makers = named;
            }
            let steps = makers.join(", ");
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
                let text = format!("add the step that makes it, behind a `|`: {steps}");
                match makers.as_slice() {
                    // One without arguments.
                    [only] if !only.contains('(') => {
                        let behind = Span { start: value.span.end, ..value.span };
                        let before = Span { end: value.span.start, ..value.span };
                        let step = only.trim_matches('`');
                        // A step behind the last part would be applied to all of them.
                        let edits = if part {
                            vec![Edit::new(before, "("), Edit::new(behind, format!(" | {step})"))]
                        } else {
                            vec![Edit::new(behind, format!(" | {step}"))]
                        };
                        diagnostic.repair(text, edits)
                    }
                    _ => diagnostic.help(text),
                }
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
            | Kind::Unknown => "a value that a step makes",
        };
        let diagnostic = Diagnostic::new(
            Code::WrongConstant,
            span,
            format!("{written} cannot be the value of `{}`", field.name.value),
        )
        .label(format!("expected {wanted}"));
        let meant = literal_of(&written, field.kind);
        let makers = functions::makers(Kind::Raw, &[field.kind], false);
        self.report(match (meant, makers.first()) {
            (Some(meant), _) if meant.starts_with('"') => {
                diagnostic.repair("a text stands in quotes", vec![Edit::new(span, meant)])
            }
            (Some(meant), _) => diagnostic.repair("it stands without quotes", vec![Edit::new(span, meant)]),
            (None, Some(step)) => diagnostic.help(format!("put the step that makes it behind a `|`: {step}")),
            (None, None) => diagnostic.help("correct the constant, or the target"),
        });
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

/// A constant as it is written for a target of another kind, if it can be read as one: `"12"` as 12, 12 as `"12"`.
fn literal_of(written: &str, kind: Kind) -> Option<String> {
    let Some(text) = written.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return (kind == Kind::Text).then(|| format!("\"{written}\""));
    };
    let fits = match kind {
        Kind::Integer => text.parse::<i64>().is_ok(),
        Kind::Decimal => text.parse::<f64>().is_ok_and(f64::is_finite),
        Kind::Money => Literal::cents(text).is_some(),
        Kind::Date => text.parse::<jiff::civil::Date>().is_ok(),
        Kind::Boolean => {
            return match text.to_lowercase().as_str() {
                "oui" | "true" => Some("true".to_owned()),
                "non" | "false" => Some("false".to_owned()),
                _ => None,
            };
        }
        Kind::Text
        | Kind::Html
        | Kind::Raw
        | Kind::Time
        | Kind::Url
        | Kind::Email
        | Kind::Phone
        | Kind::Code
        | Kind::Period
        | Kind::Element
        | Kind::Object
        | Kind::Unknown => false,
    };
    fits.then(|| text.to_owned())
}

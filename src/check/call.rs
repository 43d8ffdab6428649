//! Steps: found, their arguments filled in, their input's type known.

use std::sync::Arc;

use super::Checker;
use super::ir::{Call, Expr, ExprKind, Items, LayoutId};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::functions::{self, Args, Cells, Function, ParamKind, Takes};
use crate::manifest::{Layout, Shape, Table};
use crate::source::{Span, Spanned};
use crate::syntax::ast;
use crate::value::{Kind, Literal, nearest, shorten};

/// A mistake that was reported already.
struct Reported;

impl Checker<'_> {
    /// `value | step`
    pub(super) fn step(&mut self, node: &ast::Step, input: Expr) -> Expr {
        let span = input.span.to(node.span);
        let Some(function) = functions::find(&node.name.value) else {
            if self.scripts.declared.contains_key(&node.name.value) {
                return self.script_step(node, input);
            }
            let scripts = self.scripts.declared.keys().map(String::as_str);
            let names = functions::all().iter().map(|function| function.name).chain(scripts);
            let near = nearest(&node.name.value, names);
            self.report(
                Diagnostic::new(
                    Code::UnknownStep,
                    node.name.span,
                    format!("there is no step `{}`", shorten(&node.name.value)),
                )
                .label("not a built-in step")
                .did_you_mean(near, "`passerelle functions` lists them all"),
            );
            return Expr::unknown(span);
        };
        let (Ok(table), true) = (self.arguments(node, function), self.takes(node, function, &input)) else {
            return Expr::unknown(span);
        };
        let literals: Vec<Literal> = node.args.iter().map(|arg| arg.value.clone()).collect();
        let media = self.head.media.as_ref().map(|media| media.value.as_str());
        let step = match (function.build)(&Args {
            literals: &literals,
            table: table.as_ref(),
            media,
            area: self.head.area.as_ref(),
        }) {
            Ok(step) => step,
            Err(wrong) => {
                self.report(
                    Diagnostic::new(Code::BadArgument, node.span, format!("`{}`: {wrong}", function.name))
                        .help(format!("its signature is `{}`", function.signature())),
                );
                return Expr::unknown(span);
            }
        };
        let ty = function.output(input.ty, table.as_deref());
        let args = literals.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let text =
            if args.is_empty() { function.name.to_owned() } else { format!("{}({args})", function.name) };
        let same = ty.kind == input.ty.kind;
        let vocabulary = match &table {
            Some(table) => Some(table.gives.value.clone()),
            None => input.vocabulary.clone().filter(|_| same),
        };
        let items = if same { input.items.clone() } else { Items::Plain };
        if let Some(table) = &table {
            self.used.tables.insert(table.name.clone());
        }
        let call = Call { text, name: node.name.value.clone(), takes: function.takes, step, table };
        Expr { span, ty, items, vocabulary, kind: ExprKind::Step(Box::new(input), call) }
    }

    /// The table that an argument names, if one does; the error stands for arguments that were reported.
    fn arguments(&mut self, node: &ast::Step, function: &Function) -> Result<Option<Arc<Table>>, Reported> {
        if node.args.len() != function.params.len() {
            let (found, wanted) = (node.args.len(), function.params.len());
            self.report(
                Diagnostic::new(
                    Code::ArgumentCount,
                    node.span,
                    format!("`{}` takes {}, not {found}", function.name, arguments(wanted)),
                )
                .label(format!("{} here", arguments(found)))
                .help(format!("its signature is `{}`", function.signature())),
            );
            return Err(Reported);
        }
        let mut table = None;
        for (param, arg) in function.params.iter().zip(&node.args) {
            let fits = match (param.kind, &arg.value) {
                (ParamKind::Text | ParamKind::Table, Literal::Text(_)) => true,
                (ParamKind::Country, Literal::Text(code)) => {
                    code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())
                }
                (ParamKind::Integer, Literal::Number(number)) => number.parse::<u32>().is_ok(),
                (
                    ParamKind::Text | ParamKind::Table | ParamKind::Country | ParamKind::Integer,
                    Literal::Text(_) | Literal::Number(_) | Literal::Date(_) | Literal::Boolean(_),
                ) => false,
            };
            if !fits {
                let wanted = match param.kind {
                    ParamKind::Text => "a quoted text",
                    ParamKind::Table => "the quoted name of a table",
                    ParamKind::Country => "a country in two capital letters, such as `\"FR\"`",
                    ParamKind::Integer => "a whole number",
                };
                self.report(
                    Diagnostic::new(
                        Code::ArgumentKind,
                        arg.span,
                        format!("`{}` of `{}` is {wanted}", param.name, function.name),
                    )
                    .label(format!("not {}", arg.value))
                    .help(format!("write {wanted}")),
                );
                return Err(Reported);
            }
            if let (ParamKind::Table, Literal::Text(name)) = (param.kind, &arg.value) {
                let found = self.table(name, arg).ok_or(Reported)?;
                table = Some(self.of_possible_types(found, node.span));
            }
        }
        Ok(table)
    }

    fn table(&mut self, name: &str, arg: &Spanned<Literal>) -> Option<Arc<Table>> {
        if let Some(table) = self.pack.tables.get(name) {
            return Some(Arc::clone(table));
        }
        // Its own mistakes were told; it is there.
        if self.pack.unreadable.iter().any(|known| known == name) {
            return None;
        }
        let near =
            nearest(name, self.pack.tables.keys().map(String::as_str)).map(|near| format!("\"{near}\""));
        let all = self.pack.tables.keys().cloned().collect::<Vec<_>>().join(", ");
        let mut diagnostic =
            Diagnostic::new(Code::UnknownTable, arg.span, format!("there is no table `{}`", shorten(name)))
                .label("looked for in the head's `tables`, then in tourinsoft/tables");
        diagnostic = match near {
            Some(near) => diagnostic.did_you_mean(Some(&near), ""),
            None => diagnostic.help(format!("write one of {all}, or add tables/{name}.yaml")),
        };
        self.report(diagnostic);
        None
    }

    /// Whether the step can be applied to its input.
    fn takes(&mut self, node: &ast::Step, function: &Function, input: &Expr) -> bool {
        if input.ty.kind == Kind::Unknown {
            // Its own mistake was reported; what the step makes of it is unknown too.
            return false;
        }
        let (kinds, whole) = match function.takes {
            Takes::Each(kinds) => (kinds, false),
            Takes::Whole(kinds) | Takes::Raw(kinds) => (kinds, true),
        };
        if let Some(wrong) = wrong_part(input, kinds) {
            let allowed = kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
            let makes = functions::makers(wrong.ty.kind, kinds, wrong.ty.many).join(", ");
            let diagnostic = Diagnostic::new(
                Code::StepInput,
                node.span,
                format!("`{}` cannot be applied to {}", function.name, wrong.ty.kind),
            )
            .label(format!("takes {allowed}"))
            .other(wrong.span, format!("this is {}", wrong.ty));
            let diagnostic = if function.cells.is_some() && matches!(wrong.items, Items::Served(..)) {
                diagnostic.help(
                    "give its fields the names of cells: `read PATH as LAYOUT`, with a layout that renames",
                )
            } else if makes.is_empty() {
                diagnostic.help(format!(
                    "put it before the step that makes {}, apply it to another value, or leave it out",
                    wrong.ty.kind
                ))
            } else {
                diagnostic.help(format!("put a step before it that makes what it takes: {makes}"))
            };
            self.report(diagnostic);
            return false;
        }
        if whole && !input.ty.many {
            let from = Span { start: input.span.end, ..node.span };
            self.report(
                Diagnostic::new(
                    Code::OneForList,
                    node.span,
                    format!("`{}` is for lists, and this is one value", function.name),
                )
                .other(input.span, format!("one {}", input.ty.kind))
                .repair("leave the step out", vec![Edit::new(from, "")]),
            );
            return false;
        }
        match function.cells {
            Some(cells) => self.cells(node, function, cells, input),
            None => true,
        }
    }

    /// Whether the elements have the cells that the step reads.
    fn cells(&mut self, node: &ast::Step, function: &Function, cells: Cells, input: &Expr) -> bool {
        let sources = sources(input);
        sources.into_iter().all(|(layout, path, span)| {
            let Some(layout) = self.layouts.get(layout.0 as usize).cloned() else { return true };
            if let Some(path) = path {
                // Of what the layout names it reads what it knows.
                let read = |cell: &str| cells.needs.contains(&cell) || cells.knows.contains(&cell);
                for (_, member) in layout.rename.iter().filter(|(cell, _)| read(&cell.value)) {
                    self.touch(format!("{path}.{member}"), node.span);
                }
            }
            self.has_cells(node, function, cells, &layout, span)
        })
    }

    fn has_cells(
        &mut self,
        node: &ast::Step,
        function: &Function,
        cells: Cells,
        layout: &Layout,
        span: Span,
    ) -> bool {
        let renames = !layout.rename.is_empty();
        let has = |name: &str| match &layout.shape {
            _ if renames => layout.rename.iter().any(|(cell, _)| cell.value == name),
            Shape::Cells(_, forms) => {
                forms.iter().all(|form| form.iter().any(|cell| cell.name.as_deref() == Some(name)))
            }
            Shape::Text => true,
        };
        let absent: Vec<&str> = cells.needs.iter().copied().filter(|name| !has(name)).collect();
        if absent.is_empty() {
            return true;
        }
        self.report(
            Diagnostic::new(
                Code::UnknownCell,
                node.span,
                format!(
                    "`{}` reads cells that the layout `{}` does not have",
                    function.name, layout.name.value
                ),
            )
            .label(format!("missing: {}", absent.join(", ")))
            .other(span, format!("read as a `{}`", layout.name.value))
            .help(format!("read the field with a layout that names {}", cells.needs.join(", "))),
        );
        false
    }
}

/// The layouts of a value's parts, with the path of what the feed serves.
fn sources(value: &Expr) -> Vec<(LayoutId, Option<String>, Span)> {
    if let ExprKind::Or(parts) | ExprKind::List(parts) = &value.kind {
        return parts.iter().flat_map(sources).collect();
    }
    match &value.items {
        Items::Cells(layout) => vec![(*layout, None, value.span)],
        Items::Served(path, Some(layout)) => vec![(*layout, Some(path.clone()), value.span)],
        Items::Served(_, None) | Items::Plain => Vec::new(),
    }
}

/// The part of a value that is of none of these kinds: each alternative and each part of a list counts.
fn wrong_part<'e>(value: &'e Expr, kinds: &[Kind]) -> Option<&'e Expr> {
    match &value.kind {
        ExprKind::Or(parts) | ExprKind::List(parts) => parts.iter().find_map(|part| wrong_part(part, kinds)),
        ExprKind::Field(_)
        | ExprKind::Read(..)
        | ExprKind::Let(_)
        | ExprKind::It
        | ExprKind::Constant(_)
        | ExprKind::Pick(..)
        | ExprKind::Cell(..)
        | ExprKind::Collection(_)
        | ExprKind::Inner(..)
        | ExprKind::Layout(..)
        | ExprKind::Step(..) => {
            (!kinds.contains(&value.ty.kind) && value.ty.kind != Kind::Unknown).then_some(value)
        }
    }
}

fn arguments(count: usize) -> String {
    match count {
        0 => "no argument".to_owned(),
        1 => "one argument".to_owned(),
        other => format!("{other} arguments"),
    }
}

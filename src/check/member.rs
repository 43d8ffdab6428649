//! What a dot leads to: a cell of an item that a layout cut, or a member of an object that the feed serves.

use super::Checker;
use super::ir::{Expr, ExprKind, Items, LayoutId, Take};
use super::path::laid_out;
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::manifest::Shape;
use crate::source::{Span, Spanned};
use crate::syntax::ast;
use crate::value::{Kind, Ty, nearest, shorten};

impl Checker<'_> {
    /// `….min`, `….Services[all]`
    pub(super) fn segment(&mut self, from: Expr, segment: &ast::Segment, scope: &Scope<'_>) -> Expr {
        if from.ty.kind == Kind::Unknown {
            return from;
        }
        let name = &segment.name;
        let span = from.span.to(segment.pick.as_ref().map_or(name.span, |pick| pick.span));
        match from.items.clone() {
            Items::Plain => self.no_cells(&from, name),
            Items::Cells(layout) => self.cell(from, layout, segment, span, scope),
            Items::Served(path, layout) => self.object_member(from, &path, layout, segment, span, scope),
        }
    }

    fn no_cells(&mut self, from: &Expr, name: &ast::Name) -> Expr {
        self.report(
            Diagnostic::new(
                Code::NoCells,
                name.span,
                format!("there is no cell `{}` here", shorten(&name.value)),
            )
            .label(format!("what stands before the dot is {}", from.ty))
            .help("read the field with a layout that has cells"),
        );
        Expr::unknown(from.span)
    }

    /// A cell of an item that a layout cut.
    fn cell(
        &mut self,
        from: Expr,
        layout: LayoutId,
        segment: &ast::Segment,
        span: Span,
        scope: &Scope<'_>,
    ) -> Expr {
        let name = &segment.name;
        let Some(layout) = self.layouts.get(layout.0 as usize).cloned() else { return Expr::unknown(span) };
        let Shape::Cells(_, forms) = &layout.shape else { return Expr::unknown(span) };
        let cells = || forms.iter().flatten();
        let Some(cell) = cells().find(|cell| cell.name.as_deref() == Some(name.value.as_str())) else {
            let mut names: Vec<&str> = cells().filter_map(|cell| cell.name.as_deref()).collect();
            names.dedup();
            let near = nearest(&name.value, names.iter().copied());
            let all = names.join(", ");
            self.report(
                Diagnostic::new(
                    Code::UnknownCell,
                    name.span,
                    format!("the layout `{}` has no cell `{}`", layout.name.value, shorten(&name.value)),
                )
                .note("another field of the record is reached through a `let` outside")
                .did_you_mean(near, format!("its cells are {all}")),
            );
            return Expr::unknown(span);
        };
        let many = from.ty.many;
        let kind = ExprKind::Cell(Box::new(from), name.value.clone());
        let one = Expr::plain(span, Ty { kind: Kind::Raw, many }, kind);
        match cell.layout.as_ref().and_then(|layout| self.layout(layout)) {
            Some(inner) => self.read_inside(one, inner, "", segment, many, scope),
            None => match &segment.pick {
                Some(pick) => {
                    self.brackets_on_one(name, pick);
                    Expr::unknown(span)
                }
                None => one,
            },
        }
    }

    /// A member of an object that the feed serves.
    fn object_member(
        &mut self,
        from: Expr,
        path: &str,
        layout: Option<LayoutId>,
        segment: &ast::Segment,
        span: Span,
        scope: &Scope<'_>,
    ) -> Expr {
        let name = &segment.name;
        let own = layout
            .and_then(|layout| self.layouts.get(layout.0 as usize))
            .and_then(|layout| layout.rename.iter().find(|(cell, _)| cell.value == name.value))
            .map_or(name.value.as_str(), |(_, member)| member.as_str())
            .to_owned();
        if self.is_text(path) {
            return self.no_cells(&from, name);
        }
        let path = format!("{path}.{own}");
        self.touch(path.clone(), name.span);
        let many = from.ty.many;
        if let Some(read) = scope.find_read(&path).cloned() {
            self.used.reads.insert(read.span);
            let kind = match self.layouts.get(read.layout.0 as usize) {
                Some(layout) if !layout.rename.is_empty() => ExprKind::Inner(Box::new(from), own, Take::All),
                Some(_) | None => ExprKind::Cell(Box::new(from), own),
            };
            let one = Expr::plain(span, Ty { kind: Kind::Raw, many }, kind);
            return self.read_inside(one, read.layout, &path, segment, many, scope);
        }
        let items = Items::Served(path.clone(), None);
        match &segment.pick {
            Some(pick) if self.is_text(&path) => {
                self.brackets_on_one(name, pick);
                Expr::unknown(span)
            }
            Some(pick) => {
                if let (Some(of), true) = (one_of(pick), many) {
                    let kind = ExprKind::Inner(Box::new(from), own, of);
                    return Expr { items, ..Expr::plain(span, Ty::list(Kind::Raw), kind) };
                }
                let kind = ExprKind::Inner(Box::new(from), own, Take::All);
                let whole = Expr { items, ..Expr::plain(span, Ty::list(Kind::Raw), kind) };
                self.pick(whole, pick, scope)
            }
            None if self.is_collection(&path) => self.collection_without_brackets(name, &path),
            None => {
                let kind = ExprKind::Cell(Box::new(from), own);
                Expr { items, ..Expr::plain(span, Ty { kind: Kind::Raw, many }, kind) }
            }
        }
    }

    /// A cell or member that a layout takes apart further.
    fn read_inside(
        &mut self,
        one: Expr,
        layout: LayoutId,
        path: &str,
        segment: &ast::Segment,
        many: bool,
        scope: &Scope<'_>,
    ) -> Expr {
        let Some(found) = self.layouts.get(layout.0 as usize).cloned() else { return one };
        let span = one.span;
        let of = segment.pick.as_ref().and_then(one_of).filter(|_| many);
        let kind = ExprKind::Layout(Box::new(one), layout, of.unwrap_or(Take::All));
        let mut whole = laid_out(&found, layout, path, span, kind, false);
        if of.is_some() && whole.ty.many {
            // One of each is still a list.
            return whole;
        }
        whole = self.quantity(whole, segment, None, scope);
        whole.ty.many |= many && whole.ty.kind != Kind::Unknown;
        whole
    }

    fn brackets_on_one(&mut self, name: &ast::Name, pick: &Spanned<ast::Pick>) {
        self.report(
            Diagnostic::new(
                Code::BracketsTooMany,
                pick.span,
                format!("the cell `{}` holds one value", shorten(&name.value)),
            )
            .repair("leave the brackets out", vec![Edit::new(pick.span, "")]),
        );
    }
}

/// `[first]` and `[only]` speak of the collection that they stand behind: one of each, where there are several.
fn one_of(pick: &Spanned<ast::Pick>) -> Option<Take> {
    match pick.value {
        ast::Pick::First => Some(Take::First),
        ast::Pick::Only => Some(Take::Only),
        ast::Pick::All | ast::Pick::Where(_) => None,
    }
}

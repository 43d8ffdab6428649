//! Paths: which field, which element, which cell.

use super::Checker;
use super::ir::{Expr, ExprKind, LayoutId, Pick};
use super::scope::{Element, Scope};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::manifest::Shape;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Root};
use crate::value::{Kind, Ty, nearest, shorten};

impl Checker<'_> {
    /// `TARIFS[all].min`, `$numbers`, `it`
    pub(super) fn path(&mut self, node: &ast::Path, scope: &Scope<'_>) -> Expr {
        let mut segments = node.segments.iter();
        let mut value = match &node.root {
            Root::Let(name) => self.let_path(name, node.span, scope),
            Root::It(span) => self.it(*span, scope),
            Root::Field => match segments.next() {
                Some(segment) => self.first_segment(segment, scope),
                None => Expr::unknown(node.span),
            },
        };
        for segment in segments {
            value = self.cell(value, &segment.name, node.span);
            if let Some(pick) = &segment.pick
                && value.ty.kind != Kind::Unknown
            {
                self.brackets_on_one(&segment.name, pick);
                return Expr::unknown(node.span);
            }
        }
        value
    }

    fn let_path(&mut self, name: &ast::Name, span: Span, scope: &Scope<'_>) -> Expr {
        let Some(binding) = scope.find_let(&name.value).cloned() else {
            if !self.broken.lets.contains(&name.value) {
                let near = nearest(&name.value, scope.lets.iter().map(|binding| binding.name.as_str()));
                let diagnostic = Diagnostic::new(
                    Code::UnknownLet,
                    name.span,
                    format!("no `let {}` is in sight", shorten(&name.value)),
                )
                .note("a `let` is seen in its own block; at the top of a file, in that file")
                .did_you_mean(near, format!("write `let {} = …` in this block", name.value));
                self.report(diagnostic);
            }
            return Expr::unknown(span);
        };
        self.used.lets.insert(binding.span);
        match self.let_value(&binding, scope) {
            Some(value) => match binding.means {
                super::scope::Meaning::Element(_) => value,
                super::scope::Meaning::Record { id, .. } => {
                    let kind = ExprKind::Let(super::ir::LetId(u32::try_from(id).unwrap_or(u32::MAX)));
                    Expr { span, kind, ..value }
                }
            },
            None => Expr::unknown(span),
        }
    }

    fn it(&mut self, span: Span, scope: &Scope<'_>) -> Expr {
        match &scope.element {
            Some(Element::Text) => Expr::plain(span, Ty::one(Kind::Raw), ExprKind::It),
            Some(Element::Cells(layout)) => {
                let layout = Some(*layout);
                Expr { layout, ..Expr::plain(span, Ty::one(Kind::Element), ExprKind::It) }
            }
            Some(Element::Unknown) => Expr::unknown(span),
            None => {
                self.report(
                    Diagnostic::new(Code::Misplaced, span, "`it` stands for nothing here")
                        .note("`it` is the element inside `each` and inside brackets")
                        .help("name a field; a field called `it` is written in back-quotes"),
                );
                Expr::unknown(span)
            }
        }
    }

    fn first_segment(&mut self, segment: &ast::Segment, scope: &Scope<'_>) -> Expr {
        let name = &segment.name;
        match &scope.element {
            None => self.field(segment, scope),
            Some(Element::Unknown) => Expr::unknown(name.span),
            Some(Element::Text) => {
                self.report(
                    Diagnostic::new(
                        Code::NoCells,
                        name.span,
                        format!("the element here is a text and has no cell `{}`", shorten(&name.value)),
                    )
                    .note("another field of the record is reached through a `let` outside")
                    .repair("take the element itself", vec![Edit::new(name.span, "it")]),
                );
                Expr::unknown(name.span)
            }
            Some(Element::Cells(layout)) => {
                let layout = *layout;
                let element = Expr {
                    layout: Some(layout),
                    ..Expr::plain(name.span, Ty::one(Kind::Element), ExprKind::It)
                };
                let value = self.cell(element, name, name.span);
                match &segment.pick {
                    Some(pick) if value.ty.kind != Kind::Unknown => {
                        self.brackets_on_one(name, pick);
                        Expr::unknown(name.span)
                    }
                    Some(_) | None => value,
                }
            }
        }
    }

    /// A field of the record.
    fn field(&mut self, segment: &ast::Segment, scope: &Scope<'_>) -> Expr {
        let name = &segment.name;
        let span = segment.pick.as_ref().map_or(name.span, |pick| name.span.to(pick.span));
        if !self.fields.iter().any(|(field, _)| *field == name.value) {
            self.fields.push((name.value.clone(), name.span));
        }
        let Some(read) = scope.find_read(&name.value).cloned() else {
            return self.plain_field(segment, span);
        };
        self.used.reads.insert(read.span);
        let Some(layout) = self.layouts.get(read.layout.0 as usize).cloned() else {
            return Expr::unknown(span);
        };
        let kind = match layout.shape {
            Shape::Text => Kind::Raw,
            Shape::Cells(..) => Kind::Element,
        };
        let whole = Expr {
            span,
            ty: Ty { kind, many: layout.items.is_some() },
            layout: (kind == Kind::Element).then_some(read.layout),
            vocabulary: None,
            kind: ExprKind::Read(name.value.clone(), read.layout),
        };
        match (&segment.pick, layout.items.is_some()) {
            (Some(pick), true) => self.pick(whole, pick, scope),
            (None, false) => whole,
            (None, true) => {
                let end = Span { start: name.span.end, ..name.span };
                let diagnostic = Diagnostic::new(
                    Code::BracketsMissing,
                    name.span,
                    format!("`{}` holds several values: which of them?", shorten(&name.value)),
                )
                .label("`[all]`, `[first]`, `[only]`, or a test such as `[kind is \"Mél\"]`")
                .other(read.span, format!("read as a `{}` here", layout.name.value))
                .repair("take them all", vec![Edit::new(end, "[all]")]);
                self.report(diagnostic);
                Expr::unknown(span)
            }
            (Some(pick), false) => {
                let diagnostic = Diagnostic::new(
                    Code::BracketsTooMany,
                    pick.span,
                    format!("`{}` holds one value", shorten(&name.value)),
                )
                .other(read.span, format!("the layout `{}` makes one item of it", layout.name.value))
                .repair("leave the brackets out", vec![Edit::new(pick.span, "")]);
                self.report(diagnostic);
                Expr::unknown(span)
            }
        }
    }

    /// A field that no layout reads: a text.
    fn plain_field(&mut self, segment: &ast::Segment, span: Span) -> Expr {
        let name = &segment.name;
        if let Some(pick) = &segment.pick {
            if !self.broken.reads.contains(&name.value) && !self.unread.contains(&name.value) {
                let diagnostic = Diagnostic::new(
                    Code::BracketsTooMany,
                    pick.span,
                    format!("`{}` is one text: nothing takes it apart", shorten(&name.value)),
                )
                .note("the feeds of this version are flat: a list is a text until a layout reads it")
                .help(format!(
                    "write `read {} as list` at the top of the file, or leave the brackets out",
                    name.value
                ));
                self.report(diagnostic);
            }
            return Expr::unknown(span);
        }
        let code = self.pack.types.vocabulary.has(&name.value) || {
            self.pack.vocabularies.values().any(|vocabulary| vocabulary.has(&name.value))
        };
        let absent = self.observed.is_some_and(|observed| !observed.fields.contains(&name.value));
        if code && absent {
            let diagnostic = Diagnostic::new(
                Code::Unquoted,
                name.span,
                format!("`{}` is a code, and a bare word is a field", name.value),
            )
            .label("the feed has no field of that name")
            .repair("quote it", vec![Edit::new(name.span, format!("\"{}\"", name.value))]);
            self.report(diagnostic);
            self.fields.retain(|(field, _)| *field != name.value);
            return Expr::unknown(span);
        }
        Expr::plain(span, Ty::one(Kind::Raw), ExprKind::Field(name.value.clone()))
    }

    /// `[all]`, `[first]`, `[only]`, `[kind is "Mél"]`
    fn pick(&mut self, whole: Expr, pick: &Spanned<ast::Pick>, scope: &Scope<'_>) -> Expr {
        let picked = match &pick.value {
            ast::Pick::All => return whole,
            ast::Pick::First => Pick::First,
            ast::Pick::Only => Pick::Only,
            ast::Pick::Where(test) => {
                let inside = scope.inside(element_of(&whole));
                Pick::Where(Box::new(self.test(test, &inside)))
            }
        };
        let many = matches!(picked, Pick::Where(_));
        Expr {
            span: whole.span,
            ty: Ty { kind: whole.ty.kind, many },
            layout: whole.layout,
            vocabulary: None,
            kind: ExprKind::Pick(Box::new(whole), picked),
        }
    }

    /// `….min`
    fn cell(&mut self, from: Expr, name: &ast::Name, span: Span) -> Expr {
        if from.ty.kind == Kind::Unknown {
            return from;
        }
        let Some(layout) = from.layout.and_then(|id: LayoutId| self.layouts.get(id.0 as usize).cloned())
        else {
            self.report(
                Diagnostic::new(
                    Code::NoCells,
                    name.span,
                    format!("there is no cell `{}` here", shorten(&name.value)),
                )
                .label(format!("what stands before the dot is {}", from.ty))
                .help("read the field with a layout that has cells"),
            );
            return Expr::unknown(span);
        };
        let Shape::Cells(_, forms) = &layout.shape else { return Expr::unknown(span) };
        let cells = || forms.iter().flatten();
        match cells().find(|cell| cell.name.as_deref() == Some(name.value.as_str())) {
            Some(cell) if cell.layout.is_some() => {
                self.not_available(name.span, "the parts of a cell that a layout takes apart further");
                Expr::unknown(span)
            }
            Some(_) => {
                let ty = Ty { kind: Kind::Raw, many: from.ty.many };
                Expr::plain(span, ty, ExprKind::Cell(Box::new(from), name.value.clone()))
            }
            None => {
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
                Expr::unknown(span)
            }
        }
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

/// What names inside brackets, or inside `each`, belong to.
pub(super) fn element_of(value: &Expr) -> Element {
    match (value.ty.kind, value.layout) {
        (Kind::Element, Some(layout)) => Element::Cells(layout),
        (Kind::Raw | Kind::Text, _) => Element::Text,
        _ => Element::Unknown,
    }
}

//! Paths: which field, which element, which cell.

use super::Checker;
use super::ir::{Expr, ExprKind, Items, LayoutId, Pick};
use super::scope::{Element, Scope};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::manifest::{Layout, Shape};
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
            value = self.segment(value, segment, scope);
        }
        // What a segment names is noted there.
        if let (Items::Served(path, _), true) = (&value.items, node.segments.is_empty()) {
            self.touch(path.clone(), node.span);
        }
        value.span = node.span;
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
            Some(element) => element.value(span),
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
            Some(Element::Text(field)) => {
                let mut diagnostic = Diagnostic::new(
                    Code::NoCells,
                    name.span,
                    format!("the element here is a text and has no cell `{}`", shorten(&name.value)),
                );
                if let Some(read) = field.as_ref().and_then(|field| scope.find_read(field)) {
                    let layout = self.layouts.get(read.layout.0 as usize);
                    let layout = layout.map_or("", |layout| layout.name.value.as_str());
                    diagnostic =
                        diagnostic.other(read.span, format!("read as a `{layout}`, which has no cells"));
                }
                let read = field.as_ref().and_then(|field| scope.find_read(field));
                // Where another layer changed the layout, it is that which does not fit.
                let elsewhere = read.is_some_and(|read| read.span.file != name.span.file);
                self.report(if elsewhere {
                    diagnostic.help("read it with a layout that has this cell, or override the rule")
                } else {
                    diagnostic
                        .note("another field of the record is reached through a `let` outside")
                        .repair("take the element itself", vec![Edit::new(name.span, "it")])
                });
                Expr::unknown(name.span)
            }
            Some(element @ (Element::Cells(_) | Element::Served(..))) => {
                let element = element.value(name.span);
                self.segment(element, segment, scope)
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
        self.touch(name.value.clone(), name.span);
        let Some(read) = scope.find_read(&name.value).cloned() else {
            return self.plain_field(segment, span, scope);
        };
        self.used.reads.insert(read.span);
        let Some(layout) = self.layouts.get(read.layout.0 as usize).cloned() else {
            return Expr::unknown(span);
        };
        let kind = ExprKind::Read(name.value.clone(), read.layout);
        let whole = laid_out(&layout, read.layout, &name.value, span, kind, false);
        self.quantity(whole, segment, Some((&layout, read.span)), scope)
    }

    /// What brackets make of a value that a layout took apart, or of a collection.
    pub(super) fn quantity(
        &mut self,
        whole: Expr,
        segment: &ast::Segment,
        read: Option<(&Layout, Span)>,
        scope: &Scope<'_>,
    ) -> Expr {
        let (name, span) = (&segment.name, whole.span);
        match (&segment.pick, whole.ty.many) {
            (Some(pick), true) => self.pick(whole, pick, scope),
            (None, false) => whole,
            (None, true) => {
                let end = Span { start: name.span.end, ..name.span };
                let mut diagnostic = Diagnostic::new(
                    Code::BracketsMissing,
                    name.span,
                    format!("`{}` holds several values: which of them?", shorten(&name.value)),
                )
                .label("`[all]`, `[first]`, `[only]`, or a test such as `[kind is \"Mél\"]`");
                if let Some((layout, read)) = read {
                    diagnostic = diagnostic.other(read, format!("read as a `{}` here", layout.name.value));
                }
                self.report(diagnostic.repair("take them all", vec![Edit::new(end, "[all]")]));
                Expr::unknown(span)
            }
            (Some(pick), false) => {
                let mut diagnostic = Diagnostic::new(
                    Code::BracketsTooMany,
                    pick.span,
                    format!("`{}` holds one value", shorten(&name.value)),
                );
                if let Some((layout, read)) = read {
                    let label = format!("the layout `{}` makes one item of it", layout.name.value);
                    diagnostic = diagnostic.other(read, label);
                }
                self.report(diagnostic.repair("leave the brackets out", vec![Edit::new(pick.span, "")]));
                Expr::unknown(span)
            }
        }
    }

    /// A field that no layout reads: a text, an object, or with brackets a collection.
    fn plain_field(&mut self, segment: &ast::Segment, span: Span, scope: &Scope<'_>) -> Expr {
        let name = &segment.name;
        let items = Items::Served(name.value.clone(), None);
        if let Some(pick) = &segment.pick {
            if self.broken.reads.contains(&name.value) || self.unread.contains(&name.value) {
                return Expr::unknown(span);
            }
            if self.is_text(&name.value) {
                let diagnostic = Diagnostic::new(
                    Code::BracketsTooMany,
                    pick.span,
                    format!("`{}` is one text: nothing takes it apart", shorten(&name.value)),
                )
                .note("in the recorded feed it is no collection; a list written as a text needs a layout")
                .help(format!(
                    "write `read {} as list` at the top of the file, or leave the brackets out",
                    name.value
                ));
                self.report(diagnostic);
                return Expr::unknown(span);
            }
            let kind = ExprKind::Collection(name.value.clone());
            let whole = Expr { items, ..Expr::plain(span, Ty::list(Kind::Raw), kind) };
            return self.pick(whole, pick, scope);
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
            .mend("quote it", vec![Edit::new(name.span, format!("\"{}\"", name.value))]);
            self.report(diagnostic);
            self.fields.retain(|(field, _)| *field != name.value);
            self.touched.retain(|touch| touch.path != name.value);
            return Expr::unknown(span);
        }
        if self.is_collection(&name.value) {
            return self.collection_without_brackets(name, &name.value);
        }
        Expr { items, ..Expr::plain(span, Ty::one(Kind::Raw), ExprKind::Field(name.value.clone())) }
    }

    pub(super) fn collection_without_brackets(&mut self, name: &ast::Name, path: &str) -> Expr {
        // What is in it is meant to be read: it is not told to be uncovered.
        let inside = format!("{path}.");
        if let Some(observed) = self.observed {
            for below in observed.paths.keys().filter(|other| other.starts_with(&inside)) {
                self.touch(below.clone(), name.span);
            }
        }
        let end = Span { start: name.span.end, ..name.span };
        self.report(
            Diagnostic::new(
                Code::BracketsMissing,
                name.span,
                format!("`{}` is a collection: which of its elements?", shorten(&name.value)),
            )
            .label("`[all]`, `[first]`, `[only]`, or a test such as `[kind is \"Mél\"]`")
            .repair("take them all", vec![Edit::new(end, "[all]")]),
        );
        Expr::unknown(name.span)
    }

    /// `[all]`, `[first]`, `[only]`, `[kind is "Mél"]`
    pub(super) fn pick(&mut self, whole: Expr, pick: &Spanned<ast::Pick>, scope: &Scope<'_>) -> Expr {
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
            items: whole.items.clone(),
            vocabulary: None,
            kind: ExprKind::Pick(Box::new(whole), picked),
        }
    }

    /// Whether the recorded feed shows a text at a path, and never anything else.
    pub(super) fn is_text(&self, path: &str) -> bool {
        self.observed.is_some_and(|observed| match observed.paths.get(path) {
            Some(seen) => seen.lists + seen.objects == 0 && (seen.texts > 0 || observed.flat),
            None => false,
        })
    }

    /// Whether the recorded feed shows a collection at a path.
    pub(super) fn is_collection(&self, path: &str) -> bool {
        self.observed
            .and_then(|observed| observed.paths.get(path))
            // Where it is sometimes a text, the records tell.
            .is_some_and(|seen| seen.lists > 0 && seen.texts == 0)
    }
}

/// A value under a layout: its type and what its elements hold.
pub(super) fn laid_out(
    layout: &Layout,
    id: LayoutId,
    path: &str,
    span: Span,
    kind: ExprKind,
    many: bool,
) -> Expr {
    let (of, items, several) = if layout.rename.is_empty() {
        match layout.shape {
            Shape::Text => (Kind::Raw, Items::Plain, layout.items.is_some()),
            Shape::Cells(..) => (Kind::Element, Items::Cells(id), layout.items.is_some()),
        }
    } else {
        (Kind::Element, Items::Served(path.to_owned(), Some(id)), true)
    };
    Expr { items, ..Expr::plain(span, Ty { kind: of, many: many || several }, kind) }
}

/// What names inside brackets, or inside `each`, belong to.
pub(super) fn element_of(value: &Expr) -> Element {
    match (value.ty.kind, &value.items) {
        (Kind::Unknown, _) => Element::Unknown,
        (_, Items::Cells(layout)) => Element::Cells(*layout),
        (_, Items::Served(path, layout)) => Element::Served(path.clone(), *layout),
        (Kind::Raw | Kind::Text, Items::Plain) => Element::Text(field_of(value)),
        (_, Items::Plain) => Element::Unknown,
    }
}

/// The field whose elements these are.
fn field_of(value: &Expr) -> Option<String> {
    match &value.kind {
        ExprKind::Read(field, _) => Some(field.clone()),
        ExprKind::Pick(from, _) => field_of(from),
        ExprKind::Field(_)
        | ExprKind::Collection(_)
        | ExprKind::Let(_)
        | ExprKind::It
        | ExprKind::Constant(_)
        | ExprKind::Or(_)
        | ExprKind::List(_)
        | ExprKind::Cell(..)
        | ExprKind::Inner(..)
        | ExprKind::Layout(..)
        | ExprKind::Step(..) => None,
    }
}

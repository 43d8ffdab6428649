//! What names mean at a place.

use std::rc::Rc;

use super::ir::{Expr, ExprKind, Items, LayoutId};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Kind, Ty};

/// What names mean at a place.
#[derive(Clone, Debug)]
pub(super) struct Scope<'a> {
    /// The `let`s in sight, nearest last.
    pub(super) lets: Vec<Binding<'a>>,
    /// The fields that are read by a layout.
    pub(super) reads: Rc<Vec<Read>>,
    /// The element that names belong to, inside `each` and brackets.
    pub(super) element: Option<Element>,
}

/// A `let` in sight.
#[derive(Clone, Debug)]
pub(super) struct Binding<'a> {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) means: Meaning<'a>,
}

/// What a `let` stands for.
#[derive(Clone, Debug)]
pub(super) enum Meaning<'a> {
    /// A value of the record, made once: its number, and how many of the `let`s in sight it sees itself.
    Record { id: usize, node: &'a ast::Let, sees: usize },
    /// A value of an element, repeated where it is used.
    Element(Box<Expr>),
}

/// A field that is read by a layout.
#[derive(Clone, Debug)]
pub(super) struct Read {
    /// `TEL`, or a member of a collection: `Traces.Points`.
    pub(super) field: String,
    pub(super) layout: LayoutId,
    pub(super) span: Span,
}

/// The element inside `each` and brackets.
#[derive(Clone, Debug)]
pub(super) enum Element {
    /// A text, only `it`; and the field that it was taken out of, if one `read` did that.
    Text(Option<String>),
    /// An item with cells.
    Cells(LayoutId),
    /// What the feed serves at a path: an object, or a text.
    Served(String, Option<LayoutId>),
    /// Something that was reported already.
    Unknown,
}

impl Element {
    /// The element itself.
    pub(super) fn value(&self, span: Span) -> Expr {
        let (kind, items) = match self {
            Self::Text(_) => (Kind::Raw, Items::Plain),
            Self::Cells(layout) => (Kind::Element, Items::Cells(*layout)),
            Self::Served(path, None) => (Kind::Raw, Items::Served(path.clone(), None)),
            Self::Served(path, layout) => (Kind::Element, Items::Served(path.clone(), *layout)),
            Self::Unknown => return Expr::unknown(span),
        };
        Expr { items, ..Expr::plain(span, Ty::one(kind), ExprKind::It) }
    }
}

impl<'a> Scope<'a> {
    /// The nearest `let` of that name.
    pub(super) fn find_let(&self, name: &str) -> Option<&Binding<'a>> {
        self.lets.iter().rev().find(|binding| binding.name == name)
    }

    /// How the record's field of that name is read.
    pub(super) fn find_read(&self, field: &str) -> Option<&Read> {
        self.reads.iter().find(|read| read.field == field)
    }

    /// The same names, seen from inside an element.
    pub(super) fn inside(&self, element: Element) -> Self {
        Self { lets: self.lets.clone(), reads: Rc::clone(&self.reads), element: Some(element) }
    }

    /// The same names, seen from the record.
    pub(super) fn outside(&self) -> Self {
        Self { lets: self.lets.clone(), reads: Rc::clone(&self.reads), element: None }
    }
}

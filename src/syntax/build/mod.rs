//! Pairs of pest → tree, one file for each kind of construct.
//!
//! **Invariant:** building cannot fail on pairs that the grammar made, but for what the grammar cannot say (a date
//! that no calendar has): such a place is reported and given a harmless value.

mod data;
mod decide;
mod path;
mod statement;
mod test;
mod value;

use pest::iterators::Pair;

use super::ast::Name;
use super::grammar::Rule;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span, Spanned};
use crate::value::{Literal, normalise};

/// Builds the tree of one parsed text, which began at byte `base` of `file`.
pub(super) struct Builder<'d> {
    pub(super) file: FileId,
    pub(super) base: usize,
    pub(super) diagnostics: &'d mut Diagnostics,
}

type Node<'i> = Pair<'i, Rule>;

/// The pairs inside, without comments.
fn inner(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.into_inner().filter(|pair| pair.as_rule() != Rule::COMMENT)
}

/// The pairs inside of one rule.
fn all_of(node: Node<'_>, wanted: Rule) -> impl Iterator<Item = Node<'_>> {
    inner(node).filter(move |pair| pair.as_rule() == wanted)
}

/// The first pair inside of one rule.
fn find(node: Node<'_>, wanted: Rule) -> Option<Node<'_>> {
    all_of(node, wanted).next()
}

/// Where the last token of a pair ends. Every token has a name, so the last pair inside is the last token.
fn end(node: &Node<'_>) -> usize {
    match inner(node.clone()).last() {
        Some(last) => end(&last),
        None => node.as_span().end(),
    }
}

impl Builder<'_> {
    /// The place of a pair: from its first token to its last, without the blanks and comments behind it.
    fn span(&self, node: &Node<'_>) -> Span {
        Span::new(self.file, self.base + node.as_span().start(), self.base + end(node))
    }

    /// `NOMOFFRE`, `` `2eme-nom` ``
    fn name(&self, node: &Node<'_>) -> Name {
        let text = node.as_str().trim_matches('`');
        Spanned::new(normalise(text).into_owned(), self.span(node))
    }

    /// `"text"`
    fn string(&self, node: &Node<'_>) -> Spanned<String> {
        let text = node.as_str();
        let body = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let mut value = String::with_capacity(body.len());
        let mut escaped = false;
        for c in body.chars() {
            match (escaped, c) {
                (false, '\\') => escaped = true,
                (true, 'n') => {
                    value.push('\n');
                    escaped = false;
                }
                (_, c) => {
                    value.push(c);
                    escaped = false;
                }
            }
        }
        Spanned::new(normalise(&value).into_owned(), self.span(node))
    }

    /// `"text"`, `2015-01-01`, `12.5`, `true`
    fn literal(&mut self, node: Node<'_>) -> Spanned<Literal> {
        let span = self.span(&node);
        let inner = inner(node).next().expect("a literal holds its one form");
        let value = if inner.as_rule() == Rule::string {
            Literal::Text(self.string(&inner).value)
        } else if inner.as_rule() == Rule::date {
            match inner.as_str().parse() {
                Ok(date) => Literal::Date(date),
                Err(_) => {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::Unexpected,
                            span,
                            format!("`{}` is no day of the calendar", inner.as_str()),
                        )
                        .label("a date is written year-month-day")
                        .help("write a day that exists, such as `2015-01-31`"),
                    );
                    Literal::Date(jiff::civil::Date::constant(2000, 1, 1))
                }
            }
        } else if inner.as_rule() == Rule::boolean {
            Literal::Boolean(inner.as_str() == "true")
        } else {
            Literal::Number(inner.as_str().to_owned())
        };
        Spanned::new(value, span)
    }

    /// All literals inside.
    fn literals(&mut self, node: Node<'_>) -> Vec<Spanned<Literal>> {
        let nodes: Vec<Node<'_>> = all_of(node, Rule::literal).collect();
        nodes.into_iter().map(|literal| self.literal(literal)).collect()
    }

    /// `because "why"`
    fn because(&self, node: Node<'_>) -> Spanned<String> {
        let string = find(node, Rule::string).expect("`because` is followed by its text");
        self.string(&string)
    }
}

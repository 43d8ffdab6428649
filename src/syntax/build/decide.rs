//! Decision tables.

use super::statement::stop_verb;
use super::{Builder, Node, all_of, find};
use crate::source::Spanned;
use crate::syntax::ast::{Cell, Column, Decide, Row};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn decide(&mut self, node: Node<'_>) -> Decide {
        let span = self.span(&node);
        let verb = self.verb(node.clone());
        let header = find(node.clone(), Rule::header).expect("a decision has a header");
        let columns: Vec<Node<'_>> = all_of(header, Rule::column).collect();
        let columns = columns.into_iter().map(|column| self.column(column)).collect();
        let rows: Vec<Node<'_>> = all_of(node, Rule::row).collect();
        let rows = rows.into_iter().map(|row| self.row(row)).collect();
        Decide { span, verb, columns, rows }
    }

    fn column(&mut self, node: Node<'_>) -> Column {
        match find(node.clone(), Rule::path) {
            Some(path) => Column::Tested(self.path(path)),
            None => {
                let name = find(node, Rule::name).expect("`->` is followed by a target");
                Column::Target(self.name(&name))
            }
        }
    }

    fn row(&mut self, node: Node<'_>) -> Row {
        let span = self.span(&node);
        let cells: Vec<Node<'_>> = all_of(node, Rule::cell).collect();
        Row { span, cells: cells.into_iter().map(|cell| self.cell(cell)).collect() }
    }

    fn cell(&mut self, node: Node<'_>) -> Spanned<Cell> {
        let span = self.span(&node);
        let cell = if let Some(fit) = find(node.clone(), Rule::fit) {
            match fit.as_str() {
                "any" => Cell::Any,
                "otherwise" => Cell::Otherwise,
                "missing" => Cell::Missing,
                _ => Cell::Present,
            }
        } else if let Some(verb) = find(node.clone(), Rule::stop_verb) {
            let because = find(node, Rule::string).expect("a stop in a cell says why");
            Cell::Stop(stop_verb(&verb), self.string(&because))
        } else if let Some(values) = find(node.clone(), Rule::values) {
            let negated = find(node, Rule::k_not).is_some();
            let values = self.literals(values);
            if negated { Cell::Not(values) } else { Cell::Values(values) }
        } else {
            Cell::Nothing
        };
        Spanned::new(cell, span)
    }
}

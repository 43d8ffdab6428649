//! From the labels of a field straight to the codes of a table: most lists are made so.
//!
//! **Invariant:** what is written, counted and reported is what [`State::values`] would give, step by step.

use std::borrow::Cow;

use super::Sink;
use super::list::List;
use super::record::State;
use super::value::give;
use crate::program::{Items, Node, NodeId, RuleId, TableId};
use crate::value::{Value, is_blank, trim};

/// Labels, and the table that knows their codes.
struct Labels<'r> {
    items: Items<'r>,
    node: NodeId,
    table: TableId,
    several: bool,
}

impl<'r> State<'r> {
    /// The labels of a value that is a field taken apart and looked up; none where it is anything else.
    fn labels(&self, node: NodeId) -> Option<Labels<'r>> {
        let Node::Table(from, table, several) = self.program.node(node) else { return None };
        // Where it is asked what a step does or costs, each is done by itself.
        if self.counts.watch.is_some() {
            return None;
        }
        let items = self.items(*from).filter(|items| !items.have_cells());
        Some(Labels { items: items?, node, table: *table, several: *several })
    }
}

impl List {
    /// Adds the codes of the labels at a field; says whether the value of the rule is made so.
    pub(super) fn add_codes<S: Sink>(
        &mut self,
        state: &mut State<'_>,
        id: RuleId,
        node: NodeId,
        sink: &mut S,
    ) -> bool {
        let Some(Labels { items, node, table, several }) = state.labels(node) else { return false };
        let rows = state.program.table(table);
        let mut any = false;
        for label in items {
            let label = trim(label);
            if is_blank(label) {
                continue;
            }
            if let Some((row, code)) = rows.only_code(label) {
                any = true;
                state.hit(table, row);
                state.applied(id);
                self.add_code(state, code, state.program.code(table, row), sink);
                continue;
            }
            let value = state.look_up(node, Value::Text(Cow::Borrowed(label)), table, several);
            give(state, value, &mut |state, value| {
                any = true;
                self.add_value(state, id, value, None, sink);
            });
        }
        if !any {
            self.add_value(state, id, Value::Missing, None, sink);
        }
        true
    }
}

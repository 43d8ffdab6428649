//! The short way: nearly all rules take one text of the record and apply a step or two to it, under no condition.

use super::program::{Node, NodeId, Program, SlotId};
use crate::functions::{Step, Takes};
use crate::value::CellName;

/// What such a rule does, made ready.
pub struct Short {
    /// Where the text stands.
    pub place: Place,
    /// The steps, in order, each with what it is applied to.
    pub steps: Vec<(Takes, Step)>,
}

/// Where the text of a short rule stands.
#[derive(Debug)]
pub enum Place {
    /// In a field of the record.
    Slot(SlotId),
    /// In a cell of the element that is taken apart.
    Cell(CellName),
}

impl Short {
    /// The short way to the value of a node, if there is one.
    pub(super) fn of(program: &Program, node: NodeId) -> Option<Self> {
        match program.node(node) {
            Node::Slot(slot) => Some(Self { place: Place::Slot(*slot), steps: Vec::new() }),
            Node::Cell(from, name) if matches!(program.node(*from), Node::It) => {
                Some(Self { place: Place::Cell(name.clone()), steps: Vec::new() })
            }
            Node::Step(from, call) if matches!(call.takes, Takes::Each(_)) => {
                let mut short = Self::of(program, *from)?;
                short.steps.push((call.takes, call.step.clone()));
                Some(short)
            }
            Node::Collection(_)
            | Node::Read(_)
            | Node::Let(_)
            | Node::It
            | Node::Constant(_)
            | Node::Or(_)
            | Node::List(_)
            | Node::Pick(..)
            | Node::Cell(..)
            | Node::Inner(..)
            | Node::Layout(..)
            | Node::Step(..)
            | Node::Table(..) => None,
        }
    }
}

impl std::fmt::Debug for Short {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?} and {} steps", self.place, self.steps.len())
    }
}

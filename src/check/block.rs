//! The blocks of all layers that are about one record type, from far to near.

use super::RuleFile;
use crate::syntax::ast::{Item, Statement, Types};

/// Where rules come from. The nearer layer says last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The dialect that a head shares with others.
    Dialect,
    /// The head itself.
    Head,
}

/// How near a statement is: a nearer layer beats a farther one, and in a layer a named record type beats `all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Nearness {
    /// The layer.
    pub(super) layer: Layer,
    /// Whether the block names its record types.
    pub(super) named: bool,
}

/// The statements at the top of a file, or of one of its blocks.
pub(super) struct Block<'a> {
    pub(super) statements: Vec<&'a Statement>,
    /// Whether rules may stand here.
    pub(super) rules: bool,
    /// The block whose `let`s are in sight too: the top of the same file.
    pub(super) parent: Option<usize>,
    pub(super) nearness: Nearness,
    /// Whether it names several record types.
    pub(super) several: bool,
}

/// The blocks about a record type, in the order of files and lines.
pub(super) fn blocks<'a>(record_type: &str, files: &'a [RuleFile]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    for file in files {
        let (top, layer) = (blocks.len(), file.layer);
        let statements = file.parsed.file.items.iter().filter_map(|item| match item {
            Item::Statement(statement) => Some(statement),
            Item::For(_) | Item::Script(_) | Item::Example(_) => None,
        });
        let nearness = Nearness { layer, named: false };
        let statements = statements.collect();
        blocks.push(Block { statements, rules: false, parent: None, nearness, several: false });
        for item in &file.parsed.file.items {
            let Item::For(block) = item else { continue };
            let (about, named, several) = match &block.types {
                Types::All(_) => (true, false, false),
                Types::Named(names) => {
                    (names.iter().any(|name| name.value == record_type), true, names.len() > 1)
                }
            };
            if about {
                let statements = block.statements.iter().collect();
                let nearness = Nearness { layer, named };
                blocks.push(Block { statements, rules: true, parent: Some(top), nearness, several });
            }
        }
    }
    blocks
}

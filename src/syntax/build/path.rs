//! Paths.

use super::{Builder, Node, all_of, find};
use crate::source::Spanned;
use crate::syntax::ast::{Path, Pick, Root, Segment};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn path(&mut self, node: Node<'_>) -> Path {
        let span = self.span(&node);
        let root = if let Some(name) = find(node.clone(), Rule::let_name) {
            let name = find(name, Rule::name).expect("`$` is followed by a name");
            Root::Let(self.name(&name))
        } else if let Some(it) = find(node.clone(), Rule::k_it) {
            Root::It(self.span(&it))
        } else {
            Root::Field
        };
        let segments: Vec<Node<'_>> = all_of(node, Rule::segment).collect();
        Path { span, root, segments: segments.into_iter().map(|segment| self.segment(segment)).collect() }
    }

    fn segment(&mut self, node: Node<'_>) -> Segment {
        let name = find(node.clone(), Rule::name).expect("a segment has a name");
        let name = self.name(&name);
        let open = find(node.clone(), Rule::open_bracket);
        let close = find(node.clone(), Rule::close_bracket);
        let pick = match (open, close) {
            (Some(open), Some(close)) => {
                let span = self.span(&open).to(self.span(&close));
                let pick = match find(node.clone(), Rule::quantity).map(|word| word.as_str().to_owned()) {
                    Some(word) if word == "all" => Pick::All,
                    Some(word) if word == "first" => Pick::First,
                    Some(_) => Pick::Only,
                    None => {
                        let test = find(node, Rule::test).expect("brackets hold a quantity or a test");
                        Pick::Where(self.test(test))
                    }
                };
                Some(Spanned::new(pick, span))
            }
            (None | Some(_), None | Some(_)) => None,
        };
        Segment { name, pick }
    }
}

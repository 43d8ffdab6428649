//! Values.

use super::{Builder, Node, all_of, find, inner};
use crate::syntax::ast::{Atom, Choice, Each, Object, Pipeline, Step};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn each(&mut self, node: Node<'_>) -> Each {
        let span = self.span(&node);
        let path = find(node.clone(), Rule::path).expect("`each` is followed by a path");
        let path = self.path(path);
        let object = find(node, Rule::object).expect("`each` has an object");
        Each { span, path, object: self.object(object) }
    }

    pub(super) fn object(&mut self, node: Node<'_>) -> Object {
        let span = self.span(&node);
        let members: Vec<Node<'_>> =
            inner(node).filter(|pair| matches!(pair.as_rule(), Rule::let_value | Rule::rule)).collect();
        Object { span, members: members.into_iter().map(|member| self.statement(member)).collect() }
    }

    pub(super) fn pipeline(&mut self, node: Node<'_>) -> Pipeline {
        let span = self.span(&node);
        let list = find(node.clone(), Rule::list).expect("a value begins with its sources");
        let choices: Vec<Node<'_>> = all_of(list, Rule::choice).collect();
        let list = choices.into_iter().map(|choice| self.choice(choice)).collect();
        let steps: Vec<Node<'_>> = all_of(node, Rule::step).collect();
        let steps = steps.into_iter().map(|step| self.step(step)).collect();
        Pipeline { span, list, steps }
    }

    pub(super) fn choice(&mut self, node: Node<'_>) -> Choice {
        let span = self.span(&node);
        let atoms: Vec<Node<'_>> = inner(node).filter(|pair| pair.as_rule() != Rule::k_or).collect();
        Choice { span, atoms: atoms.into_iter().map(|atom| self.atom(atom)).collect() }
    }

    fn atom(&mut self, node: Node<'_>) -> Atom {
        if node.as_rule() == Rule::group {
            let pipeline = find(node, Rule::pipeline).expect("brackets hold a value");
            Atom::Group(self.pipeline(pipeline))
        } else if node.as_rule() == Rule::literal {
            Atom::Literal(self.literal(node))
        } else {
            Atom::Path(self.path(node))
        }
    }

    fn step(&mut self, node: Node<'_>) -> Step {
        let span = self.span(&node);
        let name = find(node.clone(), Rule::name).expect("a step has a name");
        let name = self.name(&name);
        Step { span, name, args: self.literals(node) }
    }
}

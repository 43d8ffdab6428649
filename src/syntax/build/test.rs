//! Tests.

use super::{Builder, Node, find, inner};
use crate::syntax::ast::{Compare, Comparison, Order, Test, Within, Words};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn test(&mut self, node: Node<'_>) -> Test {
        let any = find(node.clone(), Rule::k_or).is_some();
        let conditions: Vec<Node<'_>> = inner(node)
            .filter(|pair| matches!(pair.as_rule(), Rule::test_group | Rule::comparison))
            .collect();
        let mut tests: Vec<Test> = conditions.into_iter().map(|node| self.condition(node)).collect();
        match (tests.len(), any) {
            (1, _) => tests.remove(0),
            (_, true) => Test::Or(tests),
            (_, false) => Test::And(tests),
        }
    }

    fn condition(&mut self, node: Node<'_>) -> Test {
        if node.as_rule() == Rule::test_group {
            let test = find(node, Rule::test).expect("brackets hold a test");
            return self.test(test);
        }
        let span = self.span(&node);
        let path = find(node.clone(), Rule::path).expect("a comparison begins with a path");
        let path = self.path(path);
        let with = self.comparison(node);
        Test::Compare(Compare { span, path, with })
    }

    fn comparison(&mut self, node: Node<'_>) -> Comparison {
        if let Some(absence) = find(node.clone(), Rule::absence) {
            return if absence.as_str() == "missing" { Comparison::Missing } else { Comparison::Present };
        }
        if let Some(order) = find(node.clone(), Rule::order) {
            let order = match order.as_str() {
                "<" => Order::Less,
                "<=" => Order::LessOrEqual,
                ">" => Order::Greater,
                _ => Order::GreaterOrEqual,
            };
            let literal = find(node, Rule::literal).expect("an order is followed by a literal");
            return Comparison::Order(order, self.literal(literal));
        }
        let word = find(node.clone(), Rule::word_op);
        let negated = find(node.clone(), Rule::k_not).is_some();
        let values = find(node, Rule::values).expect("a comparison ends in its literals");
        let values = self.literals(values);
        match word {
            Some(word) => Comparison::Words(words(word.as_str()), values),
            None if negated => Comparison::IsNot(values),
            None => Comparison::Is(values),
        }
    }
}

/// `starts with`, `does not contain`, and the like.
fn words(text: &str) -> Words {
    let place = if text.contains("contain") {
        Within::Anywhere
    } else if text.contains("start") {
        Within::Start
    } else {
        Within::End
    };
    Words { place, negated: text.starts_with("does") }
}

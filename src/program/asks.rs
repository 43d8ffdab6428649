//! Which targets ask something of their values that a recorded feed can answer: whether a table has a row for them, and
//! whether they are ever a constant that is written.

use super::{Action, Node, NodeId, ObjectId, Pick, Program, RuleId, RuleValue, Target};

impl Program {
    /// By target: whether its rules look into a table, test anything, or wait for a decision. Of the others there is
    /// nothing to learn by running them.
    pub fn asks(&self) -> Vec<bool> {
        let asks = |target: &Target| {
            let mut walk = Walk { program: self, seen: vec![false; self.nodes.len()] };
            let translated = target.translated.iter().flat_map(|(_, rules)| rules);
            target.decide.is_some() || target.rules.iter().chain(translated).any(|rule| walk.rule(*rule))
        };
        self.targets.iter().map(asks).collect()
    }
}

struct Walk<'p> {
    program: &'p Program,
    /// The values that were looked at: a `let` may be used in many places.
    seen: Vec<bool>,
}

impl Walk<'_> {
    fn rule(&mut self, rule: RuleId) -> bool {
        let rule = self.program.rule(rule);
        let value = match rule.value {
            RuleValue::Node(node) => self.node(node),
            RuleValue::Exact(..) => false,
            RuleValue::Object(object) => self.object(object),
            RuleValue::Each(node, object) => self.node(node) || self.object(object),
        };
        let outcomes = [&rule.outcomes.missing, &rule.outcomes.invalid, &rule.outcomes.unknown];
        let used = |walk: &mut Self, action: &Action| match action {
            Action::Use(node) => walk.node(*node),
            Action::Skip | Action::Warn(_) | Action::Hold(_) | Action::Exclude(_) => false,
        };
        rule.guard.is_some() || value || outcomes.into_iter().any(|action| used(self, action))
    }

    fn object(&mut self, object: ObjectId) -> bool {
        self.program.object(object).members.iter().any(|member| self.rule(member.rule))
    }

    fn node(&mut self, id: NodeId) -> bool {
        match self.seen.get_mut(id.index()) {
            Some(seen @ false) => *seen = true,
            Some(true) | None => return false,
        }
        match self.program.node(id) {
            Node::Slot(_) | Node::Collection(_) | Node::Read(_) | Node::It | Node::Constant(_) => false,
            Node::Table(..) | Node::Pick(_, Pick::Where(_)) => true,
            Node::Let(binding) => self.node(self.program.let_value(*binding)),
            Node::Or(nodes) | Node::List(nodes) => nodes.iter().any(|node| self.node(*node)),
            Node::Pick(node, Pick::First | Pick::Only)
            | Node::Cell(node, _)
            | Node::Inner(node, ..)
            | Node::Layout(node, ..)
            | Node::Step(node, _) => self.node(*node),
        }
    }
}

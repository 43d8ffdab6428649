//! Statements.

use super::{Builder, Node, all_of, find, inner};
use crate::source::Spanned;
use crate::syntax::ast::{
    Action, Drop, File, For, Ignore, Item, Let, Outcome, Read, Report, Rule as Mapping, RuleValue, Script,
    Statement, Stop, StopVerb, Target, Trouble, Types, Verb,
};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    /// A whole file.
    pub(in crate::syntax) fn file(&mut self, node: Node<'_>) -> File {
        let nodes: Vec<Node<'_>> = inner(node).filter(|pair| pair.as_rule() != Rule::EOI).collect();
        File { items: nodes.into_iter().map(|item| self.item(item)).collect() }
    }

    fn item(&mut self, node: Node<'_>) -> Item {
        #[expect(clippy::wildcard_enum_match_arm, reason = "pest's rules are not ours to list")]
        match node.as_rule() {
            Rule::script => Item::Script(self.script(node)),
            Rule::example => Item::Example(self.example(node)),
            Rule::for_block => Item::For(self.for_block(node)),
            _ => Item::Statement(self.statement(node)),
        }
    }

    /// The `for` block of a pair.
    pub(in crate::syntax) fn for_block(&mut self, node: Node<'_>) -> For {
        let span = self.span(&node);
        let mut names = Vec::new();
        let mut all = None;
        let mut statements = Vec::new();
        let nodes: Vec<Node<'_>> = inner(node).collect();
        for node in nodes {
            #[expect(clippy::wildcard_enum_match_arm, reason = "pest's rules are not ours to list")]
            match node.as_rule() {
                Rule::k_for | Rule::comma | Rule::open_brace | Rule::close_brace => {}
                Rule::k_all => all = Some(self.span(&node)),
                Rule::type_code => names.push(self.name(&node)),
                _ => statements.push(self.statement(node)),
            }
        }
        For { span, types: all.map_or(Types::Named(names), Types::All), statements }
    }

    /// Any statement.
    pub(super) fn statement(&mut self, node: Node<'_>) -> Statement {
        #[expect(clippy::wildcard_enum_match_arm, reason = "pest's rules are not ours to list")]
        match node.as_rule() {
            Rule::read => Statement::Read(self.read(node)),
            Rule::let_value => Statement::Let(self.let_value(node)),
            Rule::ignore => Statement::Ignore(self.ignore(node)),
            Rule::drop => Statement::Drop(self.drop(node)),
            Rule::stop => Statement::Stop(self.stop(node)),
            Rule::decide => Statement::Decide(self.decide(node)),
            Rule::rule => Statement::Rule(Box::new(self.rule(node))),
            other => unreachable!("the grammar has no statement {other:?}"),
        }
    }

    fn script(&mut self, node: Node<'_>) -> Script {
        let span = self.span(&node);
        let many = find(node.clone(), Rule::k_list).is_some();
        let path = find(node.clone(), Rule::string).expect("a script has a path");
        let mut names = all_of(node, Rule::name);
        let name = names.next().expect("a script has a name");
        let gives = names.next().expect("a script gives a type");
        Script { span, name: self.name(&name), path: self.string(&path), many, gives: self.name(&gives) }
    }

    fn read(&mut self, node: Node<'_>) -> Read {
        let span = self.span(&node);
        let verb = self.verb(node.clone());
        let layout = find(node.clone(), Rule::name).expect("`as` is followed by a layout");
        let layout = self.name(&layout);
        let paths: Vec<Node<'_>> = all_of(node, Rule::path).collect();
        Read { span, verb, paths: paths.into_iter().map(|path| self.path(path)).collect(), layout }
    }

    fn let_value(&mut self, node: Node<'_>) -> Let {
        let span = self.span(&node);
        let name = find(node.clone(), Rule::name).expect("`let` is followed by a name");
        let value = find(node, Rule::pipeline).expect("`=` is followed by a value");
        Let { span, name: self.name(&name), value: self.pipeline(value) }
    }

    fn ignore(&mut self, node: Node<'_>) -> Ignore {
        let span = self.span(&node);
        let because = find(node.clone(), Rule::because).expect("`ignore` says why");
        let because = self.because(because);
        let patterns = all_of(node, Rule::pattern).map(|pattern| self.name(&pattern)).collect();
        Ignore { span, patterns, because }
    }

    fn drop(&mut self, node: Node<'_>) -> Drop {
        let span = self.span(&node);
        let because = find(node.clone(), Rule::because).expect("`drop` says why");
        let because = self.because(because);
        let targets = all_of(node, Rule::name).map(|name| self.name(&name)).collect();
        Drop { span, targets, because }
    }

    fn stop(&mut self, node: Node<'_>) -> Stop {
        let span = self.span(&node);
        let verb = find(node.clone(), Rule::stop_verb).expect("a stop begins with its verb");
        let verb = stop_verb(&verb);
        let because = find(node.clone(), Rule::because).expect("a stop says why");
        let because = self.because(because);
        let test = find(node, Rule::test).expect("`when` is followed by a test");
        Stop { span, verb, test: self.test(test), because }
    }

    /// A rule, also as the member of an object.
    pub(super) fn rule(&mut self, node: Node<'_>) -> Mapping {
        let span = self.span(&node);
        let verb = self.verb(node.clone());
        let target = find(node.clone(), Rule::target).expect("a rule has a target");
        let target = Target {
            name: self.name(&find(target.clone(), Rule::name).expect("a target has a name")),
            lang: find(target, Rule::lang).map(|lang| self.name(&lang)),
        };
        let value = if let Some(each) = find(node.clone(), Rule::each) {
            RuleValue::Each(self.each(each))
        } else if let Some(object) = find(node.clone(), Rule::object) {
            RuleValue::Object(self.object(object))
        } else {
            let pipeline = find(node.clone(), Rule::pipeline).expect("`<-` is followed by a value");
            RuleValue::Pipeline(self.pipeline(pipeline))
        };
        let guard = find(node.clone(), Rule::guard).map(|guard| {
            let test = find(guard, Rule::test).expect("`when` is followed by a test");
            self.test(test)
        });
        let outcomes: Vec<Node<'_>> = all_of(node, Rule::outcome).collect();
        let outcomes = outcomes.into_iter().map(|outcome| self.outcome(outcome)).collect();
        Mapping { span, verb, target, value, guard, outcomes }
    }

    fn outcome(&mut self, node: Node<'_>) -> Outcome {
        let span = self.span(&node);
        let trouble = find(node.clone(), Rule::trouble).expect("an outcome names its trouble");
        let trouble = match trouble.as_str() {
            "missing" => Trouble::Missing,
            "invalid" => Trouble::Invalid,
            _ => Trouble::Unknown,
        };
        let action = find(node, Rule::action).expect("`:` is followed by an action");
        let action = if let Some(report) = find(action.clone(), Rule::report) {
            let because = find(action, Rule::string).map(|text| self.string(&text));
            let report = match report.as_str() {
                "warn" => Report::Warn,
                "hold" => Report::Hold,
                _ => Report::Exclude,
            };
            Action::Report(report, because)
        } else if let Some(choice) = find(action, Rule::choice) {
            Action::Use(self.choice(choice))
        } else {
            Action::Skip
        };
        Outcome { span, trouble, action }
    }

    /// `override` or `add` before a statement.
    pub(super) fn verb(&self, node: Node<'_>) -> Option<Spanned<Verb>> {
        find(node, Rule::verb).map(|verb| {
            let word = if verb.as_str() == "add" { Verb::Add } else { Verb::Override };
            Spanned::new(word, self.span(&verb))
        })
    }
}

/// `exclude`, `hold`
pub(super) fn stop_verb(node: &Node<'_>) -> StopVerb {
    if node.as_str() == "exclude" { StopVerb::Exclude } else { StopVerb::Hold }
}

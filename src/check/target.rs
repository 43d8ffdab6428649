//! Rules: the target found, the value fitted to it, the outcomes resolved.

use super::Checker;
use super::ir::{Expr, Member, Object, Rule, RuleValue};
use super::path::element_of;
use super::scope::{Binding, Meaning, Scope};
use crate::diagnostics::{Code, Diagnostic};
use crate::manifest::Field;
use crate::source::Span;
use crate::syntax::ast::{self, Statement, Verb};
use crate::value::{Kind, nearest, shorten};

impl Checker<'_> {
    /// Reports a target that the schema does not have.
    pub(super) fn unknown_target(&mut self, name: &ast::Name) {
        let schema = self.schema;
        let near = nearest(&name.value, schema.fields.iter().map(|field| field.name.value.as_str()));
        self.report(
            Diagnostic::new(
                Code::UnknownTarget,
                name.span,
                format!("a record has no field `{}`", shorten(&name.value)),
            )
            .label(format!("not in {}", schema.place))
            .did_you_mean(near, format!("the fields are those of {}", schema.place)),
        );
    }

    /// A rule for a field of the schema.
    pub(super) fn rule(&mut self, node: &ast::Rule, field: &Field, scope: &Scope<'_>) -> Rule {
        if let Some(lang) = &node.target.lang {
            self.translatable(&node.target.name, lang, field);
        }
        if field.exact {
            return self.exact(node, field, scope);
        }
        let localized = field.localized || field.members.iter().any(|member| member.localized);
        let translates = localized && node.target.lang.is_none() && !self.languages.is_empty();
        let before = std::mem::replace(&mut self.translating, translates);
        let rule = self.rule_of(node, field, scope, false);
        self.translating = before;
        rule
    }

    /// Looks at the value of a rule whose target is unknown: it has mistakes of its own, and reads fields.
    pub(super) fn look_at(&mut self, node: &ast::Rule, scope: &Scope<'_>) {
        match &node.value {
            ast::RuleValue::Pipeline(pipeline) => {
                self.pipeline(pipeline, scope);
            }
            ast::RuleValue::Each(each) => {
                let source = self.path(&each.path, scope);
                let inside = scope.inside(element_of(&source));
                self.look_into(&each.object, &inside);
            }
            ast::RuleValue::Object(object) => self.look_into(object, scope),
        }
        if let Some(guard) = &node.guard {
            self.test(guard, scope);
        }
    }

    fn look_into(&mut self, object: &ast::Object, scope: &Scope<'_>) {
        for statement in &object.members {
            if let Statement::Rule(rule) = statement {
                self.look_at(rule, scope);
            }
        }
    }

    /// A rule for a field or a member.
    fn rule_of(&mut self, node: &ast::Rule, field: &Field, scope: &Scope<'_>, member: bool) -> Rule {
        let value = match &node.value {
            ast::RuleValue::Pipeline(pipeline) => {
                let value = self.pipeline(pipeline, scope);
                self.same_in_all_languages(&value);
                RuleValue::Expr(self.fit(value, field, false))
            }
            ast::RuleValue::Object(object) if self.object_target(field, object.span, false) => {
                RuleValue::Object(self.object(object, field, scope))
            }
            ast::RuleValue::Each(each) if self.object_target(field, each.span, true) => {
                self.each(each, field, scope)
            }
            ast::RuleValue::Object(ast::Object { span, members: _ })
            | ast::RuleValue::Each(ast::Each { span, path: _, object: _ }) => {
                RuleValue::Expr(Expr::unknown(*span))
            }
        };
        let guard = node.guard.as_ref().map(|guard| self.test(guard, scope));
        if let Some(guard) = &guard {
            self.guard_in_all_languages(guard, node.target.name.span);
        }
        let adds = node.verb.as_ref().is_some_and(|verb| verb.value == Verb::Add);
        let outcomes = self.outcomes(&node.outcomes, field, scope, member);
        Rule { span: node.span, adds, value, guard, outcomes }
    }

    /// Whether the field can be given an object (or, with `each`, several).
    fn object_target(&mut self, field: &Field, span: Span, each: bool) -> bool {
        let name = &field.name.value;
        if field.kind != Kind::Object {
            self.report(
                Diagnostic::new(
                    Code::WrongType,
                    span,
                    format!("`{name}` is of type {}, and this is an object", field.kind),
                )
                .help("write a value, without braces"),
            );
            return false;
        }
        if each && !field.list {
            self.report(
                Diagnostic::new(
                    Code::ListForOne,
                    span,
                    format!("`{name}` holds one object, and `each` makes several"),
                )
                .help("name the one element: `let e = FIELD[only]`, then `{ member <- $e.cell }`"),
            );
            return false;
        }
        true
    }

    fn each(&mut self, node: &ast::Each, field: &Field, scope: &Scope<'_>) -> RuleValue {
        let source = self.path(&node.path, scope);
        if source.ty.kind != Kind::Unknown && !source.ty.many {
            self.report(
                Diagnostic::new(
                    Code::OneForList,
                    node.path.span,
                    "`each` goes over several elements, and this is one value",
                )
                .label(format!("one {}", source.ty.kind))
                .help(
                    "read the field with a layout and write `FIELD[all]`, or write the object without `each`",
                ),
            );
        }
        self.same_in_all_languages(&source);
        let inside = scope.inside(element_of(&source));
        let object = self.object(&node.object, field, &inside);
        RuleValue::Each(source, object)
    }

    fn object(&mut self, node: &ast::Object, field: &Field, scope: &Scope<'_>) -> Object {
        let mut scope = scope.clone();
        let mut members: Vec<(usize, Member)> = Vec::new();
        for statement in &node.members {
            match statement {
                Statement::Let(inner) => {
                    let mut value = self.pipeline(&inner.value, &scope);
                    if value.parts() > super::MAX_PARTS {
                        self.report(
                            Diagnostic::new(
                                Code::TooDeep,
                                inner.name.span,
                                format!("the value of this `let` has more than {} parts", super::MAX_PARTS),
                            )
                            .help("make it shorter, or put the `let` outside of the object"),
                        );
                        value = Expr::unknown(inner.span);
                    }
                    scope.lets.push(Binding {
                        name: inner.name.value.clone(),
                        span: inner.name.span,
                        means: Meaning::Element(Box::new(value)),
                    });
                }
                Statement::Rule(rule) => self.member(rule, field, &scope, &mut members),
                Statement::Read(_)
                | Statement::Ignore(_)
                | Statement::Drop(_)
                | Statement::Stop(_)
                | Statement::Decide(_) => {}
            }
        }
        members.sort_by_key(|(at, _)| *at);
        for required in field.members.iter().filter(|member| member.required) {
            let name = &required.name.value;
            if !members.iter().any(|(_, member)| member.name == *name) {
                self.report(
                    Diagnostic::new(
                        Code::NoRule,
                        node.span,
                        format!("`{}` cannot be without `{name}`", field.name.value),
                    )
                    .label("no rule for it in this object")
                    .help(format!("add a line `{name} <- …`")),
                );
            }
        }
        Object { members: members.into_iter().map(|(_, member)| member).collect() }
    }

    fn member(
        &mut self,
        node: &ast::Rule,
        field: &Field,
        scope: &Scope<'_>,
        members: &mut Vec<(usize, Member)>,
    ) {
        let name = &node.target.name;
        let Some(at) = field.members.iter().position(|member| member.name.value == name.value) else {
            let known: Vec<&str> = field.members.iter().map(|member| member.name.value.as_str()).collect();
            let near = nearest(&name.value, known.iter().copied());
            self.report(
                Diagnostic::new(
                    Code::UnknownTarget,
                    name.span,
                    format!("`{}` has no member `{}`", field.name.value, name.value),
                )
                .label(format!("not in {}", self.schema.place))
                .did_you_mean(near, format!("its members are {}", known.join(", "))),
            );
            return;
        };
        let Some(schema) = field.members.get(at) else { return };
        if let Some(lang) = &node.target.lang {
            self.report(
                Diagnostic::new(Code::Misplaced, lang.span, "a member has no language of its own")
                    .note("the object is read in every language feed")
                    .help("leave the brackets out"),
            );
        }
        if let Some(verb) = &node.verb {
            self.report(
                Diagnostic::new(
                    Code::Misplaced,
                    verb.span,
                    "a member has one rule, without a word before it",
                )
                .help("remove the word"),
            );
        }
        if let Some((_, other)) = members.iter().find(|(other, _)| *other == at) {
            let diagnostic = Diagnostic::new(
                Code::TargetTwice,
                name.span,
                format!("`{}` is set by two rules", name.value),
            )
            .other(other.rule.span, "the other")
            .help("keep one of the two, or join them: `A or B`");
            self.report(diagnostic);
            return;
        }
        let key = field.key.as_ref().is_some_and(|key| key.value == name.value);
        let before = self.translating;
        self.translating &= schema.localized || key;
        let rule = self.rule_of(node, schema, scope, true);
        self.translating = before;
        let member = Member {
            name: name.value.clone(),
            required: schema.required,
            key,
            list: schema.list,
            localized: schema.localized,
            rule,
        };
        members.push((at, member));
    }
}

//! Scripts: declared once, compiled where they are used.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Checker;
use super::block::Layer;
use super::ir::{Call, Expr, ExprKind};
use super::{Input, RuleFile};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::functions::{self, Takes};
use crate::script;
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Item};
use crate::value::{Kind, Literal, Ty};

/// A script that a rule file declares.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// Where its name is written.
    pub(super) span: Span,
    /// The `.rhai` file; none where there is none, which was reported.
    pub(super) file: Option<FileId>,
    /// The path as it is written.
    pub(super) path: String,
    /// What it gives.
    pub(super) gives: Ty,
    /// Which layer declares it.
    pub(super) layer: Layer,
}

/// The scripts of all layers, by name.
pub(super) fn declared(input: &Input<'_>, diagnostics: &mut Diagnostics) -> BTreeMap<String, Declared> {
    let mut all: BTreeMap<String, Declared> = BTreeMap::new();
    for file in input.files {
        for item in &file.parsed.file.items {
            let Item::Script(node) = item else { continue };
            let found = match gives(node, diagnostics) {
                Some(gives) => declare(input, file, node, gives),
                // The name is known, so that its use is no second mistake.
                None => Declared { file: None, ..declare(input, file, node, Ty::one(Kind::Unknown)) },
            };
            let name = &node.name;
            if functions::find(&name.value).is_some() {
                diagnostics.push(
                    Diagnostic::new(
                        Code::ScriptTwice,
                        name.span,
                        format!("`{}` is a built-in step", name.value),
                    )
                    .help("give the script another name"),
                );
            } else if let Some(other) = all.get(&name.value) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::ScriptTwice,
                        name.span,
                        format!("two scripts are called `{}`", name.value),
                    )
                    .other(other.span, "here already")
                    .note("a script is seen in all files of the head and its dialect")
                    .help("give one of them another name"),
                );
            } else {
                all.insert(name.value.clone(), found);
            }
        }
    }
    all
}

fn declare(input: &Input<'_>, file: &RuleFile, node: &ast::Script, gives: Ty) -> Declared {
    Declared {
        span: node.name.span,
        file: input.scripts.get(&node.path.span).copied(),
        path: node.path.value.clone(),
        gives,
        layer: file.layer,
    }
}

fn gives(node: &ast::Script, diagnostics: &mut Diagnostics) -> Option<Ty> {
    let found = script::GIVES.iter().find(|kind| kind.word() == node.gives.value);
    if found.is_none() {
        let all = script::GIVES.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ");
        diagnostics.push(
            Diagnostic::new(
                Code::ScriptGives,
                node.gives.span,
                format!("a script cannot give `{}`", node.gives.value),
            )
            .label(format!("expected one of {all}"))
            .help("let it give a text, and put the step that makes the type behind it: `| f | url`"),
        );
    }
    found.map(|kind| Ty { kind: *kind, many: node.many })
}

impl Checker<'_> {
    /// The tree of a file of scripts, which is read once.
    fn tree(&mut self, file: FileId, path: &str) -> Result<script::Tree, script::Wrong> {
        if let Some(known) = self.used.trees.get(&file) {
            return Ok(known.clone());
        }
        let tree = script::read(path, self.sources.get(file).text())?;
        self.used.trees.insert(file, tree.clone());
        Ok(tree)
    }

    /// `value | department_name`
    pub(super) fn script_step(&mut self, node: &ast::Step, input: Expr) -> Expr {
        let span = input.span.to(node.span);
        let name = &node.name.value;
        let Some(declared) = self.scripts.get(name) else { return Expr::unknown(span) };
        self.used.scripts.insert(declared.span);
        let (gives, file) = (declared.gives, declared.file);
        if input.ty.kind == Kind::Unknown {
            return Expr::unknown(span);
        }
        let Some(file) = file else { return Expr::unknown(span) };
        let text = self.sources.get(file).text();
        let literals: Vec<Literal> = node.args.iter().map(|arg| arg.value.clone()).collect();
        let known = self.used.compiled.get(&(name.clone(), literals.len())).cloned();
        let path = declared.path.as_str();
        let compiled = known
            .map_or_else(|| self.tree(file, path)?.function(name, path, text, literals.len(), gives), Ok);
        let compiled = match compiled {
            Ok(compiled) => {
                self.used.compiled.insert((name.clone(), literals.len()), compiled.clone());
                compiled
            }
            Err(wrong) => {
                let width =
                    |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                let at = wrong.at.map_or(declared.span, |at| Span::new(file, at, at + width(at)));
                let diagnostic = Diagnostic::new(Code::BadScript, at, wrong.message)
                    .other(node.span, "used here")
                    .help(wrong.help);
                self.report(diagnostic);
                return Expr::unknown(span);
            }
        };
        let args = literals.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let text = if args.is_empty() { name.clone() } else { format!("{name}({args})") };
        let step: functions::Step = Arc::new(move |value, _| compiled.call(&value, &literals));
        let ty = Ty { kind: gives.kind, many: input.ty.many || gives.many };
        let takes = Takes::Each(functions::ANY);
        let call = Call { text, name: name.clone(), takes, step, table: None };
        Expr::plain(span, ty, ExprKind::Step(Box::new(input), call))
    }
}

/// Reports scripts that no rule uses.
pub(super) fn unused(
    scripts: &BTreeMap<String, Declared>,
    used: &super::declare::Used,
    diagnostics: &mut Diagnostics,
) {
    for (name, declared) in scripts {
        // Another head may use what a dialect declares.
        if declared.layer == Layer::Head && !used.scripts.contains(&declared.span) {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnusedScript,
                    declared.span,
                    format!("no rule uses the script `{name}`"),
                )
                .help("use it as a step, `| name`, or remove the line"),
            );
        }
    }
}

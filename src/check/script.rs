//! Scripts: declared once, compiled where they are used.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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

/// The scripts of all layers, and what was compiled of them: all record types use the same.
#[derive(Debug)]
pub(super) struct Scripts {
    /// By name.
    pub(super) declared: BTreeMap<String, Declared>,
    compiled: Mutex<Compiled>,
}

/// What was compiled of the scripts.
#[derive(Debug, Default)]
struct Compiled {
    /// The files that were read.
    trees: BTreeMap<FileId, script::Tree>,
    /// By name and number of arguments.
    functions: BTreeMap<(String, usize), script::Script>,
}

impl Scripts {
    /// The scripts that the files of a head declare.
    pub(super) fn declared(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Self {
        Self { declared: declared(input, diagnostics), compiled: Mutex::default() }
    }

    /// The function of a script with so many arguments, which is compiled once.
    fn function(
        &self,
        name: &str,
        arguments: usize,
        declared: &Declared,
        (file, text): (FileId, &str),
    ) -> Result<script::Script, script::Wrong> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (name.to_owned(), arguments);
        if let Some(known) = compiled.functions.get(&key) {
            return Ok(known.clone());
        }
        let path = declared.path.as_str();
        let tree = match compiled.trees.get(&file) {
            Some(known) => known,
            None => {
                let tree = script::read(path, text)?;
                compiled.trees.entry(file).or_insert(tree)
            }
        };
        let function = tree.function(name, path, text, arguments, declared.gives)?;
        compiled.functions.insert(key, function.clone());
        Ok(function)
    }
}

/// The scripts of all layers, by name.
fn declared(input: &Input<'_>, diagnostics: &mut Diagnostics) -> BTreeMap<String, Declared> {
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
    /// `value | department_name`
    pub(super) fn script_step(&mut self, node: &ast::Step, input: Expr) -> Expr {
        let span = input.span.to(node.span);
        let name = &node.name.value;
        let Some(declared) = self.scripts.declared.get(name) else { return Expr::unknown(span) };
        self.used.scripts.insert(declared.span);
        let (gives, file) = (declared.gives, declared.file);
        if input.ty.kind == Kind::Unknown {
            return Expr::unknown(span);
        }
        let Some(file) = file else { return Expr::unknown(span) };
        let text = self.sources.get(file).text();
        let literals: Vec<Literal> = node.args.iter().map(|arg| arg.value.clone()).collect();
        let compiled = match self.scripts.function(name, literals.len(), declared, (file, text)) {
            Ok(compiled) => compiled,
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
pub(super) fn unused(scripts: &Scripts, used: &super::declare::Used, diagnostics: &mut Diagnostics) {
    for (name, declared) in &scripts.declared {
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

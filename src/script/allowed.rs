//! What a script may not say, though Rhai would take it: judged in the tree, before anything runs.
//!
//! - Functions that are not there: Rhai looks for them when it calls them.
//! - What copies a whole text for a single character: `text[0] = 'x'`, `text[0..5]`.
//! - Long constants and many arguments, since to write one costs a single step.
//! - Statements outside of functions, since they are never run.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position, Stmt, Token};

use super::library::Names;
use crate::value::{nearest, shorten};

/// Bytes of a constant text or name in a script.
const LONGEST_CONSTANT: usize = 2000;
/// Arguments of one call. They are all there at once, however little each of them costs.
const MOST_ARGUMENTS: usize = 16;

/// Something that a script may not say.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) at: Position,
    pub(super) help: String,
}

impl Refusal {
    fn new(message: impl Into<String>, at: Position, help: impl Into<String>) -> Self {
        Self { message: message.into(), at, help: help.into() }
    }
}

/// The first refusal in the order of the text.
pub(super) fn judge(ast: &AST, names: &Names) -> Option<Refusal> {
    let own = ast.iter_fn_def().map(|function| (function.name.as_str(), function.params.len())).collect();
    let judge = Judge { own, names };
    let outside = ast.statements().iter().find(|stmt| !matches!(stmt, Stmt::Noop(_)));
    let mut all: Vec<Refusal> =
        outside.into_iter().map(|stmt| outside_of_functions(stmt.position())).collect();
    ast.walk(&mut |path| {
        let (node, parent) = match path {
            [.., parent, node] => (node, Some(parent)),
            [node] => (node, None),
            [] => return true,
        };
        all.extend(judge.node(node, parent));
        true
    });
    all.into_iter().min_by_key(|refusal| (refusal.at.line(), refusal.at.position()))
}

fn outside_of_functions(at: Position) -> Refusal {
    let help = "put it into the function that needs it: functions do not see what stands outside of them";
    Refusal::new("a statement outside of a function is never run", at, help)
}

struct Judge<'a> {
    /// The functions of the file, with the number of their parameters.
    own: BTreeSet<(&'a str, usize)>,
    names: &'a Names,
}

impl Judge<'_> {
    fn node(&self, node: &ASTNode<'_>, parent: Option<&ASTNode<'_>>) -> Option<Refusal> {
        if let ASTNode::Stmt(Stmt::FnCall(call, at)) | ASTNode::Expr(Expr::FnCall(call, at)) = node {
            let in_for = matches!(parent, Some(ASTNode::Stmt(Stmt::For(..))));
            return if range(call) && !in_for { Some(range_outside(*at)) } else { self.call(call, *at, 0) };
        }
        if let ASTNode::Expr(Expr::MethodCall(call, at)) = node {
            return self.call(call, *at, 1);
        }
        if let ASTNode::Stmt(Stmt::Assignment(assignment)) = node {
            let target = &assignment.1.lhs;
            let help = "write `list.set(position, value)` or `map.set(name, value)`";
            let refusal =
                || Refusal::new("an item cannot be assigned by its position", target.start_position(), help);
            return (!assignable(target, true)).then(refusal);
        }
        if let ASTNode::Stmt(Stmt::BreakLoop(Some(_), _, at)) = node {
            // The walk does not look into it.
            let help = "put the value into a variable before `break`";
            return Some(Refusal::new("`break` takes no value in scripts", *at, help));
        }
        if let ASTNode::Expr(Expr::ThisPtr(at)) = node {
            let help = "give the value as an argument";
            return Some(Refusal::new("`this` is not available in scripts", *at, help));
        }
        if let ASTNode::Expr(Expr::StringConstant(text, at)) = node {
            return long("text", text, *at);
        }
        if let ASTNode::Expr(Expr::Property(names, at)) = node {
            return long("name", &names.2, *at);
        }
        if let ASTNode::Expr(Expr::Map(map, _)) = node {
            return map.0.iter().find_map(|(name, _)| long("name", &name.name, name.pos));
        }
        None
    }

    /// `receivers` is 1 for a call in the form of a method.
    fn call(&self, call: &FnCallExpr, at: Position, receivers: usize) -> Option<Refusal> {
        let name = call.name.as_str();
        let arguments = receivers + call.args.len();
        if call.capture_parent_scope {
            let help = format!("write `{name}(…)`, and give it all that it needs");
            return Some(Refusal::new(format!("`{name}!` is not available in scripts"), at, help));
        }
        if call.args.len() > MOST_ARGUMENTS {
            let message = format!("`{}` stands here with {} arguments", shorten(name), call.args.len());
            return Some(Refusal::new(
                message,
                at,
                format!("a call may have {MOST_ARGUMENTS}: give it a list or a map"),
            ));
        }
        let own = receivers == 0 && self.own.contains(&(name, arguments));
        let known = self.names.get(name).is_some_and(|arities| arities.contains(&arguments));
        if call.op_token.is_some() || own || known || (name == "type_of" && arguments == 1) {
            return None;
        }
        Some(self.unknown(name, at, call.args.len(), receivers))
    }

    fn unknown(&self, name: &str, at: Position, written: usize, receivers: usize) -> Refusal {
        let shown = shorten(name);
        let own: Vec<usize> =
            self.own.iter().filter(|(own, _)| *own == name).map(|(_, count)| *count).collect();
        if receivers > 0 && !own.is_empty() {
            let message = format!("`{shown}` is a function of this file, and no method");
            return Refusal::new(message, at, format!("write `{shown}(value)`"));
        }
        let library = self.names.get(name).into_iter().flatten().map(|count| count.saturating_sub(receivers));
        let takes: BTreeSet<usize> = own.into_iter().chain(library).collect();
        if !takes.is_empty() {
            let takes = takes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
            let arguments = if written == 1 { "argument" } else { "arguments" };
            let message = format!("`{shown}` stands here with {written} {arguments}");
            return Refusal::new(message, at, format!("it takes {takes}"));
        }
        let help = match nearest(name, self.own.iter().map(|(own, _)| *own).chain(self.names.keys().copied())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "scripts have the functions of Rhai for texts, numbers, lists and maps, without those that take \
                     functions"
                .to_owned(),
        };
        Refusal::new(format!("there is no function `{shown}`"), at, help)
    }
}

fn range_outside(at: Position) -> Refusal {
    let help = "a part of a text is `sub_string(start, length)`, of a list `extract(start, length)`";
    Refusal::new("a range may stand in `for` only", at, help)
}

/// `a..b`, `a..=b`
fn range(call: &FnCallExpr) -> bool {
    matches!(call.op_token, Some(Token::ExclusiveRange | Token::InclusiveRange))
}

/// Whether a value may be put there: into a variable, or into a member of a map by its constant name.
fn assignable(target: &Expr, root: bool) -> bool {
    if let Expr::Dot(parts, ..) | Expr::Index(parts, ..) = target {
        return assignable(&parts.lhs, root) && assignable(&parts.rhs, false);
    }
    matches!(target, Expr::Property(..) | Expr::StringConstant(..))
        || (root && matches!(target, Expr::Variable(..)))
}

fn long(what: &str, text: &str, at: Position) -> Option<Refusal> {
    (text.len() > LONGEST_CONSTANT).then(|| {
        let message = format!("a {what} of {} bytes in a script", text.len());
        Refusal::new(message, at, format!("it may have {LONGEST_CONSTANT}"))
    })
}

//! From the text of a `.rhai` file to one function of it.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use rhai::{AST, LexError, ParseError, ParseErrorType, Position, ScriptFuncDef};

use super::allowed;
use super::engine::{LARGEST_MAP, LONGEST_LIST, LONGEST_TEXT, MOST_FUNCTIONS, SANDBOX};
use super::{GIVES, Script, Wrong};
use crate::value::{Kind, Ty, nearest, shorten, visible};

/// Bytes of a `.rhai` file.
const LONGEST_SCRIPT: usize = 64 * 1024;

/// The texts that were read, with their trees: heads of one dialect have its scripts in common.
static READ: Mutex<Vec<(String, Tree)>> = Mutex::new(Vec::new());

/// The most that are remembered.
const MOST_READ: usize = 32;

/// The tree of a `.rhai` file, which all its functions share.
#[derive(Clone)]
pub struct Tree(AST);

impl fmt::Debug for Tree {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Tree")
    }
}

/// Reads `text`, the file shown as `path` in messages.
pub fn read(path: &str, text: &str) -> Result<Tree, Wrong> {
    if text.len() > LONGEST_SCRIPT {
        let message = format!("`{path}` has {} bytes", text.len());
        let help = format!("a script may have {LONGEST_SCRIPT}; a table holds what maps one text to another");
        return Err(Wrong::new(message, None, help));
    }
    let known = || READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, tree)) = known().iter().find(|(known, _)| known == text) {
        return Ok(tree.clone());
    }
    let sandbox = &*SANDBOX;
    let ast = sandbox.engine.compile(text).map_err(|error| unreadable(&error, text))?;
    match allowed::judge(&ast, &sandbox.names) {
        Some(refusal) => Err(Wrong::new(refusal.message, offset(text, refusal.at), refusal.help)),
        None => {
            let tree = Tree(ast);
            let mut known = known();
            if known.len() < MOST_READ {
                known.push((text.to_owned(), tree.clone()));
            }
            Ok(tree)
        }
    }
}

impl Tree {
    /// The function `name` of the file `path` with the text `text`, with a parameter for the value and `arguments`
    /// more. `gives` is what it promises.
    pub fn function(
        &self,
        name: &str,
        path: &str,
        text: &str,
        arguments: usize,
        gives: Ty,
    ) -> Result<Script, Wrong> {
        if !GIVES.contains(&gives.kind) {
            let all = GIVES.iter().copied().map(Kind::word).collect::<Vec<_>>().join(", ");
            let message = format!("a script cannot give {}", gives.kind);
            return Err(Wrong::new(message, None, format!("it may give {all}")));
        }
        let Self(ast) = self;
        let parameters = arguments + 1;
        let named: Vec<_> = ast.iter_fn_def().filter(|function| function.name == name).collect();
        let Some(function) = named.iter().find(|function| function.params.len() == parameters) else {
            return Err(match named.first() {
                Some(other) => miscounted(name, text, other, parameters),
                None => missing(name, path, parameters, ast),
            });
        };
        let line = function.body.start_position().line().unwrap_or(1);
        Ok(Script { name: name.to_owned(), path: path.to_owned(), line, gives, ast: ast.clone() })
    }
}

/// Reads a file and finds a function in it, as [`read`] and [`Tree::function`] do.
pub fn compile(name: &str, path: &str, text: &str, arguments: usize, gives: Ty) -> Result<Script, Wrong> {
    read(path, text)?.function(name, path, text, arguments, gives)
}

fn miscounted(name: &str, text: &str, found: &ScriptFuncDef, parameters: usize) -> Wrong {
    let has = match found.params.len() {
        1 => "1 parameter".to_owned(),
        count => format!("{count} parameters"),
    };
    let needed = if parameters == 1 { "1 is".to_owned() } else { format!("{parameters} are") };
    let message = format!("the function `{}` has {has}, and {needed} needed", shorten(name));
    let help = "a parameter for the value comes first, then one for each argument of the step";
    Wrong::new(message, offset(text, found.body.start_position()), help)
}

fn missing(name: &str, path: &str, parameters: usize, ast: &AST) -> Wrong {
    let shown = shorten(name);
    let help = match nearest(name, ast.iter_fn_def().map(|function| function.name.as_str())) {
        Some(near) => format!("there is `{near}`"),
        None if parameters == 1 => format!("write `fn {shown}(value) {{ … }}` there"),
        None => format!("write `fn {shown}(value, …) {{ … }}` there, with {parameters} parameters"),
    };
    Wrong::new(format!("`{path}` has no function `{shown}`"), None, help)
}

/// What the parser of Rhai says, in our words where they are clearer.
fn unreadable(error: &ParseError, text: &str) -> Wrong {
    let at = offset(text, error.position());
    let (kind, said) = (error.err_type(), error.err_type().to_string());
    if let ParseErrorType::Reserved(word) | ParseErrorType::BadInput(LexError::ImproperSymbol(word, _)) = kind
    {
        let message = format!("`{}` is not available in scripts", shorten(&visible(word)));
        return Wrong::new(
            message,
            at,
            "a script computes with its arguments: it reads, prints and loads nothing",
        );
    }
    if *kind == ParseErrorType::ExprTooDeep {
        let help = "put parts of it into variables or functions of their own; `switch` and maps take the place of \
                    many `else if`";
        return Wrong::new("this nests too deeply", at, help);
    }
    let help = if let ParseErrorType::VariableUndefined(_) = kind {
        "declare it with `let`; functions do not see the variables of others".to_owned()
    } else if *kind == ParseErrorType::TooManyFunctions {
        format!("a script may have {MOST_FUNCTIONS} functions")
    } else if matches!(kind, ParseErrorType::LiteralTooLarge(..)) {
        format!(
            "a text may have {LONGEST_TEXT} bytes, a list {LONGEST_LIST} items, a map {LARGEST_MAP} members; \
             a table of the pack may have more"
        )
    } else {
        "correct it as the Rhai language wants it".to_owned()
    };
    Wrong::new(lower(&said), at, help)
}

/// A sentence of Rhai in the form of our messages.
fn lower(said: &str) -> String {
    let said: String = visible(said).chars().take(200).collect();
    let said = said.replace('\'', "`");
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The byte of a line and a column, which counts characters.
fn offset(text: &str, at: Position) -> Option<usize> {
    let line = at.line()?;
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let column = at.position().unwrap_or(1).saturating_sub(1);
    let rest = text.get(start..)?;
    let rest = rest.split('\n').next().unwrap_or_default();
    Some(start + rest.chars().take(column).map(char::len_utf8).sum::<usize>())
}

//! Floor 3: rule text → tree.
//!
//! Data: [`ast`]. Pass: [`parse`]. Dump: [`dump`].
//!
//! **Invariant:** every mistake in a text is reported, one for each statement; the tree holds the statements that
//! could be read, and [`Parsed::broken`] the names that the others would have given.
#![deny(clippy::disallowed_methods, clippy::wildcard_enum_match_arm)]

pub mod ast;
mod build;
mod dump;
mod expected;
mod format;
mod grammar;
mod prescan;
mod recover;
mod repair;
mod token;

use pest::Parser;

use self::build::Builder;
use self::grammar::{Grammar, Rule};
use self::recover::Piece;
use self::token::TokenKind;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span};

pub use dump::dump;
pub use format::format;

/// A rule file that was read.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Parsed {
    /// The statements that could be read.
    pub file: ast::File,
    /// Targets and `let`s of statements that could not: later stages take them as given, so that one mistake
    /// gives one message.
    pub broken: Broken,
}

/// What statements that could not be read would have given.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Broken {
    /// Whether any statement could not be read.
    pub any: bool,
    /// Names of `let`s.
    pub lets: Vec<String>,
    /// Targets of rules.
    pub targets: Vec<String>,
    /// Fields of `read`s.
    pub reads: Vec<String>,
}

/// Reads a rule file.
pub fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Parsed {
    let text = sources.get(file).text();
    let tokens = token::tokens(text);
    let early = prescan::prescan(file, 0, text, &tokens);
    if early.is_empty()
        && let Some(tree) = parse_as(Rule::file, file, 0, text, diagnostics)
    {
        return Parsed { file: tree, broken: Broken::default() };
    }
    let mut parsed = Parsed::default();
    if let Some(deep) = early.iter().find(|diagnostic| diagnostic.code == Code::TooDeep) {
        diagnostics.push(deep.clone());
        parsed.broken.any = true;
        return parsed;
    }
    let pieces = recover::pieces(text, &tokens);
    let mut recovery = Recovery { file, text, parsed: &mut parsed, diagnostics };
    recovery.pieces(pieces);
    // A bracket that closes nothing is between statements: no piece holds it.
    if !parsed.broken.any {
        for diagnostic in early {
            diagnostics.push(diagnostic);
            parsed.broken.any = true;
        }
    }
    parsed
}

/// Reads a text as one rule of the grammar; nothing where it does not fit.
fn parse_as(
    entry: Rule,
    file: FileId,
    base: usize,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<ast::File> {
    let pair = Grammar::parse(entry, text).ok()?.next()?;
    Some(Builder { file, base, diagnostics }.file(pair))
}

/// Reads statement by statement.
struct Recovery<'a> {
    file: FileId,
    text: &'a str,
    parsed: &'a mut Parsed,
    diagnostics: &'a mut Diagnostics,
}

impl Recovery<'_> {
    fn pieces(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            match piece {
                Piece::Statement(range) => {
                    let items = self.statement(range);
                    self.parsed.file.items.extend(items);
                }
                Piece::For(header, inside) => self.for_block(header, inside),
            }
        }
    }

    fn statement(&mut self, range: std::ops::Range<usize>) -> Vec<ast::Item> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let tokens = token::tokens(text);
        let early = prescan::prescan(self.file, range.start, text, &tokens);
        if early.is_empty() {
            if let Some(tree) = parse_as(Rule::alone, self.file, range.start, text, self.diagnostics) {
                return tree.items;
            }
            let diagnostic = repair::explain(self.file, range.start, text, &tokens);
            self.diagnostics.push(diagnostic);
        } else if let Some(first) = early.into_iter().next() {
            self.diagnostics.push(repair::verified(first, range.start, text));
        }
        self.broken(text, &tokens);
        Vec::new()
    }

    /// The header is read with an empty body, the statements one by one.
    fn for_block(&mut self, header: std::ops::Range<usize>, inside: Vec<Piece>) {
        let text = format!("{}{{}}", self.text.get(header.clone()).unwrap_or_default());
        let tokens = token::tokens(&text);
        let read = parse_as(Rule::alone, self.file, header.start, &text, self.diagnostics);
        let block = match read.and_then(|tree| tree.items.into_iter().next()) {
            Some(ast::Item::For(block)) => Some(block),
            Some(ast::Item::Script(_) | ast::Item::Example(_) | ast::Item::Statement(_)) | None => {
                let diagnostic = repair::explain(self.file, header.start, &text, &tokens);
                self.diagnostics.push(diagnostic);
                self.parsed.broken.any = true;
                None
            }
        };
        let mut statements = Vec::new();
        for piece in inside {
            let range = match piece {
                Piece::Statement(range) => range,
                Piece::For(header, _) => {
                    let span = Span::new(self.file, header.start, header.end);
                    let message = "a `for` stands inside of another";
                    self.diagnostics.push(
                        Diagnostic::new(Code::Misplaced, span, message)
                            .label("for which record types are its statements?")
                            .help("close the outer block before it, or name both record types in one `for`"),
                    );
                    self.parsed.broken.any = true;
                    continue;
                }
            };
            for item in self.statement(range) {
                if let ast::Item::Statement(statement) = item {
                    statements.push(statement);
                }
            }
        }
        if let Some(block) = block {
            self.parsed.file.items.push(ast::Item::For(ast::For { statements, ..block }));
        }
    }

    /// Notes what a statement that cannot be read would have given.
    fn broken(&mut self, text: &str, tokens: &[token::Token]) {
        let broken = &mut self.parsed.broken;
        broken.any = true;
        let word = |at: usize| {
            let token = tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
            text.get(token.start..token.end).map(|word| word.trim_matches('`').to_owned())
        };
        match word(0).as_deref() {
            Some("let") => broken.lets.extend(word(1)),
            Some("read") => broken.reads.extend((1..tokens.len()).filter_map(word)),
            Some("add" | "override") => broken.targets.extend(word(1)),
            Some(target) => broken.targets.push(target.to_owned()),
            None => {}
        }
    }
}

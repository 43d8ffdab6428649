//! A light reading of the text: words, brackets, quotes and ends of line.
//!
//! The grammar does not need it. It finds what must be known before and after pest has spoken: quotes and brackets
//! that do not close, where statements begin, what stands at the place of a mistake.

/// A piece of text that belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A word, also back-quoted, also `$name` and a number.
    Word,
    /// `"text"`
    Text,
    /// A quote without its partner; reaches to the end of the line.
    OpenText,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// An end of line.
    Newline,
    /// From `#` to the end of the line.
    Comment,
    /// `<-`, `->`, and any other character by itself.
    Sign,
}

/// The tokens of a text. Blanks are left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        let (kind, length) = match first {
            ' ' | '\t' | '\u{A0}' | '\u{202F}' => {
                at += first.len_utf8();
                continue;
            }
            '\n' => (TokenKind::Newline, 1),
            '\r' => (TokenKind::Newline, if rest.starts_with("\r\n") { 2 } else { 1 }),
            '#' => (TokenKind::Comment, line_length(rest)),
            '"' => quoted(rest),
            '`' => {
                let line = rest.get(..line_length(rest)).unwrap_or(rest);
                match line.get(1..).and_then(|line| line.find('`')) {
                    Some(close) => (TokenKind::Word, close + 2),
                    None => (TokenKind::Sign, 1),
                }
            }
            '(' | '[' | '{' => (TokenKind::Open, 1),
            ')' | ']' | '}' => (TokenKind::Close, 1),
            '<' | '>' | '-' if rest.starts_with("<-") || rest.starts_with("->") => (TokenKind::Sign, 2),
            '<' | '>' if rest.get(1..2) == Some("=") => (TokenKind::Sign, 2),
            c if is_word(c) || c == '$' => {
                let length = rest
                    .char_indices()
                    .skip(1)
                    .find(|(_, c)| !is_word(*c))
                    .map_or(rest.len(), |(length, _)| length);
                (TokenKind::Word, length)
            }
            c => (TokenKind::Sign, c.len_utf8()),
        };
        tokens.push(Token { kind, start: at, end: at + length });
        at += length;
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_length(rest: &str) -> usize {
    rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// A quoted text, or the rest of the line where the quote is never closed.
fn quoted(rest: &str) -> (TokenKind, usize) {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return (TokenKind::OpenText, at),
            '"' if !escaped => return (TokenKind::Text, at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    (TokenKind::OpenText, rest.len())
}

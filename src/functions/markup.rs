//! What HTML says in plain text, and where its first link points.
//!
//! Only the tokenizer of `html5ever` is used, so nesting costs nothing.
//!
//! **Invariant:** the work is linear in the text, except for the attributes of one tag, which [`LIMIT`] bounds.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// The longest text with markup that is read, in bytes. Descriptions have some thousand.
pub(super) const LIMIT: usize = 64 * 1024;

/// Why a longer text is refused.
pub(super) const TOO_LONG: &str = "more than 64 KiB of HTML";

/// The plain text of a value that may be HTML, or plain text with stray tags and entities.
///
/// Where no tag opens a block, line breaks of the source are kept.
pub(super) fn text(source: &str) -> String {
    let once = flat(&peel(source));
    if has_entity(&once) {
        // Escaped twice, such as `&amp;eacute;`: decoded again, while signs that were text stay text.
        return flat(&once.replace('<', "&lt;"));
    }
    once
}

/// Takes off one layer of escaping where a whole HTML text was escaped (`&lt;p&gt;`): it has no tag, but shows some.
pub(super) fn peel(source: &str) -> Cow<'_, str> {
    if !source.contains('<') && source.contains("&lt;") {
        let decoded = flat(source);
        if ["</", "<br", "<p>", "<BR", "<P>"].iter().any(|tag| decoded.contains(tag)) {
            return Cow::Owned(decoded);
        }
    }
    Cow::Borrowed(source)
}

/// The value of attribute `name` of the first tag `tag`.
pub(super) fn attribute(source: &str, tag: &str, name: &str) -> Option<String> {
    let wanted = Wanted { tag, name, found: RefCell::new(None) };
    let wanted = tokenize(source, wanted);
    wanted.found.into_inner()
}

/// Whether `&name;` or `&#1;` stands in a text.
fn has_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|after| {
        after.split_once(';').is_some_and(|(name, _)| {
            let name = name.strip_prefix('#').unwrap_or(name);
            (2..=31).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    })
}

fn tokenize<S: TokenSink>(source: &str, sink: S) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(source));
    // Control comes back early only to a sink that runs scripts.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink
}

fn flat(source: &str) -> String {
    let mut layout = Layout { text: String::with_capacity(source.len()), ..Layout::default() };
    let flow = tokenize(source, Flow::default());
    let keeps_lines = !flow.has_blocks.get();
    for piece in flow.pieces.into_inner() {
        match piece {
            Piece::Block => layout.block(),
            Piece::Break => layout.line_break(),
            Piece::Cell => layout.space = true,
            Piece::Text(text) => layout.text(&text, keeps_lines),
            Piece::Verbatim(text) => layout.text(&text, true),
        }
    }
    layout.text
}

/// What matters of HTML for plain text.
enum Piece {
    /// Text whose white space is layout.
    Text(StrTendril),
    /// Text inside `<pre>`.
    Verbatim(StrTendril),
    /// `<br>`
    Break,
    /// A block begins or ends.
    Block,
    /// A table cell begins or ends.
    Cell,
}

#[derive(Default)]
struct Flow {
    pieces: RefCell<Vec<Piece>>,
    has_blocks: Cell<bool>,
    in_pre: Cell<u32>,
    is_hidden: Cell<bool>,
}

impl Flow {
    fn push(&self, piece: Piece) {
        if self.is_hidden.get() {
            return;
        }
        let mut pieces = self.pieces.borrow_mut();
        let repeated = matches!((&piece, pieces.last()), (Piece::Block, Some(Piece::Block)));
        if !repeated {
            pieces.push(piece);
        }
    }

    /// Hides elements whose content is no text for people, and says how their content is to be read.
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let starts = tag.kind == TagKind::StartTag;
        match &*tag.name {
            name
            @ ("script" | "style" | "title" | "textarea" | "iframe" | "noembed" | "noframes" | "xmp") => {
                self.is_hidden.set(starts);
                if starts {
                    return TokenSinkResult::RawData(match name {
                        "script" => RawKind::ScriptData,
                        "title" | "textarea" => RawKind::Rcdata,
                        _ => RawKind::Rawtext,
                    });
                }
            }
            "br" => self.push(Piece::Break),
            "td" | "th" => self.push(Piece::Cell),
            name if BLOCKS.contains(&name) => {
                self.has_blocks.set(true);
                if name == "pre" {
                    let depth = self.in_pre.get();
                    self.in_pre.set(if starts { depth.saturating_add(1) } else { depth.saturating_sub(1) });
                }
                self.push(Piece::Block);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl TokenSink for Flow {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::CharacterTokens(text) = token {
            self.push(if self.in_pre.get() > 0 { Piece::Verbatim(text) } else { Piece::Text(text) });
        } else if let Token::TagToken(tag) = token {
            return self.tag(&tag);
        }
        TokenSinkResult::Continue
    }
}

/// The elements that stand on lines of their own.
const BLOCKS: [&str; 37] = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "caption",
    "blockquote",
    "pre",
    "hr",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "address",
    "figure",
    "figcaption",
    "fieldset",
    "form",
    "center",
    "body",
];

struct Wanted<'a> {
    tag: &'a str,
    name: &'a str,
    found: RefCell<Option<String>>,
}

impl TokenSink for Wanted<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token
            && tag.kind == TagKind::StartTag
            && &*tag.name == self.tag
            && let Some(attribute) = tag.attrs.iter().find(|attribute| &*attribute.name.local == self.name)
        {
            self.found.borrow_mut().get_or_insert_with(|| attribute.value.to_string());
        }
        TokenSinkResult::Continue
    }
}

/// The text so far, and what is owed before its next character.
#[derive(Default)]
struct Layout {
    text: String,
    space: bool,
    lines: u32,
    after_break: bool,
}

impl Layout {
    fn block(&mut self) {
        self.lines = self.lines.max(1);
        self.space = false;
        self.after_break = false;
    }

    fn line_break(&mut self) {
        self.lines = self.lines.saturating_add(1);
        self.space = false;
        self.after_break = true;
    }

    fn text(&mut self, text: &str, keeps_lines: bool) {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.bytes().position(is_blank).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            if !word.is_empty() {
                self.word(word);
            }
            let mut behind = behind.chars();
            if let Some(blank) = behind.next() {
                self.blank(blank, keeps_lines);
            }
            rest = behind.as_str();
        }
    }

    fn blank(&mut self, blank: char, keeps_lines: bool) {
        if blank == '\n' && keeps_lines {
            // The line end after a `<br>` is layout of the source.
            if !self.after_break {
                self.lines = self.lines.saturating_add(1);
            }
            self.after_break = false;
            self.space = false;
        } else {
            self.space = true;
        }
    }

    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            match self.lines {
                0 if self.space => self.text.push(' '),
                0 => {}
                1 => self.text.push('\n'),
                _ => self.text.push_str("\n\n"),
            }
        }
        self.space = false;
        self.lines = 0;
        self.after_break = false;
        self.text.push_str(word);
    }
}

/// White space that is layout.
fn is_blank(sign: u8) -> bool {
    matches!(sign, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

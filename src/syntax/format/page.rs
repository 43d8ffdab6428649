//! What is formatted: the lexemes of a file in their order, and the statements that they make.

use std::borrow::Cow;

/// A word, sign or comment.
#[derive(Clone, Debug)]
pub(super) struct Lexeme<'t> {
    /// Its text, as it will be written.
    pub(super) text: Cow<'t, str>,
    /// What it is.
    pub(super) kind: Kind,
    /// How many columns it has.
    pub(super) width: usize,
    /// As written: its column.
    pub(super) column: usize,
    /// As written: the blanks before it on its line.
    pub(super) gap: usize,
    /// As written: the ends of line before it.
    pub(super) newlines: usize,
    /// How many braces are open around it.
    pub(super) level: usize,
    /// How many other brackets are open around it.
    pub(super) depth: usize,
    /// Whether the innermost brace around it belongs to the data of an example.
    pub(super) in_data: bool,
    /// What begins with it.
    pub(super) begins: Begins,
    /// Columns by which it is indented more than its statement says, where it begins a line.
    pub(super) extra: usize,
    /// The statement it belongs to.
    pub(super) statement: Option<usize>,
    /// The bracket that closes this brace.
    pub(super) partner: Option<usize>,
    /// The first lexeme from here on that is no comment.
    pub(super) leads: Option<usize>,
    /// Whether this comment goes on with the one at the end of the line above.
    pub(super) hangs: bool,
    /// The break before it.
    pub(super) before: Break,
    /// The column it is lined up at.
    pub(super) at: Option<usize>,
    /// The column where it stands.
    pub(super) out: usize,
}

impl Lexeme<'_> {
    /// The column behind it.
    pub(super) fn end(&self) -> usize {
        self.out + self.width
    }

    /// Whether it begins a line.
    pub(super) fn breaks(&self) -> bool {
        self.before != Break::None
    }

    /// Whether it is a comment.
    pub(super) fn is_comment(&self) -> bool {
        self.kind == Kind::Comment
    }

    /// Whether a clause begins with it.
    pub(super) fn is_clause(&self) -> bool {
        self.begins == Begins::Clause
    }

    /// Whether it may stand behind an empty line: it begins or ends something, or is data.
    pub(super) fn is_loose(&self) -> bool {
        self.begins == Begins::Statement || self.in_data || self.kind.closes_brace()
    }
}

/// What begins with a lexeme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Begins {
    /// Nothing that has a place of its own.
    #[default]
    Nothing,
    /// A statement.
    Statement,
    /// `when`, an outcome, `because`
    Clause,
}

/// What stands between two lexemes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Blanks, or nothing.
    None,
    /// An end of line.
    Line,
    /// An empty line.
    Blank,
}

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Name, keyword or constant.
    Word,
    /// `# …`
    Comment,
    /// `<-`, and the `=` of a `let`
    Arrow,
    /// `as`
    As,
    /// `each`
    Each,
    /// `|` before a step
    Bar,
    /// `|` of a decision table
    Wall,
    /// `or` between values
    Or,
    /// `and`, `or` between comparisons
    Joint,
    /// `or` between constants
    Choice,
    /// `,` between two parts of which the second may begin a line
    Comma,
    /// `,` between two that stay on their line
    TightComma,
    /// `:`
    Colon,
    /// `.`, `$`
    Glue,
    /// An opening bracket.
    Open(Bracket),
    /// A closing one.
    Close(Bracket),
}

impl Kind {
    /// Whether it closes a brace, in the widest sense.
    pub(super) fn closes_brace(self) -> bool {
        matches!(self, Kind::Close(bracket) if bracket.is_brace())
    }

    /// Whether it opens one.
    pub(super) fn opens_brace(self) -> bool {
        matches!(self, Kind::Open(bracket) if bracket.is_brace())
    }
}

/// What brackets are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `{` with statements inside
    Block,
    /// `{` of an example
    Data,
    /// `[` of an example
    Array,
    /// `(` around a value or a test
    Group,
    /// `(` of a step, `[` of a path
    Tight,
}

impl Bracket {
    /// Whether its inside may stand on lines of its own.
    pub(super) fn is_brace(self) -> bool {
        matches!(self, Bracket::Block | Bracket::Data | Bracket::Array)
    }
}

/// A statement, or what is written on a line of its own like one: a row of a table, a part of an example.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// What it is.
    pub(super) form: Form,
    /// Its first lexeme.
    pub(super) first: usize,
    /// One past its last lexeme.
    pub(super) end: usize,
    /// The brace around it.
    pub(super) inside: Option<usize>,
    /// The lexeme that is lined up with those of its neighbours: `<-`, `=`, `as`, the data of an example.
    pub(super) joint: Option<usize>,
    /// The brace of its object.
    pub(super) object: Option<usize>,
}

/// What a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A rule or a `let`.
    Rule,
    /// `read … as`
    Read,
    /// `given`, `expect`
    Given,
    /// The header or a row of a decision table.
    Row,
    /// `for`, `decide`, `example`
    Block,
    /// `ignore`, `drop`, `exclude`, `hold`, `script`
    Other,
}

/// A file that is being formatted.
#[derive(Clone, Debug, Default)]
pub(super) struct Page<'t> {
    /// All that is written, in order.
    pub(super) lexemes: Vec<Lexeme<'t>>,
    /// The statements, in order of their beginnings.
    pub(super) statements: Vec<Statement>,
}

impl<'t> Page<'t> {
    /// A lexeme by its number.
    pub(super) fn lexeme(&self, at: usize) -> &Lexeme<'t> {
        self.lexemes.get(at).expect("lexemes are numbered while the page is made, and none is ever removed")
    }

    /// A lexeme to be changed.
    pub(super) fn lexeme_mut(&mut self, at: usize) -> &mut Lexeme<'t> {
        self.lexemes
            .get_mut(at)
            .expect("lexemes are numbered while the page is made, and none is ever removed")
    }

    /// A statement by its number.
    pub(super) fn statement(&self, at: usize) -> &Statement {
        self.statements.get(at).expect("statements are numbered while the page is made")
    }

    /// Whether a line ends between these lexemes, before the second one included.
    pub(super) fn is_broken(&self, first: usize, last: usize) -> bool {
        (first + 1..=last).any(|at| self.lexeme(at).breaks())
    }

    /// One past the last lexeme of the line on which this one stands.
    pub(super) fn line_end(&self, at: usize) -> usize {
        (at + 1..self.lexemes.len()).find(|next| self.lexeme(*next).breaks()).unwrap_or(self.lexemes.len())
    }

    /// Whether the inside of a brace stands on lines of its own.
    pub(super) fn is_open(&self, brace: usize) -> bool {
        self.lexeme(brace).partner.is_some_and(|close| self.lexeme(close).breaks())
    }
}

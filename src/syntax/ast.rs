//! The tree of a rule file: what was written, with its place, before any name is resolved.
//!
//! **Invariant:** every node that a message may point at carries its span.

use crate::source::{Span, Spanned};
use crate::value::Literal;

/// A name as written, without back-quotes, in NFC.
pub type Name = Spanned<String>;

/// A rule file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct File {
    /// Its statements, in order.
    pub items: Vec<Item>,
}

/// What stands at the top of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `script f from "…" gives text`
    Script(Script),
    /// `example "…" for DEG { … }`
    Example(Example),
    /// `for DEG { … }`
    For(For),
    /// Any statement, meant for all record types.
    Statement(Statement),
}

/// `for DEG, HOT { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// The whole block.
    pub span: Span,
    /// For whom.
    pub types: Types,
    /// The statements inside.
    pub statements: Vec<Statement>,
}

/// Which record types a block is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Types {
    /// `all`
    All(Span),
    /// `DEG, HOT`
    Named(Vec<Name>),
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `read TEL as phone_list`
    Read(Read),
    /// `let n = TEL[all] | phone("FR")`
    Let(Let),
    /// `ignore ACCES because "…"`
    Ignore(Ignore),
    /// `drop fax because "…"`
    Drop(Drop),
    /// `exclude when …`, `hold when …`
    Stop(Stop),
    /// `decide { … }`
    Decide(Decide),
    /// `title <- NOMOFFRE`
    Rule(Box<Rule>),
}

/// `override`, `add`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `override`
    Override,
    /// `add`
    Add,
}

/// `script f from "scripts/f.rhai" gives list text`
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// The whole statement.
    pub span: Span,
    /// `f`
    pub name: Name,
    /// `"scripts/f.rhai"`
    pub path: Spanned<String>,
    /// `list`
    pub many: bool,
    /// `text`
    pub gives: Name,
}

/// `read TEL, TELMOB as phone_list`
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The whole statement.
    pub span: Span,
    /// `override`
    pub verb: Option<Spanned<Verb>>,
    /// `TEL, TELMOB`
    pub paths: Vec<Path>,
    /// `phone_list`
    pub layout: Name,
}

/// `let numbers = TEL[all] | phone("FR")`
#[derive(Clone, Debug, PartialEq)]
pub struct Let {
    /// The whole statement.
    pub span: Span,
    /// `numbers`
    pub name: Name,
    /// What stands for it.
    pub value: Pipeline,
}

/// `ignore TIS_*, ACCES because "…"`
#[derive(Clone, Debug, PartialEq)]
pub struct Ignore {
    /// The whole statement.
    pub span: Span,
    /// `TIS_*`, `ACCES`
    pub patterns: Vec<Name>,
    /// `"…"`
    pub because: Spanned<String>,
}

/// `drop fax because "…"`
#[derive(Clone, Debug, PartialEq)]
pub struct Drop {
    /// The whole statement.
    pub span: Span,
    /// `fax`
    pub targets: Vec<Name>,
    /// `"…"`
    pub because: Spanned<String>,
}

/// `exclude when … because "…"`
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// The whole statement.
    pub span: Span,
    /// `exclude` or `hold`
    pub verb: StopVerb,
    /// What is tested.
    pub test: Test,
    /// `"…"`
    pub because: Spanned<String>,
}

/// What a stop does with the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopVerb {
    /// `exclude`
    Exclude,
    /// `hold`
    Hold,
}

/// `target <- value when … missing: …`
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The whole statement.
    pub span: Span,
    /// `override`, `add`
    pub verb: Option<Spanned<Verb>>,
    /// `title[en]`
    pub target: Target,
    /// What stands right of the arrow.
    pub value: RuleValue,
    /// `when …`
    pub guard: Option<Test>,
    /// `missing: …`, in the order written.
    pub outcomes: Vec<Outcome>,
}

/// `title`, `title[en]`
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// `title`
    pub name: Name,
    /// `en`
    pub lang: Option<Name>,
}

/// What stands right of an arrow.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleValue {
    /// `A or B | squish`
    Pipeline(Pipeline),
    /// `{ type <- "persons" … }`
    Object(Object),
    /// `each PHOTO[all] { … }`
    Each(Each),
}

/// `each PHOTO[all] { url <- it | media_url }`
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// The whole value.
    pub span: Span,
    /// `PHOTO[all]`
    pub path: Path,
    /// `{ … }`
    pub object: Object,
}

/// `{ type <- "persons"  max <- CAPA | integer }`
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Brace to brace.
    pub span: Span,
    /// `let` and rules only.
    pub members: Vec<Statement>,
}

/// `A or B, C | step`
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline {
    /// The whole value.
    pub span: Span,
    /// The parts between commas; one where there is no comma.
    pub list: Vec<Choice>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// `A or B`
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The whole choice.
    pub span: Span,
    /// What stands between the `or`s.
    pub atoms: Vec<Atom>,
}

/// What stands between `or`s.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// `(A | f)`
    Group(Pipeline),
    /// `"FR"`, `0`
    Literal(Spanned<Literal>),
    /// `TEL[all]`
    Path(Path),
}

/// `join(", ")`
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Name and arguments.
    pub span: Span,
    /// `join`
    pub name: Name,
    /// `", "`
    pub args: Vec<Spanned<Literal>>,
}

/// `TARIFS[title is "Adulte"].min`
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The whole path.
    pub span: Span,
    /// Where it begins.
    pub root: Root,
    /// What follows, separated by dots. Not empty where the root is [`Root::Field`].
    pub segments: Vec<Segment>,
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Root {
    /// A field of the record, or inside `each` and brackets a cell of the element: the first segment.
    Field,
    /// `$numbers`
    Let(Name),
    /// `it`
    It(Span),
}

/// `TEL`, `TEL[all]`
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// `TEL`
    pub name: Name,
    /// `[all]`, and where the brackets are.
    pub pick: Option<Spanned<Pick>>,
}

/// Which elements of a collection are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// `[all]`
    All,
    /// `[first]`
    First,
    /// `[only]`
    Only,
    /// `[kind is "Mél"]`
    Where(Test),
}

/// A test.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `a and b`
    And(Vec<Test>),
    /// `a or b`
    Or(Vec<Test>),
    /// `A is "x"`
    Compare(Compare),
}

/// `A is not "x" or "y"`
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The whole comparison.
    pub span: Span,
    /// What is compared.
    pub path: Path,
    /// How, and with what.
    pub with: Comparison,
}

/// How a path is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// `is missing`
    Missing,
    /// `is present`
    Present,
    /// `is "x" or "y"`
    Is(Vec<Spanned<Literal>>),
    /// `is not "x" or "y"`
    IsNot(Vec<Spanned<Literal>>),
    /// `contains "x" or "y"`, `does not start with "x"`
    Words(Words, Vec<Spanned<Literal>>),
    /// `< 3`
    Order(Order, Spanned<Literal>),
}

/// How a text is asked for a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Where the part stands.
    pub place: Within,
    /// Whether it must not stand there.
    pub negated: bool,
}

/// Where in a text a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// `contains`
    Anywhere,
    /// `starts with`
    Start,
    /// `ends with`
    End,
}

impl Words {
    /// As it is written.
    pub fn text(self) -> &'static str {
        match (self.place, self.negated) {
            (Within::Anywhere, false) => "contains",
            (Within::Anywhere, true) => "does not contain",
            (Within::Start, false) => "starts with",
            (Within::Start, true) => "does not start with",
            (Within::End, false) => "ends with",
            (Within::End, true) => "does not end with",
        }
    }
}

/// `<`, `<=`, `>`, `>=`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Order {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// `invalid: warn "…"`
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The whole outcome.
    pub span: Span,
    /// `invalid`
    pub trouble: Trouble,
    /// `warn "…"`
    pub action: Action,
}

/// What a value can be instead of present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// `missing`
    Missing,
    /// `invalid`
    Invalid,
    /// `unknown`
    Unknown,
}

/// What is done about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// `skip`
    Skip,
    /// `warn "…"`, `hold "…"`, `exclude "…"`
    Report(Report, Option<Spanned<String>>),
    /// `use "https://www.example.org"`
    Use(Choice),
}

/// How loudly trouble is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// `warn`
    Warn,
    /// `hold`
    Hold,
    /// `exclude`
    Exclude,
}

/// `decide { | A | -> type | … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Decide {
    /// The whole statement.
    pub span: Span,
    /// `override`
    pub verb: Option<Spanned<Verb>>,
    /// The first line.
    pub columns: Vec<Column>,
    /// The others.
    pub rows: Vec<Row>,
}

impl Decide {
    /// The word `decide`.
    pub fn head(&self) -> Span {
        let start = self.verb.as_ref().map_or(self.span.start, |verb| verb.span.end + 1);
        Span { start, ..self.span }.head("decide".len())
    }
}

/// A column of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// `TYPE`
    Tested(Path),
    /// `-> type`
    Target(Name),
}

/// `| "x" | "Hotel" |`
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Bar to bar.
    pub span: Span,
    /// Its cells.
    pub cells: Vec<Spanned<Cell>>,
}

/// A cell of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// `any`
    Any,
    /// `otherwise`
    Otherwise,
    /// `missing`
    Missing,
    /// `present`
    Present,
    /// `"x" or "y"`
    Values(Vec<Spanned<Literal>>),
    /// `not "x" or "y"`
    Not(Vec<Spanned<Literal>>),
    /// `hold "why"`, `exclude "why"`
    Stop(StopVerb, Spanned<String>),
    /// `-`
    Nothing,
}

/// `example "…" for DEG { given { … } expect { … } }`
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The whole statement.
    pub span: Span,
    /// What it shows.
    pub title: Spanned<String>,
    /// `DEG`
    pub record_type: Name,
    /// The record, in each language that is given.
    pub given: Vec<Given>,
    /// What must come out.
    pub expect: Expect,
}

/// `given en { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// `en`; none is the main feed.
    pub lang: Option<Name>,
    /// The fields.
    pub data: Data,
}

/// What an example expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// `expect { title: "x" }`
    Fields(Data),
    /// `expect held "why"`
    Held(Option<Spanned<String>>),
    /// `expect excluded "why"`
    Excluded(Option<Spanned<String>>),
}

/// Data as in JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// `null`
    Null(Span),
    /// `"x"`, `3`
    Literal(Spanned<Literal>),
    /// `[ … ]`
    Array(Spanned<Vec<Data>>),
    /// `{ key: … }`
    Object(Spanned<Vec<(Name, Data)>>),
}

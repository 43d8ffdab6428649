//! The typed tree: every name resolved, every default made explicit.
//!
//! **Invariant:** a tree that was checked without an error can be compiled and run; nothing in it can fail but the
//! values of a record.

use std::fmt;
use std::sync::Arc;

use crate::functions::{Step, Takes};
use crate::source::Span;
use crate::value::{Kind, Literal, Ty, Value};

pub use crate::syntax::ast::{Order, StopVerb, Within, Words};

/// The rules of one head for one record type.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// `DEG`
    pub record_type: String,
    /// The layouts in use; [`LayoutId`] counts them.
    pub layouts: Vec<Arc<crate::manifest::Layout>>,
    /// The `let`s in use; [`LetId`] counts them.
    pub lets: Vec<Let>,
    /// `exclude` and `hold`.
    pub stops: Vec<Stop>,
    /// The decisions; [`DecideId`] counts them.
    pub decides: Vec<Decide>,
    /// The targets that have rules, in the order of the schema.
    pub targets: Vec<Target>,
    /// Fields that a test or a value reads, by name, and where they are read first.
    pub fields: Vec<(String, Span)>,
    /// What is left out on purpose.
    pub left_out: Vec<LeftOut>,
    /// Rules and decisions of farther layers that a nearer one replaces, by their target: `title`, `title[en]`.
    pub replaced: Vec<(String, Span)>,
    /// The languages that a feed or a rule translates into, in order.
    pub languages: Vec<String>,
}

/// `ignore` and `drop`: what is left out, and why.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Where it is said.
    pub span: Span,
    /// Whether it is a target that a nearer layer drops; otherwise they are fields that nobody reads.
    pub drops: bool,
    /// The patterns, or the targets.
    pub what: Vec<String>,
    /// Why.
    pub because: String,
}

/// Counts the layouts of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LayoutId(pub u32);

/// Counts the decisions of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecideId(pub u32);

/// Counts the `let`s of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LetId(pub u32);

/// `let numbers = …`
#[derive(Clone, Debug)]
pub struct Let {
    /// `numbers`
    pub name: String,
    /// What stands for it.
    pub value: Expr,
}

/// `exclude when … because "…"`
#[derive(Clone, Debug)]
pub struct Stop {
    /// The whole statement.
    pub span: Span,
    /// What is done with the record.
    pub verb: StopVerb,
    /// When.
    pub test: Test,
    /// Why.
    pub because: String,
}

/// A target and all that is said of it.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its place in the schema.
    pub field: usize,
    /// Its name.
    pub name: String,
    /// Its rules: one, and for a list those that `add` to it, in order.
    pub rules: Vec<Rule>,
    /// The decision that gives its value instead of a rule, and the column.
    pub decide: Option<(DecideId, usize)>,
    /// Rules for one language, which hide those above there: `title[en] <- …`. They read the main feed.
    pub translated: Vec<(String, Vec<Rule>)>,
}

/// `decide { … }`
#[derive(Clone, Debug)]
pub struct Decide {
    /// The whole statement.
    pub span: Span,
    /// The values that the rows look at.
    pub columns: Vec<Expr>,
    /// The targets that it gives values.
    pub targets: Vec<usize>,
    /// Its rows: the first that fits decides.
    pub rows: Vec<DecideRow>,
}

/// A row of a decision.
#[derive(Clone, Debug)]
pub struct DecideRow {
    /// Bar to bar.
    pub span: Span,
    /// One cell for each column.
    pub cells: Vec<Fit>,
    /// What it gives.
    pub result: DecideResult,
}

/// What a cell asks of the value of its column.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit {
    /// Nothing: `any`, `otherwise`.
    Any,
    /// What a test could ask too: that it is missing, present, one of these, or present and none of these.
    Asks(Comparison),
}

/// What a row of a decision gives.
#[derive(Clone, Debug, PartialEq)]
pub enum DecideResult {
    /// A value for each target; none leaves it unset.
    Values(Vec<Option<Constant>>),
    /// The record is held or excluded, and why.
    Stop(StopVerb, String),
}

/// A rule, or the rule of a member.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The whole statement.
    pub span: Span,
    /// Whether it adds to what other rules of the target give.
    pub adds: bool,
    /// What is written.
    pub value: RuleValue,
    /// When the rule applies.
    pub guard: Option<Test>,
    /// What is done if there is no value to write.
    pub outcomes: Outcomes,
}

/// What a rule writes.
#[derive(Clone, Debug)]
pub enum RuleValue {
    /// One value, or a list of values.
    Expr(Expr),
    /// One object.
    Object(Object),
    /// An object for each element.
    Each(Expr, Object),
    /// What a field of the record holds, unchanged.
    Exact {
        /// The field.
        field: String,
        /// Where it is written.
        span: Span,
        /// What the schema says that it is.
        kind: Kind,
    },
}

/// The members of an object that have rules, in the order of the schema.
#[derive(Clone, Debug)]
pub struct Object {
    /// The members.
    pub members: Vec<Member>,
}

/// A member and its rule.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the schema")]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Whether the object cannot be without it.
    pub required: bool,
    /// Whether it tells objects of a list apart.
    pub key: bool,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it is written in several languages.
    pub localized: bool,
    /// Its rule.
    pub rule: Rule,
}

/// What is done about each trouble.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// There is no value.
    pub missing: Action,
    /// There is one that cannot be used.
    pub invalid: Action,
    /// There is one that no table knows.
    pub unknown: Action,
    /// Whether the author wrote what is done about an invalid one: an object then answers for its members.
    pub answers: bool,
}

/// What is done.
#[derive(Clone, Debug)]
pub enum Action {
    /// Nothing: the target stays empty.
    Skip,
    /// It is reported, and the target stays empty.
    Warn(Option<String>),
    /// The record is held.
    Hold(Option<String>),
    /// The record is excluded.
    Exclude(Option<String>),
    /// Another value is written, and it is reported.
    Use(Box<Expr>),
}

/// A value.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub ty: Ty,
    /// What its elements hold.
    pub items: Items,
    /// The vocabulary of its codes.
    pub vocabulary: Option<String>,
    /// How it is made.
    pub kind: ExprKind,
}

/// What the elements of a value hold.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Items {
    /// A text, or what a step has made.
    #[default]
    Plain,
    /// The cells of a layout.
    Cells(LayoutId),
    /// What the feed serves at this path: a text or an object, which only a record tells. A layout may rename members.
    Served(String, Option<LayoutId>),
}

/// How a value is made.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `NOMOFFRE`: the field as the record holds it.
    Field(String),
    /// `Photos[all]`: the elements of a field that is a collection.
    Collection(String),
    /// `TEL[all]`: the field taken apart by a layout; all its elements, or its one element.
    Read(String, LayoutId),
    /// `$numbers`
    Let(LetId),
    /// `it`, and the element that names inside `each` and brackets belong to.
    It,
    /// A constant.
    Constant(Constant),
    /// `A or B`
    Or(Vec<Expr>),
    /// `A, B`
    List(Vec<Expr>),
    /// `…[first]`
    Pick(Box<Expr>, Pick),
    /// `….min`
    Cell(Box<Expr>, String),
    /// `….Services[all]`: the elements of a collection inside each element.
    Inner(Box<Expr>, String, Take),
    /// A text or a collection inside an element, read by a layout.
    Layout(Box<Expr>, LayoutId, Take),
    /// `… | step`
    Step(Box<Expr>, Call),
}

/// Which elements are taken of the collection inside each element, where there are several of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// All of them.
    All,
    /// The first of each.
    First,
    /// The only one of each.
    Only,
}

/// Which elements are taken.
#[derive(Clone, Debug)]
pub enum Pick {
    /// `[first]`
    First,
    /// `[only]`
    Only,
    /// `[kind is "Mél"]`
    Where(Box<Test>),
}

/// A step with its arguments.
#[derive(Clone)]
pub struct Call {
    /// As it is written: `join(", ")`.
    pub text: String,
    /// What it is applied to.
    pub takes: Takes,
    /// The step itself.
    pub step: Step,
    /// Its name: `join`.
    pub name: String,
    /// The table that it looks into.
    pub table: Option<Arc<crate::manifest::Table>>,
}

impl fmt::Debug for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// A constant in the type of its target.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// Text, also a code or an address.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(jiff::civil::Date),
    /// Cents.
    Money(i64),
}

impl fmt::Display for Constant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(out, "{text:?}"),
            Self::Integer(number) => write!(out, "{number}"),
            Self::Decimal(number) => write!(out, "{number}"),
            Self::Boolean(yes) => write!(out, "{yes}"),
            Self::Date(date) => write!(out, "{date}"),
            Self::Money(cents) => write!(out, "{cents} cents"),
        }
    }
}

impl Constant {
    /// As a value.
    pub fn value(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::text(text.as_str()),
            Self::Integer(number) => Value::Integer(*number),
            Self::Decimal(number) => Value::Decimal(*number),
            Self::Boolean(yes) => Value::Boolean(*yes),
            Self::Date(date) => Value::Date(*date),
            Self::Money(cents) => Value::Money(*cents),
        }
    }
}

/// A test.
#[derive(Clone, Debug)]
pub enum Test {
    /// All of them.
    And(Vec<Test>),
    /// One of them.
    Or(Vec<Test>),
    /// One comparison, and where it stands.
    Compare(Box<Expr>, Comparison, Span),
}

/// How a value is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// `is missing`
    Missing,
    /// `is present`
    Present,
    /// `is "x" or "y"`
    Is(Vec<Literal>),
    /// `is not "x" or "y"`
    IsNot(Vec<Literal>),
    /// `contains "x"`, `does not start with "x"`
    Words(Words, Vec<String>),
    /// `< 3`
    Order(Order, Literal),
}

impl Comparison {
    /// The constants that a value is asked to be.
    pub fn literals(&self) -> &[Literal] {
        match self {
            Self::Is(literals) | Self::IsNot(literals) => literals,
            Self::Missing | Self::Present | Self::Words(..) | Self::Order(..) => &[],
        }
    }
}

impl Fit {
    /// The constants that a value is asked to be.
    pub fn literals(&self) -> &[Literal] {
        match self {
            Self::Asks(comparison) => comparison.literals(),
            Self::Any => &[],
        }
    }
}

impl Expr {
    /// A value of which nothing is known, because a mistake in it was reported already.
    pub(super) fn unknown(span: Span) -> Self {
        Self {
            span,
            ty: Ty::one(Kind::Unknown),
            items: Items::Plain,
            vocabulary: None,
            kind: ExprKind::Constant(Constant::Text(String::new())),
        }
    }

    /// How many values it is made of.
    pub(super) fn parts(&self) -> usize {
        match &self.kind {
            ExprKind::Or(parts) | ExprKind::List(parts) => {
                parts.iter().map(Self::parts).fold(1, usize::saturating_add)
            }
            ExprKind::Pick(from, _)
            | ExprKind::Cell(from, _)
            | ExprKind::Inner(from, ..)
            | ExprKind::Layout(from, ..)
            | ExprKind::Step(from, _) => from.parts() + 1,
            ExprKind::Field(_)
            | ExprKind::Collection(_)
            | ExprKind::Read(..)
            | ExprKind::Let(_)
            | ExprKind::It
            | ExprKind::Constant(_) => 1,
        }
    }

    /// A value without elements of a known form and without a vocabulary.
    pub(super) fn plain(span: Span, ty: Ty, kind: ExprKind) -> Self {
        Self { span, ty, items: Items::Plain, vocabulary: None, kind }
    }
}

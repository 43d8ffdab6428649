//! What runs: numbered nodes, tests, rules and targets.
//!
//! **Invariant:** every number points into the table of its own program.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Layout;
use super::ready::Ready;
use super::short::Short;
use crate::check::ir::{Comparison, Constant, DecideResult, Fit, StopVerb, Take};
use crate::functions::{Step, Takes};
use crate::manifest::Table;
use crate::source::Span;
use crate::value::{CellName, Kind};

/// A number that points into a table of `T`s.
#[derive(Debug)]
pub struct Id<T>(pub(super) u32, pub(super) PhantomData<fn() -> T>);

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Id<T> {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A field of the record.
pub type SlotId = Id<String>;
/// A field taken apart.
pub type ReadId = Id<Read>;
/// A value.
pub type NodeId = Id<Node>;
/// A test.
pub type TestId = Id<Test>;
/// A `let`, by its value.
pub type LetId = Id<LetMark>;
/// An object.
pub type ObjectId = Id<Object>;
/// A rule, or the rule of a member.
pub type RuleId = Id<Rule>;
/// A target.
pub type TargetId = Id<Target>;
/// A decision.
pub type DecideId = Id<Decide>;
/// A table.
pub type TableId = Id<Arc<Table>>;

/// Tells the numbers of `let`s from those of their values.
#[derive(Debug)]
pub struct LetMark;

/// The rules of one record type, ready to run.
#[derive(Debug, Default)]
pub struct Program {
    /// `DEG`
    pub record_type: String,
    /// The fields that are read; the first is the record's id.
    pub slots: Vec<String>,
    /// The slot of the words in which the feed itself names the type of a record.
    pub type_name: Option<SlotId>,
    /// Fields and the layouts that take them apart.
    pub reads: Vec<Read>,
    /// Layouts.
    pub layouts: Vec<Layout>,
    /// Values.
    pub nodes: Vec<Node>,
    /// Tests.
    pub tests: Vec<Test>,
    /// The values of `let`s.
    pub lets: Vec<NodeId>,
    /// `exclude` and `hold`, the `exclude`s first.
    pub stops: Vec<Stop>,
    /// Decisions.
    pub decides: Vec<Decide>,
    /// The tables that steps look into.
    pub tables: Vec<Arc<Table>>,
    /// By table, then by row: its code, where it has just one.
    pub codes: Vec<Vec<Option<Ready>>>,
    /// Objects.
    pub objects: Vec<Object>,
    /// Rules, those of members included.
    pub rules: Vec<Rule>,
    /// Targets, in the order of the schema.
    pub targets: Vec<Target>,
    /// The languages that are written besides the main one: first those of the feed, then those that rules name.
    pub languages: Vec<String>,
    /// The slots that a feed in another language is read for.
    pub translated: Vec<bool>,
    /// The target that holds the account type.
    pub account_type: Option<TargetId>,
    /// Groups of targets of which one must be complete, with their names.
    pub needs_one_of: Vec<Group>,
    /// Groups of targets that are complete or empty.
    pub together: Vec<Group>,
    /// How many descriptive fields a record could have.
    pub descriptive: u32,
}

/// A group of targets; one that has no rule is never set.
pub type Group = Vec<(String, Option<TargetId>)>;

/// A field taken apart by a layout, once for each record.
#[derive(Debug)]
pub struct Read {
    /// The field.
    pub slot: SlotId,
    /// The layout.
    pub layout: Id<Layout>,
}

/// A value.
#[derive(Debug)]
pub enum Node {
    /// A field as it is.
    Slot(SlotId),
    /// The elements of a field that is a collection.
    Collection(SlotId),
    /// A field taken apart.
    Read(ReadId),
    /// The value of a `let`.
    Let(LetId),
    /// The element inside `each` and brackets.
    It,
    /// A constant.
    Constant(Constant),
    /// The first that is not missing.
    Or(Vec<NodeId>),
    /// All of them.
    List(Vec<NodeId>),
    /// Some elements of a list.
    Pick(NodeId, Pick),
    /// A cell of an element, or of each.
    Cell(NodeId, CellName),
    /// The elements of a collection inside an element, or inside each.
    Inner(NodeId, String, Take),
    /// A value inside an element, or inside each, taken apart.
    Layout(NodeId, Id<Layout>, Take),
    /// A step.
    Step(NodeId, Call),
    /// The step `table`: the table it looks into, and whether a label may give several codes.
    Table(NodeId, TableId, bool),
}

/// A step with its arguments.
pub struct Call {
    /// What it is applied to.
    pub takes: Takes,
    /// The step itself.
    pub step: Step,
    /// As it is written: `join(", ")`.
    pub text: String,
    /// Its name: `join`.
    pub name: String,
}

impl fmt::Debug for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// Which elements are taken.
#[derive(Clone, Copy, Debug)]
pub enum Pick {
    /// The first.
    First,
    /// The only one.
    Only,
    /// Those that a test accepts.
    Where(TestId),
}

/// A test.
#[derive(Debug)]
pub enum Test {
    /// All of them.
    And(Vec<TestId>),
    /// One of them.
    Or(Vec<TestId>),
    /// One comparison, and where it stands.
    Compare(NodeId, Comparison, Span),
}

/// `exclude when …`
#[derive(Debug)]
pub struct Stop {
    /// The whole statement.
    pub span: Span,
    /// What is done with the record.
    pub verb: StopVerb,
    /// When.
    pub test: TestId,
    /// The fields that the test reads.
    pub sources: Vec<SlotId>,
    /// Why.
    pub because: String,
}

/// `decide { … }`
#[derive(Debug)]
pub struct Decide {
    /// The whole statement.
    pub span: Span,
    /// The values that the rows look at.
    pub columns: Vec<NodeId>,
    /// The fields that each column reads.
    pub sources: Vec<Vec<SlotId>>,
    /// Its rows.
    pub rows: Vec<DecideRow>,
}

/// A row of a decision.
#[derive(Debug)]
pub struct DecideRow {
    /// Bar to bar.
    pub span: Span,
    /// One cell for each column.
    pub cells: Vec<Fit>,
    /// What it gives.
    pub result: DecideResult,
}

/// A name, and what JSON has of it before a value: `,"title":`.
#[derive(Debug)]
pub struct Key {
    name: String,
    json: String,
    ready: Option<Ready>,
}

impl Key {
    /// The key of a name.
    pub fn new(name: &str) -> Self {
        let json = format!(",{}:", serde_json::Value::from(name));
        let ready = Ready::of(json.bytes(), json.len());
        Self { name: name.to_owned(), json, ready }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name in quotes, with its colon, and with a comma before it unless it is the first of its object.
    #[inline]
    pub fn json(&self, first: bool) -> &str {
        self.json.get(usize::from(first)..).unwrap_or_default()
    }

    /// The same, made ready to be copied; none of a long name.
    #[inline]
    pub fn ready(&self) -> Option<&Ready> {
        self.ready.as_ref()
    }
}

/// A target.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the schema")]
pub struct Target {
    /// Its name.
    pub name: String,
    /// Its name before a value.
    pub key: Key,
    /// Whether a record cannot be without it.
    pub required: bool,
    /// Whether it holds several values.
    pub list: bool,
    /// Whether its objects are numbered.
    pub ordered: bool,
    /// Its rules.
    pub rules: Vec<RuleId>,
    /// The decision that gives its value instead, and the column.
    pub decide: Option<(DecideId, usize)>,
    /// Whether it, or a member of it, is read in every language.
    pub translates: bool,
    /// Rules for one language, by its number: they hide those above there.
    pub translated: Vec<(usize, Vec<RuleId>)>,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// The whole statement.
    pub span: Span,
    /// What it is for: `photos.url`.
    pub target: String,
    /// What it writes.
    pub value: RuleValue,
    /// When it applies.
    pub guard: Option<TestId>,
    /// The short way to its value, where it applies always.
    pub short: Option<Short>,
    /// What is done if there is no value to write.
    pub outcomes: Outcomes,
    /// The fields that its value reads.
    pub sources: Vec<SlotId>,
    /// Whether its value is made without any field.
    pub constant: bool,
    /// The table that its value is looked up in.
    pub table: Option<Arc<Table>>,
}

/// What a rule writes.
#[derive(Clone, Copy, Debug)]
pub enum RuleValue {
    /// A value, or a list.
    Node(NodeId),
    /// An object.
    Object(ObjectId),
    /// An object for each element.
    Each(NodeId, ObjectId),
    /// What a field holds, unchanged, and what it must be.
    Exact(SlotId, Kind),
}

/// An object.
#[derive(Debug)]
pub struct Object {
    /// Its members, in the order of the schema.
    pub members: Vec<Member>,
}

/// A member.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the schema")]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its name before a value.
    pub before: Key,
    /// Whether the object cannot be without it.
    pub required: bool,
    /// Whether it tells objects of a list apart.
    pub key: bool,
    /// Whether it holds several values.
    pub list: bool,
    /// Whether it is written in several languages.
    pub localized: bool,
    /// Its rule.
    pub rule: RuleId,
}

/// What is done about each trouble.
#[derive(Debug)]
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
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    Skip,
    /// It is reported.
    Warn(Option<String>),
    /// The record is held.
    Hold(Option<String>),
    /// The record is excluded.
    Exclude(Option<String>),
    /// Another value is written, and it is reported.
    Use(NodeId),
}

macro_rules! lookup {
    ($($method:ident: $table:ident, $id:ty => $item:ty;)+) => {
        impl Program {
            $(
                /// What a number stands for.
                pub fn $method(&self, id: $id) -> &$item {
                    self.$table.get(id.index()).expect("a number points into its own program")
                }
            )+
        }
    };
}

lookup! {
    slot: slots, SlotId => String;
    read: reads, ReadId => Read;
    layout: layouts, Id<Layout> => Layout;
    node: nodes, NodeId => Node;
    test: tests, TestId => Test;
    object: objects, ObjectId => Object;
    rule: rules, RuleId => Rule;
    target: targets, TargetId => Target;
    decide: decides, DecideId => Decide;
    table: tables, TableId => Arc<Table>;
}

impl Program {
    /// The number of a target by its place in [`Self::targets`].
    pub fn target_id(&self, at: usize) -> TargetId {
        Id(u32::try_from(at).unwrap_or(u32::MAX), PhantomData)
    }

    /// The code of a row of a table, made ready to be copied.
    #[inline]
    pub fn code(&self, table: TableId, row: usize) -> Option<&Ready> {
        self.codes.get(table.index())?.get(row)?.as_ref()
    }

    /// The value of a `let`.
    pub fn let_value(&self, id: LetId) -> NodeId {
        *self.lets.get(id.index()).expect("a number points into its own program")
    }
}

//! What the counter sees of the records of an account's offer.
//!
//! **Invariant:** what an exact target shows is what elloha holds, digit for digit, or the record is held.
//! **Invariant:** a record depends on nothing but itself: no clock, no other record.

use serde_json::{Map, Value as Node};

use super::load::Ready;
use crate::check::ir::Mapping;
use crate::eval::{self, Counts, Effect, Fault, FaultCode, Outcome, Tree};
use crate::manifest::{Channel, Sold};
use crate::program::Program;
use crate::source::Sources;
use crate::value::Record;

/// The deepest nesting of a record of an offer. elloha's own objects have four levels.
const MOST_DEPTH: usize = 32;

/// A channel that can run. It is shared by threads.
#[derive(Debug)]
pub struct Outbound {
    channel: Channel,
    ready: Ready,
    /// For the places of rules.
    sources: Sources,
}

/// What became of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What ALOA sees of it; nothing where it is held or excluded.
    pub fields: Option<Map<String, Node>>,
    /// What went wrong, the warnings included.
    pub faults: Vec<OutFault>,
}

/// Trouble with a record of an offer. It never repeats the value that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutFault {
    /// `E0702`
    pub code: &'static str,
    /// What it does to the record.
    pub effect: Effect,
    /// The rule, as `path:line`; none where the engine itself objects.
    pub rule: Option<String>,
    /// The field that was read, or the target that was not filled.
    pub field: String,
    /// Why, for people.
    pub why: String,
}

impl OutFault {
    /// Whether a rule says that the record is not shown: that is no trouble, but what its author wished.
    pub fn excludes(&self) -> bool {
        self.effect == Effect::Exclude
    }
}

impl Outbound {
    pub(super) fn new(channel: Channel, ready: Ready, sources: Sources) -> Self {
        Self { channel, ready, sources }
    }

    /// The channel itself.
    pub fn channel(&self) -> &Channel {
        &self.channel
    }

    /// The account types of the pack, by code.
    pub fn account_types(&self) -> impl Iterator<Item = &str> {
        self.ready.pack.types.types.iter().map(|one| one.code.value.as_str())
    }

    /// The rules of each record type, typed.
    pub fn mappings(&self) -> &[Mapping] {
        &self.ready.mappings
    }

    /// The programs of the record types.
    pub fn programs(&self) -> &[Program] {
        &self.ready.programs
    }

    /// What ALOA sees of one record. The error says why it is not shown: all faults of a record that is held, or the
    /// one that [`excludes`](OutFault::excludes) it. Warnings are in [`Outbound::shown`] only.
    pub fn sold(&self, kind: Sold, record: &Node) -> Result<Map<String, Node>, Vec<OutFault>> {
        let Shown { fields, faults } = self.shown(kind, record);
        fields.ok_or_else(|| faults.into_iter().filter(|fault| fault.effect >= Effect::Hold).collect())
    }

    /// What ALOA sees of one record, and all that went wrong with it.
    pub fn shown(&self, kind: Sold, record: &Node) -> Shown {
        let program = self.ready.programs.iter().find(|program| program.record_type == kind.code());
        let Some(program) = program else { return refused("no rules are about such records") };
        let Node::Object(members) = record else { return refused("a record of an offer is an object") };
        if members.values().any(|member| is_deeper(member, MOST_DEPTH)) {
            return refused("values nest too deeply for a record of an offer");
        }
        let (mut tree, mut counts) = (Tree::new(), Counts::new(program));
        let mapped = eval::eval(program, &taken(program, members), &[], None, &mut tree, &mut counts);
        let told = mapped.faults.into_iter().filter(|fault| fault.effect > Effect::Note);
        let faults = told.map(|fault| self.told(fault)).collect();
        let fields = match (mapped.outcome, tree.finish()) {
            (Outcome::Imported, Node::Object(fields)) => Some(fields),
            (Outcome::Imported | Outcome::Held | Outcome::Excluded, _) => None,
        };
        Shown { fields, faults }
    }

    fn told(&self, fault: Fault) -> OutFault {
        let Fault { code, effect, rule, field, because, detail, raw: _ } = fault;
        let why = match detail {
            Some(detail) => format!("{because} ({detail})"),
            None => because,
        };
        OutFault { code: code.number(), effect, rule: rule.map(|rule| self.sources.place(rule)), field, why }
    }
}

/// A record that is none.
fn refused(why: &str) -> Shown {
    let (code, effect) = (FaultCode::Invalid.number(), Effect::Hold);
    let fault = OutFault { code, effect, rule: None, field: String::new(), why: why.to_owned() };
    Shown { fields: None, faults: vec![fault] }
}

/// Whether a value nests more than so many levels.
fn is_deeper(node: &Node, levels: usize) -> bool {
    match node {
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
        Node::Array(items) => levels == 0 || items.iter().any(|item| is_deeper(item, levels - 1)),
        Node::Object(members) => levels == 0 || members.values().any(|member| is_deeper(member, levels - 1)),
    }
}

/// The fields of a record that rules read.
fn taken(program: &Program, members: &Map<String, Node>) -> Record {
    let mut record = Record::default();
    record.start(program.slots.len());
    for (slot, name) in program.slots.iter().enumerate() {
        if let Some(member) = members.get(name)
            && record.claim(slot)
        {
            put(&mut record, member);
        }
    }
    record
}

/// Puts a value into a record; a number by the digits that it has in JSON.
fn put(record: &mut Record, node: &Node) {
    match node {
        Node::Null => record.null(),
        Node::Bool(yes) => record.boolean(*yes),
        Node::Number(number) => record.number(format_args!("{number}")),
        Node::String(text) => record.text(text),
        Node::Array(items) => {
            let list = record.open_list();
            for item in items {
                put(record, item);
            }
            record.close(list);
        }
        Node::Object(members) => {
            let object = record.open_object();
            for (name, member) in members {
                record.key(name);
                put(record, member);
            }
            record.close(object);
        }
    }
}

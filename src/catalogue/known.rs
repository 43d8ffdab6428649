//! What the catalogue knows of the records of a head, held while a feed is compared with it.

use rustc_hash::FxHashMap;

use crate::engine::{Digest, Known};
use crate::store::Indexed;

/// What is known of a record that a feed made.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// `DEG`, by its number among the bordereaux.
    pub(super) bordereau: u16,
    /// The account type, by its number among the types.
    pub(super) account_type: u16,
    pub(super) live: bool,
    pub(super) taken_over: bool,
    /// It was made by the rules that are run now.
    pub(super) same_rules: bool,
    pub(super) content: Digest,
    /// As the catalogue writes it: a record that is reported as withdrawn has another word there.
    pub(super) account: Box<str>,
}

/// The records of a head by id.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) entries: FxHashMap<String, Entry>,
    names: Vec<String>,
}

impl Index {
    /// Takes in what the database has.
    pub(super) fn new(records: Vec<Indexed>, rules: &str) -> Self {
        let mut index = Self::default();
        index.entries.reserve(records.len());
        for record in records {
            let entry = Entry {
                bordereau: index.number(&record.bordereau),
                account_type: index.number(&record.account_type),
                live: record.live,
                taken_over: record.taken_over,
                same_rules: record.rules == rules,
                content: Digest::parse(&record.content).unwrap_or_default(),
                account: record.account.into_boxed_str(),
            };
            index.entries.insert(record.id, entry);
        }
        index
    }

    fn number(&mut self, name: &str) -> u16 {
        let known = self.names.iter().position(|known| known == name);
        let at = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// The number of a name, if any record has it.
    pub(super) fn find(&self, name: &str) -> Option<u16> {
        self.names.iter().position(|known| known == name).and_then(|at| u16::try_from(at).ok())
    }

    /// The name of a number.
    pub(super) fn name(&self, number: u16) -> &str {
        self.names.get(usize::from(number)).map_or("", String::as_str)
    }
}

/// The records of one feed, as the engine asks for them.
#[derive(Debug)]
pub(super) struct OfFeed<'i> {
    pub(super) index: &'i Index,
    pub(super) bordereau: Option<u16>,
}

impl Known for OfFeed<'_> {
    fn knows(&self, id: &str, content: Digest) -> bool {
        self.index.entries.get(id).is_some_and(|entry| {
            entry.live
                && entry.same_rules
                && entry.content == content
                && Some(entry.bordereau) == self.bordereau
                && &*entry.account != super::planner::GONE
        })
    }
}

//! The fields that somebody reads, and how a name finds its slot.
//!
//! **Invariant:** names are compared after NFC, and case counts.
//! **Invariant:** what is remembered about a feed's names is bounded, whatever names it has.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::value::{bytes, normalise};

/// The wanted top-level fields; each has a slot, in the order of first mention.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    names: Vec<String>,
    slots: HashMap<String, usize>,
    /// Whether each other name has a slot too, in the order of first sight.
    all: bool,
}

impl Fields {
    /// The fields of these names; a name that stands twice has one slot.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut fields = Self::default();
        for name in names {
            let name = normalise(&name).into_owned();
            if !fields.slots.contains_key(&name) {
                fields.slots.insert(name.clone(), fields.names.len());
                fields.names.push(name);
            }
        }
        fields
    }

    /// The fields of these names, of which only the wanted ones are read; the others have a slot that stays empty.
    pub fn some(names: impl IntoIterator<Item = String>, wanted: &[bool]) -> Self {
        let mut fields = Self::new(names);
        fields.slots.retain(|_, slot| wanted.get(*slot).copied().unwrap_or(false));
        fields
    }

    /// Every field that a feed turns out to have: this one has the first slot, and the others follow in the order of
    /// [`names`](super::Outcome::names).
    pub fn all(first: String) -> Self {
        Self { all: true, ..Self::new([first]) }
    }

    /// How many slots there are before a feed is read.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no field is wanted.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether each name has a slot, in the order of first sight.
    pub(super) fn are_all(&self) -> bool {
        self.all
    }

    /// The name of a slot, in NFC.
    pub fn name(&self, slot: usize) -> Option<&str> {
        self.names.get(slot).map(String::as_str)
    }

    /// The slot of a name, if it is wanted.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots.get(normalise(name).as_ref()).copied()
    }
}

/// Beyond so many names, or so long ones, nothing more is remembered and each lookup is hashed.
pub const MOST_NAMES: usize = 1024;
const LONGEST_NAME: usize = 256;

/// Finds slots during one read. Records of a feed repeat their fields in the same order, so the name that followed
/// last time is tried first; unwanted names are remembered too, or each of them would cost a hash.
#[derive(Debug)]
pub(super) struct Lookup {
    seen: Vec<Seen>,
    by_name: HashMap<String, usize>,
    /// The slots of names that have one because all have.
    grown: HashMap<String, usize>,
    /// The name that was looked up last, as an index of `seen`; 0 stands for the start of a record.
    last: usize,
    /// The name that followed it last time; 0 for none.
    next: usize,
    /// So many of `seen` stand in whole records.
    kept: usize,
    /// So many of `seen` were told.
    told: usize,
}

#[derive(Debug)]
struct Seen {
    name: String,
    slot: Option<usize>,
    /// The name that followed last time; 0 for none.
    next: usize,
}

/// What a name is that is held against the one that followed last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// It is the same, and wanted: this is its slot.
    Wanted(usize),
    /// It is the same, and nobody wants it.
    Unwanted,
    /// It is another.
    Another,
}

impl Default for Lookup {
    fn default() -> Self {
        let start = Seen { name: String::new(), slot: None, next: 0 };
        Self {
            seen: vec![start],
            by_name: HashMap::new(),
            grown: HashMap::new(),
            last: 0,
            next: 0,
            kept: 1,
            told: 1,
        }
    }
}

impl Lookup {
    /// A record is whole, or the first line of an extract: the names that were looked up are those of fields. How far
    /// one is read that is refused depends on who reads it.
    pub(super) fn keep(&mut self) {
        self.kept = self.seen.len();
    }

    /// The names of fields that were looked up, in NFC, in the order of first sight.
    pub(super) fn names(&self) -> Vec<String> {
        let mut met = HashSet::new();
        let names = self.seen.iter().take(self.kept).skip(1).map(|seen| normalise(&seen.name));
        names.filter(|name| met.insert(name.clone())).map(Cow::into_owned).collect()
    }

    /// The names of fields that were not told yet, in the order of first sight.
    pub(super) fn new_names(&mut self) -> Vec<String> {
        let new = self.seen.get(self.told..self.kept).unwrap_or_default();
        self.told = self.kept;
        new.iter().map(|seen| seen.name.clone()).collect()
    }

    /// A record begins.
    pub(super) fn restart(&mut self) {
        self.turn_to(0);
    }

    /// A name was looked up last.
    fn turn_to(&mut self, last: usize) {
        self.last = last;
        self.next = self.seen.get(last).map_or(0, |last| last.next);
    }

    /// The number of the name that followed last time; 0 if none did.
    #[inline]
    pub(super) fn expected(&self) -> usize {
        self.next
    }

    /// Looks a name up, if it followed last time too.
    #[inline]
    pub(super) fn follow(&mut self, name: &str) -> Followed {
        let guess = self.next;
        let Some(seen) = self.seen.get(guess).filter(|_| guess != 0) else { return Followed::Another };
        if !bytes::are_equal(seen.name.as_bytes(), name.as_bytes()) {
            return Followed::Another;
        }
        (self.last, self.next) = (guess, seen.next);
        match seen.slot {
            Some(slot) => Followed::Wanted(slot),
            None => Followed::Unwanted,
        }
    }

    /// What a name is that was looked up before.
    pub(super) fn known(&self, name: &str) -> Followed {
        match self.by_name.get(name).and_then(|number| self.seen.get(*number)) {
            Some(Seen { slot: Some(slot), .. }) => Followed::Wanted(*slot),
            Some(Seen { slot: None, .. }) => Followed::Unwanted,
            None => Followed::Another,
        }
    }

    /// The number of the name that was looked up last; 0 if it is not remembered.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    /// The slot of the name of a number, which stands there, if it is wanted.
    #[inline]
    pub(super) fn take(&mut self, number: usize) -> Option<usize> {
        let seen = self.seen.get(number);
        (self.last, self.next) = (number, seen.map_or(0, |seen| seen.next));
        seen?.slot
    }

    /// The slot of a name, if it is wanted.
    pub(super) fn slot(&mut self, name: &str, fields: &Fields) -> Option<usize> {
        match self.follow(name) {
            Followed::Wanted(slot) => Some(slot),
            Followed::Unwanted => None,
            Followed::Another => self.search(name, fields),
        }
    }

    /// The slot of a name that has one because all have.
    fn grow(&mut self, name: &str, fields: &Fields) -> usize {
        let next = fields.len() + self.grown.len();
        *self.grown.entry(normalise(name).into_owned()).or_insert(next)
    }

    fn search(&mut self, name: &str, fields: &Fields) -> Option<usize> {
        let found = match self.by_name.get(name) {
            Some(index) => *index,
            None => {
                let slot = fields.slot(name);
                if self.seen.len() >= MOST_NAMES || name.len() > LONGEST_NAME {
                    self.turn_to(0);
                    return slot;
                }
                let slot = slot.or_else(|| fields.all.then(|| self.grow(name, fields)));
                self.by_name.insert(name.to_owned(), self.seen.len());
                self.seen.push(Seen { name: name.to_owned(), slot, next: 0 });
                self.seen.len() - 1
            }
        };
        if let Some(last) = self.seen.get_mut(self.last) {
            last.next = found;
        }
        self.turn_to(found);
        self.seen.get(found).and_then(|seen| seen.slot)
    }
}

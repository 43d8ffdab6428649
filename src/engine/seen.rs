//! The ids of a feed that were read: how a repeated one is found.
//!
//! **Invariant:** an id costs some twenty bytes, however long it is. Two ids in ten thousand million million share a
//! hash.

use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, RandomState};

use rustc_hash::FxHashMap;

/// A table that doubles holds the old one and the new one at once: sixteen small tables double one by one.
const SHARDS: u64 = 16;

/// The ids that were read, each with the number of its record.
pub(super) struct Seen {
    /// What is looked up is a hash that no feed can foresee: it needs no second one of that kind.
    shards: Vec<FxHashMap<u64, u32>>,
    hasher: RandomState,
}

impl Seen {
    /// None yet.
    pub(super) fn new() -> Self {
        Self { shards: (0..SHARDS).map(|_| FxHashMap::default()).collect(), hasher: RandomState::new() }
    }

    /// Takes in the id of a record. If it was read before, the number of that record is given.
    pub(super) fn add(&mut self, id: &str, number: u32) -> Option<u32> {
        let hash = self.hasher.hash_one(id);
        let shard = usize::try_from(hash % SHARDS).ok().and_then(|shard| self.shards.get_mut(shard))?;
        match shard.entry(hash) {
            Entry::Vacant(place) => {
                place.insert(number);
                None
            }
            Entry::Occupied(first) => Some(*first.get()),
        }
    }
}

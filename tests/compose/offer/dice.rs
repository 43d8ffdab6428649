//! What decides of one aspect of one record.
//!
//! **Invariant:** each aspect has numbers of its own, so that one more label does not change every telephone.

use super::super::guid::hash;
use super::super::head::Feed;
use super::super::random::Random;

/// How much a record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Richness {
    /// All that there is.
    Full,
    /// Next to nothing.
    Bare,
    /// As real records.
    Usual,
}

/// The dice.
#[derive(Debug)]
pub(crate) struct Dice {
    random: Random,
    richness: Richness,
}

impl Dice {
    /// Of an aspect of a record.
    pub(crate) fn of(feed: &Feed, number: u64, aspect: &str) -> Self {
        let seed = hash(&format!("{} {aspect}", feed.bordereau.code())).wrapping_add(feed.head.seed);
        let richness = match number {
            1 => Richness::Full,
            2 => Richness::Bare,
            _ => Richness::Usual,
        };
        Self { random: Random::of_record(seed, number), richness }
    }

    /// Whether the record has something that so many of a thousand have.
    pub(crate) fn has(&mut self, per_mille: u64) -> bool {
        // Thrown in any case: the numbers behind must not depend on it.
        let thrown = self.random.chance(per_mille);
        match self.richness {
            Richness::Full => per_mille > 0,
            Richness::Bare => per_mille >= 1000,
            Richness::Usual => thrown,
        }
    }

    /// A value that so many of a thousand have.
    pub(crate) fn maybe<T>(&mut self, per_mille: u64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.has(per_mille).then(|| make(self))
    }

    /// True or false that so many of a thousand state at all; true so many times in a hundred of those.
    pub(crate) fn answer(&mut self, per_mille: u64, percent: u64) -> Option<bool> {
        self.maybe(per_mille, |dice| dice.has(percent * 10))
    }

    /// True so many times in a thousand, whatever the record is.
    pub(crate) fn chance(&mut self, per_mille: u64) -> bool {
        self.random.chance(per_mille)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        self.random.between(low, high)
    }

    /// One of the values.
    pub(crate) fn pick<T: Copy + Default>(&mut self, values: &[T]) -> T {
        self.random.pick(values)
    }

    /// So many of the values at most, in their order.
    pub(crate) fn sample<T: Copy>(&mut self, values: &[T], count: u64) -> Vec<T> {
        self.random.sample(values, count)
    }

    /// Up to `most` of the labels, in their order, in so many of a thousand records; none in the others.
    pub(crate) fn labels(&mut self, per_mille: u64, values: &[&'static str], most: u64) -> Vec<&'static str> {
        if !self.has(per_mille) || values.is_empty() {
            return Vec::new();
        }
        let least = if self.richness == Richness::Full { most } else { 1 };
        let count = self.random.between(least, most);
        self.random.sample(values, count)
    }
}

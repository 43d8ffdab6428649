//! Numbers that look random and are the same on every machine: `SplitMix64`.
//!
//! **Invariant:** no clock, no address and no thread has a say in them.

/// A source of numbers.
#[derive(Debug)]
pub(crate) struct Random {
    state: u64,
}

/// The step of `SplitMix64`: 2^64 divided by the golden ratio, made odd.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl Random {
    /// The source of one record.
    pub(crate) fn of_record(seed: u64, number: u64) -> Self {
        // Mixed twice: seeds and record numbers are small, and the streams of neighbours must not overlap.
        let mut random = Self { state: seed };
        let start = random.next().wrapping_add(number);
        random.state = start;
        random.state = random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, or zero. The bias of the remainder is far below what a feed could show.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True so many times in a thousand.
    pub(crate) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// A value so many times in a thousand.
    pub(crate) fn maybe<T>(&mut self, per_mille: u64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(per_mille).then(|| make(self))
    }

    /// One of the values; the default where there are none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, values: &[T]) -> T {
        let at = usize::try_from(self.below(values.len() as u64)).unwrap_or_default();
        values.get(at).copied().unwrap_or_default()
    }

    /// So many different values at most, in the order in which they are given.
    pub(crate) fn sample<T: Copy>(&mut self, values: &[T], count: u64) -> Vec<T> {
        let mut wanted = count;
        let mut left = values.len() as u64;
        let mut sample = Vec::new();
        for value in values {
            if self.below(left) < wanted {
                sample.push(*value);
                wanted -= 1;
            }
            left -= 1;
        }
        sample
    }
}

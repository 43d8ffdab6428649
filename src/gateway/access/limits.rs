//! How often somebody may do something: a bucket for each key, in bounded memory.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::error::RetryAfter;

/// So many keys are remembered: some megabytes.
const MOST: usize = 20_000;

/// A key, as it is kept: as long as every other, and nobody's name.
type Key = [u8; 32];

/// How often each of many keys may do something.
#[derive(Debug)]
pub struct Limits {
    limiter: RateLimiter<Key, Buckets, Told, NoOpMiddleware<Nanos>>,
    buckets: Buckets,
    clock: Told,
    /// After so long, one more is allowed.
    interval: Duration,
}

impl Limits {
    /// `burst` at once; after that, one for each `interval`.
    pub fn new(burst: NonZeroU32, interval: Duration) -> Self {
        Self::bounded(burst, interval, MOST)
    }

    /// As [`Limits::new`], with so many keys: the one that did least is forgotten for one that is new.
    pub fn bounded(burst: NonZeroU32, interval: Duration, most: usize) -> Self {
        let interval = interval.max(Duration::from_nanos(1));
        // None is given for no time at all only.
        let quota = Quota::with_period(interval).unwrap_or(Quota::per_second(burst)).allow_burst(burst);
        let buckets = Buckets { full: Arc::default(), most: most.max(1) };
        let clock = Told::default();
        let limiter = RateLimiter::new(quota, buckets.clone(), clock.clone());
        Self { limiter, buckets, clock, interval }
    }

    /// Takes one of what a key may do; when the next one is there, where there is none.
    pub fn check(&self, key: &str, now: Timestamp) -> Result<(), RetryAfter> {
        let now = self.clock.tell(now);
        self.limiter.check_key(&digest(key)).map_err(|until| RetryAfter(until.wait_time_from(now)))
    }

    /// Gives back what [`Limits::check`] took: it does not count.
    pub fn give_back(&self, key: &str) {
        let mut full = self.buckets.full.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = full.get_mut(&digest(key)) {
            *until = until.saturating_sub(Nanos::from(self.interval));
        }
    }

    /// So many keys are remembered.
    pub fn remembered(&self) -> usize {
        self.buckets.full.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

fn digest(key: &str) -> Key {
    Sha256::digest(key.as_bytes()).into()
}

/// The time, as it was told last: nanoseconds since 1970. It does not go back.
#[derive(Clone, Debug, Default)]
struct Told(Arc<AtomicU64>);

impl Told {
    fn tell(&self, now: Timestamp) -> Nanos {
        let now = u64::try_from(now.as_nanosecond()).unwrap_or(0);
        Nanos::new(self.0.fetch_max(now, Ordering::Relaxed).max(now))
    }
}

impl Clock for Told {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::new(self.0.load(Ordering::Relaxed))
    }
}

/// Until when each key has used up what it may.
#[derive(Clone, Debug)]
struct Buckets {
    full: Arc<Mutex<HashMap<Key, Nanos>>>,
    most: usize,
}

impl StateStore for Buckets {
    type Key = Key;

    fn measure_and_replace<T, F, E>(&self, key: &Key, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut full = self.full.lock().unwrap_or_else(PoisonError::into_inner);
        let (answer, until) = measure(full.get(key).copied())?;
        if full.len() >= self.most && !full.contains_key(key) {
            // A quarter at once, so that it is seldom done. Who did most is remembered longest: nobody is made to be
            // forgotten by many who do little.
            let mut all: Vec<Nanos> = full.values().copied().collect();
            let (_, border, _) = all.select_nth_unstable(self.most / 4);
            let border = *border;
            full.retain(|_, until| *until > border);
        }
        full.insert(*key, until);
        Ok(answer)
    }
}

//! How long a server is waited for, and when it is asked again.
//!
//! **Invariant:** the pauses of one job never add up to more than its patience.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::trouble::Again;

/// No pause is longer, unless the server asks for it.
const LONGEST: Duration = Duration::from_mins(1);

/// So often is the same thing asked for, where the server does not say when to come back.
const ATTEMPTS: u32 = 6;

/// What is left of the patience with one server.
#[derive(Debug)]
pub struct Patience {
    left: Duration,
    pause: Duration,
    attempts: u32,
}

/// What to do after trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// Wait for so long, and ask again.
    For(Duration),
    /// Give up: it would go as it went, or it was asked so many times.
    Over(u32),
    /// Give up: the server asks for more patience than is left.
    TooLong {
        /// How long it asks us to wait.
        asked: Duration,
        /// How long we would have waited.
        left: Duration,
    },
}

impl Patience {
    /// All of it; `pause` is the first pause.
    pub fn new(left: Duration, pause: Duration) -> Self {
        Self { left, pause, attempts: 0 }
    }

    /// An answer has come: the next thing is asked for as if nothing had been.
    pub fn renew(&mut self) {
        self.attempts = 0;
    }

    /// How long to wait after trouble.
    pub fn pause(&mut self, again: Again) -> Pause {
        self.attempts += 1;
        let asked = match again {
            Again::Never => return Pause::Over(self.attempts),
            Again::After(asked) => asked,
            Again::Later => {
                let pause = self.backed_off();
                if self.attempts >= ATTEMPTS || pause > self.left {
                    return Pause::Over(self.attempts);
                }
                self.left -= pause;
                return Pause::For(pause);
            }
        };
        // Never less than it asks for, and some of us a little later than others.
        let pause = asked.saturating_add(self.pause.mul_f64(share()));
        if pause > self.left {
            return Pause::TooLong { asked, left: self.left };
        }
        self.left -= pause;
        Pause::For(pause)
    }

    /// Twice as long each time, and between half of it and all of it.
    fn backed_off(&self) -> Duration {
        let doubled = self.pause.saturating_mul(1 << self.attempts.saturating_sub(1).min(16)).min(LONGEST);
        doubled.mul_f64(0.5 + share() / 2.0)
    }
}

/// A number from 0 to 1 that nobody foresees: that many readers do not all come back at once.
fn share() -> f64 {
    let hash = RandomState::new().hash_one(0_u8) >> 40;
    f64::from(u32::try_from(hash).unwrap_or(0)) / f64::from(1_u32 << 24)
}

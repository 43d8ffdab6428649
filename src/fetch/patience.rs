//! How long a server is waited for, and when it is asked again.
//!
//! **Invariant:** the pauses of one feed never add up to more than its patience.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::error::{Again, Error};

/// No pause is longer, unless the server asks for it.
const LONGEST: Duration = Duration::from_mins(1);

/// So often is the same page asked for, where the server does not say when to come back.
const ATTEMPTS: u32 = 6;

/// What is left of the patience with one server.
#[derive(Debug)]
pub(super) struct Patience {
    left: Duration,
    pause: Duration,
    attempts: u32,
}

impl Patience {
    /// All of it; `pause` is the first pause.
    pub(super) fn new(left: Duration, pause: Duration) -> Self {
        Self { left, pause, attempts: 0 }
    }

    /// A page has come: the next one is asked for as if nothing had been.
    pub(super) fn renew(&mut self) {
        self.attempts = 0;
    }

    /// How long to wait after this trouble; the trouble itself where that is over.
    pub(super) fn wait(&mut self, trouble: Error) -> Result<Duration, Error> {
        self.attempts += 1;
        let asked = match trouble.again() {
            Again::Never => return Err(trouble),
            Again::After(asked) => asked,
            Again::Later => {
                let pause = self.backed_off();
                if self.attempts >= ATTEMPTS || pause > self.left {
                    return Err(trouble.times(self.attempts));
                }
                self.left -= pause;
                return Ok(pause);
            }
        };
        // Never less than it asks for, and some of us a little later than others.
        let pause = asked.saturating_add(self.pause.mul_f64(share()));
        if pause > self.left {
            return Err(match trouble {
                Error::Status { url, status, .. } => Error::Patience { url, status, asked, left: self.left },
                other => other,
            });
        }
        self.left -= pause;
        Ok(pause)
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

impl Error {
    /// The same after so many attempts.
    fn times(self, count: u32) -> Self {
        match self {
            Self::Status { url, status, again, repair, .. } => {
                Self::Status { url, status, times: count, again, repair }
            }
            other => other,
        }
    }
}

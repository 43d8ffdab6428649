//! What each rule and each step costs, where somebody asks.
//!
//! **Invariant:** whether it is asked changes nothing of what is written; where nobody asks, no clock is looked at.

use super::counts::Watch;
use super::record::State;
use super::trace::Event;
use crate::program::{DecideId, NodeId, Program, RuleId};

/// A clock: nanoseconds since any moment. It is handed in, because a mapping itself knows no time.
pub type Clock = fn() -> u64;

/// What something cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// How often it was done.
    pub times: u64,
    /// Nanoseconds, two looks at the clock each time included.
    pub nanos: u64,
}

impl Spent {
    fn add(&mut self, nanos: u64) {
        self.times += 1;
        self.nanos += nanos;
    }
}

/// The costs of a run.
#[derive(Clone, Debug)]
pub struct Times {
    clock: Clock,
    /// By the number of the rule, those of members included: with all that the rule asks for.
    pub rules: Vec<Spent>,
    /// By the number of the node: the step alone, without what it is applied to.
    pub steps: Vec<Spent>,
    /// By the number of the decision.
    pub decides: Vec<Spent>,
    /// All `exclude` and `hold` together, once a record.
    pub stops: Spent,
}

impl Times {
    /// Nothing was spent yet.
    pub fn new(program: &Program, clock: Clock) -> Self {
        Self {
            clock,
            rules: vec![Spent::default(); program.rules.len()],
            steps: vec![Spent::default(); program.nodes.len()],
            decides: vec![Spent::default(); program.decides.len()],
            stops: Spent::default(),
        }
    }

    /// The time now.
    pub fn now(&self) -> u64 {
        (self.clock)()
    }

    fn spent(&mut self, what: What, since: u64) {
        let nanos = self.now().saturating_sub(since);
        let place = match what {
            What::Rule(id) => self.rules.get_mut(id.index()),
            What::Step(id) => self.steps.get_mut(id.index()),
            What::Decide(id) => self.decides.get_mut(id.index()),
            What::Stops => Some(&mut self.stops),
        };
        if let Some(place) = place {
            place.add(nanos);
        }
    }
}

/// What is timed.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Rule(RuleId),
    Step(NodeId),
    Decide(DecideId),
    Stops,
}

impl State<'_> {
    /// Does some work, and notes what it costs where somebody asks.
    #[inline]
    pub(super) fn timed<R>(&mut self, what: What, work: impl FnOnce(&mut Self) -> R) -> R {
        if self.counts.watch.is_none() { work(self) } else { self.watched(what, work) }
    }

    fn watched<R>(&mut self, what: What, work: impl FnOnce(&mut Self) -> R) -> R {
        let Some(times) = self.counts.times() else {
            return self.within(what, work);
        };
        let began = times.now();
        let done = work(self);
        if let Some(Watch::Times(times)) = self.counts.watch.as_deref_mut() {
            times.spent(what, began);
        }
        done
    }

    /// Notes where a rule begins and ends.
    fn within<R>(&mut self, what: What, work: impl FnOnce(&mut Self) -> R) -> R {
        let What::Rule(id) = what else { return work(self) };
        self.note(|| Event::Begin(id));
        let done = work(self);
        self.note(|| Event::End(id));
        done
    }
}

//! What a run did: counts, and reasons with an example each.

use std::hash::{BuildHasher, RandomState};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::profile::Profile;
use super::tally::Tally;
use crate::eval::{Effect, Fault};
use crate::manifest::Head;
use crate::source::{Sources, Span};

/// What a dry run did.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The version of this form.
    pub schema: u32,
    /// `24`
    pub head: String,
    /// What must be known of the head as a whole: that nothing of its feeds was ever seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// Whether every feed was read to its end.
    pub complete: bool,
    /// Its feeds, in the order in which they ran.
    pub feeds: Vec<FeedReport>,
    /// Why records were excluded, held or warned of: excluded first, then held, then warnings; the most frequent
    /// first.
    pub reasons: Vec<Reason>,
    /// What is odd about the run as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// What is no trouble and should be known: values that a rule left behind.
    pub notes: Vec<Reason>,
    /// How long loading and checking the rules took, in nanoseconds, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loading: Option<u64>,
}

impl Report {
    /// The records that a head names under `except` and that no feed of it has.
    pub fn not_met(&self, head: &Head) -> Vec<String> {
        let met = |id: &String| self.feeds.iter().any(|feed| feed.picked.contains(id));
        head.except.keys().filter(|id| !met(id)).cloned().collect()
    }
}

/// What became of the records of one feed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FeedReport {
    /// `DEG`
    pub bordereau: String,
    /// Records read.
    pub read: u64,
    /// Of those, imported.
    pub imported: u64,
    /// Of those, known from an earlier run and not mapped again.
    #[serde(skip_serializing_if = "is_none")]
    pub known: u64,
    /// Of those that were read, excluded.
    pub excluded: u64,
    /// Of those, held.
    pub held: u64,
    /// Warnings, of whatever record.
    pub warnings: u64,
    /// The median share of the descriptive fields that is filled, over the imported records; none without them.
    pub filled: Option<f64>,
    /// Values that `first` and prices left behind.
    pub passed_over: u64,
    /// Whether the feed was read to its end.
    pub complete: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Records of it that head.yaml names under `except`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub picked: Vec<String>,
    /// What is odd about the feed as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// The feeds in other languages that were joined to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageReport>,
    /// How often each rule and each row did what.
    pub tally: Tally,
    /// What the rules leave out on purpose, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Why the recorded feed is not a real one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub composed: Option<String>,
    /// What it cost, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// What became of the records of a language feed. They are not counted in `read`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LanguageReport {
    /// `en`
    pub language: String,
    /// Records read.
    pub read: u64,
    /// Of those, joined to the record of the same id.
    pub joined: u64,
    /// Of those, without such a record.
    pub orphans: u64,
    /// Whether the feed was read to its end.
    pub complete: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Fields that are ignored, or targets that are dropped.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOut {
    /// `ignored` or `dropped`.
    pub kind: &'static str,
    /// Fields, with `*` for any run of characters; or targets.
    pub what: Vec<String>,
    /// Why.
    pub because: String,
    /// `path:line`
    pub rule: String,
}

/// Why records were excluded, held or warned of.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// `excluded`, `held` or `warning`.
    pub kind: &'static str,
    /// The code of the fault.
    pub code: &'static str,
    /// `path:line` of the rule; none where the engine itself objects.
    pub rule: Option<String>,
    /// Why.
    pub because: String,
    /// What exactly is wrong, where the author's words do not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How often.
    pub count: u64,
    /// The first time.
    pub example: Example,
}

/// A record to look at.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The record.
    pub id: String,
    /// The field.
    pub field: String,
    /// What the field holds.
    pub raw: String,
}

/// Beyond so many different reasons, new ones are counted together: a hostile feed must not fill the memory.
const MOST_REASONS: usize = 2_000;

/// Reasons being gathered.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    /// Where each stands, by a hash that no feed can foresee: it needs no second one of that kind.
    known: FxHashMap<u64, usize>,
    hasher: RandomState,
    all: Vec<Gathered>,
}

#[derive(Clone, Debug)]
struct Gathered {
    effect: Effect,
    rule: Option<Span>,
    code: &'static str,
    because: String,
    detail: Option<String>,
    count: u64,
    example: Example,
}

impl Reasons {
    /// Counts a fault.
    pub fn add(&mut self, id: &str, fault: &Fault) {
        let mut told = (fault.effect, fault.rule, fault.because.as_str(), fault.detail.as_deref());
        let mut key = self.hasher.hash_one(told);
        if self.all.len() >= MOST_REASONS && !self.known.contains_key(&key) {
            told = (fault.effect, None, "other reasons", None);
            key = self.hasher.hash_one(told);
        }
        let (effect, rule, because, detail) = told;
        let at = *self.known.entry(key).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some(reason) => reason.count += 1,
            None => self.all.push(Gathered {
                effect,
                rule,
                code: fault.code.number(),
                because: because.to_owned(),
                detail: detail.map(str::to_owned),
                count: 1,
                example: Example { id: shown(id), field: fault.field.clone(), raw: shown(&fault.raw) },
            }),
        }
    }

    /// The reasons in the order of a report.
    pub fn finish(self, sources: &Sources) -> Vec<Reason> {
        let mut all = self.all;
        all.sort_by(|a, b| b.effect.cmp(&a.effect).then(b.count.cmp(&a.count)).then(a.rule.cmp(&b.rule)));
        all.into_iter()
            .map(|reason| Reason {
                kind: reason.effect.word(),
                code: reason.code,
                rule: reason.rule.map(|rule| sources.place(rule)),
                because: reason.because,
                detail: reason.detail,
                count: reason.count,
                example: reason.example,
            })
            .collect()
    }
}

/// A raw value as an example: its beginning.
fn shown(raw: &str) -> String {
    match raw.char_indices().nth(200) {
        None => raw.to_owned(),
        Some((at, _)) => format!("{}…", raw.get(..at).unwrap_or_default()),
    }
}

/// Counts how many records have how many fields filled.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    counts: Vec<u64>,
}

impl Filled {
    /// Counts a record.
    pub(super) fn add(&mut self, filled: u32) {
        let at = filled as usize;
        if self.counts.len() <= at {
            self.counts.resize(at + 1, 0);
        }
        if let Some(count) = self.counts.get_mut(at) {
            *count += 1;
        }
    }

    /// The median share of `of` fields, to three digits.
    pub(super) fn median(&self, of: u32) -> Option<f64> {
        let total: u64 = self.counts.iter().sum();
        if total == 0 || of == 0 {
            return None;
        }
        let nth = |wanted: u64| {
            let mut seen = 0;
            self.counts.iter().position(|count| {
                seen += count;
                seen > wanted
            })
        };
        let (low, high) = (nth((total - 1) / 2)?, nth(total / 2)?);
        let middle = f64::from(u32::try_from(low + high).ok()?) / 2.0;
        Some((middle / f64::from(of) * 1_000.0).round() / 1_000.0)
    }
}

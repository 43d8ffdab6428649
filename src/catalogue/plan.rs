//! What would change in the catalogue if the newest reads of a head were taken in.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use super::change::{Change, Kind};
use super::change_set::{About, ChangeSet, ReadOf, Spool};
use super::error::Error;
use super::guard::{self, Stop};
use super::known::{Index, OfFeed};
use super::planner::{Planner, name_and_place};
use crate::engine::{self, Input, LanguageInput, Loaded, Ready, Reason, Reasons, digest_of_rules, run_into};
use crate::feed::Documents;
use crate::fetch::Replay;
use crate::store::{self, Origin, Store};

/// How a plan is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many threads map.
    pub threads: usize,
    /// The largest share of the records of a feed that is withdrawn.
    pub max_removal_share: f64,
    /// Records that may become accounts of another type, as long as nobody has taken them over.
    pub retype: Vec<String>,
    /// So many changes of each kind are shown.
    pub show: usize,
    /// Every record is mapped, whether it is known or not.
    pub full: bool,
}

/// What would become of the records of one feed.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedPlan {
    /// `DEG`
    pub bordereau: String,
    /// Records read.
    pub read: u64,
    /// Of those, new.
    pub create: u64,
    /// With other fields than they have.
    pub change: u64,
    /// As they are.
    pub unchanged: u64,
    /// Of the unchanged: not mapped, because nothing that their rules read has changed.
    pub known: u64,
    /// Withdrawn before, and there again.
    pub restore: u64,
    /// Withdrawn.
    pub withdraw: u64,
    /// Different, and taken over by their owners: told, and not written.
    pub suggestion: u64,
    /// Held: whatever the catalogue has of them stays.
    pub held: u64,
    /// Excluded by the rules.
    pub excluded: u64,
    /// In two feeds of the head: held too.
    pub twice: u64,
    /// Records of this feed that are in the catalogue now.
    pub live: u64,
    /// The read that it was compared with, by when it ended.
    pub read_of: String,
    /// A newer read that is kept, where it was compared with an older one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<String>,
    /// Whether the read is complete.
    pub complete: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Nothing of it is planned: a language is missing, and what it says would be lost.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_alone: bool,
}

/// A record of a feed that seems to be one made by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Duplicate {
    /// The record of the feed.
    pub id: String,
    /// The record made by hand.
    pub by_hand: String,
}

/// What a plan found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The version of this form: 1.
    pub schema: u32,
    /// `24`
    pub head: String,
    /// The revision of the catalogue that it is for.
    pub revision: i64,
    /// Whether every read is complete.
    pub complete: bool,
    /// Feed by feed.
    pub feeds: Vec<FeedPlan>,
    /// Why nothing of it may be applied.
    pub stops: Vec<Stop>,
    /// Records that stand in two feeds, with both.
    pub twice: Vec<(String, String, String)>,
    /// How many live records are of a type that no feed of this plan has: they stay as they are.
    pub left: Vec<(String, u64)>,
    /// Candidates for duplicates.
    pub duplicates: Vec<Duplicate>,
    /// The first changes of each kind.
    pub changes: Vec<Change>,
    /// Why records were excluded, held or warned of; of those that were mapped.
    pub reasons: Vec<Reason>,
    /// Another change set was begun and is not applied to its end.
    pub unfinished: bool,
    /// How many changes there are, those of bookkeeping included.
    pub total: u64,
}

impl Plan {
    /// How many records would be written otherwise than they are.
    pub fn changing(&self) -> u64 {
        let of = |feed: &FeedPlan| feed.create + feed.change + feed.restore + feed.withdraw + feed.suggestion;
        self.feeds.iter().map(of).sum()
    }
}

/// Plans; where `out` is named and nothing stops the plan, the change set is there afterwards.
pub fn plan(
    loaded: &Loaded,
    ready: &Ready,
    replays: &[Replay],
    store: &dyn Store,
    options: &Options,
    out: Option<&Path>,
) -> Result<(Plan, Option<ChangeSet>), Error> {
    let head = ready.head.head.value.as_str();
    let rules = digest_of_rules(&loaded.sources).to_string();
    let (state, records, by_hand) = store.reading(|connection| {
        Ok((
            store::head_state(connection, head)?,
            store::index(connection, head, Origin::Feed)?,
            store::stored(connection, head, Some(Origin::Hand), None)?,
        ))
    })?;
    let index = Index::new(records, if options.full { "" } else { &rules });
    let mut same = BTreeMap::new();
    for stored in by_hand {
        if let Some(key) = name_and_place(&stored.record.fields) {
            same.insert(key, stored.record.id.clone());
        }
        same.insert(stored.record.id.clone(), stored.record.id);
    }
    let mut planner = Planner::new(head, &index, store, &rules, options, &same);
    planner.spool = out.map(Spool::new).transpose()?;
    let mut reasons = Reasons::default();
    for replay in replays {
        feed(&mut planner, loaded, ready, replay, options, &mut reasons)?;
    }
    planner.withdraw()?;
    let kept = planner.kept();
    count(&mut planner, &kept);
    let limit = options.max_removal_share;
    for feed in &planner.feeds {
        planner.stops.extend(guard::removal(&feed.bordereau, feed.withdraw, feed.live, limit));
    }
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for ((kind, ..), _) in planner.made.iter().zip(&kept).filter(|(_, kept)| **kept) {
        *counts.entry(kind.word().to_owned()).or_default() += 1;
    }
    let total = kept.iter().filter(|kept| **kept).count() as u64;
    let name = |at: usize| planner.feeds.get(at).map(|feed| feed.bordereau.clone()).unwrap_or_default();
    let twice: Vec<(String, String, String)> =
        planner.twice.iter().map(|(id, one, other)| (id.clone(), name(*one), name(*other))).collect();
    planner.shown.retain(|change| !twice.iter().any(|(id, ..)| *id == change.id));
    planner.shown.sort_by_key(|change| change.kind);
    let about = About {
        schema: 1,
        head: head.to_owned(),
        revision: state.revision,
        chain: state.chain,
        made: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        rules: rules.clone(),
        reads: replays.iter().map(read_of).collect(),
        counts,
    };
    let spool = planner.spool.take().filter(|_| planner.stops.is_empty());
    let wanted =
        |number: u64| usize::try_from(number).ok().and_then(|at| kept.get(at)).copied().unwrap_or(true);
    let set = spool.map(|spool| spool.finish(&about, &wanted)).transpose()?;
    let all = reasons.finish(&loaded.sources);
    let plan = Plan {
        schema: 1,
        head: head.to_owned(),
        revision: state.revision,
        complete: planner.feeds.iter().all(|feed| feed.complete),
        feeds: planner.feeds,
        stops: planner.stops,
        twice,
        left: planner.left,
        duplicates: planner.duplicates,
        changes: planner.shown,
        reasons: all.into_iter().filter(|reason| reason.kind != "note").collect(),
        unfinished: state.pending.is_some(),
        total,
    };
    Ok((plan, set))
}

fn read_of(replay: &Replay) -> ReadOf {
    ReadOf {
        bordereau: replay.bordereau.clone(),
        read: replay.main.name(),
        complete: replay.trouble().is_none(),
        records: replay.main.read.records,
    }
}

/// The kept reads of a feed as the engine takes them.
pub(super) fn input(replay: &Replay, threads: usize) -> Input<'_> {
    let languages = replay.languages.iter().map(|(language, kept)| LanguageInput {
        language: language.clone(),
        shape: None,
        bytes: Documents::Pages(Box::new(kept.pages())),
    });
    Input {
        at: replay.at,
        shape: None,
        bytes: Documents::Pages(Box::new(replay.main.pages())),
        languages: languages.collect(),
        threads,
        clock: None,
    }
}

/// Compares one feed with the catalogue.
fn feed(
    planner: &mut Planner<'_>,
    loaded: &Loaded,
    ready: &Ready,
    replay: &Replay,
    options: &Options,
    reasons: &mut Reasons,
) -> Result<(), Error> {
    planner.begin(&replay.bordereau);
    let broken = replay.languages.iter().any(|(_, kept)| !kept.read.complete);
    let (complete, because) = if broken || replay.main.read.pages.is_empty() {
        // Without its language a record would lose what was translated; without a page there is nothing to compare.
        if let Some(feed) = planner.feeds.last_mut() {
            feed.left_alone = true;
        }
        (false, replay.trouble())
    } else {
        let input = input(replay, options.threads);
        let known = OfFeed { index: planner.index, bordereau: planner.index.find(&replay.bordereau) };
        let report = run_into(ready, &loaded.sources, input, Some(&known), planner, reasons);
        let report: engine::FeedReport = report.map_err(|told| planner.failure(told))?;
        let broken = report.languages.iter().find_map(|language| language.error.clone());
        if let Some(because) = broken {
            let name = &replay.bordereau;
            return Err(Error::Moved(format!(
                "{name}: a kept answer of another language cannot be read any more: {because}; fetch it again"
            )));
        }
        let trouble = replay.trouble().or_else(|| report.error.clone());
        (report.complete && trouble.is_none(), trouble)
    };
    planner.end()?;
    if let Some(feed) = planner.feeds.last_mut() {
        (feed.complete, feed.because) = (complete, because);
        (feed.read_of, feed.newer) = (replay.main.name(), replay.newer.clone());
    }
    Ok(())
}

/// Counts the changes that are kept, feed by feed.
fn count(planner: &mut Planner<'_>, kept: &[bool]) {
    // What was read and is nothing else is as it was; a withdrawal, and some suggestions, are of records not read.
    let mut different = vec![0_u64; planner.feeds.len()];
    for ((kind, id, at), _) in planner.made.iter().zip(kept).filter(|(_, kept)| **kept) {
        let read = match kind {
            Kind::Create | Kind::Change | Kind::Restore => true,
            Kind::Suggestion => met_in(planner, id, *at),
            Kind::Withdraw | Kind::Refresh => false,
        };
        let Some(feed) = planner.feeds.get_mut(*at) else { continue };
        match kind {
            Kind::Create => feed.create += 1,
            Kind::Change => feed.change += 1,
            Kind::Restore => feed.restore += 1,
            Kind::Withdraw => feed.withdraw += 1,
            Kind::Suggestion => feed.suggestion += 1,
            Kind::Refresh => {}
        }
        if let Some(count) = different.get_mut(*at) {
            *count += u64::from(read);
        }
    }
    for (_, one, other) in &planner.twice {
        for at in [one, other] {
            if let Some(feed) = planner.feeds.get_mut(*at) {
                feed.twice += 1;
            }
        }
    }
    let stopped: Vec<u64> = (0..different.len()).map(|at| retyped(planner, at)).collect();
    for ((feed, different), stopped) in planner.feeds.iter_mut().zip(different).zip(stopped) {
        let other = different + feed.held + feed.excluded + feed.twice + stopped;
        feed.unchanged = feed.read.saturating_sub(other);
    }
}

fn met_in(planner: &Planner<'_>, id: &str, at: usize) -> bool {
    planner.met.get(id).is_some_and(|met| met.feed == at)
}

/// Records of a feed that would become accounts of another type.
fn retyped(planner: &Planner<'_>, at: usize) -> u64 {
    let of = planner.stops.iter().filter(|stop| match stop {
        Stop::AccountType { id, .. } => met_in(planner, id, at),
        Stop::Removal { .. } => false,
    });
    of.count() as u64
}

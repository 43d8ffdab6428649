//! One feed compared with the catalogue, record by record, while it is mapped.

use std::collections::BTreeMap;
use std::io;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::value::RawValue;

use super::change::{Change, FieldChange, Kind, NewState};
use super::change_set::Spool;
use super::difference::difference;
use super::error::Error;
use super::guard::Stop;
use super::known::{Entry, Index};
use super::plan::{Duplicate, FeedPlan, Options};
use crate::engine::{Digest, Receive, Taken};
use crate::eval::{Effect, Outcome};
use crate::store::{self, Origin, Store};

/// What stands in the place of a digest once it was told that the feed has a taken-over record no longer.
pub(super) const GONE: &str = "gone";

/// So many changed records are compared at once: their old fields are asked for together.
const TOGETHER: usize = 200;

/// A plan under way, over all feeds of a head.
pub(super) struct Planner<'p> {
    pub(super) head: &'p str,
    pub(super) index: &'p Index,
    pub(super) store: &'p dyn Store,
    pub(super) rules: &'p str,
    pub(super) options: &'p Options,
    /// Records made by hand: by id, and by name and place.
    pub(super) by_hand: &'p BTreeMap<String, String>,
    pub(super) spool: Option<Spool>,
    /// Each change that was found, by number: its kind, record and feed.
    pub(super) made: Vec<(Kind, String, usize)>,
    /// Where each id was met.
    pub(super) met: FxHashMap<String, Met>,
    /// How many live records are of a type that no feed of this plan has.
    pub(super) left: Vec<(String, u64)>,
    /// Ids that stand in two feeds, with both of them.
    pub(super) twice: Vec<(String, usize, usize)>,
    pub(super) stops: Vec<Stop>,
    pub(super) duplicates: Vec<Duplicate>,
    pub(super) shown: Vec<Change>,
    /// How many changes of a kind are shown.
    shown_of: BTreeMap<Kind, usize>,
    pub(super) feeds: Vec<FeedPlan>,
    /// Of the feed that is read: records whose old fields are still to be asked for.
    waiting: Vec<Waiting>,
    failed: Option<Error>,
}

/// Where an id was met.
#[derive(Clone, Debug)]
pub(super) struct Met {
    /// The number of the feed.
    pub(super) feed: usize,
    /// Why the rules exclude it there, if they do.
    excluded: Option<String>,
}

/// A record that differs from the one in the catalogue.
struct Waiting {
    kind: Kind,
    id: String,
    was: String,
    /// The account type that it has, where it gets another one.
    retyped: Option<String>,
    new: NewState,
    /// For each field where its rules stand, whether it gave a value or not.
    rules: FxHashMap<String, Vec<String>>,
}

impl<'p> Planner<'p> {
    pub(super) fn new(
        head: &'p str,
        index: &'p Index,
        store: &'p dyn Store,
        rules: &'p str,
        options: &'p Options,
        by_hand: &'p BTreeMap<String, String>,
    ) -> Self {
        Self {
            head,
            index,
            store,
            rules,
            options,
            by_hand,
            spool: None,
            made: Vec::new(),
            met: FxHashMap::default(),
            twice: Vec::new(),
            stops: Vec::new(),
            duplicates: Vec::new(),
            shown: Vec::new(),
            shown_of: BTreeMap::new(),
            feeds: Vec::new(),
            waiting: Vec::new(),
            left: Vec::new(),
            failed: None,
        }
    }

    /// A feed begins.
    pub(super) fn begin(&mut self, bordereau: &str) {
        self.feeds.push(FeedPlan { bordereau: bordereau.to_owned(), ..FeedPlan::default() });
    }

    /// The feed is over.
    pub(super) fn end(&mut self) -> Result<(), Error> {
        self.compare()?;
        match self.failed.take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// All feeds are over: what is in the catalogue, and in none of them, is withdrawn if its own feed is complete. A
    /// record may have moved from one feed to another, so this is asked last.
    pub(super) fn withdraw(&mut self) -> Result<(), Error> {
        let index = self.index;
        let here = |entry: &Entry| entry.live && &*entry.account != GONE;
        let mut gone: Vec<(usize, &String, &Entry, String)> = Vec::new();
        let mut stay: BTreeMap<&str, u64> = BTreeMap::new();
        for (id, entry) in index.entries.iter().filter(|(_, entry)| here(entry)) {
            let bordereau = index.name(entry.bordereau);
            let Some(at) = self.feeds.iter().position(|feed| feed.bordereau == bordereau) else {
                *stay.entry(bordereau).or_default() += 1;
                continue;
            };
            let Some(feed) = self.feeds.get_mut(at) else { continue };
            feed.live += 1;
            match self.met.get(id) {
                // In an incomplete read a record that is absent, or a second one of that id, may be there.
                _ if !feed.complete => {}
                Some(Met { excluded: Some(because), .. }) => gone.push((at, id, entry, because.clone())),
                Some(Met { excluded: None, .. }) => {}
                None => gone.push((at, id, entry, "the feed has it no longer".to_owned())),
            }
        }
        // Records of the same id stay candidates as long as both are there.
        for by_hand in self.by_hand.values() {
            let both = index.entries.get(by_hand).is_some_and(here);
            if both && !self.duplicates.iter().any(|known| known.id == *by_hand) {
                self.duplicates.push(Duplicate { id: by_hand.clone(), by_hand: by_hand.clone() });
            }
        }
        self.duplicates.sort_by(|a, b| a.id.cmp(&b.id));
        self.left = stay.into_iter().map(|(bordereau, count)| (bordereau.to_owned(), count)).collect();
        gone.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        for (at, id, entry, because) in gone {
            let kind = if entry.taken_over { Kind::Suggestion } else { Kind::Withdraw };
            let change = Change {
                kind,
                id: id.clone(),
                bordereau: index.name(entry.bordereau).to_owned(),
                was: Some(entry.account.to_string()),
                because: Some(because),
                changed: Vec::new(),
                record: None,
            };
            self.push_for(at, change)?;
        }
        Ok(())
    }

    /// A change was found.
    fn push(&mut self, change: Change) -> Result<(), Error> {
        self.push_for(self.feeds.len().saturating_sub(1), change)
    }

    /// A change of the feed of a number was found.
    fn push_for(&mut self, at: usize, change: Change) -> Result<(), Error> {
        if let Some(spool) = &mut self.spool {
            spool.push(&change)?;
        }
        self.made.push((change.kind, change.id.clone(), at));
        let shown = self.shown_of.entry(change.kind).or_default();
        if change.kind != Kind::Refresh && *shown < self.options.show {
            *shown += 1;
            self.shown.push(change);
        }
        Ok(())
    }

    /// Compares what waits with the fields in the catalogue.
    fn compare(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let ids: Vec<&str> = waiting.iter().map(|one| one.id.as_str()).collect();
        let known =
            self.store.reading(|connection| store::fields_of(connection, self.head, Origin::Feed, &ids))?;
        let known: FxHashMap<String, String> = known.into_iter().collect();
        for Waiting { kind, id, was, retyped, new, rules } in waiting {
            let Some(old) = known.get(&id) else {
                return Err(Error::Moved(format!(
                    "the record {id} is gone while this was planned: plan again"
                )));
            };
            let of = |field: &str| rules.get(field).cloned().unwrap_or_default();
            let mut changed = difference(old, new.fields.get(), &of);
            if let Some(old) = retyped {
                let (old, new) = (Some(old.into()), Some(new.account_type.clone().into()));
                changed.insert(0, FieldChange { field: "type".to_owned(), old, new, rules: of("type") });
            }
            let bordereau = self.feeds.last().map(|feed| feed.bordereau.clone()).unwrap_or_default();
            self.push(Change {
                kind,
                id,
                bordereau,
                was: Some(was),
                because: None,
                changed,
                record: Some(new),
            })?;
        }
        Ok(())
    }

    /// A record that was mapped and may be imported.
    fn imported(&mut self, taken: &Taken<'_>) -> Result<(), Error> {
        let Taken { id, bordereau, made, fields, .. } = *taken;
        let account_type = made.mapped.account_type.clone().unwrap_or_default();
        let account = account(&account_type, fields).to_string();
        let Some(entry) = self.index.entries.get(id) else {
            let gave = taken.made.origins.places(taken.program, taken.sources);
            let new = self.state(taken, account_type, account, &gave)?;
            self.look_for_same(id, new.fields.get());
            return self.push(Change {
                kind: Kind::Create,
                id: id.to_owned(),
                bordereau: bordereau.to_owned(),
                was: None,
                because: None,
                changed: Vec::new(),
                record: Some(new),
            });
        };
        let was = self.index.name(entry.account_type);
        let gave = made.origins.places(taken.program, taken.sources);
        let new = self.state(taken, account_type, account, &gave)?;
        let rules = || places_of_rules(taken, gave);
        let may_change = !entry.taken_over && self.options.retype.iter().any(|known| known == id);
        let same = *entry.account == *new.account;
        // What the feed says of an account that its owner has is a suggestion; what changed rules say of it may be a mistake.
        let suggested = entry.taken_over && (same || entry.same_rules);
        if was != new.account_type && !may_change && !suggested {
            let stop = Stop::AccountType {
                id: id.to_owned(),
                old: was.to_owned(),
                new: new.account_type,
                rules: rules().remove("type").unwrap_or_default(),
                taken_over: entry.taken_over,
            };
            self.stops.push(stop);
            return Ok(());
        }
        let kind = match (entry.live, same, entry.taken_over) {
            (true, true, _) => {
                let known = entry.same_rules && entry.content == made.content;
                let moved = Some(entry.bordereau) != self.index.find(bordereau);
                if known && !moved {
                    return Ok(());
                }
                return self.push(Change {
                    kind: Kind::Refresh,
                    id: id.to_owned(),
                    bordereau: bordereau.to_owned(),
                    was: Some(entry.account.to_string()),
                    because: None,
                    changed: Vec::new(),
                    record: Some(new),
                });
            }
            (_, false, true) => Kind::Suggestion,
            (true, false, false) => Kind::Change,
            (false, _, _) => Kind::Restore,
        };
        if kind == Kind::Restore {
            self.look_for_same(id, new.fields.get());
        }
        let retyped = (was != new.account_type).then(|| was.to_owned());
        let was = entry.account.to_string();
        self.waiting.push(Waiting { kind, id: id.to_owned(), was, retyped, new, rules: rules() });
        if self.waiting.len() >= TOGETHER { self.compare() } else { Ok(()) }
    }

    /// What a record becomes; `gave` says where the rules stand that gave its fields.
    fn state(
        &self,
        taken: &Taken<'_>,
        account_type: String,
        account: String,
        gave: &[(String, Vec<String>)],
    ) -> Result<NewState, Error> {
        let raw = |text: String| RawValue::from_string(text).map_err(|error| Error::Moved(error.to_string()));
        let mut origins = serde_json::Map::new();
        for (field, places) in gave {
            origins.insert(field.clone(), places.as_slice().into());
        }
        Ok(NewState {
            account_type,
            fields: raw(String::from_utf8_lossy(taken.fields).into_owned())?,
            origins: raw(serde_json::Value::from(origins).to_string())?,
            content: taken.made.content.to_string(),
            account,
            rules: self.rules.to_owned(),
        })
    }

    /// Tells of a record made by hand that seems to be the same, if there is one.
    fn look_for_same(&mut self, id: &str, fields: &str) {
        if self.by_hand.is_empty() {
            return;
        }
        let by_id = self.by_hand.get(id);
        let same = by_id.or_else(|| self.by_hand.get(&name_and_place(fields)?));
        self.duplicates.extend(same.map(|by_hand| Duplicate { id: id.to_owned(), by_hand: by_hand.clone() }));
    }
}

impl Receive for Planner<'_> {
    fn take(&mut self, taken: Taken<'_>) -> io::Result<()> {
        let at = self.feeds.len().saturating_sub(1);
        let id = taken.id;
        let outcome = taken.made.mapped.outcome;
        let excluded = (outcome == Outcome::Excluded).then(|| why_excluded(&taken));
        if let Some(feed) = self.feeds.last_mut() {
            feed.read += 1;
        }
        match self.met.get_mut(id) {
            Some(Met { feed: first, excluded: None }) if *first != at && outcome != Outcome::Excluded => {
                self.twice.push((id.to_owned(), *first, at));
                return Ok(());
            }
            // What one feed excludes may be imported from another.
            Some(met) if met.excluded.is_some() => *met = Met { feed: at, excluded },
            Some(_) => {}
            None if id.is_empty() => {}
            None => {
                self.met.insert(id.to_owned(), Met { feed: at, excluded });
            }
        }
        let Some(feed) = self.feeds.last_mut() else { return Ok(()) };
        match outcome {
            Outcome::Held => feed.held += 1,
            Outcome::Excluded => feed.excluded += 1,
            Outcome::Imported if taken.made.known => feed.known += 1,
            Outcome::Imported => {
                if let Err(error) = self.imported(&taken) {
                    let told = io::Error::other(error.to_string());
                    self.failed = Some(error);
                    return Err(told);
                }
            }
        }
        Ok(())
    }
}

impl Planner<'_> {
    /// The error that ended a run, which the engine could only tell in words.
    pub(super) fn failure(&mut self, told: io::Error) -> Error {
        self.failed.take().unwrap_or_else(|| Error::written("the change set")(told))
    }

    /// The numbers of the changes that are kept: those of records that stand in two feeds are not.
    pub(super) fn kept(&self) -> Vec<bool> {
        let twice: FxHashSet<&str> = self.twice.iter().map(|(id, ..)| id.as_str()).collect();
        self.made.iter().map(|(_, id, _)| !twice.contains(id.as_str())).collect()
    }
}

/// Where the rules of each field stand: those that `gave` a value, and those that gave none.
fn places_of_rules(taken: &Taken<'_>, gave: Vec<(String, Vec<String>)>) -> FxHashMap<String, Vec<String>> {
    let Taken { program, sources, .. } = *taken;
    let mut rules: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for target in &program.targets {
        let places = target.rules.iter().map(|rule| sources.place(program.rule(*rule).span));
        rules.insert(target.name.clone(), places.collect());
    }
    rules.extend(gave);
    rules
}

/// Why the rules exclude a record.
fn why_excluded(taken: &Taken<'_>) -> String {
    let fault = taken.made.mapped.faults.iter().find(|fault| fault.effect == Effect::Exclude);
    let because = fault.map_or("", |fault| &fault.because);
    let rule = fault.and_then(|fault| fault.rule).map(|rule| taken.sources.place(rule));
    let rule = rule.map_or(String::new(), |rule| format!(" ({rule})"));
    format!("the rules exclude it: {because}{rule}")
}

/// The digest of what an account is.
pub(super) fn account(account_type: &str, fields: &[u8]) -> Digest {
    Digest::of(&[account_type.as_bytes(), b"\n", fields].concat())
}

/// By what two records are taken for one: the name and the town, however they are written.
pub(super) fn name_and_place(fields: &str) -> Option<String> {
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(fields).ok()?;
    let text = |name: &str| fields.get(name).and_then(serde_json::Value::as_str).map(crate::value::folded);
    let (title, place) = (text("title")?, text("locality").or_else(|| text("zipCode"))?);
    Some(format!("{title}\n{place}"))
}

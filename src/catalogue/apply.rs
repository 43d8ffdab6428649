//! A change set written into the catalogue: batch by batch, each of them whole.
//!
//! **Invariant:** a batch is written together with how far the change set is, so that whatever kills the process, the
//! next one goes on behind it: nothing is lost and nothing is written twice.
//! **Invariant:** a change set is applied onto the revision that it was planned on, and onto no other.

use jiff::Timestamp;
use serde_json::json;

use super::change::{Change, Kind};
use super::change_set::ChangeSet;
use super::error::Error;
use super::planner::GONE;
use crate::store::{self, Connection, HeadState, HistoryLine, Origin, Run, Stamp, Store};

/// So many changes make a batch.
const BATCH: usize = 500;

/// What became of a change set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The run that wrote it.
    pub run: i64,
    /// How many changes were written now.
    pub written: u64,
    /// How many had been written before.
    pub before: u64,
    /// Nothing was to do: it was applied before.
    pub already: bool,
}

/// Applies a change set; `watch` is told how many of its changes are written.
pub fn apply(store: &dyn Store, set: &ChangeSet, watch: &dyn Fn(u64)) -> Result<Applied, Error> {
    let (run, before) = match store.writing(|connection| begin(connection, set))? {
        Begun::Goes { run, done } => (run, done),
        Begun::Done { run } => return Ok(Applied { run, written: 0, before: set.changes, already: true }),
        Begun::Moved(why) => return Err(Error::Moved(why)),
    };
    let mut done = before;
    watch(done);
    let mut changes = set.changes_from(done)?;
    loop {
        let batch: Vec<Change> = changes.by_ref().take(BATCH).collect::<Result<_, Error>>()?;
        let written = store.writing(|connection| write(connection, set, run, done, &batch))?;
        match written {
            Some(now) => done = now,
            // Another process applies the same change set: what it has written is written.
            None => match store.writing(|connection| begin(connection, set))? {
                Begun::Goes { done: theirs, .. } => {
                    done = theirs;
                    changes = set.changes_from(done)?;
                    continue;
                }
                Begun::Done { .. } => done = set.changes,
                Begun::Moved(why) => return Err(Error::Moved(why)),
            },
        }
        watch(done);
        if done >= set.changes {
            return Ok(Applied { run, written: done - before, before, already: false });
        }
    }
}

/// How a change set stands.
enum Begun {
    /// It is under way.
    Goes { run: i64, done: u64 },
    /// It was applied to its end.
    Done { run: i64 },
    /// It does not fit.
    Moved(String),
}

/// Begins a change set, or finds how far it is.
fn begin(connection: &mut dyn Connection, set: &ChangeSet) -> Result<Begun, store::Error> {
    let head = set.about.head.as_str();
    let mut state = store::lock_head(connection, head)?;
    if state.pending.as_deref() == Some(&set.digest) {
        let known = store::run(connection, head, state.run)?;
        let done = known.map_or(0, |run| u64::try_from(run.done).unwrap_or(0));
        return Ok(Begun::Goes { run: state.run, done });
    }
    if state.applied.as_deref() == Some(&set.digest) {
        return Ok(Begun::Done { run: state.run });
    }
    if state.revision == set.about.revision && state.chain != set.about.chain {
        return Ok(Begun::Moved(format!(
            "{}: this was planned on another catalogue of {head}, or on one that was restored since: plan again",
            set.path.display()
        )));
    }
    if state.revision != set.about.revision {
        return Ok(Begun::Moved(format!(
            "{}: the catalogue of {head} is at revision {}, and this was planned on revision {}: plan again",
            set.path.display(),
            state.revision,
            set.about.revision
        )));
    }
    state.run += 1;
    state.moves(&set.digest);
    state.pending = Some(set.digest.clone());
    let run = Run {
        number: state.run,
        command: "apply".to_owned(),
        began: now(),
        ended: None,
        change_set: set.digest.clone(),
        done: 0,
        total: i64::try_from(set.changes).unwrap_or(i64::MAX),
        about: serde_json::to_string(&set.about).unwrap_or_default(),
    };
    store::begin_run(connection, head, &run)?;
    store::set_head(connection, head, &state)?;
    Ok(Begun::Goes { run: state.run, done: 0 })
}

/// Writes a batch, and how far the change set is then; none where another process was faster.
fn write(
    connection: &mut dyn Connection,
    set: &ChangeSet,
    run: i64,
    done: u64,
    batch: &[Change],
) -> Result<Option<u64>, store::Error> {
    let head = set.about.head.as_str();
    let mut state: HeadState = store::lock_head(connection, head)?;
    let known = store::run(connection, head, run)?;
    let theirs = known.map_or(0, |run| u64::try_from(run.done).unwrap_or(0));
    if state.pending.as_deref() != Some(&set.digest) || theirs != done {
        return Ok(None);
    }
    let at = now();
    let stamp = Stamp { run, at: &at };
    let (mut lines, mut new) = (Vec::new(), Vec::new());
    for (number, change) in (done..).zip(batch) {
        match (change.kind, &change.record) {
            // Most of a first import: many go into one statement.
            (Kind::Create, Some(record)) => new.push(record.record(&change.id, &change.bordereau)),
            (_, _) => change_record(connection, head, change, stamp)?,
        }
        if change.kind != Kind::Refresh {
            lines.push(history(change, run, number));
        }
    }
    store::create(connection, head, Origin::Feed, &new, stamp)?;
    store::remember(connection, head, &lines)?;
    let now_done = done + batch.len() as u64;
    let over = now_done >= set.changes;
    if over {
        state.pending = None;
        state.applied = Some(set.digest.clone());
    }
    state.moves(&format!("{} {now_done}", set.digest));
    let count = i64::try_from(now_done).unwrap_or(i64::MAX);
    store::end_run(connection, head, run, count, over.then_some(at.as_str()))?;
    store::set_head(connection, head, &state)?;
    Ok(Some(now_done))
}

fn change_record(
    connection: &mut dyn Connection,
    head: &str,
    change: &Change,
    stamp: Stamp<'_>,
) -> Result<(), store::Error> {
    let was = change.was.as_deref().unwrap_or_default();
    let record = change.record.as_ref().map(|new| new.record(&change.id, &change.bordereau));
    match (change.kind, record) {
        (Kind::Create, Some(record)) => store::create(connection, head, Origin::Feed, &[record], stamp),
        (Kind::Change | Kind::Restore, Some(record)) => store::change(connection, head, &record, was, stamp),
        (Kind::Refresh, Some(record)) => store::refresh(connection, head, &record, was),
        (Kind::Suggestion, Some(record)) => store::offer(connection, head, &record, was),
        (Kind::Suggestion, None) => store::offer_nothing(connection, head, &change.id, GONE, was),
        (Kind::Withdraw, _) => store::withdraw(connection, head, &change.id, was, stamp),
        (Kind::Create | Kind::Change | Kind::Restore | Kind::Refresh, None) => Err(store::Error::Moved(
            format!("the change set says that {} changes, and not to what: plan again", change.id),
        )),
    }
}

fn history(change: &Change, run: i64, number: u64) -> HistoryLine {
    let detail = match (&change.because, &change.record) {
        (Some(because), _) => json!({ "because": because }),
        (None, Some(new)) if change.kind == Kind::Create => json!({ "type": new.account_type }),
        (None, _) => json!({ "changed": change.changed }),
    };
    HistoryLine {
        run,
        place: i64::try_from(number).unwrap_or(i64::MAX),
        id: change.id.clone(),
        origin: Origin::Feed.word().to_owned(),
        kind: change.kind.word().to_owned(),
        detail: detail.to_string(),
    }
}

/// This moment, as the catalogue writes it.
pub(super) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

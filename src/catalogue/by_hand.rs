//! Records that somebody adds by hand: the specification's way to have one event or one body without the whole feed.
//!
//! **Invariant:** such a record is its own: feeds write to others, so no plan withdraws or overwrites it.

use std::io;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json, json};

use super::apply::now;
use super::change::owner;
use super::error::Error;
use super::history::one_line;
use super::plan::input;
use super::planner::account;
use super::valid;
use crate::engine::{Digest, Known, Loaded, Ready, Reasons, Receive, Taken, digest_of_rules, run_into};
use crate::eval::{Effect, Outcome};
use crate::fetch::Replay;
use crate::manifest::Picked;
use crate::source::{Span, Spanned};
use crate::store::{self, NewRecord, Origin, Stamp, Store};
use crate::value::nearest;

/// A record as somebody gives it: a line of `dry-run --accounts`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    id: String,
    bordereau: String,
    r#type: String,
    fields: Box<RawValue>,
    /// What `dry-run` warned of; it is no part of the record.
    #[serde(default, rename = "warnings")]
    _warnings: Json,
}

/// Reads a record that somebody wrote, and checks it against schema and type.
pub fn given(ready: &Ready, text: &str, file: &str) -> Result<NewRecord, Error> {
    let wrong = |why: String| Error::ByHand(format!("{file}: {why}"));
    let given: Given = serde_json::from_str(text).map_err(|error| {
        wrong(format!(
            "{error}: expected one record, as `dry-run --accounts` writes it: \
             {{\"id\":…,\"bordereau\":…,\"type\":…,\"fields\":{{…}}}}"
        ))
    })?;
    if given.id.trim().is_empty() || given.id.trim() != given.id {
        return Err(wrong("`id` is blank, or has blanks at its ends: give it one of your own".to_owned()));
    }
    if !ready.pack.bordereaux.has(&given.bordereau) {
        return Err(wrong(format!("`{}` is no record type", given.bordereau)));
    }
    let account_type = of_type(ready, &given.r#type).map_err(wrong)?;
    let fields = match valid::without_repeats(given.fields.get()) {
        Ok(Json::Object(fields)) => fields,
        Ok(_) => return Err(wrong("`fields` is an object: names and values".to_owned())),
        Err(error) => return Err(wrong(format!("`fields`: {error}"))),
    };
    let found = valid::wrong(&ready.pack, account_type, &fields);
    if !found.is_empty() {
        return Err(wrong(format!("this is no record of an account:\n  {}", found.join("\n  "))));
    }
    let text = serde_json::to_string(&fields).map_err(|error| wrong(error.to_string()))?;
    Ok(record(&given.id, &given.bordereau, account_type, text, "{}".to_owned(), ""))
}

fn record(
    id: &str,
    bordereau: &str,
    account_type: &str,
    fields: String,
    origins: String,
    rules: &str,
) -> NewRecord {
    let (body, body_name) = owner(&fields);
    NewRecord {
        id: id.to_owned(),
        bordereau: bordereau.to_owned(),
        account_type: account_type.to_owned(),
        body,
        body_name,
        content: Digest::of(fields.as_bytes()).to_string(),
        account: account(account_type, fields.as_bytes()).to_string(),
        rules: rules.to_owned(),
        fields,
        origins,
    }
}

/// An account type of the pack that a record can become an account of.
fn of_type<'r>(ready: &'r Ready, name: &str) -> Result<&'r str, String> {
    let types = &ready.pack.types.types;
    let Some(found) = types.iter().find(|one| one.code.value == name) else {
        let known: Vec<&str> =
            types.iter().filter(|one| one.convertible).map(|one| one.code.value.as_str()).collect();
        let near = nearest(name, known.iter().copied());
        let allowed = || format!("expected one of {}", known.join(", "));
        let repair = near.map_or_else(allowed, |near| format!("did you mean `{near}`?"));
        return Err(format!("`{name}` is no account type; {repair}"));
    };
    match &found.because {
        Some(because) if !found.convertible => {
            Err(format!("`{name}` can never become an account: {because}"))
        }
        Some(_) | None => Ok(&found.code.value),
    }
}

/// Takes one record out of the kept reads, and maps it as an account of a type that somebody states.
pub fn taken(
    loaded: &Loaded,
    ready: &mut Ready,
    replays: &[Replay],
    id: &str,
    account_type: &str,
) -> Result<NewRecord, Error> {
    let account_type = of_type(ready, account_type).map_err(Error::ByHand)?.to_owned();
    // As if head.yaml named it under `except`.
    let place = Span::new(ready.head.file, 0, 0);
    let stated = Some(Spanned::new(account_type.clone(), place));
    ready.head.except.insert(id.to_owned(), Picked { place, account_type: stated });
    let mut found = Found { id, record: None, refused: None };
    for replay in replays {
        let input = input(replay, 1);
        let (others, mut reasons) = (AllBut(id), Reasons::default());
        let ran = run_into(ready, &loaded.sources, input, Some(&others), &mut found, &mut reasons);
        let report = ran.map_err(|error| Error::ByHand(error.to_string()))?;
        if found.record.is_some() || found.refused.is_some() {
            break;
        }
        if let Some(error) = report.error {
            return Err(Error::ByHand(format!("{}: {error}", replay.main.folder.display())));
        }
    }
    if let Some(because) = found.refused {
        return Err(Error::ByHand(format!(
            "{id} cannot be taken as it is: {because}; `passerelle explain` shows how it is mapped, and \
             `passerelle record add` takes a record that you write yourself"
        )));
    }
    let Some((bordereau, fields, origins)) = found.record else {
        let folders: Vec<String> =
            replays.iter().map(|replay| replay.main.folder.display().to_string()).collect();
        return Err(Error::ByHand(format!(
            "no kept read has the record {id}; looked into {}",
            folders.join(", ")
        )));
    };
    let rules = digest_of_rules(&loaded.sources).to_string();
    Ok(record(id, &bordereau, &account_type, fields, origins, &rules))
}

/// Knows every record but one.
struct AllBut<'i>(&'i str);

impl Known for AllBut<'_> {
    fn knows(&self, id: &str, _: Digest) -> bool {
        id != self.0
    }
}

struct Found<'i> {
    id: &'i str,
    record: Option<(String, String, String)>,
    refused: Option<String>,
}

impl Receive for Found<'_> {
    fn take(&mut self, taken: Taken<'_>) -> io::Result<()> {
        if taken.id != self.id || taken.made.known || self.record.is_some() {
            return Ok(());
        }
        let faults = &taken.made.mapped.faults;
        if taken.made.mapped.outcome == Outcome::Imported {
            let mut origins = Map::new();
            for (field, places) in taken.made.origins.places(taken.program, taken.sources) {
                origins.insert(field, json!(places));
            }
            let fields = String::from_utf8_lossy(taken.fields).into_owned();
            self.record = Some((taken.bordereau.to_owned(), fields, Json::from(origins).to_string()));
            return Ok(());
        }
        let stops = faults.iter().filter(|fault| matches!(fault.effect, Effect::Hold | Effect::Exclude));
        let told = stops.map(|fault| format!("{} ({} = {:?})", fault.because, fault.field, fault.raw));
        self.refused = Some(told.collect::<Vec<_>>().join("; "));
        Ok(())
    }
}

/// Adds a record by hand, as a run of its own; the number of the run.
pub fn add(store: &dyn Store, head: &str, record: &NewRecord) -> Result<i64, Error> {
    let id = record.id.as_str();
    let added = store.writing(|connection| {
        let mut state = store::lock_head(connection, head)?;
        if let Some(known) =
            store::stored(connection, head, None, Some(id))?.into_iter().find(|known| known.live)
        {
            let whose =
                if known.origin == Origin::Hand.word() { "was added by hand" } else { "comes from its feed" };
            let run = known.created_run;
            return Ok(Err(format!("{id} is in the catalogue of {head} already: it {whose} (run {run})")));
        }
        let (at, detail) = (now(), json!({ "type": record.account_type }));
        let run = one_line(
            connection,
            head,
            &mut state,
            "record add",
            (Origin::Hand, id),
            ("create", &detail),
            &at,
        )?;
        let stamp = Stamp { run, at: &at };
        store::create(connection, head, Origin::Hand, std::slice::from_ref(record), stamp)?;
        Ok(Ok(run))
    })?;
    added.map_err(Error::ByHand)
}

/// Removes a record that was added by hand, as a run of its own; the number of the run.
pub fn remove(store: &dyn Store, head: &str, id: &str) -> Result<i64, Error> {
    let removed = store.writing(|connection| {
        let mut state = store::lock_head(connection, head)?;
        if store::remove(connection, head, id)? == 0 {
            return Ok(Err(format!(
                "{head} has no record {id} that was added by hand, that nobody has taken over, and whose account was not \
                 begun: `passerelle record list {head}` shows those that it has"
            )));
        }
        let detail = json!({ "because": "removed by hand" });
        let by_hand = (Origin::Hand, id);
        let run =
            one_line(connection, head, &mut state, "record remove", by_hand, ("withdraw", &detail), &now())?;
        Ok(Ok(run))
    })?;
    removed.map_err(Error::ByHand)
}

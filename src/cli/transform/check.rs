//! `passerelle transform --check`: which records are ready, and what each other one lacks.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use serde_json::json;

use super::{Wanted, name};
use crate::catalogue::{GivenOwner, Readiness, Standing, Transformer, readiness, to_fill_in};
use crate::cli::args::{Format, Transform};
use crate::cli::exit::{Exit, Failure};
use crate::cli::{catalogue, output};
use crate::engine::Ready;
use crate::value::visible;

pub(super) fn run(args: &Transform, ready: &Ready, wanted: &[Wanted]) -> Result<Exit, Failure> {
    let (head, store) = (name(ready), catalogue::look(&args.within)?);
    let given: BTreeMap<String, GivenOwner> = wanted.iter().cloned().collect();
    let mut found = readiness(&*store, head, &ready.pack, &given)?;
    let mut others = Vec::new();
    if !wanted.is_empty() {
        found.retain(|one| given.contains_key(&one.id));
        // Who is asked about by name is told of, whatever it is.
        let of = Transformer {
            store: &*store,
            pack: &ready.pack,
            head: &ready.head,
            heads: &[],
            actor: "",
            pairs: &[],
        };
        for (id, owner) in wanted.iter().filter(|(id, _)| !found.iter().any(|one| one.id == *id)) {
            others.push(match of.standing(id, owner)? {
                Standing::Already => (id, "an account already".to_owned(), false),
                Standing::Ready => (id, "ready".to_owned(), false),
                Standing::Lacks(why) => (id, why.join("; "), true),
            });
        }
    } else if found.is_empty() {
        let accounts = store.reading(|connection| crate::store::accounts(connection, head))?;
        if accounts.is_empty() {
            return Err(Failure::Usage(format!(
                "the catalogue has no record of head {head}: `passerelle sync {head}` takes its feeds in"
            )));
        }
    }
    if let Some(path) = &args.write_owners {
        fs::write(path, to_fill_in(&found))
            .map_err(|source| Failure::Write { path: path.clone(), source })?;
    }
    let ready = found.iter().filter(|one| one.lacks.is_empty()).count();
    let unknown = others.iter().any(|(_, _, unknown)| *unknown);
    let status = match (unknown, ready == found.len()) {
        (true, _) => Exit::Error,
        (false, true) => Exit::Done,
        (false, false) => Exit::Look,
    };
    if args.within.format == Format::Json {
        let others: Vec<_> = others.iter().map(|(id, what, _)| json!({ "id": id, "what": what })).collect();
        let answer = json!({ "schema": 1, "head": head, "ready": ready, "records": found, "others": others });
        output::data(&format!("{answer}\n"))?;
        return Ok(status);
    }
    let mut out = format!("{head}: {ready} of {} records are ready to become accounts\n", found.len());
    // Writing to a `String` cannot fail, here and below.
    let begun = found.iter().filter(|one| one.begun).count();
    if begun > 0 {
        let _ = writeln!(
            out,
            "{begun} of them were begun: `passerelle transform {head} --resume` goes on with them"
        );
    }
    if args.all || !wanted.is_empty() {
        for one in &found {
            let state = if one.lacks.is_empty() { "ready" } else { "not ready" };
            let (id, title) = (visible(&one.id), visible(&one.title));
            let _ = writeln!(out, "\n{id}  {}, {}: {state}  {title}", one.bordereau, one.account_type);
            for lack in &one.lacks {
                let _ = writeln!(out, "  {}", visible(&lack.what));
            }
        }
        for (id, what, _) in others {
            let _ = writeln!(out, "\n{}  {}", visible(id), visible(&what));
        }
    } else {
        out.push_str(&kinds(&found));
    }
    if let Some(path) = &args.write_owners {
        let _ = writeln!(out, "\n{} is to be filled in: then `--owners {}`", path.display(), path.display());
    }
    output::data(&out)?;
    Ok(status)
}

/// What records lack, the most frequent first, with one to look at.
fn kinds(found: &[Readiness]) -> String {
    let only = found.iter().filter(|one| one.needs_only_an_owner()).count();
    let more = found.iter().filter(|one| !one.lacks.is_empty() && !one.needs_only_an_owner()).count();
    let mut out = String::new();
    if only > 0 {
        let _ = writeln!(out, "{only} need only an owner");
    }
    if more > 0 {
        let _ = writeln!(out, "{more} need more than that");
    }
    let mut counts: BTreeMap<&str, (usize, &Readiness)> = BTreeMap::new();
    for one in found {
        for lack in &one.lacks {
            counts.entry(&lack.short).or_insert((0, one)).0 += 1;
        }
    }
    let mut counts: Vec<(&str, (usize, &Readiness))> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(b.0)));
    if !counts.is_empty() {
        let _ = writeln!(out, "\nrecords  {:52} for example", "lack");
    }
    for (what, (count, example)) in counts {
        let _ = writeln!(out, "{count:>7}  {:52} {}", visible(what), visible(&example.id));
    }
    out
}

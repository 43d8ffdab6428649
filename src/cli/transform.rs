//! `passerelle transform`

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File, TryLockError};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::args::{Format, Transform};
use super::exit::{Exit, Failure};
use super::{accounts, catalogue, output};
use crate::catalogue::{Became, GivenOwner, Readiness, Transformer, duplicates, readiness};
use crate::elloha::LeftOut;
use crate::engine;
use crate::feed::{self, Fields, Limits, Shape};
use crate::store;
use crate::value::{View, visible};

pub(super) fn run(args: &Transform) -> Result<Exit, Failure> {
    let Some((ready, heads)) = accounts::network(&args.head, &args.within)? else { return Ok(Exit::Error) };
    let head = ready.head.head.value.clone();
    if args.check {
        let store = catalogue::look(&args.within)?;
        let mut found = readiness(&*store, &head, &ready.pack)?;
        if !args.ids.is_empty() {
            found.retain(|one| args.ids.contains(&one.id));
        }
        return check(args, &head, &found);
    }
    let wanted = wanted(args)?;
    let actor = accounts::actor(&args.elloha)?;
    // What is written to files may be written without elloha, by lists that were kept.
    let offline = args.to_files.is_some() && args.elloha.url.is_none();
    let client =
        if args.idoi.is_some() || offline { None } else { Some(accounts::client(&args.elloha, &ready)?) };
    let store = catalogue::open(&args.within)?;
    let _lock = lock(&args.within.places.data, &head)?;
    let pairs = duplicates(&*store, &head, &ready.pack.types)?;
    let mut told = Told::new(args.within.format, &head);
    let ids: Vec<(String, GivenOwner)> = if args.resume {
        let begun = store.reading(|connection| store::transforms(connection, &head, None))?;
        begun.into_iter().map(|one| (one.id, GivenOwner::default())).collect()
    } else {
        wanted
    };
    // To record an account needs none of elloha's lists.
    let lists = match args.idoi {
        Some(_) => None,
        None if ids.is_empty() => None,
        None => Some(accounts::lists(&args.within, &args.elloha, client.as_ref())?),
    };
    let (pack, head) = (&ready.pack, &ready.head);
    let of = Transformer { store: &*store, pack, head, heads: &heads, actor, pairs: &pairs };
    let mut session = client.as_ref().map(crate::elloha::Client::session);
    for (id, owner) in &ids {
        let became = match (args.idoi, &lists, &args.to_files) {
            (Some(idoi), ..) => of.record(id, idoi, args.product)?,
            (None, Some(lists), Some(folder)) => {
                let requests = of.requests(lists, id, owner)?;
                told.files(
                    id,
                    requests.and_then(|requests| {
                        let paths = write(folder, id, &requests).map_err(|why| vec![why])?;
                        Ok((paths, requests.left_out))
                    }),
                )?;
                continue;
            }
            (None, Some(lists), None) => match (&client, &mut session) {
                (Some(client), Some(session)) => of.transform((client, lists), session, id, owner)?,
                (None | Some(_), None | Some(_)) => continue,
            },
            (None, None, _) => continue,
        };
        told.became(id, &became)?;
    }
    told.end()
}

/// The records that are meant, each with what is said of its owner.
fn wanted(args: &Transform) -> Result<Vec<(String, GivenOwner)>, Failure> {
    if let Some(path) = &args.owners {
        return owners(path);
    }
    let owner = match &args.owner {
        Some(text) => GivenOwner::parse(text).map_err(Failure::Usage)?,
        None => GivenOwner::default(),
    };
    if args.owner.is_some() && args.ids.len() > 1 {
        return Err(Failure::Usage(
            "an e-mail is the login of one account: --owner is for one record, --owners FILE for several"
                .to_owned(),
        ));
    }
    if args.idoi.is_some() && args.ids.len() > 1 {
        return Err(Failure::Usage("--idoi is the account of one record: name one".to_owned()));
    }
    Ok(args.ids.iter().map(|id| (id.clone(), owner.clone())).collect())
}

/// The owners of a CSV file.
fn owners(path: &Path) -> Result<Vec<(String, GivenOwner)>, Failure> {
    let wrong = |why: &str| Failure::Usage(format!("{}: {why}", path.display()));
    let file = File::open(path).map_err(|source| engine::Error::Read { path: path.to_owned(), source })?;
    let names = ["id", "first", "last", "email", "mobile"];
    let fields = Fields::new(names.into_iter().map(str::to_owned));
    let (mut all, mut twice): (BTreeMap<String, GivenOwner>, Option<String>) = (BTreeMap::new(), None);
    let mut order = Vec::new();
    let outcome = feed::read(Some(Shape::Csv), file, &fields, &Limits::default(), &mut |record| {
        let text = |slot| match record.view(slot) {
            Some(View::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => None,
        };
        let owner = GivenOwner { first: text(1), last: text(2), email: text(3), mobile: text(4) };
        let id = text(0).unwrap_or_default();
        if all.insert(id.clone(), owner).is_some() {
            twice = Some(id);
            return ControlFlow::Break(());
        }
        order.push(id);
        ControlFlow::Continue(())
    });
    if let Some(id) = twice {
        return Err(wrong(&format!("the record {} stands there twice", visible(&id))));
    }
    if let Some(error) = outcome.error {
        return Err(wrong(&error.to_string()));
    }
    if order.is_empty() || order.iter().any(String::is_empty) {
        return Err(wrong(
            "its first line is `id;first;last;email;mobile`, and each further one a record with its id",
        ));
    }
    Ok(order.into_iter().filter_map(|id| all.remove_entry(&id)).collect())
}

/// Nobody else makes accounts of this head from this folder meanwhile: the lock goes with the process.
fn lock(data: &Path, head: &str) -> Result<File, Failure> {
    let folder = data.join("elloha");
    let path = folder.join(format!(".{head}.lock"));
    let failed = |source| Failure::Write { path: path.clone(), source };
    fs::create_dir_all(&folder).map_err(failed)?;
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Failure::Usage(format!("another process makes accounts of head {head}: wait for it")))
        }
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// Writes the requests of a record into a folder of its own; the folder.
fn write(folder: &Path, id: &str, requests: &crate::catalogue::Requests) -> Result<Vec<PathBuf>, String> {
    let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !plain {
        return Err(format!("its id {} is no name of a folder", visible(id)));
    }
    let folder = folder.join(id);
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let mut files = vec![
        ("1-POST-Product.json".to_owned(), &requests.create),
        ("2-PUT-Product.json".to_owned(), &requests.patch),
    ];
    for (number, opening) in (3..).zip(&requests.opening) {
        files.push((format!("{number}-PUT-Product-OpeningHours.json"), opening));
    }
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        written.push(path);
    }
    Ok(written)
}

/// What is said of records, one after the other.
struct Told<'t> {
    format: Format,
    head: &'t str,
    answers: Vec<Json>,
    failed: bool,
    look: bool,
}

impl<'t> Told<'t> {
    fn new(format: Format, head: &'t str) -> Self {
        Self { format, head, answers: Vec::new(), failed: false, look: false }
    }

    fn became(&mut self, id: &str, became: &Became) -> Result<(), Failure> {
        let (text, answer) = match became {
            Became::Account { idoi, run, left_out } => {
                self.look |= !left_out.is_empty();
                let text = format!("{}: account {idoi}, run {run}\n{}", visible(id), left(left_out));
                (
                    text,
                    json!({ "id": id, "became": "account", "idoi": idoi, "run": run, "leftOut": left_out }),
                )
            }
            Became::Refused(why) => {
                self.failed = true;
                let lines: Vec<String> = why.iter().map(|why| format!("  {}", visible(why))).collect();
                let text = format!("{}: refused\n{}\n", visible(id), lines.join("\n"));
                (text, json!({ "id": id, "became": "refused", "because": why }))
            }
            Became::Held(why) => {
                self.failed = true;
                let text = format!("{}: waits\n  {}\n", visible(id), visible(why));
                (text, json!({ "id": id, "became": "held", "because": why }))
            }
        };
        self.say(&text, answer)
    }

    fn files(
        &mut self,
        id: &str,
        written: Result<(Vec<PathBuf>, Vec<LeftOut>), Vec<String>>,
    ) -> Result<(), Failure> {
        match written {
            Err(why) => self.became(id, &Became::Refused(why)),
            Ok((paths, left_out)) => {
                self.look |= !left_out.is_empty();
                let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                let text = format!("{}: {}\n{}", visible(id), paths.join(", "), left(&left_out));
                self.say(&text, json!({ "id": id, "became": "files", "files": paths, "leftOut": left_out }))
            }
        }
    }

    fn say(&mut self, text: &str, answer: Json) -> Result<(), Failure> {
        match self.format {
            Format::Text => output::data(text)?,
            Format::Json => self.answers.push(answer),
        }
        Ok(())
    }

    fn end(self) -> Result<Exit, Failure> {
        if self.format == Format::Json {
            output::data(&format!(
                "{}\n",
                json!({ "schema": 1, "head": self.head, "records": self.answers })
            ))?;
        }
        Ok(match (self.failed, self.look) {
            (true, _) => Exit::Error,
            (false, true) => Exit::Look,
            (false, false) => Exit::Done,
        })
    }
}

fn left(left_out: &[LeftOut]) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail, here and below.
    for LeftOut { field, value, because } in left_out {
        let _ = writeln!(out, "  left out: {field} {}: {}", visible(value), visible(because));
    }
    out
}

fn check(args: &Transform, head: &str, found: &[Readiness]) -> Result<Exit, Failure> {
    let ready = found.iter().filter(|one| one.lacks.is_empty()).count();
    let status = if ready == found.len() { Exit::Done } else { Exit::Look };
    if args.within.format == Format::Json {
        output::data(&format!(
            "{}\n",
            json!({ "schema": 1, "head": head, "ready": ready, "records": found })
        ))?;
        return Ok(status);
    }
    let mut out = format!("{head}: {ready} of {} records are ready to become accounts\n", found.len());
    let begun = found.iter().filter(|one| one.begun).count();
    if begun > 0 {
        let _ = writeln!(out, "{begun} were begun: `passerelle transform {head} --resume` goes on with them");
    }
    if args.all || !args.ids.is_empty() {
        for one in found {
            let state = if one.lacks.is_empty() { "ready" } else { "lacks" };
            let title = visible(&one.title);
            let _ = writeln!(
                out,
                "\n{}  {}, {}: {state}  {title}",
                visible(&one.id),
                one.bordereau,
                one.account_type
            );
            for lack in &one.lacks {
                let _ = writeln!(out, "  {}", visible(&lack.what));
            }
        }
    } else {
        out.push_str(&kinds(found));
    }
    output::data(&out)?;
    Ok(status)
}

/// What records lack, the most frequent first, with one to look at.
fn kinds(found: &[Readiness]) -> String {
    let mut counts: BTreeMap<String, (usize, &Readiness)> = BTreeMap::new();
    for one in found {
        for lack in &one.lacks {
            // A decision names its record: all of them are one kind.
            let what = if lack.kind == "duplicate" {
                "a decision: it may be another record".to_owned()
            } else {
                lack.what.clone()
            };
            let what = what.split(": `").next().unwrap_or_default().to_owned();
            counts.entry(what).or_insert((0, one)).0 += 1;
        }
    }
    let mut counts: Vec<(String, (usize, &Readiness))> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    let mut out = String::new();
    if !counts.is_empty() {
        out.push_str("\nThe others lack\n");
    }
    for (what, (count, example)) in counts {
        let _ = writeln!(out, "{count:>7}  {:52} {}", visible(&what), visible(&example.id));
    }
    out
}

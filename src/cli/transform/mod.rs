//! `passerelle transform`

mod check;
mod files;
mod told;

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::args::Transform;
use super::exit::{Exit, Failure};
use super::{accounts, catalogue, output};
use crate::catalogue::{Became, GivenOwner, Standing, Transformer, duplicates, owners};
use crate::elloha::{Client, Lists};
use crate::engine::{self, Ready};
use crate::manifest::Head;
use crate::store::{self, Store};
use told::Told;

/// A record, and what is said of its owner.
type Wanted = (String, GivenOwner);

pub(super) fn run(args: &Transform) -> Result<Exit, Failure> {
    let Some((ready, heads)) = accounts::network(&args.head, &args.within)? else { return Ok(Exit::Error) };
    let wanted = wanted(args)?;
    if args.check {
        return check::run(args, &ready, &wanted);
    }
    if wanted.is_empty() && !args.resume {
        return Err(Failure::Usage(format!(
            "which records? Name them, or a list by --owners, or --resume; `passerelle transform --check {}` tells which are \
             ready",
            args.head.display()
        )));
    }
    let actor = accounts::actor(&args.elloha)?;
    accounts::may(actor, &ready.head, &heads)?;
    // What is written to files may be written without elloha, by lists that were kept.
    let offline = args.to_files.is_some() && accounts::is_unnamed(&args.elloha);
    let client =
        if args.idoi.is_some() || offline { None } else { Some(accounts::client(&args.elloha, &ready)?) };
    let store = catalogue::open(&args.within)?;
    let _lock = lock(&args.within.places.data, &ready.head.head.value)?;
    let pairs = duplicates(&*store, &ready.head.head.value, &ready.pack.types)?;
    let (pack, head) = (&ready.pack, &ready.head);
    let of = Transformer { store: &*store, pack, head, heads: &heads, actor, pairs: &pairs };
    let mut told = Told::new(args.within.format, &ready.head.head.value);
    match (args.idoi, &client) {
        (Some(idoi), _) => {
            for (id, _) in &wanted {
                told.became(id, &of.record(id, (idoi, args.product), args.instead_of)?)?;
            }
        }
        (None, client) => {
            let wanted = if args.resume { begun(&*store, head)? } else { wanted };
            if wanted.is_empty() {
                output::talk("nothing was begun");
            } else if standing(&of, &wanted, &mut told)? {
                let lists = accounts::lists(&args.within, &args.elloha, client.as_ref())?;
                made(args, &of, client.as_ref(), &lists, &wanted, &mut told)?;
            }
        }
    }
    told.end()
}

/// Looks at all records before the first one is sent; where one of several cannot be, none is.
fn standing(of: &Transformer<'_>, wanted: &[Wanted], told: &mut Told<'_>) -> Result<bool, Failure> {
    let mut lacking = Vec::new();
    for (id, owner) in wanted {
        if let Standing::Lacks(why) = of.standing(id, owner)? {
            lacking.push((id, why));
        }
    }
    if lacking.is_empty() {
        return Ok(true);
    }
    let several = wanted.len() > 1;
    for (id, why) in lacking {
        told.refused(id, &why)?;
    }
    if several {
        output::talk("nothing was sent: mend these, or leave them out");
    }
    Ok(false)
}

/// Makes the accounts, or writes their requests.
fn made(
    args: &Transform,
    of: &Transformer<'_>,
    client: Option<&Client>,
    lists: &Lists,
    wanted: &[Wanted],
    told: &mut Told<'_>,
) -> Result<(), Failure> {
    let mut session = client.map(Client::session);
    for (id, owner) in wanted {
        match (&args.to_files, client, &mut session) {
            (Some(folder), ..) => match of.requests(lists, id, owner)? {
                Ok(requests) => told.files(id, &files::write(folder, id, &requests)?, &requests.left_out)?,
                Err(became) => told.became(id, &became)?,
            },
            (None, Some(client), Some(session)) => match of.transform((client, lists), session, id, owner) {
                Ok(became) => told.became(id, &became)?,
                // What was made before is told in any case, and the next record may go better; without the catalogue none does.
                Err(error) => {
                    told.became(id, &Became::Held(error.to_string()))?;
                    if !matches!(error, crate::catalogue::Error::Elloha(_)) {
                        break;
                    }
                }
            },
            (None, None | Some(_), None | Some(_)) => {}
        }
    }
    Ok(())
}

/// The records whose accounts were begun.
fn begun(store: &dyn Store, head: &Head) -> Result<Vec<Wanted>, Failure> {
    let begun = store.reading(|connection| store::transforms(connection, &head.head.value, None))?;
    Ok(begun.into_iter().map(|one| (one.id, GivenOwner::default())).collect())
}

/// The records that are meant, each with what is said of its owner.
fn wanted(args: &Transform) -> Result<Vec<Wanted>, Failure> {
    if let Some(path) = &args.owners {
        let read = |source| engine::Error::Read { path: path.clone(), source };
        let bytes = fs::read(path).map_err(read)?;
        let list = owners(&bytes).map_err(|wrong| {
            let lines: Vec<String> = wrong.iter().map(|why| format!("{}: {why}", path.display())).collect();
            Failure::Usage(lines.join("\n"))
        })?;
        if list.windows {
            output::talk(&format!(
                "note: {} is not in UTF-8: it was read as Windows-1252, as spreadsheets in France save it",
                path.display()
            ));
        }
        return Ok(list.records);
    }
    let owner = match &args.owner {
        Some(text) => GivenOwner::parse(text).map_err(Failure::Usage)?,
        None => GivenOwner::default(),
    };
    let mut ids: Vec<String> = Vec::new();
    for id in &args.ids {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    if args.owner.is_some() && ids.len() > 1 {
        return Err(Failure::Usage(
            "an e-mail is the login of one account: --owner is for one record, --owners FILE for several"
                .to_owned(),
        ));
    }
    if args.idoi.is_some() && ids.len() > 1 {
        return Err(Failure::Usage("--idoi is the account of one record: name one".to_owned()));
    }
    Ok(ids.into_iter().map(|id| (id, owner.clone())).collect())
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

/// The name of a head.
fn name(ready: &Ready) -> &str {
    &ready.head.head.value
}

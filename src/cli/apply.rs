//! `passerelle apply`

use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{Apply, Format};
use super::exit::{Exit, Failure};
use super::plan::temporary;
use super::{catalogue, output};
use crate::catalogue::{Applied, ChangeSet, apply};

pub(super) fn run(args: &Apply) -> Result<Exit, Failure> {
    let spooled = match &args.file {
        Some(file) if file != Path::new("-") => None,
        Some(_) | None => Some(spooled()?),
    };
    let path = spooled.as_ref().map_or_else(|| args.file.clone().unwrap_or_default(), |kept| kept.0.clone());
    let set = ChangeSet::open(&path)?;
    let store = catalogue::open(&args.within)?;
    let applied = apply(&*store, &set, &|_| {})?;
    match args.within.format {
        Format::Text => output::data(&format!("{}\n", told(&set, applied)))?,
        Format::Json => {
            let Applied { run, written, before, already } = applied;
            let head = &set.about.head;
            let answer = json!({ "schema": 1, "head": head, "run": run, "changes": set.changes,
                "written": written, "before": before, "already": already });
            output::data(&format!("{answer}\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// What became of a change set, in a sentence.
pub(super) fn told(set: &ChangeSet, applied: Applied) -> String {
    let Applied { run, written, before, already } = applied;
    let head = &set.about.head;
    if already {
        return format!("{head}: run {run} has applied this change set before: nothing to do");
    }
    let counts: Vec<String> =
        set.about.counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    let rest =
        if before > 0 { format!("; {before} were there from an interrupted one") } else { String::new() };
    format!("{head}: run {run} wrote {written} of {} changes ({counts}){rest}", set.changes)
}

/// A file that goes when nobody needs it any more.
struct Spooled(PathBuf);

impl Drop for Spooled {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What comes on stdin, in a file: a change set is read twice, first whether it is whole.
fn spooled() -> Result<Spooled, Failure> {
    if io::stdin().is_terminal() {
        return Err(Failure::Usage(
            "no change set: name a file, or `passerelle plan HEAD --out - | passerelle apply`".to_owned(),
        ));
    }
    let path = temporary("apply");
    let failed = |source| Failure::Write { path: path.clone(), source };
    let mut file = File::create(&path).map_err(failed)?;
    let spooled = Spooled(path.clone());
    io::copy(&mut io::stdin().lock(), &mut file).map_err(failed)?;
    Ok(spooled)
}

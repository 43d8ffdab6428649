//! `passerelle coverage`

mod field;
mod text;

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use serde::Serialize;

pub(super) use text::percent;

use super::args::{Coverage, Format};
use super::dry_run::known;
use super::exit::{Exit, Failure};
use super::inputs::{inputs, known_field};
use super::output;
use crate::engine::{self, Classes, Disk, Error, Files};
use crate::value::visible;

/// The coverage of a head.
#[derive(Debug, Serialize)]
struct Head {
    /// `24`
    #[serde(rename = "head")]
    code: String,
    name: String,
    /// Its folder.
    folder: PathBuf,
    /// Whether every feed was read to its end.
    complete: bool,
    /// The share of the paths that are not uncovered; none where no record was read.
    share: Option<f64>,
    classes: Classes,
    feeds: Vec<engine::Coverage>,
}

pub(super) fn run(args: &Coverage) -> Result<Exit, Failure> {
    let folders = folders(args)?;
    if folders.len() > 1 && !args.feeds.is_empty() {
        return Err(Failure::Usage("`--feed` is for one head: name it".to_owned()));
    }
    let (mut heads, mut broken) = (Vec::new(), false);
    for folder in &folders {
        match head(args, folder)? {
            Some(head) => heads.push(head),
            None => broken = true,
        }
    }
    if let (Some(code), true) = (&args.bordereau, heads.iter().all(|head| head.feeds.is_empty())) {
        return Err(Failure::Usage(format!("no head here has a feed of `{code}`")));
    }
    match (args.format, &args.field) {
        (Format::Text, None) => output::data(&text::text(&heads, args.all))?,
        (Format::Text, Some(field)) => output::data(&field::text(&heads, field))?,
        (Format::Json, None) => json(&serde_json::json!({ "schema": 1, "heads": heads }))?,
        (Format::Json, Some(field)) => json(&field::json(&heads, field))?,
    }
    let below = args.fail_under.map_or_else(Vec::new, |least| below(&heads, least));
    for said in &below {
        output::talk(said);
    }
    Ok(if broken || heads.iter().any(|head| !head.complete) {
        Exit::Error
    } else if below.is_empty() {
        Exit::Done
    } else {
        Exit::Look
    })
}

fn json(answer: &serde_json::Value) -> io::Result<()> {
    output::data(&format!("{answer}\n"))
}

/// The heads that are named, or all of the pack.
fn folders(args: &Coverage) -> Result<Vec<PathBuf>, Failure> {
    let pack = args.pack.as_deref();
    if args.heads.is_empty() {
        let root = args.pack.clone().unwrap_or_else(|| engine::near_pack(&Disk));
        return Ok(engine::heads(&Disk, &root)?);
    }
    let mut all = Vec::new();
    for named in &args.heads {
        if Disk.has(&named.join("elloha/account.yaml")) {
            all.extend(engine::heads(&Disk, named)?);
        } else {
            all.push(engine::find_head(&Disk, named, pack)?);
        }
    }
    Ok(all)
}

/// The coverage of a head; nothing where its rules have mistakes, which is said.
fn head(args: &Coverage, folder: &Path) -> Result<Option<Head>, Failure> {
    let loaded = engine::load(&Disk, folder, args.pack.as_deref())?;
    let Some(ready) = &loaded.ready else {
        output::mistakes(&loaded, folder, args.pack.as_deref());
        return Ok(None);
    };
    if let Some(field) = &args.field {
        known_field(ready, field)?;
    }
    if let (Some(code), 1) = (&args.bordereau, args.heads.len()) {
        known(ready, code).map_err(|what| Failure::Usage(format!("`--bordereau {code}`: {what}")))?;
    }
    let mut feeds = Vec::new();
    for input in inputs(&args.feeds, ready, folder)? {
        let code = ready.head.feeds.get(input.at).map(|(code, _)| &code.value);
        if args.bordereau.as_ref().is_some_and(|wanted| code != Some(wanted)) {
            continue;
        }
        super::inputs::twice(&input.path)?;
        let mut open = || File::open(&input.path).map(BufReader::new);
        let found = engine::coverage(ready, &loaded.sources, input.at, input.shape, &mut open)
            .map_err(|source| Error::Read { path: input.path.clone(), source })?;
        if let Some(error) = &found.error {
            output::talk(&format!("error: {}: {}", input.path.display(), visible(error)));
        }
        feeds.push(found);
    }
    let mut classes = Classes::default();
    // A feed without records says nothing of its paths, and of one that was not read whole nobody knows all of them.
    for feed in feeds.iter().filter(|feed| feed.read > 0) {
        classes += feed.classes;
    }
    let complete = feeds.iter().all(|feed| feed.complete);
    Ok(Some(Head {
        code: ready.head.head.value.clone(),
        name: ready.head.name.clone(),
        folder: folder.to_owned(),
        complete,
        share: classes.share().filter(|_| complete),
        classes,
        feeds,
    }))
}

/// The heads of which less is covered than was asked for.
fn below(heads: &[Head], least: f64) -> Vec<String> {
    let mut said = Vec::new();
    for head in heads.iter().filter(|head| !head.feeds.is_empty()) {
        match head.share {
            None => said.push(format!("{}: not computed: not all of it was read", head.folder.display())),
            Some(share) if share * 100.0 < least => said.push(format!(
                "{}: {} covered, and {least} % is asked for",
                head.folder.display(),
                percent(Some(share))
            )),
            Some(_) => {}
        }
    }
    said
}

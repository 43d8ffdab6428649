//! `passerelle explain HEAD RECORD-ID`

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use super::text;
use crate::cli::args::{Explain, Format};
use crate::cli::dry_run::known;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output;
use crate::engine::{self, Error, Explained, Found, Loaded, Ready};
use crate::feed::Shape;
use crate::value::{nearest, visible};

/// A feed to look into.
pub(super) struct Input {
    pub(super) at: usize,
    pub(super) path: PathBuf,
    pub(super) shape: Option<Shape>,
}

pub(super) fn run(args: &Explain, loaded: &Loaded, ready: &Ready, id: &str) -> Result<Exit, Failure> {
    let mut met = Vec::new();
    for input in inputs(args, ready, &loaded.folder)? {
        let failed = |source: io::Error| Error::Read { path: input.path.clone(), source };
        let mut bytes = BufReader::new(File::open(&input.path).map_err(failed)?);
        let Found { record, ids, error } = engine::find_record(ready, input.at, input.shape, &mut bytes, id);
        if let Some(record) = record {
            let explained = engine::explain(ready, &loaded.sources, input.at, &record);
            return match explained {
                Some(explained) => show(args, &explained),
                None => Err(Failure::Usage(format!("nothing maps the record `{id}`"))),
            };
        }
        if let Some(error) = error {
            output::talk(&format!("error: {}: {}", input.path.display(), visible(&error)));
        }
        met.extend(ids);
    }
    let near = nearest(id, met.iter().map(String::as_str));
    let near = near.map_or(String::new(), |near| format!("; did you mean `{}`?", visible(near)));
    let which = if args.feeds.is_empty() { "no recorded feed of this head" } else { "no feed that is given" };
    Err(Failure::Usage(format!("{which} has the record `{id}`{near}")))
}

/// The feeds that are named, or else the recorded ones.
pub(super) fn inputs(args: &Explain, ready: &Ready, folder: &Path) -> Result<Vec<Input>, Failure> {
    if args.feeds.is_empty() {
        let recorded = ready.head.feeds.iter().enumerate().map(|(at, (_, feed))| Input {
            at,
            path: folder.join(&feed.file.value),
            shape: feed.shape.as_ref().and_then(|shape| Shape::parse(&shape.value)),
        });
        return Ok(recorded.collect());
    }
    let named = args.feeds.iter().map(|written| {
        let usage = |what: String| Failure::Usage(format!("`--feed {written}`: {what}"));
        let (code, path) = written
            .split_once('=')
            .ok_or_else(|| usage("expected CODE=FILE, such as `--feed DEG=answer.json`".to_owned()))?;
        Ok(Input { at: known(ready, code).map_err(usage)?, path: PathBuf::from(path), shape: None })
    });
    named.collect()
}

fn show(args: &Explain, explained: &Explained) -> Result<Exit, Failure> {
    let only = args.field.as_deref();
    match args.format {
        Format::Text => output::data(&text::text(explained, only))?,
        Format::Json => {
            let mut explained = explained.clone();
            if let Some(only) = only {
                explained.fields.retain(|field| field.target == only);
                explained.without_rule.retain(|field| field == only);
            }
            let json = serde_json::to_string(&explained).map_err(io::Error::from)?;
            output::data(&format!("{json}\n"))?;
        }
    }
    Ok(Exit::Done)
}

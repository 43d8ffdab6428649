//! What a command looks into: feeds, and fields of an account.

use std::path::{Path, PathBuf};

use super::dry_run::known;
use super::exit::Failure;
use crate::engine::{Error, Ready};
use crate::feed::Shape;
use crate::value::nearest;

/// A feed to look into.
pub(super) struct Input {
    pub(super) at: usize,
    pub(super) path: PathBuf,
    pub(super) shape: Option<Shape>,
}

/// The feeds that are named, or else the recorded ones.
pub(super) fn inputs(feeds: &[String], ready: &Ready, folder: &Path) -> Result<Vec<Input>, Failure> {
    if feeds.is_empty() {
        let recorded = ready.head.feeds.iter().enumerate().map(|(at, (_, feed))| Input {
            at,
            path: folder.join(&feed.file.value),
            shape: feed.shape.as_ref().and_then(|shape| Shape::parse(&shape.value)),
        });
        return Ok(recorded.collect());
    }
    let named = feeds.iter().map(|written| {
        let usage = |what: String| Failure::Usage(format!("`--feed {written}`: {what}"));
        let (code, path) = written
            .split_once('=')
            .ok_or_else(|| usage("expected CODE=FILE, such as `--feed DEG=answer.json`".to_owned()))?;
        Ok(Input { at: known(ready, code).map_err(usage)?, path: PathBuf::from(path), shape: None })
    });
    named.collect()
}

/// Refuses a field that an account does not have.
pub(super) fn known_field(ready: &Ready, field: &str) -> Result<(), Failure> {
    let all: Vec<&str> = ready.pack.schema.fields.iter().map(|field| field.name.value.as_str()).collect();
    if all.contains(&field) {
        return Ok(());
    }
    let near = nearest(field, all);
    let near = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
    Err(Failure::Usage(format!("an account has no field `{field}`{near}")))
}

/// Refuses what cannot be read a second time, such as a pipe.
pub(super) fn twice(path: &Path) -> Result<(), Failure> {
    let failed = |source| Failure::Engine(Error::Read { path: path.to_owned(), source });
    if std::fs::metadata(path).map_err(failed)?.is_file() {
        return Ok(());
    }
    Err(Failure::Usage(format!("{} is no file: it is read twice, so save the answer first", path.display())))
}

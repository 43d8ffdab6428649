//! A change set: what a plan found, in a file that somebody can read before it is applied.
//!
//! ```text
//! {"schema":1,"head":"24","revision":3,…}              what it was planned on
//! {"kind":"change","id":"DEGAQU024FS00D07",…}          a line for each change
//! {"end":"9f86d081884c7d659a2feaa0c55ad015","changes":1}
//! ```
//!
//! **Invariant:** a file that is cut, or changed by hand, is refused: its last line holds the digest of all before it.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::change::Change;
use super::error::Error;
use crate::engine::Digest;

/// What a change set was planned on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The version of this format: 1.
    pub schema: u32,
    /// `24`
    pub head: String,
    /// The revision of the head in the catalogue.
    pub revision: i64,
    /// The digest of all that was ever written to the head.
    pub chain: String,
    /// When it was planned: UTC, RFC 3339.
    pub made: String,
    /// The digest of the rules.
    pub rules: String,
    /// The reads that it rests on.
    pub reads: Vec<ReadOf>,
    /// How many changes there are, by kind.
    pub counts: std::collections::BTreeMap<String, u64>,
}

/// A read that a change set rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadOf {
    /// `DEG`
    pub bordereau: String,
    /// The name of its folder: when it ended.
    pub read: String,
    /// Whether it is complete.
    pub complete: bool,
    /// How many records it has.
    pub records: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    end: String,
    changes: u64,
}

/// A change set in a file, whole.
#[derive(Debug)]
pub struct ChangeSet {
    /// The file.
    pub path: PathBuf,
    /// What it was planned on.
    pub about: About,
    /// Its digest.
    pub digest: String,
    /// How many changes it holds.
    pub changes: u64,
}

/// No line of a change set is longer: a record is bounded too.
const LONGEST_LINE: u64 = 64 << 20;

impl ChangeSet {
    /// Opens a file and reads it to its end.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let wrong = |why: &str| Error::NoChangeSet { path: path.to_owned(), why: why.to_owned() };
        let mut lines = Lines::open(path)?;
        let first = lines.next()?.ok_or_else(|| wrong("it is empty"))?;
        let about: About = serde_json::from_str(&first).map_err(|_| wrong("it is no change set"))?;
        if about.schema != 1 {
            return Err(wrong("it was made by another version of passerelle"));
        }
        let mut hasher = Sha256::new();
        let (mut changes, mut before) = (0, first);
        let cut = || wrong("it is cut: its last line is missing");
        loop {
            let Some(line) = lines.next()? else { return Err(cut()) };
            hasher.update(before.as_bytes());
            hasher.update(b"\n");
            if let Ok(end) = serde_json::from_str::<End>(&line) {
                let digest = hex(hasher);
                if end.end != digest || end.changes != changes {
                    return Err(wrong("it was changed since it was planned"));
                }
                if lines.next()?.is_some() {
                    return Err(wrong("it goes on behind its end"));
                }
                return Ok(Self { path: path.to_owned(), about, digest, changes });
            }
            changes += 1;
            before = line;
        }
    }

    /// Its changes from a place on, in order.
    pub fn changes_from(&self, skip: u64) -> Result<impl Iterator<Item = Result<Change, Error>>, Error> {
        let mut lines = Lines::open(&self.path)?;
        for _ in 0..=skip {
            lines.next()?;
        }
        let mut left = self.changes.saturating_sub(skip);
        let path = self.path.clone();
        Ok(std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let wrong = |why: String| Error::NoChangeSet { path: path.clone(), why };
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => return Some(Err(wrong("it ends too early".to_owned()))),
                Err(error) => return Some(Err(error)),
            };
            let number = lines.number;
            Some(serde_json::from_str(&line).map_err(|error| wrong(format!("line {number}: {error}"))))
        }))
    }
}

struct Lines {
    path: PathBuf,
    input: BufReader<File>,
    number: u64,
}

impl Lines {
    fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(Error::read(path))?;
        Ok(Self { path: path.to_owned(), input: BufReader::with_capacity(256 << 10, file), number: 0 })
    }

    /// The next line without its end; none behind the last.
    fn next(&mut self) -> Result<Option<String>, Error> {
        let mut line = String::new();
        let mut bounded = std::io::Read::take(&mut self.input, LONGEST_LINE);
        let read = bounded.read_line(&mut line).map_err(Error::read(&self.path))?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if line.pop() != Some('\n') {
            return Err(Error::NoChangeSet {
                path: self.path.clone(),
                why: format!("it is cut: line {} has no end", self.number),
            });
        }
        Ok(Some(line))
    }
}

fn hex(hasher: Sha256) -> String {
    Digest::finish(hasher).to_string()
}

/// Changes on their way into a file. What they were planned on is known at the end, and stands at the beginning; so they
/// wait beside it.
pub(super) struct Spool {
    to: PathBuf,
    beside: PathBuf,
    waiting: BufWriter<File>,
}

impl Spool {
    /// Changes for a file.
    pub(super) fn new(to: &Path) -> Result<Self, Error> {
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.changes", std::process::id()));
        let beside = to.with_file_name(name);
        let file = File::create(&beside).map_err(Error::written(&beside))?;
        Ok(Self { to: to.to_owned(), beside, waiting: BufWriter::with_capacity(256 << 10, file) })
    }

    /// A change.
    pub(super) fn push(&mut self, change: &Change) -> Result<(), Error> {
        let failed = || Error::written(&self.beside);
        serde_json::to_writer(&mut self.waiting, change).map_err(|error| failed()(error.into()))?;
        self.waiting.write_all(b"\n").map_err(failed())
    }

    /// Writes the file, at once and whole: those of the changes whose number `keep` wants, in order.
    pub(super) fn finish(mut self, about: &About, keep: &dyn Fn(u64) -> bool) -> Result<ChangeSet, Error> {
        self.waiting.flush().map_err(Error::written(&self.beside))?;
        let mut name = self.to.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let new = self.to.with_file_name(name);
        let failed = || Error::written(&new);
        let mut out = BufWriter::with_capacity(256 << 10, File::create(&new).map_err(failed())?);
        let mut hasher = Sha256::new();
        let mut line = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update(b"\n");
            out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(failed())
        };
        let written = |error: serde_json::Error| failed()(error.into());
        line(&serde_json::to_string(about).map_err(written)?)?;
        let (mut number, mut changes) = (0, 0);
        let mut lines = Lines::open(&self.beside)?;
        while let Some(text) = lines.next()? {
            if keep(number) {
                line(&text)?;
                changes += 1;
            }
            number += 1;
        }
        let digest = hex(hasher);
        let end = serde_json::to_string(&End { end: digest.clone(), changes }).map_err(written)?;
        out.write_all(end.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(failed())?;
        let file = out.into_inner().map_err(|error| failed()(error.into_error()))?;
        file.sync_all().map_err(failed())?;
        std::fs::rename(&new, &self.to).map_err(Error::written(&self.to))?;
        Ok(ChangeSet { path: self.to.clone(), about: about.clone(), digest, changes })
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // What is left of it is of no use to anybody.
        let _ = std::fs::remove_file(&self.beside);
    }
}

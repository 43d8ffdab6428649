//! The raw answers that are kept: one folder a read, with its pages compressed and a `read.json`.
//!
//! ```text
//! feeds/24/DEG/2026-11-22T18-45-01Z/read.json  page-0001.gz  page-0002.gz
//! feeds/24/DEG/.partial/                       a read under way, or one that was interrupted
//! ```
//!
//! **Invariant:** a read appears at once, whole, by the renaming of its folder, and is never written again.
//! **Invariant:** the newest complete read of a feed is never removed.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::error::Error;
use super::page;
use super::settings::Job;

/// An interrupted read is taken up again for so long; after that the feed may have moved on too far.
const RESUME_WITHIN: Duration = Duration::from_hours(1);

const ABOUT: &str = "read.json";
const PARTIAL: &str = ".partial";

/// Where reads are kept.
#[derive(Clone, Debug)]
pub struct Archive {
    root: PathBuf,
}

/// What is known of a read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// The version of this file: 1.
    pub schema: u32,
    /// `24`
    pub head: String,
    /// `DEG`
    pub bordereau: String,
    /// `en`; none for the main language.
    pub language: Option<String>,
    /// The address, as head.yaml wrote it; none where that is not known any more.
    pub url: Option<Url>,
    /// When its first page was asked for.
    pub began: Timestamp,
    /// When its last page was there.
    pub ended: Option<Timestamp>,
    /// Whether these are all the records of the feed.
    pub complete: bool,
    /// Why not.
    pub because: Option<String>,
    /// How many records the feed said it has.
    pub declared: Option<u64>,
    /// How many records there are.
    pub records: u64,
    /// Since when the server says that nothing has changed: these are the answers of then.
    pub unchanged_since: Option<Timestamp>,
    /// Its pages, in order.
    pub pages: Vec<Page>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// `page-0001.gz`
    pub file: String,
    /// What was asked for.
    pub url: Url,
    /// How many records it holds.
    pub records: u64,
    /// The tag by which the server knows it.
    pub etag: Option<String>,
}

/// A read that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its folder.
    pub folder: PathBuf,
    /// What is known of it.
    pub read: Read,
}

impl Kept {
    /// Its pages as the records of one feed, opened one after the other.
    pub fn pages(&self) -> impl Iterator<Item = io::Result<Box<dyn io::Read>>> + '_ {
        self.read.pages.iter().map(|kept| {
            let path = self.folder.join(&kept.file);
            let named =
                |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
            page::open_ahead(&path).map_err(named)
        })
    }

    /// The name of its folder: when it ended.
    pub fn name(&self) -> String {
        self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Bytes on the disk.
    pub fn size(&self) -> u64 {
        let sizes = self.read.pages.iter().map(|page| fs::metadata(self.folder.join(&page.file)));
        sizes.filter_map(Result::ok).map(|file| file.len()).sum()
    }
}

impl Archive {
    /// The archive of a folder, which need not be there yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where the reads of a feed are: `DEG`, `DEG.en`.
    pub fn folder(&self, head: &str, feed: &str) -> PathBuf {
        self.root.join(head).join(feed)
    }

    /// The reads of a feed, the oldest first.
    pub fn all(&self, head: &str, feed: &str) -> Result<Vec<Kept>, Error> {
        let folder = self.folder(head, feed);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::read(folder)(error)),
        };
        let mut folders = Vec::new();
        for entry in entries {
            let path = entry.map_err(Error::read(&folder))?.path();
            let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
            if !hidden && path.join(ABOUT).is_file() {
                folders.push(path);
            }
        }
        folders.sort();
        let kept = folders.into_iter().map(|folder| {
            let path = folder.join(ABOUT);
            let read = about(&path).unwrap_or_else(|error| damaged(head, feed, &error));
            Kept { folder, read }
        });
        Ok(kept.collect())
    }

    /// The newest read of a feed.
    pub fn latest(&self, head: &str, feed: &str) -> Result<Option<Kept>, Error> {
        Ok(self.all(head, feed)?.pop())
    }

    /// The newest read of a feed that is complete.
    pub fn latest_complete(&self, head: &str, feed: &str) -> Result<Option<Kept>, Error> {
        Ok(self.all(head, feed)?.into_iter().rev().find(|kept| kept.read.complete))
    }

    /// The newest read of a feed whose name begins so: `2026-11-22`, `2026-11-22T18`.
    pub fn dated(&self, head: &str, feed: &str, date: &str) -> Result<Option<Kept>, Error> {
        let of = |kept: &Kept| {
            kept.folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(date))
        };
        Ok(self.all(head, feed)?.into_iter().rev().find(of))
    }

    /// Removes what is older than so many days, and says how many reads that were.
    pub(super) fn prune(&self, head: &str, feed: &str, days: u64, now: Timestamp) -> Result<usize, Error> {
        let all = self.all(head, feed)?;
        let newest = all.iter().rposition(|kept| kept.read.complete);
        let mut removed = 0;
        for (at, kept) in all.iter().enumerate() {
            let age = now.duration_since(kept.read.began);
            let old = age.as_secs() > i64::try_from(days.saturating_mul(86_400)).unwrap_or(i64::MAX);
            if old && Some(at) != newest && at + 1 != all.len() {
                // Out of sight first: a read that is half removed must not look like one.
                let hidden = self.folder(head, feed).join(format!(".old-{}", std::process::id()));
                fs::rename(&kept.folder, &hidden).map_err(Error::written(&kept.folder))?;
                fs::remove_dir_all(&hidden).map_err(Error::written(&hidden))?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Begins a read, or takes up one that was interrupted.
    pub(super) fn begin(&self, head: &str, job: &Job, now: Timestamp) -> Result<Partial, Error> {
        let folder = self.folder(head, &job.name());
        fs::create_dir_all(&folder).map_err(Error::written(&folder))?;
        let path = folder.join(".lock");
        let lock = File::create(&path).map_err(Error::written(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Locked { path: folder }),
            Err(TryLockError::Error(error)) => return Err(Error::written(path)(error)),
        }
        let partial = folder.join(PARTIAL);
        fs::create_dir_all(&partial).map_err(Error::written(&partial))?;
        let fresh = Read {
            schema: 1,
            head: head.to_owned(),
            bordereau: job.bordereau.clone(),
            language: job.language.clone(),
            url: Some(job.url.clone()),
            began: now,
            ended: None,
            complete: false,
            because: None,
            declared: None,
            records: 0,
            unchanged_since: None,
            pages: Vec::new(),
        };
        // What cannot be understood is no read to go on with.
        let known = about(&partial.join(ABOUT)).ok().filter(|read| {
            let age = now.duration_since(read.began);
            read.url.as_ref() == Some(&job.url) && !age.is_negative() && age.unsigned_abs() < RESUME_WITHIN
        });
        Ok(Partial { feed: folder, folder: partial, read: known.unwrap_or(fresh), _lock: lock })
    }
}

/// A read under way.
pub(super) struct Partial {
    feed: PathBuf,
    folder: PathBuf,
    pub(super) read: Read,
    /// Held as long as the read goes on.
    _lock: File,
}

impl Partial {
    /// The file of the page of a number.
    pub(super) fn path(&self, number: usize) -> PathBuf {
        self.folder.join(file(number))
    }

    /// The next page is whole: from here a read that is interrupted goes on.
    pub(super) fn push(&mut self, url: Url, records: u64, etag: Option<String>) -> Result<(), Error> {
        let file = file(self.read.pages.len());
        self.read.records += records;
        self.read.pages.push(Page { file, url, records, etag });
        write(&self.folder.join(ABOUT), &self.read)
    }

    /// Takes over the page of an earlier read.
    pub(super) fn copy(&self, from: &Path) -> Result<(), Error> {
        let to = self.path(self.read.pages.len());
        let _ = fs::remove_file(&to);
        // A second name takes no room; not every disk knows it.
        fs::hard_link(from, &to).or_else(|_| fs::copy(from, &to).map(|_| ())).map_err(Error::written(to))
    }

    /// Begins anew.
    pub(super) fn restart(&mut self, now: Timestamp) -> Result<(), Error> {
        let path = self.folder.join(ABOUT);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::written(path)(error)),
            Ok(()) | Err(_) => {}
        }
        self.read.pages.clear();
        (self.read.records, self.read.declared, self.read.began) = (0, None, now);
        Ok(())
    }

    /// The read is over: it becomes one that is kept.
    pub(super) fn finish(mut self, because: Option<String>, now: Timestamp) -> Result<Kept, Error> {
        self.read.complete = because.is_none();
        self.read.because = because;
        self.read.ended = Some(now);
        // A page that was begun and not finished is no part of it.
        for entry in fs::read_dir(&self.folder).map_err(Error::read(&self.folder))? {
            let path = entry.map_err(Error::read(&self.folder))?.path();
            let kept = self.read.pages.iter().any(|page| path.ends_with(&page.file));
            if !kept && !path.ends_with(ABOUT) {
                fs::remove_file(&path).map_err(Error::written(&path))?;
            }
        }
        write(&self.folder.join(ABOUT), &self.read)?;
        let second = now.strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
        let mut to = self.feed.join(&second);
        let mut number = 1;
        while to.exists() {
            number += 1;
            to = self.feed.join(format!("{second}-{number:03}"));
        }
        fs::rename(&self.folder, &to).map_err(Error::written(&to))?;
        Ok(Kept { folder: to, read: self.read })
    }
}

/// What stands for a read of which nothing is known any more: it is not complete, says why, and is old enough to go.
fn damaged(head: &str, feed: &str, error: &Error) -> Read {
    let (bordereau, language) = feed.split_once('.').map_or((feed, None), |(code, lang)| (code, Some(lang)));
    Read {
        schema: 1,
        head: head.to_owned(),
        bordereau: bordereau.to_owned(),
        language: language.map(str::to_owned),
        url: None,
        began: Timestamp::UNIX_EPOCH,
        ended: None,
        complete: false,
        because: Some(format!(
            "{error}: fetch it again, or remove that folder to go back to the read before"
        )),
        declared: None,
        records: 0,
        unchanged_since: None,
        pages: Vec::new(),
    }
}

fn file(number: usize) -> String {
    format!("page-{:04}.gz", number + 1)
}

fn about(path: &Path) -> Result<Read, Error> {
    let text = fs::read(path).map_err(Error::read(path))?;
    serde_json::from_slice(&text).map_err(|error| Error::read(path)(error.into()))
}

/// Writes what is known of a read, whole or not at all.
fn write(path: &Path, read: &Read) -> Result<(), Error> {
    let beside = path.with_extension("json.new");
    let failed = || Error::written(&beside);
    let text = serde_json::to_vec_pretty(read).map_err(|error| failed()(error.into()))?;
    let mut file = File::create(&beside).map_err(failed())?;
    file.write_all(&text).and_then(|()| file.sync_all()).map_err(failed())?;
    fs::rename(&beside, path).map_err(Error::written(path))
}

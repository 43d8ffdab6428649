//! One feed, page by page, until all of it is here or it is clear why not.
//!
//! **Invariant:** a read of pages is complete only if all of them declare the same number of records, hold that many, no
//! id stands on two of them, and at the end they still join where they joined: then no record moved from one page to
//! another while they were read.

use std::collections::HashSet;
use std::time::Duration;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use reqwest::StatusCode;

use super::address::{self, Generation};
use super::archive::{Archive, Kept, Partial};
use super::client::{Answer, Client};
use super::error::Error;
use super::page::{self, Looked};
use super::settings::{Job, Progress, Settings};
use crate::engine::Digest;
use crate::net::Patience;

/// So often is a read begun anew because the feed moved meanwhile.
const RESTARTS: u32 = 3;

type Watch<'w> = dyn Fn(Progress<'_>) + Sync + 'w;

/// Reads a feed into the archive.
pub(super) async fn read(
    head: &str,
    job: &Job,
    settings: &Settings,
    client: &Client,
    archive: &Archive,
    watch: &Watch<'_>,
) -> Result<Kept, Error> {
    let partial = archive.begin(head, job, Timestamp::now())?;
    let before = archive.latest_complete(head, &job.name())?;
    let mut reading = Reading {
        job,
        settings,
        client,
        watch,
        patience: Patience::new(settings.patience, settings.pause),
        before: before.filter(|kept| kept.read.url.as_ref() == Some(&job.url)),
        partial,
    };
    let because = match reading.all().await {
        Ok(()) => None,
        Err(error @ (Error::Archive { .. } | Error::Locked { .. } | Error::Client(_))) => return Err(error),
        Err(error) => Some(error.to_string()),
    };
    let kept = reading.partial.finish(because, Timestamp::now())?;
    archive.prune(head, &job.name(), settings.keep_days, Timestamp::now())?;
    Ok(kept)
}

/// A read under way.
struct Reading<'r> {
    job: &'r Job,
    settings: &'r Settings,
    client: &'r Client,
    watch: &'r Watch<'r>,
    patience: Patience,
    /// The last complete read of the same address.
    before: Option<Kept>,
    partial: Partial,
}

/// Why the pages so far are no beginning of a whole feed.
struct Moved(String);

impl Reading<'_> {
    async fn all(&mut self) -> Result<(), Error> {
        if self.nothing_new().await? {
            return self.same_as_before();
        }
        for _ in 0..RESTARTS {
            match self.pages().await? {
                Ok(()) => return Ok(()),
                Err(Moved(why)) => {
                    let because = format!("{why}: reading it anew");
                    let pause = self.settings.pause;
                    (self.watch)(Progress::Waiting { job: self.job, pause, because: &because });
                    tokio::time::sleep(pause).await;
                    self.partial.restart(Timestamp::now())?;
                }
            }
        }
        match self.pages().await? {
            Ok(()) => Ok(()),
            Err(Moved(why)) => {
                Err(Error::Pages(format!("{why}, in {} reads: fetch again later", RESTARTS + 1)))
            }
        }
    }

    /// Reads the pages that are not here yet.
    async fn pages(&mut self) -> Result<Result<(), Moved>, Error> {
        let mut ids = HashSet::new();
        let mut declared = None;
        // Of each page: how many records stand before it, and its first and last id.
        let mut edges: Vec<(u64, (Digest, Digest))> = Vec::new();
        let mut before = 0;
        // Those of an interrupted read first.
        let known = self.partial.read.pages.len();
        for number in 0..known {
            let path = self.partial.path(number);
            let url =
                self.partial.read.pages.get(number).map_or_else(String::new, |page| page.url.to_string());
            let looked = page::look(&path, self.job.shape, &self.settings.id, &url);
            let fits = looked.ok().and_then(|looked| {
                add(&mut ids, &mut declared, &looked).ok()?;
                Some((looked.ids.first().copied()?, looked.ids.last().copied()?))
            });
            let Some(edge) = fits else {
                self.partial.restart(Timestamp::now())?;
                (ids, declared, edges) = (HashSet::new(), None, Vec::new());
                break;
            };
            edges.push((before, edge));
            before += self.partial.read.pages.get(number).map_or(0, |page| page.records);
        }
        let paged = self.job.generation() == Generation::OData;
        loop {
            let records = self.partial.read.records;
            let some = !self.partial.read.pages.is_empty();
            if some && (!paged || declared.is_some_and(|declared| records >= declared)) {
                break;
            }
            let looked = self.page(records).await?;
            if paged && looked.declared.is_none() {
                return Err(Error::Pages(
                    "the feed does not say how many records it has, though `$inlinecount=allpages` asks for it: \
                     whether a page is the last one cannot be known"
                        .to_owned(),
                ));
            }
            if !paged && looked.goes_on {
                return Err(Error::Pages(
                    "the answer says that the feed goes on at another address, and its address is none of those that are \
                     read page by page: only `…/Syndication/…/Objects` is"
                        .to_owned(),
                ));
            }
            if let Err(moved) = add(&mut ids, &mut declared, &looked) {
                return Ok(Err(moved));
            }
            edges.extend(
                looked.ids.first().copied().zip(looked.ids.last().copied()).map(|edge| (records, edge)),
            );
            self.partial.read.declared = declared;
            (self.watch)(Progress::Page { job: self.job, records: self.partial.read.records, declared });
            if let Some(declared) = declared.filter(|declared| looked.records == 0 && records < *declared) {
                return Ok(Err(Moved(format!(
                    "the feed declares {declared} records and ends after {records}"
                ))));
            }
        }
        if let Err(moved) = self.joined(&edges, declared).await? {
            return Ok(Err(moved));
        }
        let records = self.partial.read.records;
        Ok(match declared {
            Some(declared) if declared != records => {
                Err(Moved(format!("the feed declares {declared} records and holds {records}")))
            }
            Some(_) | None => Ok(()),
        })
    }

    /// Whether the pages still join where they joined: a record that went from one of them while others were read has
    /// moved those behind it, and the first of the next page was never seen. Two records are asked for at each edge.
    async fn joined(
        &mut self,
        edges: &[(u64, (Digest, Digest))],
        declared: Option<u64>,
    ) -> Result<Result<(), Moved>, Error> {
        for (one, next) in edges.iter().zip(edges.iter().skip(1)) {
            let ((_, (_, last)), (before, (first, _))) = (one, next);
            let Settings { id, .. } = self.settings;
            let url = address::page(&self.job.url, self.job.shape, id, before.saturating_sub(1), 2);
            let path = self.partial.path(self.partial.read.pages.len());
            let looked = loop {
                let answer = self.client.get(&url, None, &path, &mut |_| {}).await;
                match answer.and_then(|_| page::look(&path, self.job.shape, id, url.as_str())) {
                    Ok(looked) => break looked,
                    Err(trouble) => self.pause(trouble).await?,
                }
            };
            self.patience.renew();
            if looked.ids != [*last, *first] || looked.declared != declared {
                return Ok(Err(Moved(
                    "records moved from one page to another while they were read".to_owned(),
                )));
            }
        }
        Ok(Ok(()))
    }

    /// Asks for the page behind so many records, as often as patience allows.
    async fn page(&mut self, skip: u64) -> Result<Looked, Error> {
        let Settings { id, page: top, .. } = self.settings;
        let url = address::page(&self.job.url, self.job.shape, id, skip, *top);
        let number = self.partial.read.pages.len();
        let path = self.partial.path(number);
        let before = self.before.as_ref().and_then(|kept| {
            let page = kept.read.pages.iter().find(|page| page.url == url)?;
            let file = kept.folder.join(&page.file);
            Some((page.etag.clone()?, file)).filter(|(_, file)| file.is_file())
        });
        loop {
            let (job, watch) = (self.job, self.watch);
            let tag = before.as_ref().map(|(tag, _)| tag.as_str());
            let mut came = |bytes| watch(Progress::Bytes { job, bytes });
            let answer = self.client.get(&url, tag, &path, &mut came).await;
            let looked = match answer {
                Ok(answer) => {
                    let etag = match (answer, &before) {
                        (Answer::Whole { etag }, _) => etag,
                        (Answer::Unchanged, Some((tag, file))) => {
                            self.partial.copy(file)?;
                            Some(tag.clone())
                        }
                        (Answer::Unchanged, None) => None,
                    };
                    page::look(&path, job.shape, &self.settings.id, url.as_str()).map(|looked| (looked, etag))
                }
                Err(error) => Err(error),
            };
            match looked {
                Ok((looked, etag)) => {
                    self.patience.renew();
                    self.partial.push(url, looked.records, etag)?;
                    return Ok(looked);
                }
                Err(trouble) => self.pause(trouble).await?,
            }
        }
    }

    /// Waits after trouble, if waiting can help.
    async fn pause(&mut self, trouble: Error) -> Result<(), Error> {
        let because = trouble.short();
        let pause = trouble.wait(&mut self.patience)?;
        (self.watch)(Progress::Waiting { job: self.job, pause, because: &because });
        tokio::time::sleep(pause).await;
        Ok(())
    }

    /// Whether api-v3 says that nothing is new since the last whole read, if head.yaml wants it asked.
    async fn nothing_new(&mut self) -> Result<bool, Error> {
        let days = self.settings.differential_days;
        if days == 0 || self.job.generation() != Generation::ApiV3 || !self.partial.read.pages.is_empty() {
            return Ok(false);
        }
        let Some(before) = &self.before else { return Ok(false) };
        let whole = before.read.unchanged_since.unwrap_or(before.read.began);
        let age = Timestamp::now().duration_since(whole);
        if age.is_negative() || age.unsigned_abs() > Duration::from_secs(days * 86_400) {
            return Ok(false);
        }
        // A day earlier: the server counts in days, and its clock is not ours.
        let day = whole.to_zoned(TimeZone::UTC).date().saturating_sub(1.day());
        let url = address::since(&self.job.url, day);
        loop {
            match self.client.status(&url).await {
                // 404: nothing new. 302, where something may be, 401, where the day is too long ago, and all that is
                // not documented: the whole feed is read.
                Ok(status) => return Ok(status == StatusCode::NOT_FOUND),
                Err(trouble) => self.pause(trouble).await?,
            }
        }
    }

    /// Keeps the answers of the last whole read as those of today.
    fn same_as_before(&mut self) -> Result<(), Error> {
        let Some(before) = self.before.take() else { return Ok(()) };
        for page in &before.read.pages {
            self.partial.copy(&before.folder.join(&page.file))?;
            self.partial.push(page.url.clone(), page.records, page.etag.clone())?;
        }
        self.partial.read.declared = before.read.declared;
        self.partial.read.unchanged_since = before.read.unchanged_since.or(Some(before.read.began));
        Ok(())
    }
}

/// Adds a page to those before it, if it fits.
fn add(ids: &mut HashSet<Digest>, declared: &mut Option<u64>, page: &Looked) -> Result<(), Moved> {
    if let (Some(before), Some(now)) = (*declared, page.declared)
        && before != now
    {
        return Err(Moved(format!("the feed declared {before} records on one page and {now} on the next")));
    }
    *declared = declared.or(page.declared);
    // Within a page an id may stand twice: that is a matter of the feed, and reported when it is mapped.
    let own: HashSet<Digest> = page.ids.iter().copied().collect();
    let repeated = own.iter().filter(|id| ids.contains(*id)).count();
    ids.extend(own);
    match repeated {
        0 => Ok(()),
        1 => Err(Moved("a record stands on two pages".to_owned())),
        _ => Err(Moved(format!("{repeated} records stand on two pages"))),
    }
}

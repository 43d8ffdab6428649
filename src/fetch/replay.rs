//! The kept reads that belong together: a feed in all its languages.

use super::archive::{Archive, Kept, Read};
use super::error::Error;
use super::settings::{Job, jobs};
use crate::manifest::Head;

/// The kept reads of a feed.
#[derive(Clone, Debug)]
pub struct Replay {
    /// `DEG`
    pub bordereau: String,
    /// Its number in the head.
    pub at: usize,
    /// In the main language.
    pub main: Kept,
    /// In the others.
    pub languages: Vec<(String, Kept)>,
    /// The newest read that is kept, where this is an older one.
    pub newer: Option<String>,
}

impl Replay {
    /// Why it is not complete, if it is not: in the main language or in another.
    pub fn trouble(&self) -> Option<String> {
        let languages = self.languages.iter().map(|(_, kept)| kept);
        let broken = std::iter::once(&self.main).chain(languages).find(|kept| !kept.read.complete)?;
        Some(broken.read.because.clone().unwrap_or_else(|| "the read is not complete".to_owned()))
    }
}

/// The newest reads of the feeds of a head that have an address; or those whose date begins so.
pub fn replays(archive: &Archive, head: &Head, date: Option<&str>) -> Result<Vec<Replay>, Error> {
    let jobs = jobs(head);
    let mut all = Vec::new();
    for (at, (code, _)) in head.feeds.iter().enumerate() {
        let of = |job: &&Job| job.bordereau == code.value;
        let Some(main) = jobs.iter().filter(of).find(|job| job.language.is_none()) else { continue };
        let newest = archive.latest(&head.head.value, &main.name())?;
        let main = kept(archive, head, main, date)?;
        let newest = newest.filter(|newest| newest.folder != main.folder).map(|newest| newest.name());
        let mut languages = Vec::new();
        for job in jobs.iter().filter(of) {
            if let Some(language) = &job.language {
                languages.push((language.clone(), kept(archive, head, job, date)?));
            }
        }
        all.push(Replay { bordereau: code.value.clone(), at, main, languages, newer: newest });
    }
    if all.is_empty() {
        let name = &head.head.value;
        return Err(Error::NotKept(format!(
            "no feed of head {name} has an address, so that nothing of it can be kept: write `url:` in its head.yaml"
        )));
    }
    Ok(all)
}

fn kept(archive: &Archive, head: &Head, job: &Job, date: Option<&str>) -> Result<Kept, Error> {
    let (head, feed) = (&head.head.value, job.name());
    let found = match date {
        Some(date) => archive.dated(head, &feed, date)?,
        None => archive.latest(head, &feed)?,
    };
    if let Some(Kept { folder, read: Read { url: Some(other), .. } }) = &found
        && *other != job.url
    {
        let (folder, own) = (folder.display(), &job.url);
        return Err(Error::NotKept(format!(
            "{folder} is what {other} answered, and head.yaml now says {own}: run `passerelle fetch {head}` first"
        )));
    }
    found.ok_or_else(|| {
        let folder = archive.folder(head, &feed);
        let folder = folder.display();
        Error::NotKept(match date {
            Some(date) => {
                format!("no read of {feed} is kept whose date begins with `{date}`: look into {folder}")
            }
            None => format!("no read of {feed} is kept in {folder}: run `passerelle fetch {head}` first"),
        })
    })
}

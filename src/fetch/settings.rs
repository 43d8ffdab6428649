//! What is fetched, and how.

use std::collections::BTreeSet;
use std::time::Duration;

use url::Url;

use super::address::Generation;
use crate::feed::Shape;
use crate::manifest::{Fetch, Head, Sit};

/// A feed to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// `DEG`
    pub bordereau: String,
    /// `en`; none for the main language.
    pub language: Option<String>,
    /// Its address, as head.yaml writes it.
    pub url: Url,
    /// The wire shape where it is stated.
    pub shape: Option<Shape>,
}

impl Job {
    /// Its name: `DEG`, or `DEG.en`.
    pub fn name(&self) -> String {
        match &self.language {
            Some(language) => format!("{}.{language}", self.bordereau),
            None => self.bordereau.clone(),
        }
    }

    /// How its server is asked.
    pub fn generation(&self) -> Generation {
        Generation::of(&self.url)
    }
}

/// How feeds are fetched.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The hosts that may be asked, in small letters.
    pub hosts: BTreeSet<String>,
    /// So many feeds at once.
    pub at_once: usize,
    /// So many records in one page.
    pub page: u64,
    /// Without a byte for so long, a request is given up.
    pub timeout: Duration,
    /// So long is waited for the server of one feed, over all its requests.
    pub patience: Duration,
    /// The first pause after trouble; each further one is twice as long.
    pub pause: Duration,
    /// Answers are kept for so many days.
    pub keep_days: u64,
    /// For so many days after a whole read, api-v3 is first asked whether anything is new.
    pub differential_days: u64,
    /// The field with the id of a record.
    pub id: String,
    /// The most bytes of one answer.
    pub most_bytes: u64,
}

impl Settings {
    /// As a head says.
    pub fn of(head: &Head, sit: &Sit) -> Self {
        let fetch = &head.fetch;
        let own = addresses(head).filter_map(|url| url.host_str().map(str::to_ascii_lowercase));
        Self {
            hosts: own.chain(fetch.hosts.iter().cloned()).collect(),
            at_once: fetch.at_once,
            page: fetch.page,
            timeout: Duration::from_secs(fetch.timeout_seconds),
            patience: Duration::from_secs(fetch.patience_seconds),
            keep_days: fetch.keep_days,
            differential_days: fetch.differential_days,
            ..Self::usual(sit.id.clone())
        }
    }

    /// As a head that says nothing; no host may be asked. `id` is the field with the id of a record.
    pub fn usual(id: String) -> Self {
        let fetch = Fetch::default();
        Self {
            hosts: fetch.hosts,
            at_once: fetch.at_once,
            page: fetch.page,
            timeout: Duration::from_secs(fetch.timeout_seconds),
            patience: Duration::from_secs(fetch.patience_seconds),
            pause: Duration::from_secs(1),
            keep_days: fetch.keep_days,
            differential_days: fetch.differential_days,
            id,
            most_bytes: 4 << 30,
        }
    }
}

fn addresses(head: &Head) -> impl Iterator<Item = &Url> {
    head.feeds.iter().flat_map(|(_, feed)| {
        let languages = feed.languages.iter().filter_map(|(_, feed)| feed.url.as_ref());
        feed.url.iter().chain(languages).map(|address| &address.url)
    })
}

/// The feeds of a head that have an address, each with its languages behind it.
pub fn jobs(head: &Head) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (code, feed) in &head.feeds {
        let main = (None, &feed.url, &feed.shape);
        let languages =
            feed.languages.iter().map(|(lang, feed)| (Some(lang.value.clone()), &feed.url, &feed.shape));
        for (language, url, shape) in std::iter::once(main).chain(languages) {
            let Some(address) = url else { continue };
            jobs.push(Job {
                bordereau: code.value.clone(),
                language,
                url: address.url.clone(),
                shape: shape.as_ref().and_then(|shape| Shape::parse(&shape.value)),
            });
        }
    }
    jobs
}

/// How far a fetch is.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'p> {
    /// Bytes of an answer have come, so many since the request.
    Bytes {
        /// The feed.
        job: &'p Job,
        /// How many, uncompressed.
        bytes: u64,
    },
    /// A page is whole.
    Page {
        /// The feed.
        job: &'p Job,
        /// Records so far.
        records: u64,
        /// Records that the feed says it has.
        declared: Option<u64>,
    },
    /// The server is left alone for a while.
    Waiting {
        /// The feed.
        job: &'p Job,
        /// For how long.
        pause: Duration,
        /// Why.
        because: &'p str,
    },
    /// The feed is done.
    Done {
        /// The feed.
        job: &'p Job,
    },
}

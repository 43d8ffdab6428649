//! Floor 9: feeds over HTTP, into an archive of dated answers.
//!
//! **Invariant:** a read is complete or it says why not; only a complete one may count as a deletion.
//! **Invariant:** nothing is asked of a host that `head.yaml` does not name, wherever a server sends us.
//! **Invariant:** what is in the archive is whole: a read under way stands apart until its last page is there.

mod address;
mod archive;
mod client;
mod error;
mod fields;
mod page;
mod read;
mod replay;
mod settings;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use address::Generation;
pub use archive::{Archive, Kept, Page, Read};
pub use error::Error;
pub use fields::{Served, served_fields};
pub use replay::{Replay, replays};
pub use settings::{Job, Progress, Settings, jobs};

use crate::net;

/// What became of a feed that was fetched.
#[derive(Debug)]
pub struct Fetched {
    /// The feed.
    pub job: Job,
    /// What is kept of it, whole or not; an error where nothing could be kept at all.
    pub read: Result<Kept, Error>,
}

/// Fetches feeds, so many at once, in the order that is given.
pub fn fetch(
    head: &str,
    jobs: &[Job],
    settings: &Settings,
    archive: &Archive,
    watch: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Vec<Fetched>, Error> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let at_once = settings.at_once.clamp(1, jobs.len().max(1));
    // Each thread has a client of its own: they share nothing but the list of what is to do.
    thread::scope(|scope| {
        let work = || -> Result<(), Error> {
            let runtime = net::runtime().map_err(|error| Error::Client(error.to_string()))?;
            let client = client::Client::new(settings)?;
            while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let read = runtime.block_on(read::read(head, job, settings, &client, archive, watch));
                watch(Progress::Done { job });
                let mut done = done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                done.push(Fetched { job: job.clone(), read });
            }
            Ok(())
        };
        let threads: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        Ok::<(), Error>(())
    })?;
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|fetched| jobs.iter().position(|job| *job == fetched.job));
    Ok(done)
}

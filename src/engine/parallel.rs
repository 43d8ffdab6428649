//! The same work on several things at once; what comes of it is in the order of the things.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many threads are at work, the first one included. Work inside of work takes a thread more only where a core is
/// left for it: on as many threads as there are cores, more of them only take turns.
static AT_WORK: AtomicUsize = AtomicUsize::new(1);

/// Does some work on each of several things, on as many threads as there are cores to spare.
pub fn each<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(at) else { return done };
            done.push((at, work(thing)));
        }
    };
    // How many there are is a guess: nothing but time depends on it.
    let spare = cores.saturating_sub(AT_WORK.load(Ordering::Relaxed));
    let others = spare.min(things.len().saturating_sub(1));
    let mut all = thread::scope(|scope| {
        AT_WORK.fetch_add(others, Ordering::Relaxed);
        let others: Vec<_> = (0..others)
            .map(|_| {
                scope.spawn(|| {
                    let done = some();
                    AT_WORK.fetch_sub(1, Ordering::Relaxed);
                    done
                })
            })
            .collect();
        // This thread is the other one; while it waits, its core is free.
        let mut all = some();
        AT_WORK.fetch_sub(1, Ordering::Relaxed);
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        AT_WORK.fetch_add(1, Ordering::Relaxed);
        all
    });
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

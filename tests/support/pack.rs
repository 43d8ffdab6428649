//! A shipped head: its rules are clean, and its recorded feeds become what was reviewed.

use std::path::Path;

use passerelle::diagnostics::{self, Style};
use passerelle::engine::{self, Disk};

use super::listing;

/// The listing of each feed.
pub(crate) fn run(folder: &Path) -> Vec<(String, String)> {
    let loaded = engine::load(&Disk, folder, None).unwrap_or_else(|error| panic!("{error}"));
    let found = diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain);
    assert!(loaded.diagnostics.is_empty(), "a shipped head has neither errors nor warnings:\n{found}");
    let ready = loaded.ready.as_ref().expect("a head without mistakes can run");
    let feeds = 0..ready.head.feeds.len();
    feeds.map(|at| (ready.head.feeds[at].0.value.clone(), listing::run(&Disk, &loaded, ready, at))).collect()
}

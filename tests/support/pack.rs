//! Heads with their recorded feeds: the rules have no mistakes, the examples pass, and the feeds become what was reviewed.

use std::path::Path;

use passerelle::diagnostics::{self, Style};
use passerelle::engine::{self, Disk, Files, Memory};

use super::case::add_folder;
use super::listing::{self, Places};

/// A shipped head: what `check` warns of, and the listing of each feed.
pub(crate) fn run(folder: &Path) -> Vec<(String, String)> {
    parts(&Disk, folder)
}

/// A head of the tests, laid over the shipped pack in memory. The pack excludes events; these heads do not.
pub(crate) fn over_shipped(folder: &Path, name: &str) -> Vec<(String, String)> {
    let mut files = Memory::new();
    for part in ["elloha", "tourinsoft"] {
        add_folder(&mut files, &Path::new("rules").join(part), &Path::new("pack").join(part));
    }
    let exclusions = std::fs::read("tests/heads/exclusions.yaml").expect("the heads have their exclusions");
    files.add("pack/tourinsoft/exclusions.yaml", exclusions);
    let head = Path::new("pack/heads").join(name);
    add_folder(&mut files, folder, &head);
    parts(&files, &head)
}

fn parts(files: &dyn Files, folder: &Path) -> Vec<(String, String)> {
    let mut loaded = engine::load(files, folder, None).unwrap_or_else(|error| panic!("{error}"));
    engine::examine(files, &mut loaded);
    let found = diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain);
    assert!(!loaded.diagnostics.has_errors(), "a head without mistakes:\n{found}");
    let ready = loaded.ready.as_ref().expect("a head without mistakes can run");
    let mut all = Vec::new();
    if !found.is_empty() {
        all.push(("check".to_owned(), found));
    }
    for at in 0..ready.head.feeds.len() {
        all.push((
            ready.head.feeds[at].0.value.clone(),
            listing::run(files, &loaded, ready, at, Places::Files),
        ));
    }
    all
}

//! One test a file: cases under `tests/cases`, packs under `rules`. See CONTRIBUTING.md for the form of a case.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use std::path::Path;

use support::case::Case;
use support::snapshot;

/// Runs a case: its files are laid over the small pack in `tests/pack`, as the head `case`.
fn case(path: &Path) -> datatest_stable::Result<()> {
    let case = Case::read(path)?;
    let name = path.strip_prefix("tests/cases").unwrap_or(path).with_extension("");
    let name = name.to_str().expect("names of cases are plain text");
    let outcome = case.run();
    let refused = outcome.refused;
    let wanted = path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.starts_with("err_"));
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let mut made = Vec::new();
    for (stage, text) in outcome.stages {
        snapshot::check("cases", name, stage, path, &text);
        made.push(format!("{file}.{stage}"));
    }
    let own = |snap: &str| snap.rsplit_once('.').is_some_and(|(snap, _)| snap == file);
    snapshot::no_others("cases", folder, own, &made);
    assert_eq!(refused, wanted, "a case is refused if and only if its name begins with `err_`");
    Ok(())
}

/// Checks a shipped head, and runs its recorded feeds.
#[expect(clippy::unnecessary_wraps, reason = "the harness asks for a result")]
fn pack(path: &Path) -> datatest_stable::Result<()> {
    let folder = path.parent().expect("head.yaml stands in a folder");
    let outcome = support::pack::run(folder);
    let head = folder.file_name().and_then(|name| name.to_str()).expect("names of heads are plain text");
    listings("heads", head, path, outcome);
    Ok(())
}

/// Checks a head that shows the language on a dialect, and runs its recorded feeds over the shipped pack.
#[expect(clippy::unnecessary_wraps, reason = "the harness asks for a result")]
fn dialect(path: &Path) -> datatest_stable::Result<()> {
    let folder = path.parent().expect("head.yaml stands in a folder");
    let head = folder.file_name().and_then(|name| name.to_str()).expect("names of heads are plain text");
    listings("dialects", head, path, support::pack::over_shipped(folder, head));
    Ok(())
}

/// Compares the listings of a head with its snapshots.
fn listings(group: &str, head: &str, path: &Path, listings: Vec<(String, String)>) {
    let mut made = Vec::new();
    for (part, text) in listings {
        snapshot::check(group, &format!("{head}/{part}"), "", path, &text);
        made.push(part);
    }
    snapshot::no_others(group, head, |_| true, &made);
}

datatest_stable::harness! {
    { test = dialect, root = "tests/heads", pattern = r"head\.yaml$" },
    { test = case, root = "tests/cases", pattern = r"\.case$" },
    { test = pack, root = "rules", pattern = r"head\.yaml$" },
}

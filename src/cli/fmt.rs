//! `passerelle fmt`
//!
//! **Invariant:** a file is replaced as a whole or not at all, and only by one that says the same.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args::Fmt;
use super::exit::{Exit, Failure};
use super::output;
use super::replace::replace;
use crate::diagnostics::{self, Diagnostics};
use crate::engine::{self, Disk, Error, Loose};
use crate::source::{FileId, Sources};
use crate::syntax;

/// How a file was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Canonical,
    Odd,
    Wrong,
}

pub(super) fn run(args: &Fmt) -> Result<Exit, Failure> {
    let mut paths = Vec::new();
    for path in &args.paths {
        collect(path, &mut paths)?;
    }
    let (mut odd, mut wrong) = (0, 0);
    for path in &paths {
        let found = format(path, args.check).unwrap_or_else(|failure| {
            failure.report();
            Found::Wrong
        });
        odd += usize::from(found == Found::Odd);
        wrong += usize::from(found == Found::Wrong);
        if found == Found::Odd {
            output::data(&format!("{}\n", path.display()))?;
        }
    }
    let files = if paths.len() == 1 { "1 file" } else { &format!("{} files", paths.len()) };
    let done = if args.check { "to be formatted" } else { "formatted" };
    let left = if wrong > 0 { format!(", {wrong} left as found") } else { String::new() };
    output::talk(&format!("{odd} of {files} {done}{left}"));
    Ok(if wrong > 0 {
        Exit::Error
    } else if odd > 0 && args.check {
        Exit::Look
    } else {
        Exit::Done
    })
}

/// The rule files that a path names: itself, or those below it.
fn collect(path: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut found = Vec::new();
    if path.is_dir() {
        below(path, &mut found).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        if found.is_empty() {
            let message = format!("{} holds no rule file: nothing was formatted", path.display());
            return Err(Failure::Usage(message));
        }
    } else if is_rules(path) {
        found.push(path.to_owned());
    } else {
        let message =
            "is neither a folder nor a rule file, whose name ends in `.rules`: nothing was formatted";
        return Err(Failure::Usage(format!("{} {message}", path.display())));
    }
    found.retain(|path| !paths.contains(path));
    paths.append(&mut found);
    Ok(())
}

/// The rule files below a folder, sorted. A linked folder is not entered: it may lead back here.
fn below(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            below(&path, found)?;
        } else if is_rules(&path) && path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

fn is_rules(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rules")
}

/// Formats a file, unless it is only to be looked at.
fn format(path: &Path, check: bool) -> Result<Found, Failure> {
    let Loose { sources, parsed, diagnostics } = engine::read_rules(&Disk, path)?;
    let text = sources.get(FileId(0)).text();
    let formatted = if diagnostics.has_errors() { None } else { syntax::format(text) };
    let Some(formatted) = formatted else {
        output::talk(diagnostics::text(&diagnostics, &sources, output::style()).trim_end());
        output::talk(&format!("error: {}: the rules have mistakes: not formatted", path.display()));
        return Ok(Found::Wrong);
    };
    // A byte order mark is no part of the text that was read, but of the file.
    let failed = |source| Failure::Write { path: path.to_owned(), source };
    if formatted == text && fs::metadata(path).map_err(failed)?.len() == formatted.len() as u64 {
        return Ok(Found::Canonical);
    }
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add("", formatted.as_str());
    if syntax::dump(&syntax::parse(&sources, file, &mut diagnostics).file) != syntax::dump(&parsed.file) {
        let message =
            "its canonical form would say something else: left as it is; this is a bug of passerelle";
        return Err(Failure::Usage(format!("{}: {message}", path.display())));
    }
    if !check {
        replace(path, &formatted).map_err(failed)?;
    }
    Ok(Found::Odd)
}

//! `passerelle check --fix`: makes the repairs of texts that can have been meant in no other way.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::exit::Failure;
use crate::cli::output;
use crate::cli::replace::replace;
use crate::diagnostics::{Diagnostics, Edit};
use crate::engine;
use crate::source::Sources;

/// Makes the safe repairs, as many as do not touch each other, and says which files changed. Rule files only: a YAML
/// file is never changed.
pub(super) fn make(sources: &Sources, diagnostics: &Diagnostics) -> Result<usize, Failure> {
    let mut by_file: BTreeMap<PathBuf, (Vec<Edit>, Vec<&str>)> = BTreeMap::new();
    for diagnostic in diagnostics.sorted() {
        for help in diagnostic.helps.iter().filter(|help| help.safe) {
            let Some(first) = help.edits.first() else { continue };
            let path = PathBuf::from(sources.get(first.span.file).name());
            if path.extension().is_none_or(|ending| ending != "rules") {
                continue;
            }
            let (edits, codes) = by_file.entry(path).or_default();
            let apart = help.edits.iter().all(|edit| edits.iter().all(|known| are_apart(edit, known)));
            if apart {
                edits.extend(help.edits.iter().cloned());
                codes.push(diagnostic.code.number());
                break;
            }
        }
    }
    let mut made = 0;
    for (path, (edits, codes)) in by_file {
        let Some((_, text, _)) = engine::edited(sources, &edits) else { continue };
        write(&path, sources, &edits, &text)?;
        made += codes.len();
        output::talk(&format!("{}: mended {}", path.display(), codes.join(", ")));
    }
    Ok(made)
}

fn are_apart(one: &Edit, other: &Edit) -> bool {
    one.span.end < other.span.start || other.span.end < one.span.start || one.span.file != other.span.file
}

/// Writes a file that still says what was checked.
fn write(path: &Path, sources: &Sources, edits: &[Edit], text: &str) -> Result<(), Failure> {
    let failed = |source| Failure::Write { path: path.to_owned(), source };
    let now = fs::read_to_string(path).map_err(failed)?;
    let mark = if now.starts_with('\u{FEFF}') { "\u{FEFF}" } else { "" };
    let checked = edits.first().map_or("", |edit| sources.get(edit.span.file).text());
    if now.strip_prefix('\u{FEFF}').unwrap_or(&now) != checked {
        return Err(Failure::Usage(format!("{} has changed meanwhile: check it again", path.display())));
    }
    replace(path, &format!("{mark}{text}")).map_err(failed)
}

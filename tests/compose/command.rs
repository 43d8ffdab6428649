//! The command that writes the recorded feeds: `feeds RULES_DIR [HEAD…]`.
//!
//! **Invariant:** only files that the composer wrote are removed or written over without a word.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use super::head::Head;
use super::heads::HEADS;
use super::{MARK, compose};

/// Reads the command line and does it.
pub(crate) fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            drop(writeln!(io::stderr(), "error: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<(), String> {
    let (rules, names) = match words.split_first() {
        Some((rules, names)) => (rules.as_str(), names),
        None => ("rules", &[][..]),
    };
    let wanted = if names.is_empty() {
        HEADS.iter().collect()
    } else {
        let find = |name: &String| HEADS.iter().find(|head| head.name == name).ok_or_else(|| unknown(name));
        names.iter().map(find).collect::<Result<Vec<&'static Head>, String>>()?
    };
    wanted.into_iter().try_for_each(|head| {
        write(Path::new(rules), head)
            .map_err(|error| format!("the feeds of {} cannot be written: {error}", head.name))
    })
}

fn unknown(name: &str) -> String {
    let known: Vec<&str> = HEADS.iter().map(|head| head.name).collect();
    format!("no feeds of `{name}` are composed; there are {}", known.join(", "))
}

/// Writes all feeds of a head, and removes those that it has no more.
fn write(rules: &Path, head: &'static Head) -> io::Result<()> {
    let documents = compose(head);
    let folder = rules.join("heads").join(head.name).join("feeds");
    std::fs::create_dir_all(&folder)?;
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let is_kept = documents.iter().any(|document| rules.join(&document.path) == path);
        if !is_kept && std::fs::read_to_string(&path).is_ok_and(|text| text.contains(MARK)) {
            std::fs::remove_file(&path)?;
            writeln!(io::stdout(), "removed {}", path.display())?;
        }
    }
    for document in documents {
        std::fs::write(rules.join(&document.path), &document.text)?;
        let traps: usize = document.records.iter().map(|record| record.traps.len()).sum();
        writeln!(io::stdout(), "{}: {} records, {traps} traps", document.path, document.records.len())?;
    }
    Ok(())
}

//! Diagnostics as workflow commands of GitHub Actions, which show them beside the lines of a pull request.

use std::fmt::Write;

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

/// The diagnostics, one command a line, by file and place. Files are named as they were read: from the root of the
/// repository, where the command is run there.
pub fn github(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.sorted() {
        command(&mut out, diagnostic, sources);
    }
    out
}

fn command(out: &mut String, diagnostic: &Diagnostic, sources: &Sources) {
    let level = match diagnostic.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let file = sources.get(diagnostic.span.file);
    let start = file.position(diagnostic.span.start as usize);
    let end = file.position(diagnostic.span.end as usize);
    // Writing to a `String` cannot fail.
    let _ = write!(out, "::{level} file={},line={},endLine={}", property(file.name()), start.line, end.line);
    // Columns mean something on one line only; the last one is part of what is underlined.
    if start.line == end.line {
        let last = end.column.saturating_sub(1).max(start.column);
        let _ = write!(out, ",col={},endColumn={last}", start.column);
    }
    let title = format!("{} {}", diagnostic.code.number(), diagnostic.message);
    let _ = writeln!(out, ",title={}::{}", property(&title), data(&body(diagnostic, sources)));
}

/// What is said below the title; never empty, since GitHub leaves out a command that says nothing.
fn body(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut lines = Vec::new();
    if !diagnostic.label.is_empty() {
        lines.push(diagnostic.label.clone());
    }
    lines.extend(diagnostic.others.iter().map(|(span, label)| format!("{label}: {}", sources.place(*span))));
    lines.extend(diagnostic.notes.iter().cloned());
    lines.extend(diagnostic.helps.iter().map(|help| help.text.clone()));
    if lines.is_empty() { diagnostic.message.clone() } else { lines.join("\n") }
}

/// A message as it stands behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

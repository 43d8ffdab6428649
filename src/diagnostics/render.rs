//! Diagnostics for eyes and for machines.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

/// Whether the text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For files, pipes and snapshots.
    Plain,
    /// For a terminal.
    Coloured,
}

/// The most that is shown to a person at once.
const MOST_SHOWN: usize = 100;

/// The diagnostics as rustc would show them.
pub fn text(diagnostics: &Diagnostics, sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut all = String::new();
    let sorted = diagnostics.sorted();
    for diagnostic in sorted.iter().take(MOST_SHOWN) {
        all.push_str(&renderer.render(&groups(diagnostic, sources)));
        all.push_str("\n\n");
    }
    if sorted.len() > MOST_SHOWN {
        let more = sorted.len() - MOST_SHOWN;
        // Writing to a `String` cannot fail.
        let _ = writeln!(all, "… and {more} more: mend these first; `--format json` has them all\n");
    }
    all
}

fn groups<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let file = sources.get(diagnostic.span.file);
    let mut snippet = Snippet::source(file.text()).path(file.name());
    let primary = AnnotationKind::Primary.span(visible(diagnostic.span.range(), file.text()));
    snippet = snippet.annotation(if diagnostic.label.is_empty() {
        primary
    } else {
        primary.label(diagnostic.label.as_str())
    });
    let mut elsewhere = Vec::new();
    for (span, label) in &diagnostic.others {
        if span.file == diagnostic.span.file {
            let context = AnnotationKind::Context.span(visible(span.range(), file.text()));
            snippet = snippet.annotation(context.label(label.as_str()));
        } else {
            let other = sources.get(span.file);
            let context = AnnotationKind::Context.span(visible(span.range(), other.text()));
            elsewhere.push(
                Snippet::source(other.text()).path(other.name()).annotation(context.label(label.as_str())),
            );
        }
    }
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.number());
    let mut first = Group::with_title(title).element(snippet);
    for other in elsewhere {
        first = first.element(other);
    }
    for note in &diagnostic.notes {
        first = first.element(Level::NOTE.message(note.as_str()));
    }
    let mut groups = Vec::new();
    let mut patches = Vec::new();
    for help in &diagnostic.helps {
        let Some(edit) = help.edits.first() else {
            first = first.element(Level::HELP.message(help.text.as_str()));
            continue;
        };
        let file = sources.get(edit.span.file);
        let mut snippet = Snippet::source(file.text()).path(file.name());
        for edit in &help.edits {
            snippet = snippet.patch(Patch::new(edit.span.range(), edit.replacement.as_str()));
        }
        patches.push(Group::with_title(Level::HELP.secondary_title(help.text.as_str())).element(snippet));
    }
    groups.push(first);
    groups.extend(patches);
    groups
}

/// An empty span would underline nothing: it takes the character that follows, or the one before the end.
fn visible(range: std::ops::Range<usize>, text: &str) -> std::ops::Range<usize> {
    // The library takes whole characters only, and a place inside of one is no reason to say nothing.
    let range = text.floor_char_boundary(range.start)..text.ceil_char_boundary(range.end);
    if !range.is_empty() {
        return range;
    }
    let next = text.get(range.start..).and_then(|rest| rest.chars().next());
    match next {
        Some(c) if c != '\n' => range.start..range.start + c.len_utf8(),
        _ => range,
    }
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    replacement: &'a str,
}

#[derive(Serialize)]
struct JsonHelp<'a> {
    text: &'a str,
    edits: Vec<JsonEdit<'a>>,
    /// Whether `check --fix` makes it.
    safe: bool,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    label: &'a str,
    notes: &'a [String],
    helps: Vec<JsonHelp<'a>>,
}

/// All diagnostics as JSON values, by file and place.
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> Vec<serde_json::Value> {
    diagnostics
        .sorted()
        .into_iter()
        .map(|diagnostic| {
            let value = JsonDiagnostic {
                code: diagnostic.code.number(),
                severity: match diagnostic.code.severity() {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                message: &diagnostic.message,
                place: place(diagnostic.span, sources),
                label: &diagnostic.label,
                notes: &diagnostic.notes,
                helps: diagnostic
                    .helps
                    .iter()
                    .map(|help| JsonHelp {
                        text: &help.text,
                        edits: help
                            .edits
                            .iter()
                            .map(|edit| JsonEdit {
                                place: place(edit.span, sources),
                                replacement: &edit.replacement,
                            })
                            .collect(),
                        safe: help.safe && !help.edits.is_empty(),
                    })
                    .collect(),
            };
            serde_json::to_value(value).expect("strings and numbers are always JSON")
        })
        .collect()
}

fn place(span: crate::source::Span, sources: &Sources) -> Place<'_> {
    let file = sources.get(span.file);
    let start = file.position(span.start as usize);
    let end = file.position(span.end as usize);
    Place {
        file: file.name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

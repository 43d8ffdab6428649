//! What the recorded feed of a record type shows: what stands at which path, and how often.

use std::ops::ControlFlow;
use std::path::Path;

use super::files::Files;
use rustc_hash::FxHashMap;

use crate::check::{Observed, Seen};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::feed::{self, Fields, Limits, Shape};
use crate::manifest::Pack;
use crate::source::Spanned;
use crate::value::{Record, View, visible};

/// How many records are looked at.
const SAMPLE: u64 = 1_000;

/// The most paths that are remembered of a feed.
const MOST_PATHS: usize = 20_000;

/// Reads the sample of a feed; one that cannot be read is reported.
pub(super) fn observe(
    files: &dyn Files,
    path: &Path,
    shape: Option<Shape>,
    pack: &Pack,
    file: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Option<Observed> {
    // First which fields there are, then what stands in them.
    let first = Fields::new([pack.sit.id.clone()]);
    let names = read(files, path, shape, &first, file, diagnostics, &mut |_| {})?;
    // The id stays first: a document without marks of its own is known by it.
    let names: Vec<String> = std::iter::once(pack.sit.id.clone())
        .chain(names.into_iter().filter(|name| *name != pack.sit.id))
        .collect();
    let fields = Fields::new(names.iter().cloned());
    let mut noted = Noted { records: 0, flat: true, paths: FxHashMap::default() };
    for name in &names {
        noted.paths.insert(name.clone(), Seen::default());
    }
    let at = path;
    let mut path = String::new();
    read(files, at, shape, &fields, file, diagnostics, &mut |record| {
        noted.records += 1;
        for (slot, name) in names.iter().enumerate() {
            if let Some(view) = record.view(slot) {
                path.clear();
                path.push_str(name);
                look(view, &mut path, &mut noted);
            }
        }
    })?;
    let Noted { records, flat, paths } = noted;
    Some(Observed { records, flat, fields: names.into_iter().collect(), paths: paths.into_iter().collect() })
}

/// What is noted while a sample is read.
struct Noted {
    records: u64,
    flat: bool,
    paths: FxHashMap<String, Seen>,
}

/// Notes what stands at a path, and in it.
fn look(view: View<'_>, path: &mut String, observed: &mut Noted) {
    if !observed.paths.contains_key(path.as_str()) {
        if observed.paths.len() >= MOST_PATHS {
            return;
        }
        observed.paths.insert(path.clone(), Seen::default());
    }
    let Some(seen) = observed.paths.get_mut(path.as_str()) else { return };
    match view {
        View::Null => {}
        View::Text(text) | View::Number(text) => seen.texts += u64::from(!text.trim().is_empty()),
        View::Boolean(_) => seen.texts += 1,
        View::List(list) => {
            seen.lists += 1;
            observed.flat = false;
            for item in &list {
                look_into(item, path, observed);
            }
        }
        View::Object(_) => look_into(view, path, observed),
    }
}

/// An element of a collection, or the object at a path.
fn look_into(view: View<'_>, path: &mut String, observed: &mut Noted) {
    let View::Object(object) = view else { return look(view, path, observed) };
    observed.flat = false;
    if let Some(seen) = observed.paths.get_mut(path.as_str()) {
        seen.objects += 1;
    }
    for (name, member) in &object {
        let length = path.len();
        path.push('.');
        path.push_str(name);
        look(member, path, observed);
        path.truncate(length);
    }
}

/// Reads the sample, and gives the names of its fields.
fn read(
    files: &dyn Files,
    path: &Path,
    shape: Option<Shape>,
    fields: &Fields,
    file: &Spanned<String>,
    diagnostics: &mut Diagnostics,
    each: &mut dyn FnMut(&Record),
) -> Option<Vec<String>> {
    let broken = |message: &str, repair: String| {
        Diagnostic::new(
            Code::BadFeed,
            file.span,
            format!("the recorded feed cannot be read: {}", visible(message)),
        )
        .label("this feed")
        .help(repair)
    };
    let input = match files.open(path) {
        Ok(input) => input,
        Err(error) => {
            diagnostics.push(broken(&error.to_string(), "check the path and its permissions".to_owned()));
            return None;
        }
    };
    let mut records = 0;
    let outcome = feed::read(shape, input, fields, &Limits::default(), &mut |record| {
        records += 1;
        each(record);
        if records < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if let Some(error) = &outcome.error {
        let found = format!("byte {}: {}", error.offset, error.complaint.found);
        diagnostics.push(broken(&found, error.complaint.repair.clone()));
        return None;
    }
    Some(outcome.names)
}

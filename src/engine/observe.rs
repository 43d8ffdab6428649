//! What the recorded feed of a record type shows: what stands at which path, and how often.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::files::Files;
use crate::check::{Observed, Seen};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::feed::{self, Fields, Limits, Shape};
use crate::source::Spanned;
use crate::value::{Record, View, visible};

/// How many records are looked at.
const SAMPLE: u64 = 1_000;

/// The most bytes of the records that are kept of one feed.
const MOST_KEPT: usize = 4 * 1024 * 1024;

/// The most paths that are remembered of a feed.
const MOST_PATHS: usize = 20_000;

/// The records of a sample, so that it need not be read again.
#[derive(Debug)]
pub struct Sample {
    /// The fields, by slot.
    pub(super) names: Vec<String>,
    pub(super) records: Vec<Record>,
}

/// Reads the sample of a feed, and keeps its records where that is asked; one that cannot be read is reported.
pub(super) fn observe(
    files: &dyn Files,
    at: &Path,
    shape: Option<Shape>,
    id: &str,
    file: &Spanned<String>,
    keep: bool,
    diagnostics: &mut Diagnostics,
) -> Option<(Observed, Option<Sample>)> {
    // The id stays first: a document without marks of its own is known by it.
    let fields = Fields::all(id.to_owned());
    let mut noted = Noted::default();
    let mut path = String::new();
    let (mut kept, mut bytes) = (keep.then(Vec::new), 0);
    let names = read(files, at, shape, &fields, file, diagnostics, &mut |record| {
        noted.records += 1;
        let slots = noted.paths.len().max(record.slots());
        noted.paths.resize_with(slots, FxHashMap::default);
        for slot in 0..slots {
            if let Some(view) = record.view(slot) {
                path.clear();
                look(view, &mut path, slot, &mut noted);
            }
        }
        bytes += record.bytes();
        // A sample that is too large is read again.
        kept = kept.take().filter(|_| bytes <= MOST_KEPT);
        if let Some(kept) = &mut kept {
            kept.push(record.clone());
        }
    })?;
    let names: Vec<String> =
        std::iter::once(id.to_owned()).chain(names.into_iter().filter(|name| name != id)).collect();
    let mut paths = BTreeMap::new();
    for (slot, name) in names.iter().enumerate() {
        paths.insert(name.clone(), Seen::default());
        for (path, number) in noted.paths.get(slot).into_iter().flatten() {
            paths.insert(
                [name, path.as_str()].concat(),
                noted.seen.get_mut(*number).map(std::mem::take).unwrap_or_default(),
            );
        }
    }
    let sample = kept.map(|records| Sample { names: names.clone(), records });
    let fields = names.into_iter().collect();
    Some((Observed { records: noted.records, flat: !noted.nested, fields, paths }, sample))
}

/// What is noted while a sample is read.
#[derive(Default)]
struct Noted {
    records: u64,
    nested: bool,
    /// By slot: the paths below the field, each with its number; the field itself has the empty path.
    paths: Vec<FxHashMap<String, usize>>,
    /// What stands at a path, by its number.
    seen: Vec<Seen>,
}

impl Noted {
    /// What stands at a path; none where it is one too many.
    fn at(&mut self, slot: usize, path: &str) -> Option<&mut Seen> {
        let known = self.paths.get_mut(slot)?;
        let number = match known.get(path) {
            Some(number) => *number,
            None if self.seen.len() >= MOST_PATHS => return None,
            None => {
                known.insert(path.to_owned(), self.seen.len());
                self.seen.push(Seen::default());
                self.seen.len() - 1
            }
        };
        self.seen.get_mut(number)
    }
}

/// Notes what stands at a path, and in it.
fn look(view: View<'_>, path: &mut String, slot: usize, noted: &mut Noted) {
    let Some(seen) = noted.at(slot, path) else { return };
    match view {
        View::Null => {}
        View::Text(text) | View::Number(text) => {
            let text = text.trim();
            seen.texts += u64::from(!text.is_empty());
            if seen.sample.is_none() && !text.is_empty() {
                seen.sample = Some(sample(text));
            }
        }
        View::Boolean(_) => seen.texts += 1,
        View::List(list) => {
            seen.lists += 1;
            noted.nested = true;
            for item in &list {
                look_into(item, path, slot, noted);
            }
        }
        View::Object(_) => look_into(view, path, slot, noted),
    }
}

/// A text, as a message shows it.
fn sample(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", visible(text.get(..at).unwrap_or_default())),
        None => visible(text).into_owned(),
    }
}

/// An element of a collection, or the object at a path.
fn look_into(view: View<'_>, path: &mut String, slot: usize, noted: &mut Noted) {
    let View::Object(object) = view else { return look(view, path, slot, noted) };
    noted.nested = true;
    if let Some(seen) = noted.at(slot, path) {
        seen.objects += 1;
    }
    for (name, member) in &object {
        let length = path.len();
        path.push('.');
        path.push_str(name);
        look(member, path, slot, noted);
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

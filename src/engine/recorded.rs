//! The recorded feeds of a head: where they are, and what they show.

use std::path::{Component, Path, PathBuf};

use super::files::Files;
use super::observe::{Sample, observe};
use super::parallel::each;
use crate::check::Observed;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::feed::Shape;
use crate::manifest::Head;
use crate::source::Spanned;

/// What the recorded feeds of a head show, in the order of the head.
pub(super) struct Recorded {
    pub(super) observed: Vec<Option<Observed>>,
    /// Their records, where they are kept.
    pub(super) samples: Vec<Option<Sample>>,
    /// What is wrong with them.
    pub(super) diagnostics: Diagnostics,
}

/// Reads the recorded feeds of a head; `id` is the field with the id of a record.
pub(super) fn recorded(files: &dyn Files, folder: &Path, head: &Head, id: &str, keep: bool) -> Recorded {
    // Of a feed in another language it is asked only whether it can be read: it has the fields of the main feed.
    let feeds = head.feeds.iter().flat_map(|(_, feed)| {
        let languages = feed.languages.iter().map(|(_, feed)| (false, &feed.file, &feed.shape));
        std::iter::once((true, &feed.file, &feed.shape)).chain(languages)
    });
    let feeds: Vec<_> = feeds.collect();
    let read = each(&feeds, |(main, file, shape)| {
        let mut diagnostics = Diagnostics::new();
        let mut sample = || {
            let shape = shape.as_ref().and_then(|shape| self::shape(shape, &mut diagnostics));
            let path = recorded_file(files, folder, file, &mut diagnostics)?;
            observe(files, &path, shape, id, file, keep && *main, &mut diagnostics)
        };
        (sample(), diagnostics)
    });
    let (mut observed, mut samples, mut diagnostics) = (Vec::new(), Vec::new(), Diagnostics::new());
    for ((main, ..), (shown, found)) in feeds.iter().zip(read) {
        diagnostics.extend(found);
        if *main {
            let (shown, sample) = shown.unzip();
            observed.push(shown);
            samples.push(sample.flatten());
        }
    }
    Recorded { observed, samples, diagnostics }
}

/// The path of a recorded feed; what is wrong with it is reported.
fn recorded_file(
    files: &dyn Files,
    folder: &Path,
    file: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Option<PathBuf> {
    let path = folder.join(inside(file, diagnostics)?);
    if !files.has(&path) {
        diagnostics.push(
            Diagnostic::new(Code::NoFile, file.span, format!("there is no `{}`", file.value))
                .label("looked for in the folder of head.yaml")
                .help("record the feed there, or correct the path"),
        );
        return None;
    }
    if leads_out(files, &path, folder) {
        diagnostics.push(
            Diagnostic::new(
                Code::OutsidePack,
                file.span,
                format!("`{}` is a link that leads out of the folder of the head", file.value),
            )
            .help("put the recorded feed itself there; a feed elsewhere is given with `--feed`"),
        );
        return None;
    }
    Some(path)
}

/// Whether links lead from a path out of its folder.
fn leads_out(files: &dyn Files, path: &Path, folder: &Path) -> bool {
    match (files.real(path), files.real(folder)) {
        (Some(path), Some(folder)) => !path.starts_with(folder),
        (None | Some(_), None | Some(_)) => true,
    }
}

/// The shape that a head states.
fn shape(written: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Shape> {
    let shape = Shape::parse(&written.value);
    if shape.is_none() {
        let names = Shape::ALL.map(Shape::name);
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, written.span, format!("`{}` is no wire shape", written.value))
                .did_you_mean(
                    crate::value::nearest(&written.value, names),
                    format!("write one of {}, or leave it out: it is detected", names.join(", ")),
                ),
        );
    }
    shape
}

/// A path that stays below its folder.
pub(super) fn inside<'p>(written: &'p Spanned<String>, diagnostics: &mut Diagnostics) -> Option<&'p Path> {
    let path = Path::new(&written.value);
    if path.components().all(|part| matches!(part, Component::Normal(_))) {
        return Some(path);
    }
    diagnostics.push(
        Diagnostic::new(
            Code::OutsidePack,
            written.span,
            format!("`{}` leaves the folder of the head", written.value),
        )
        .help("name a file below that folder"),
    );
    None
}

//! The first draft of a head, from its feeds: what they hold, which dialect reads it, and what is left to map.
//!
//! **Invariant:** nothing is guessed into a rule: what is only likely stands in a comment, with the reason.
//! **Invariant:** nothing is written here; the draft is the text of files.

mod guess;
mod measure;
mod sampled;
mod words;
mod write;

use std::path::{Path, PathBuf};

use super::error::Error;
use super::examine::examine;
use super::files::{Files, Overlay};
use super::load::{Loaded, load_to_examine};
use crate::diagnostics::Severity;
use crate::manifest::Pack;

pub use measure::Measured;
pub use sampled::Sampled;

/// What a draft is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The root of the pack.
    pub pack: PathBuf,
    /// The folder of the new head.
    pub folder: PathBuf,
    /// Its short name.
    pub head: String,
    /// Its name for people, where that is known.
    pub name: Option<String>,
    /// Its feeds: where they are, and of which record type, where that is said.
    pub feeds: Vec<(Option<String>, PathBuf)>,
    /// The addresses of feeds by record type, where they are known.
    pub urls: Vec<(String, String)>,
}

/// The first draft of a head.
#[derive(Debug)]
pub struct Draft {
    /// What its feeds hold.
    pub feeds: Vec<Sampled>,
    /// What each dialect reads of them, the one that reads most first.
    pub dialects: Vec<Measured>,
    /// The dialect that is chosen, if one is near enough and ahead of the others.
    pub chosen: Option<String>,
    /// The texts to write.
    pub texts: Vec<(PathBuf, String)>,
    /// The files to copy: from where, to where.
    pub copies: Vec<(PathBuf, PathBuf)>,
    /// What was taken over from other heads and must be looked at.
    pub taken: Vec<String>,
    /// What could not be decided.
    pub undecided: Vec<String>,
    /// The head as it will be, checked.
    pub loaded: Loaded,
}

/// A dialect is chosen if it reads so much of what is filled,
const ENOUGH: f64 = 0.5;

/// and so much more than the next one.
const AHEAD: f64 = 0.1;

/// Makes the draft of a head. The error says which file or feed cannot be used.
pub fn draft(files: &dyn Files, wanted: &Wanted) -> Result<Draft, Error> {
    let pack = measure::pack(files, &wanted.pack)?;
    let mut feeds = Vec::new();
    for (code, path) in &wanted.feeds {
        feeds.push(sampled::sampled(files, &pack, code.as_deref(), path)?);
    }
    for (at, feed) in feeds.iter().enumerate() {
        if feeds.iter().take(at).any(|other: &Sampled| other.code == feed.code) {
            return Err(Error::Feed {
                path: feed.from.clone(),
                why: format!("a second feed of {}: give one feed for each record type", feed.code),
            });
        }
    }
    let others = measure::others(files, wanted, &feeds)?;
    let dialects = measure::dialects(files, &pack, wanted, &feeds, &others)?;
    let chosen = choose(&dialects);
    let mut draft = write::write(wanted, &pack, &feeds, &others, chosen);
    let overlay = overlay(files, &draft.texts, &draft.copies);
    let mut loaded = load_to_examine(&overlay, &wanted.folder, Some(&wanted.pack), None)?;
    examine(&overlay, &mut loaded);
    draft.undecided.extend(mistakes(&loaded));
    let write::Written { texts, copies, taken, undecided } = draft;
    let chosen = chosen.map(|chosen| chosen.name.clone());
    Ok(Draft { feeds, dialects, chosen, texts, copies, taken, undecided, loaded })
}

/// The dialect that is near enough to be chosen, and ahead of the others.
fn choose(dialects: &[Measured]) -> Option<&Measured> {
    let first = dialects.first()?;
    let next = dialects.get(1).map_or(0.0, |next| next.share);
    (first.share >= ENOUGH && first.share - next >= AHEAD).then_some(first)
}

/// The files of a draft, as if they were written.
fn overlay<'f>(
    files: &'f dyn Files,
    texts: &[(PathBuf, String)],
    copies: &[(PathBuf, PathBuf)],
) -> Overlay<'f> {
    let mut overlay = Overlay::new(files);
    for (path, text) in texts {
        overlay.add(path.clone(), text.clone());
    }
    for (from, to) in copies {
        overlay.link(to.clone(), from.clone());
    }
    overlay
}

/// What is wrong with the draft: nothing, unless the feed lacks what every feed has.
fn mistakes(loaded: &Loaded) -> Vec<String> {
    let errors = loaded.diagnostics.sorted().into_iter().filter(|one| one.code.severity() == Severity::Error);
    errors.map(|one| format!("{}: {}", one.code.number(), one.message)).collect()
}

/// The file that a feed is copied to.
fn copy_of(folder: &Path, feed: &Sampled) -> PathBuf {
    let ending = match feed.shape {
        Some(crate::feed::Shape::Atom) => "xml",
        Some(crate::feed::Shape::Csv) => "csv",
        Some(_) | None => "json",
    };
    folder.join("feeds").join(format!("{}.{ending}", feed.code))
}

/// Whether a path is of those that every feed has.
fn is_common(pack: &Pack, path: &str) -> bool {
    crate::check::is_engine_field(pack, path)
}

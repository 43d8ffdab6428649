//! A head and all it relies on: found, read, checked, compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use super::common::Common;
use super::error::Error;
use super::examine::Asked;
use super::files::Files;
use super::find::find_pack;
use super::observe::Sample;
use super::parallel::each;
use super::reader::{Base, Reader, Rest};
use super::recorded::{Recorded, recorded};
use crate::check::{self, Checked, Checking, Observed, RuleFile, ir};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::manifest::{Head, Pack};
use crate::program::{Program, compile};
use crate::source::{FileId, Sources, Span};

/// A head that was loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The texts that messages point into.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
    /// Its folder.
    pub folder: PathBuf,
    /// What it is; nothing where it cannot be used, which a diagnostic says.
    pub ready: Option<Ready>,
    /// Where nothing is ready: what could be understood of the rules all the same, a mapping for each feed.
    pub unready: Vec<ir::Mapping>,
    /// The rule files: those of the dialect, then its own.
    pub files: Vec<RuleFile>,
    /// The files of scripts, by the place where their path is written.
    pub scripts: BTreeMap<Span, FileId>,
    /// What its dialect is without the head: its examples run with that.
    pub alone: Option<Alone>,
    /// The constants that its dialect asks for, once it was examined.
    pub asked: Vec<Asked>,
    /// Whether the examples of its dialect are run with it: of several heads with one dialect, one is enough.
    pub runs_dialect: bool,
    /// The records of its recorded feeds, where they are kept.
    pub samples: Vec<Option<Sample>>,
}

/// A dialect by itself: nothing of a head hides its tables, layouts and scripts.
#[derive(Debug)]
pub struct Alone {
    /// The manifests.
    pub pack: Pack,
    /// The files of scripts, by the place where their path is written.
    pub scripts: BTreeMap<Span, FileId>,
}

/// A head that can run.
#[derive(Debug)]
pub struct Ready {
    /// `head.yaml`
    pub head: Head,
    /// The manifests.
    pub pack: Pack,
    /// A mapping for each feed, in the order of the head.
    pub mappings: Vec<ir::Mapping>,
    /// A program for each feed.
    pub programs: Vec<Program>,
    /// What the recorded feeds showed.
    pub observed: Vec<Option<Observed>>,
    /// The tables that rules look into, by name.
    pub tables: BTreeSet<String>,
    /// The layouts that rules use, by name.
    pub layouts: BTreeSet<String>,
}

/// Loads the head of a folder. What its author did wrong is in [`Loaded::diagnostics`].
pub fn load(files: &dyn Files, folder: &Path, pack: Option<&Path>) -> Result<Loaded, Error> {
    let root = match pack {
        Some(pack) => pack.to_owned(),
        None => find_pack(files, folder)?,
    };
    load_with(files, folder, &root, None)
}

/// As [`load_with`] or [`load`], for who examines the head too: the records of its recorded feeds are kept.
pub fn load_to_examine(
    files: &dyn Files,
    folder: &Path,
    pack: Option<&Path>,
    common: Option<&Common>,
) -> Result<Loaded, Error> {
    let root = match pack {
        Some(pack) => pack.to_owned(),
        None => find_pack(files, folder)?,
    };
    read(files, folder, &root, common, true)
}

/// As [`load`], below the root of a pack whose manifests were read, if they were.
pub fn load_with(
    files: &dyn Files,
    folder: &Path,
    root: &Path,
    common: Option<&Common>,
) -> Result<Loaded, Error> {
    read(files, folder, root, common, false)
}

fn read(
    files: &dyn Files,
    folder: &Path,
    root: &Path,
    common: Option<&Common>,
    keep: bool,
) -> Result<Loaded, Error> {
    let mut reader = Reader::new(files);
    reader.within = files.real(root);
    let path = folder.join("head.yaml");
    let (head, base) = match common {
        Some(common) => {
            reader.sources.clone_from(&common.sources);
            reader.diagnostics.clone_from(&common.diagnostics);
            let text = reader.text(&path)?;
            reader.sources.replace(common.head, path.display().to_string(), text);
            (common.head, Base::Read(common))
        }
        None => (reader.file(&path)?, Base::Unread(reader.sit(root)?)),
    };
    let head = Head::read(&reader.sources, head, &mut reader.diagnostics);
    let sit = match &base {
        Base::Read(common) => common.pack.as_ref().map(|pack| &pack.sit),
        Base::Unread(sit) => sit.as_ref(),
    };
    let id = sit.map(|sit| sit.id.clone());
    // The recorded feeds are read beside the rules: they need no more than the head and the name of the id.
    let (rest, observed) = thread::scope(|scope| {
        let observed = head.as_ref().zip(id.as_deref());
        let observed = observed.map(|(head, id)| scope.spawn(|| recorded(files, folder, head, id, keep)));
        let rest = reader.rest(root, folder, head.as_ref(), base);
        (rest, observed.map(|observed| observed.join().unwrap_or_else(|panic| resume_unwind(panic))))
    });
    let Rest { pack, rules, scripts, alone } = rest?;
    let Reader { mut sources, mut diagnostics, .. } = reader;
    let (mut unready, mut samples) = (Vec::new(), Vec::new());
    let ready = match (head, pack, observed) {
        (Some(head), Some(pack), Some(Recorded { observed, samples: kept, diagnostics: found })) => {
            check::check_pack(&pack, &head, &mut diagnostics);
            named_as_its_folder(folder, &head, &mut diagnostics);
            diagnostics.extend(found);
            samples = kept;
            let input = check::Input {
                pack: &pack,
                head: &head,
                sources: &sources,
                files: &rules,
                scripts: &scripts,
                observed: &observed,
            };
            let checking = Checking::begin(&input, &mut diagnostics);
            let feeds: Vec<usize> = checking.feeds().collect();
            let feeds = each(&feeds, |at| checking.feed(*at));
            let Checked { mappings, tables, layouts } = checking.end(feeds, &mut diagnostics);
            if diagnostics.has_errors() {
                unready = mappings;
                None
            } else {
                let programs = each(&mappings, |mapping| compile(mapping, &pack));
                Some(Ready { head, pack, mappings, programs, observed, tables, layouts })
            }
        }
        (None | Some(_), None | Some(_), None | Some(_)) => None,
    };
    // Rendering needs at least one file to point into.
    if sources.is_empty() {
        sources.add(folder.display().to_string(), "");
    }
    Ok(Loaded {
        sources,
        diagnostics,
        folder: folder.to_owned(),
        ready,
        unready,
        files: rules,
        scripts,
        alone,
        asked: Vec::new(),
        runs_dialect: true,
        samples,
    })
}

/// A head is found by the name of its folder, so it calls itself by that name. The same head in another generation of
/// feeds has a folder beside it, with a hyphen and what tells them apart: `22-v3`.
fn named_as_its_folder(folder: &Path, head: &Head, diagnostics: &mut Diagnostics) {
    let own = |name: &&str| {
        let rest = name.strip_prefix(head.head.value.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let name = folder.file_name().and_then(|name| name.to_str());
    if let Some(name) = name.filter(|name| !own(name)) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownName,
                head.head.span,
                format!("this head calls itself `{}`, and its folder `{name}`", head.head.value),
            )
            .help("give both the same name; `22-v3` may hold the head `22` too, in other feeds"),
        );
    }
}

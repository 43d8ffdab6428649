//! A head and all it relies on: found, read, checked, compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::error::Error;
use super::examine::Asked;
use super::files::Files;
use super::find::find_pack;
use super::recorded::{inside, recorded};
use crate::check::{self, Checked, Layer, Observed, RuleFile, ir};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::manifest::{Head, Pack};
use crate::program::{Program, compile};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::syntax::{self, ast::Item};

/// The most that is read of a rule or YAML file, in bytes.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

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
    /// The rule files: those of the dialect, then its own.
    pub files: Vec<RuleFile>,
    /// The files of scripts, by the place where their path is written.
    pub scripts: BTreeMap<Span, FileId>,
    /// What its dialect is without the head: its examples run with that.
    pub alone: Option<Alone>,
    /// The constants that its dialect asks for, once it was examined.
    pub asked: Vec<Asked>,
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
    let mut reader = Reader::new(files);
    reader.within = files.real(&root);
    let head = reader.file(&folder.join("head.yaml"))?;
    let head = Head::read(&reader.sources, head, &mut reader.diagnostics);
    let sit = root.join("tourinsoft");
    let dialect = head.as_ref().and_then(|head| head.dialect.as_ref());
    let dialect = match dialect {
        Some(name) => reader.dialect(&sit.join("dialects"), name)?,
        None => None,
    };
    let places: Vec<PathBuf> =
        [Some(folder.to_owned()), dialect.clone(), Some(sit)].into_iter().flatten().collect();
    let pack = reader.pack(&root, &places)?;
    let mut rules = match &dialect {
        Some(dialect) => reader.rules(dialect, Layer::Dialect)?,
        None => Vec::new(),
    };
    rules.extend(reader.rules(folder, Layer::Head)?);
    let scripts = reader.scripts(&rules, &places)?;
    let alone = match places.get(1..) {
        // A head without tables, layouts and scripts of its own changes nothing for its dialect.
        Some(farther) if dialect.is_some() && reader.has_own(folder)? => {
            reader.alone(&root, &rules, farther)?
        }
        Some(_) | None => None,
    };
    let Reader { mut sources, mut diagnostics, .. } = reader;
    let ready = match (head, pack) {
        (Some(head), Some(pack)) => {
            check::check_pack(&pack, &head, &mut diagnostics);
            named_as_its_folder(folder, &head, &mut diagnostics);
            let observed = recorded(files, folder, &head, &pack, &mut diagnostics);
            let input = check::Input {
                pack: &pack,
                head: &head,
                sources: &sources,
                files: &rules,
                scripts: &scripts,
                observed: &observed,
            };
            let Checked { mappings, tables, layouts } = check::check(&input, &mut diagnostics);
            if diagnostics.has_errors() {
                None
            } else {
                let programs = mappings.iter().map(|mapping| compile(mapping, &pack)).collect();
                Some(Ready { head, pack, mappings, programs, observed, tables, layouts })
            }
        }
        (None | Some(_), None | Some(_)) => None,
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
        files: rules,
        scripts,
        alone,
        asked: Vec::new(),
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

/// Reads the files of a head.
pub(super) struct Reader<'f> {
    pub(super) files: &'f dyn Files,
    pub(super) sources: Sources,
    pub(super) diagnostics: Diagnostics,
    /// The folder that no file may lie outside of.
    pub(super) within: Option<PathBuf>,
}

impl<'f> Reader<'f> {
    /// Nothing was read yet.
    pub(super) fn new(files: &'f dyn Files) -> Self {
        Self { files, sources: Sources::new(), diagnostics: Diagnostics::new(), within: None }
    }

    /// Reads a file as text.
    pub(super) fn file(&mut self, path: &Path) -> Result<FileId, Error> {
        let failed = |source| Error::Read { path: path.to_owned(), source };
        if let Some(within) = &self.within
            && self.files.real(path).is_some_and(|real| !real.starts_with(within))
        {
            return Err(Error::Outside { path: path.to_owned() });
        }
        let mut bytes = Vec::new();
        let input = self.files.open(path).map_err(failed)?;
        input.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(Error::TooLarge { path: path.to_owned(), limit: LARGEST_FILE });
        }
        let text = String::from_utf8(bytes).map_err(|error| Error::NotText {
            path: path.to_owned(),
            at: error.utf8_error().valid_up_to(),
        })?;
        let text = text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned);
        Ok(self.sources.add(path.display().to_string(), text))
    }

    pub(super) fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        self.files.list(folder).map_err(|source| Error::Read { path: folder.to_owned(), source })
    }

    /// The folder of a dialect; none where there is none, which is reported.
    fn dialect(&mut self, dialects: &Path, name: &Spanned<String>) -> Result<Option<PathBuf>, Error> {
        let folder = dialects.join(&name.value);
        let plain = Path::new(&name.value).components().all(|part| matches!(part, Component::Normal(_)));
        if plain && !self.list(&folder)?.is_empty() {
            return Ok(Some(folder));
        }
        let known: Vec<String> = self
            .list(dialects)?
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
            .collect();
        let near = crate::value::nearest(&name.value, known.iter().map(String::as_str));
        let diagnostic =
            Diagnostic::new(Code::NoFile, name.span, format!("there is no dialect `{}`", name.value))
                .label("a folder below tourinsoft/dialects")
                .did_you_mean(near, format!("write one of {}", known.join(", ")));
        self.diagnostics.push(diagnostic);
        Ok(None)
    }

    /// The rule files of a layer, by name.
    fn rules(&mut self, folder: &Path, layer: Layer) -> Result<Vec<RuleFile>, Error> {
        let mut files = Vec::new();
        for path in self.list(folder)? {
            if path.extension().is_some_and(|ending| ending == "rules") && self.files.has(&path) {
                let id = self.file(&path)?;
                let parsed = syntax::parse(&self.sources, id, &mut self.diagnostics);
                files.push(RuleFile { id, parsed, layer });
            }
        }
        Ok(files)
    }

    /// The files of the scripts that rule files declare: in the head, then its dialect, then the information system.
    fn scripts(&mut self, files: &[RuleFile], places: &[PathBuf]) -> Result<BTreeMap<Span, FileId>, Error> {
        let mut all = BTreeMap::new();
        for item in files.iter().flat_map(|file| &file.parsed.file.items) {
            let Item::Script(script) = item else { continue };
            let Some(path) = inside(&script.path, &mut self.diagnostics) else { continue };
            match places.iter().map(|place| place.join(path)).find(|path| self.files.has(path)) {
                Some(found) => {
                    all.insert(script.path.span, self.file(&found)?);
                }
                None => self.diagnostics.push(
                    Diagnostic::new(
                        Code::NoFile,
                        script.path.span,
                        format!("there is no `{}`", script.path.value),
                    )
                    .label("looked for in the head, in its dialect, and in tourinsoft")
                    .help("write the script there, or correct the path"),
                ),
            }
        }
        Ok(all)
    }

    /// Whether a head has files that a dialect could read instead of its own.
    fn has_own(&self, folder: &Path) -> Result<bool, Error> {
        let filled = |name| self.list(&folder.join(name)).map(|files| !files.is_empty());
        Ok(self.files.has(&folder.join("layouts.yaml")) || filled("tables")? || filled("scripts")?)
    }

    /// A dialect without the head. Its mistakes are told with those of the head.
    fn alone(&mut self, root: &Path, rules: &[RuleFile], places: &[PathBuf]) -> Result<Option<Alone>, Error> {
        let mut apart = Reader { within: self.within.clone(), ..Reader::new(self.files) };
        let Some(pack) = apart.pack(root, places)? else { return Ok(None) };
        let dialect: Vec<RuleFile> =
            rules.iter().filter(|file| file.layer == Layer::Dialect).cloned().collect();
        let told = std::mem::take(&mut self.diagnostics);
        let scripts = self.scripts(&dialect, places);
        self.diagnostics = told;
        Ok(Some(Alone { pack, scripts: scripts? }))
    }
}

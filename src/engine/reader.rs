//! The files of a head and of the pack around it, read as text and taken in.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::common::Common;
use super::error::Error;
use super::files::Files;
use super::load::Alone;
use super::recorded::inside;
use crate::check::{Layer, RuleFile};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::manifest::{Head, Pack, Sit};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::syntax::{self, ast::Item};

/// The most that is read of a rule or YAML file, in bytes.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// What a head relies on besides its `head.yaml`.
pub(super) struct Rest {
    pub(super) pack: Option<Pack>,
    pub(super) rules: Vec<RuleFile>,
    pub(super) scripts: BTreeMap<Span, FileId>,
    pub(super) alone: Option<Alone>,
}

/// The manifests that all heads of a pack share.
pub(super) enum Base<'c> {
    /// They were read for several heads.
    Read(&'c Common),
    /// They are still to be read, but for that of the information system.
    Unread(Option<Sit>),
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

    /// Reads what a head relies on: its dialect, the manifests, the rules and their scripts.
    pub(super) fn rest(
        &mut self,
        root: &Path,
        folder: &Path,
        head: Option<&Head>,
        base: Base<'_>,
    ) -> Result<Rest, Error> {
        let farthest = root.join("tourinsoft");
        let dialect = match head.and_then(|head| head.dialect.as_ref()) {
            Some(name) => self.dialect(&farthest.join("dialects"), name)?,
            None => None,
        };
        let nearer: Vec<PathBuf> = [Some(folder.to_owned()), dialect.clone()].into_iter().flatten().collect();
        let places: Vec<PathBuf> = nearer.iter().cloned().chain([farthest]).collect();
        let mut rules = match (&dialect, &base) {
            (Some(dialect), Base::Read(common)) if common.dialects.contains_key(dialect) => {
                let known = common.dialects.get(dialect).cloned().unwrap_or_default();
                self.diagnostics.extend(known.1);
                known.0
            }
            (Some(dialect), Base::Read(_) | Base::Unread(_)) => self.rules(dialect, Layer::Dialect)?,
            (None, Base::Read(_) | Base::Unread(_)) => Vec::new(),
        };
        let base = match base {
            Base::Read(common) => common.pack.clone(),
            Base::Unread(sit) => self.base(root, sit)?,
        };
        rules.extend(self.rules(folder, Layer::Head)?);
        let scripts = self.scripts(&rules, &places)?;
        // A head without tables, layouts and scripts of its own changes nothing for its dialect.
        let alone = match (&base, &dialect) {
            (Some(base), Some(_)) if self.has_own(folder)? => {
                self.alone(base.clone(), &rules, places.get(1..).unwrap_or_default())?
            }
            (None | Some(_), None | Some(_)) => None,
        };
        let pack = match base {
            Some(base) => self.layered(base, &nearer)?,
            None => None,
        };
        Ok(Rest { pack, rules, scripts, alone })
    }

    /// Takes a file in.
    pub(super) fn file(&mut self, path: &Path) -> Result<FileId, Error> {
        let text = self.text(path)?;
        Ok(self.sources.add(path.display().to_string(), text))
    }

    /// Reads a file as text.
    pub(super) fn text(&self, path: &Path) -> Result<String, Error> {
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
        Ok(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))
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
    pub(super) fn rules(&mut self, folder: &Path, layer: Layer) -> Result<Vec<RuleFile>, Error> {
        let mut files = Vec::new();
        for id in self.rule_files(folder)? {
            let parsed = syntax::parse(&self.sources, id, &mut self.diagnostics);
            files.push(RuleFile { id, parsed: Arc::new(parsed), layer });
        }
        Ok(files)
    }

    /// The texts of the rule files in a folder, by name.
    pub(super) fn rule_files(&mut self, folder: &Path) -> Result<Vec<FileId>, Error> {
        let mut files = Vec::new();
        for path in self.list(folder)? {
            if path.extension().is_some_and(|ending| ending == "rules") && self.files.has(&path) {
                files.push(self.file(&path)?);
            }
        }
        Ok(files)
    }

    /// The files of the scripts that rule files declare: in the head, then its dialect, then the information system.
    pub(super) fn scripts(
        &mut self,
        files: &[RuleFile],
        places: &[PathBuf],
    ) -> Result<BTreeMap<Span, FileId>, Error> {
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
    fn alone(&mut self, base: Pack, rules: &[RuleFile], places: &[PathBuf]) -> Result<Option<Alone>, Error> {
        let told = self.diagnostics.clone();
        let dialect: Vec<RuleFile> =
            rules.iter().filter(|file| file.layer == Layer::Dialect).cloned().collect();
        let read = self.layered(base, places.get(..1).unwrap_or_default());
        let scripts = self.scripts(&dialect, places);
        self.diagnostics = told;
        let Some(pack) = read? else { return Ok(None) };
        Ok(Some(Alone { pack, scripts: scripts? }))
    }
}

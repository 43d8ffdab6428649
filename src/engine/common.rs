//! What all heads of a pack share, read once for many of them.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::error::Error;
use super::files::Files;
use super::parallel::each;
use super::reader::Reader;
use crate::check::{Layer, RuleFile};
use crate::diagnostics::Diagnostics;
use crate::manifest::Pack;
use crate::source::{FileId, Sources};
use crate::syntax;

/// The manifests that all heads of a pack share.
#[derive(Debug)]
pub struct Common {
    /// Their texts, behind a place for the `head.yaml` of a head.
    pub(super) sources: Sources,
    pub(super) head: FileId,
    /// What is wrong with them.
    pub(super) diagnostics: Diagnostics,
    /// Nothing where one of them cannot be used.
    pub(super) pack: Option<Pack>,
    /// The rule files of each dialect, by its folder, with what is wrong with their syntax.
    pub(super) dialects: BTreeMap<PathBuf, (Vec<RuleFile>, Diagnostics)>,
}

/// The trees of the rule files of a dialect, and what is wrong with their syntax.
fn parse(sources: &Sources, files: &[FileId]) -> (Vec<RuleFile>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let rules = files.iter().map(|id| {
        let parsed = syntax::parse(sources, *id, &mut diagnostics);
        RuleFile { id: *id, parsed: Arc::new(parsed), layer: Layer::Dialect }
    });
    (rules.collect(), diagnostics)
}

impl Common {
    /// Reads the manifests below the root of a pack.
    pub fn read(files: &dyn Files, root: &Path) -> Result<Self, Error> {
        let mut reader = Reader::new(files);
        reader.within = files.real(root);
        let head = reader.sources.add("head.yaml", "");
        let mut texts = Vec::new();
        for folder in reader.list(&root.join("tourinsoft/dialects"))? {
            let files = reader.rule_files(&folder)?;
            texts.push((folder, files));
        }
        // The rules are parsed beside the manifests.
        let sources = reader.sources.clone();
        let (pack, dialects) = thread::scope(|scope| {
            let parsed = scope.spawn(|| each(&texts, |(_, files)| parse(&sources, files)));
            let sit = reader.sit(root);
            let pack = sit.and_then(|sit| reader.base(root, sit));
            (pack, parsed.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let Reader { sources, diagnostics, .. } = reader;
        let folders = texts.into_iter().map(|(folder, _)| folder);
        Ok(Self { sources, head, diagnostics, pack: pack?, dialects: folders.zip(dialects).collect() })
    }
}

/// The field with the id of a record, as the information system of a pack names it.
pub fn id_field(files: &dyn Files, root: &Path) -> Result<String, Error> {
    let mut reader = Reader::new(files);
    let sit = reader.sit(root)?;
    sit.map(|sit| sit.id).ok_or_else(|| Error::Feed {
        path: root.join("tourinsoft/sit.yaml"),
        why: "it has mistakes: `passerelle check` names them".to_owned(),
    })
}

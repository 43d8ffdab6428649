//! What all heads of a pack share, read once for many of them.

use std::path::Path;

use super::error::Error;
use super::files::Files;
use super::reader::Reader;
use crate::diagnostics::Diagnostics;
use crate::manifest::Pack;
use crate::source::{FileId, Sources};

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
}

impl Common {
    /// Reads the manifests below the root of a pack.
    pub fn read(files: &dyn Files, root: &Path) -> Result<Self, Error> {
        let mut reader = Reader::new(files);
        reader.within = files.real(root);
        let head = reader.sources.add("head.yaml", "");
        let sit = reader.sit(root)?;
        let pack = reader.base(root, sit)?;
        let Reader { sources, diagnostics, .. } = reader;
        Ok(Self { sources, head, diagnostics, pack })
    }
}

//! A rule file by itself, outside of any head.

use std::path::Path;

use super::error::Error;
use super::files::Files;
use super::reader::Reader;
use crate::diagnostics::Diagnostics;
use crate::manifest::Bordereaux;
use crate::source::Sources;
use crate::syntax::{self, Parsed};

/// A rule file that was read by itself.
#[derive(Debug)]
pub struct Loose {
    /// Its text.
    pub sources: Sources,
    /// Its tree.
    pub parsed: Parsed,
    /// What is wrong with its syntax.
    pub diagnostics: Diagnostics,
}

/// Reads a rule file by itself.
pub fn read_rules(files: &dyn Files, path: &Path) -> Result<Loose, Error> {
    let mut reader = Reader::new(files);
    let file = reader.file(path)?;
    let parsed = syntax::parse(&reader.sources, file, &mut reader.diagnostics);
    let Reader { sources, diagnostics, .. } = reader;
    Ok(Loose { sources, parsed, diagnostics })
}

/// The record types of a pack, if they can be read.
pub fn read_bordereaux(files: &dyn Files, pack: &Path, sources: &mut Sources) -> Option<Bordereaux> {
    let mut reader = Reader::new(files);
    std::mem::swap(&mut reader.sources, sources);
    let file = reader.file(&pack.join("tourinsoft/bordereaux.yaml")).ok();
    let read = file.and_then(|file| Bordereaux::read(&reader.sources, file, &mut Diagnostics::new()));
    std::mem::swap(&mut reader.sources, sources);
    read
}

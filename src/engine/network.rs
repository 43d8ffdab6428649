//! The heads of a pack as members of one network: who belongs to whom, and who may act for whom.

use std::path::Path;

use super::error::Error;
use super::files::Files;
use super::find;
use super::reader::Reader;
use crate::manifest::Head;

/// The `head.yaml` of every head of a pack; those that have mistakes are named in an error, since nobody knows what they
/// allow.
pub fn network(files: &dyn Files, pack: &Path) -> Result<Vec<Head>, Error> {
    let mut reader = Reader::new(files);
    reader.within = files.real(pack);
    let mut heads = Vec::new();
    for folder in find::heads(files, pack)? {
        let path = folder.join("head.yaml");
        let file = reader.file(&path)?;
        let head = Head::read(&reader.sources, file, &mut reader.diagnostics);
        match head.filter(|_| !reader.diagnostics.has_errors()) {
            Some(head) => heads.push(head),
            None => return Err(Error::Network { path }),
        }
    }
    Ok(heads)
}

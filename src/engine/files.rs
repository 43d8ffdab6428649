//! Where a pack is read from: the disk, or memory in tests.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What the loader needs of a file system; several threads read from it.
pub trait Files: Sync {
    /// Opens a file.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + '_>>;
    /// The files and folders in a folder, sorted by name; none where there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// Whether a file exists.
    fn has(&self, path: &Path) -> bool;
    /// Where a path really leads, links followed; none where nothing is there.
    fn real(&self, path: &Path) -> Option<PathBuf>;
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(fs::File::open(path)?))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
        paths.sort();
        Ok(paths)
    }

    fn has(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        path.canonicalize().ok()
    }
}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or replaces it.
    pub fn add(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }
}

impl Files for Memory {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut entries: Vec<PathBuf> = Vec::new();
        for path in self.files.keys() {
            let Ok(inside) = path.strip_prefix(folder) else { continue };
            let Some(first) = inside.components().next() else { continue };
            let entry = folder.join(first);
            if entries.last() != Some(&entry) {
                entries.push(entry);
            }
        }
        entries.sort();
        entries.dedup();
        Ok(entries)
    }

    fn has(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        Some(path.to_owned())
    }
}

/// Files that are not written yet, before those that are.
pub(super) struct Overlay<'f> {
    under: &'f dyn Files,
    texts: Memory,
    /// What is read in place of a file.
    links: BTreeMap<PathBuf, PathBuf>,
}

impl<'f> Overlay<'f> {
    /// Nothing stands before the files yet.
    pub(super) fn new(under: &'f dyn Files) -> Self {
        Self { under, texts: Memory::new(), links: BTreeMap::new() }
    }

    /// A text that is not written yet.
    pub(super) fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<Vec<u8>>) {
        self.texts.add(path, text);
    }

    /// A file that another one will be a copy of.
    pub(super) fn link(&mut self, path: PathBuf, original: PathBuf) {
        self.links.insert(path, original);
    }
}

impl Files for Overlay<'_> {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + '_>> {
        match self.links.get(path) {
            Some(original) => self.under.open(original),
            None if self.texts.has(path) => self.texts.open(path),
            None => self.under.open(path),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut all = self.under.list(folder)?;
        all.extend(self.texts.list(folder)?);
        all.sort();
        all.dedup();
        Ok(all)
    }

    fn has(&self, path: &Path) -> bool {
        self.links.contains_key(path) || self.texts.has(path) || self.under.has(path)
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        // What is not written yet will stand where it says.
        let written = path.ancestors().find_map(|above| Some((above, self.under.real(above)?)));
        let (above, real) = written.or_else(|| Some((Path::new(""), self.under.real(Path::new("."))?)))?;
        path.strip_prefix(above)
            .ok()
            .map(|rest| if rest.as_os_str().is_empty() { real.clone() } else { real.join(rest) })
    }
}

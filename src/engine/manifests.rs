//! The YAML files of a pack, read into one [`Pack`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Error;
use super::reader::Reader;
use crate::manifest::{AccountTypes, Bordereaux, Exclusions, Layouts, Pack, Schema, Sit, Table, Vocabulary};
use crate::source::FileId;

impl Reader<'_> {
    /// What all feeds of the information system have in common.
    pub(super) fn sit(&mut self, root: &Path) -> Result<Option<Sit>, Error> {
        let file = self.file(&root.join("tourinsoft/sit.yaml"))?;
        Ok(Sit::read(&self.sources, file, &mut self.diagnostics))
    }

    /// The manifests that a head relies on; nothing where one of them cannot be used.
    ///
    /// `places` are the head, its dialect and the information system: tables and layouts of the nearer hide those of
    /// the farther.
    pub(super) fn pack(
        &mut self,
        root: &Path,
        places: &[PathBuf],
        sit: Option<Sit>,
    ) -> Result<Option<Pack>, Error> {
        let elloha = root.join("elloha");
        let sit_folder = root.join("tourinsoft");
        let file = self.file(&elloha.join("account.yaml"))?;
        let schema = Schema::read(&self.sources, file, &mut self.diagnostics);
        let file = self.file(&elloha.join("types.yaml"))?;
        let types = AccountTypes::read(&self.sources, file, &mut self.diagnostics);
        let file = self.file(&sit_folder.join("bordereaux.yaml"))?;
        let bordereaux = Bordereaux::read(&self.sources, file, &mut self.diagnostics);
        let file = self.file(&sit_folder.join("exclusions.yaml"))?;
        let exclusions = Exclusions::read(&self.sources, file, &mut self.diagnostics);
        let layouts = self.layouts(places)?;
        let mut vocabularies = BTreeMap::new();
        for (name, file) in self.yaml_files(&elloha.join("vocabularies"))? {
            if let Some(vocabulary) = Vocabulary::read(&name, &self.sources, file, &mut self.diagnostics) {
                vocabularies.insert(name, vocabulary);
            }
        }
        let (mut tables, mut unreadable) = (BTreeMap::new(), Vec::new());
        for folder in places.iter().rev() {
            for (name, file) in self.yaml_files(&folder.join("tables"))? {
                match Table::read(&name, &self.sources, file, &mut self.diagnostics) {
                    Some(table) => {
                        tables.insert(name, Arc::new(table));
                    }
                    None => unreadable.push(name),
                }
            }
        }
        let (Some(schema), Some(types), Some(sit)) = (schema, types, sit) else { return Ok(None) };
        let (Some(bordereaux), Some(exclusions), Some(layouts)) = (bordereaux, exclusions, layouts) else {
            return Ok(None);
        };
        Ok(Some(Pack {
            schema,
            types,
            vocabularies,
            sit,
            bordereaux,
            exclusions,
            layouts,
            tables,
            unreadable,
        }))
    }

    /// The layouts of the nearer before those of the farther.
    fn layouts(&mut self, places: &[PathBuf]) -> Result<Option<Layouts>, Error> {
        let mut all = Vec::new();
        for path in places.iter().map(|place| place.join("layouts.yaml")) {
            if !self.files.has(&path) {
                continue;
            }
            let file = self.file(&path)?;
            match Layouts::read(&self.sources, file, &mut self.diagnostics) {
                Some(layouts) => all.extend(layouts.all),
                None => return Ok(None),
            }
        }
        Ok(Some(Layouts { all }))
    }

    /// The YAML files of a folder, with their names without the ending.
    fn yaml_files(&mut self, folder: &Path) -> Result<Vec<(String, FileId)>, Error> {
        let mut found = Vec::new();
        for path in self.list(folder)? {
            let yaml = path.extension().is_some_and(|ending| ending == "yaml");
            let name = path.file_stem().and_then(|name| name.to_str()).map(str::to_owned);
            if let (true, Some(name)) = (yaml, name) {
                found.push((name, self.file(&path)?));
            }
        }
        Ok(found)
    }
}

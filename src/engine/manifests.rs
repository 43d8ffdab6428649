//! The YAML files of a pack, read into one [`Pack`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Error;
use super::reader::Reader;
use crate::manifest::{
    AccountTypes, Bordereaux, Exclusions, Layouts, Pack, Platform, Schema, Sit, Table, Vocabulary,
};
use crate::source::FileId;

impl Reader<'_> {
    /// What all feeds of the information system have in common.
    pub(super) fn sit(&mut self, root: &Path) -> Result<Option<Sit>, Error> {
        let file = self.file(&root.join("tourinsoft/sit.yaml"))?;
        Ok(Sit::read(&self.sources, file, &mut self.diagnostics))
    }

    /// The manifests that all heads of a pack share; nothing where one of them cannot be used.
    pub(super) fn base(&mut self, root: &Path, sit: Option<Sit>) -> Result<Option<Pack>, Error> {
        let elloha = root.join("elloha");
        let farthest = root.join("tourinsoft");
        let file = self.file(&elloha.join("account.yaml"))?;
        let schema = Schema::read(&self.sources, file, &mut self.diagnostics);
        let file = self.file(&elloha.join("types.yaml"))?;
        let types = AccountTypes::read(&self.sources, file, &mut self.diagnostics);
        let file = self.file(&farthest.join("bordereaux.yaml"))?;
        let bordereaux = Bordereaux::read(&self.sources, file, &mut self.diagnostics);
        let file = self.file(&farthest.join("exclusions.yaml"))?;
        let exclusions = Exclusions::read(&self.sources, file, &mut self.diagnostics);
        let mut vocabularies = BTreeMap::new();
        for (name, file) in self.yaml_files(&elloha.join("vocabularies"))? {
            if let Some(vocabulary) = Vocabulary::read(&name, &self.sources, file, &mut self.diagnostics) {
                vocabularies.insert(name, vocabulary);
            }
        }
        let platform = self.platform(&elloha.join("platform.yaml"))?;
        if let (Some(platform), Some(types)) = (&platform, &types) {
            let known = |name: &str| vocabularies.get(name).map(|one: &Vocabulary| one.names().collect());
            platform.compare(types, &known, &mut self.diagnostics);
        }
        let layouts = self.layouts(&farthest)?;
        let (mut tables, mut unreadable) = (BTreeMap::new(), Vec::new());
        self.tables(&farthest, &mut tables, &mut unreadable)?;
        let (Some(schema), Some(types), Some(sit)) = (schema, types, sit) else { return Ok(None) };
        let (Some(bordereaux), Some(exclusions), Some(layouts)) = (bordereaux, exclusions, layouts) else {
            return Ok(None);
        };
        Ok(Some(Pack {
            schema,
            offers: Vec::new(),
            types,
            platform,
            vocabularies,
            sit,
            bordereaux,
            exclusions,
            layouts,
            tables,
            unreadable,
        }))
    }

    /// The manifests with the tables and layouts of nearer places, the nearest first: these hide those of the farther.
    pub(super) fn layered(&mut self, mut pack: Pack, nearer: &[PathBuf]) -> Result<Option<Pack>, Error> {
        for place in nearer.iter().rev() {
            let Some(mut layouts) = self.layouts(place)? else { return Ok(None) };
            layouts.all.append(&mut pack.layouts.all);
            pack.layouts = layouts;
            self.tables(place, &mut pack.tables, &mut pack.unreadable)?;
        }
        Ok(Some(pack))
    }

    /// The ids of the platform; none where no file has them.
    fn platform(&mut self, path: &Path) -> Result<Option<Platform>, Error> {
        if !self.files.has(path) {
            return Ok(None);
        }
        let file = self.file(path)?;
        Ok(Platform::read(&self.sources, file, &mut self.diagnostics))
    }

    /// The layouts of a place; none where they cannot be used.
    fn layouts(&mut self, place: &Path) -> Result<Option<Layouts>, Error> {
        let path = place.join("layouts.yaml");
        if !self.files.has(&path) {
            return Ok(Some(Layouts { all: Vec::new() }));
        }
        let file = self.file(&path)?;
        Ok(Layouts::read(&self.sources, file, &mut self.diagnostics))
    }

    /// Adds the tables of a place.
    fn tables(
        &mut self,
        place: &Path,
        tables: &mut BTreeMap<String, Arc<Table>>,
        unreadable: &mut Vec<String>,
    ) -> Result<(), Error> {
        for (name, file) in self.yaml_files(&place.join("tables"))? {
            match Table::read(&name, &self.sources, file, &mut self.diagnostics) {
                Some(table) => {
                    tables.insert(name, Arc::new(table));
                }
                None => unreadable.push(name),
            }
        }
        Ok(())
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

//! What dialects read of a feed, and what other heads know of its names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::sampled::Sampled;
use super::{Wanted, copy_of, overlay, write};
use crate::check::{Readings, ir, readings};
use crate::engine::common::Common;
use crate::engine::coverage::{Class, Classifier};
use crate::engine::error::Error;
use crate::engine::files::Files;
use crate::engine::find::heads;
use crate::engine::load::{Loaded, load, load_with};
use crate::engine::parallel::each;
use crate::manifest::Pack;

/// What a dialect reads of the feeds.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Its name.
    pub name: String,
    /// The share of what is filled, from 0 to 1.
    pub share: f64,
    /// Of how many paths.
    pub reads: usize,
    /// Of all.
    pub paths: usize,
    /// What it has for each feed.
    sketches: Vec<Option<Sketch>>,
}

/// What a dialect has for one feed.
#[derive(Clone, Debug)]
struct Sketch {
    /// The paths that it neither reads nor ignores.
    left: BTreeSet<String>,
    /// The fields of an account that have rules.
    targets: Vec<String>,
}

impl Measured {
    /// Whether it has a rule for a field of an account, for the feed of that number.
    pub(super) fn sets(&self, feed: usize, target: &str) -> bool {
        let sketch = self.sketches.get(feed).and_then(Option::as_ref);
        sketch.is_some_and(|sketch| sketch.targets.iter().any(|known| known == target))
    }

    /// Whether it neither reads nor ignores a path of the feed of that number.
    pub(super) fn leaves(&self, feed: usize, path: &str) -> bool {
        let sketch = self.sketches.get(feed).and_then(Option::as_ref);
        sketch.is_none_or(|sketch| sketch.left.contains(path))
    }
}

/// What the heads of the pack know.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// By record type: the account types that heads state for it, and which heads.
    pub(super) types: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// By the last name of a path, in lower case: for which fields of an account it is read, and by whom.
    pub(super) names: BTreeMap<String, BTreeSet<(String, String)>>,
}

/// The manifests of the pack.
pub(super) fn pack(files: &dyn Files, root: &Path) -> Result<Pack, Error> {
    let common = Common::read(files, root)?;
    common.pack.ok_or_else(|| Error::Feed {
        path: root.to_owned(),
        why: "the manifests of this pack have mistakes: `passerelle check` names them".to_owned(),
    })
}

/// What other heads know of these feeds.
pub(super) fn others(files: &dyn Files, wanted: &Wanted, feeds: &[Sampled]) -> Result<Others, Error> {
    let mut others = Others::default();
    let folders = heads(files, &wanted.pack)?;
    let common = Common::read(files, &wanted.pack)?;
    let loaded = each(&folders, |folder| load_with(files, folder, &wanted.pack, Some(&common)));
    for loaded in loaded {
        let loaded = loaded?;
        let Some(ready) = &loaded.ready else { continue };
        let folder =
            loaded.folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for (code, account_type) in &ready.head.types {
            let of_code = others.types.entry(code.value.clone()).or_default();
            of_code.entry(account_type.value.clone()).or_default().push(folder.clone());
        }
        let same =
            ready.mappings.iter().filter(|mapping| feeds.iter().any(|feed| feed.code == mapping.record_type));
        for mapping in same {
            others.learn(&readings(mapping), &loaded);
        }
    }
    Ok(others)
}

impl Others {
    /// Notes for what the rules of a head read which names.
    fn learn(&mut self, readings: &Readings, loaded: &Loaded) {
        for reading in readings.all.iter().filter(|reading| !reading.tests) {
            let name = reading.path.rsplit('.').next().unwrap_or(&reading.path).to_lowercase();
            let target = reading.target.split(['.', '[']).next().unwrap_or(&reading.target).to_owned();
            self.names.entry(name).or_default().insert((target, loaded.sources.place(reading.by)));
        }
    }
}

/// What each dialect of the pack reads, the one that reads most first.
pub(super) fn dialects(
    files: &dyn Files,
    pack: &Pack,
    wanted: &Wanted,
    feeds: &[Sampled],
    others: &Others,
) -> Result<Vec<Measured>, Error> {
    let folder = wanted.pack.join("tourinsoft/dialects");
    let all = files.list(&folder).map_err(|source| Error::Read { path: folder.clone(), source })?;
    let names: Vec<String> =
        all.iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    let measured = each(&names, |name| measure(files, pack, wanted, feeds, others, name));
    let mut measured = measured.into_iter().collect::<Result<Vec<Measured>, Error>>()?;
    measured.sort_by(|one, other| other.share.total_cmp(&one.share).then(one.name.cmp(&other.name)));
    Ok(measured)
}

/// What one dialect reads of the feeds, in a head that has nothing else.
fn measure(
    files: &dyn Files,
    pack: &Pack,
    wanted: &Wanted,
    feeds: &[Sampled],
    others: &Others,
    name: &str,
) -> Result<Measured, Error> {
    let manifest = write::manifest(wanted, feeds, others, Some(name), None);
    let copies: Vec<(PathBuf, PathBuf)> =
        feeds.iter().map(|feed| (feed.from.clone(), copy_of(&wanted.folder, feed))).collect();
    let overlay = overlay(files, &[(wanted.folder.join("head.yaml"), manifest.text)], &copies);
    let loaded = load(&overlay, &wanted.folder, Some(&wanted.pack))?;
    let mappings: &[ir::Mapping] = match &loaded.ready {
        Some(ready) => &ready.mappings,
        None => &loaded.unready,
    };
    let (mut filled, mut read, mut reads, mut paths) = (0.0, 0.0, 0, 0);
    let mut sketches = Vec::new();
    for feed in feeds {
        let mapping = mappings.iter().find(|mapping| mapping.record_type == feed.code);
        let mut left = BTreeSet::new();
        let readings = mapping.map(readings).unwrap_or_default();
        let classifier = Classifier {
            readings: &readings,
            left_out: mapping.map_or(&[][..], |mapping| mapping.left_out.as_slice()),
            pack,
            unwanted: &BTreeSet::new(),
            sources: &loaded.sources,
        };
        for path in &feed.paths {
            let records = f64::from(u32::try_from(path.records).unwrap_or(u32::MAX));
            filled += records;
            paths += 1;
            match classifier.class(&path.path).0 {
                Class::Read | Class::Tested => {
                    reads += 1;
                    read += records;
                }
                Class::Uncovered => {
                    left.insert(path.path.clone());
                }
                // What a dialect ignores by a pattern is not known to it.
                Class::Ignored | Class::IgnoredByPattern | Class::Engine => {}
            }
        }
        let targets =
            |mapping: &ir::Mapping| mapping.targets.iter().map(|target| target.name.clone()).collect();
        sketches.push(mapping.map(|mapping| Sketch { left, targets: targets(mapping) }));
    }
    let share = if filled > 0.0 { read / filled } else { 0.0 };
    Ok(Measured { name: name.to_owned(), share, reads, paths, sketches })
}

//! Where heads and packs are.

use std::path::{Component, Path, PathBuf};

use super::error::Error;
use super::files::Files;

/// The folder of a head: a folder that holds `head.yaml`, or a name in `heads/` of the pack.
pub fn find_head(files: &dyn Files, name: &Path, pack: Option<&Path>) -> Result<PathBuf, Error> {
    if files.has(&name.join("head.yaml")) {
        return Ok(name.to_owned());
    }
    if name.ends_with("head.yaml") && files.has(name) {
        return Ok(name.parent().unwrap_or(Path::new(".")).to_owned());
    }
    let pack = match pack {
        Some(pack) if files.has(&pack.join("elloha/account.yaml")) => pack.to_owned(),
        Some(pack) => return Err(Error::NoPack { path: pack.to_owned() }),
        None => near_pack(files),
    };
    let heads = pack.join("heads");
    let folder = heads.join(name);
    let plain =
        name.components().count() == 1 && matches!(name.components().next(), Some(Component::Normal(_)));
    if plain && files.has(&folder.join("head.yaml")) {
        return Ok(folder);
    }
    Err(Error::NoHead { name: name.display().to_string(), looked: heads })
}

/// The pack that is meant where none is named: `rules` here, or the one that this folder lies in.
pub fn near_pack(files: &dyn Files) -> PathBuf {
    let here = PathBuf::from("rules");
    if files.has(&here.join("elloha/account.yaml")) {
        return here;
    }
    find_pack(files, Path::new("")).unwrap_or(here)
}

/// The pack around a path: the nearest folder above it, or it itself, that holds `elloha/account.yaml`.
pub fn find_pack(files: &dyn Files, path: &Path) -> Result<PathBuf, Error> {
    let mut folder = Some(path);
    while let Some(here) = folder {
        if files.has(&here.join("elloha/account.yaml")) {
            return Ok(here.to_owned());
        }
        folder = here.parent();
    }
    // A relative path may itself begin inside the pack.
    let mut above = PathBuf::from("..");
    for _ in 0..path.components().count().max(1) + 8 {
        if path.is_relative() && files.has(&above.join("elloha/account.yaml")) {
            return Ok(above);
        }
        above.push("..");
    }
    Err(Error::NoPack { path: path.to_owned() })
}

/// The heads of a pack, by name.
pub fn heads(files: &dyn Files, pack: &Path) -> Result<Vec<PathBuf>, Error> {
    let folder = pack.join("heads");
    let entries = files.list(&folder).map_err(|source| Error::Read { path: folder.clone(), source })?;
    Ok(entries.into_iter().filter(|entry| files.has(&entry.join("head.yaml"))).collect())
}

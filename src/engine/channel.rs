//! The channel of a pack: its manifests and rules found, read, checked, compiled.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::example::{examples, failing};
use super::files::{Files, Overlay};
use super::load::{Loaded, Ready};
use super::outbound::Outbound;
use super::reader::Reader;
use super::repairs::{Refused, tried};
use crate::check::{self, Checked, Layer, RuleFile};
use crate::diagnostics::Diagnostics;
use crate::manifest::{Bordereaux, Channel, Offer, Pack};
use crate::program::compile;
use crate::source::{FileId, Sources, Span};

/// The folder of the channel, below the root of a pack.
const FOLDER: &str = "aloa";

/// A channel that was loaded.
#[derive(Debug)]
pub struct LoadedChannel {
    /// The texts that messages point into.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
    /// Its folder.
    pub folder: PathBuf,
    /// Its rule files.
    pub files: Vec<RuleFile>,
    /// What it is; nothing where it cannot be used, which a diagnostic says.
    pub ready: Option<Outbound>,
}

/// What the channel relies on.
struct Read {
    channel: Option<Channel>,
    offer: Option<Offer>,
    pack: Option<Pack>,
    rules: Vec<RuleFile>,
    scripts: BTreeMap<Span, FileId>,
}

/// The folder of the channel of a pack, if it has one.
pub fn find_channel(files: &dyn Files, pack: &Path) -> Result<Option<PathBuf>, Error> {
    let folder = pack.join(FOLDER);
    let entries = files.list(&folder).map_err(|source| Error::Read { path: folder.clone(), source })?;
    Ok((!entries.is_empty()).then_some(folder))
}

/// The pack of a path that is the folder of a channel, or its `channel.yaml`.
pub fn pack_of_channel(files: &dyn Files, path: &Path) -> Option<PathBuf> {
    let folder = if path.ends_with("channel.yaml") { path.parent()? } else { path };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if !files.has(&folder.join("channel.yaml")) {
        return None;
    }
    // A link, or `.`, may have another name than the folder that it stands for.
    files.real(folder)?.ends_with(FOLDER).then(|| match (folder.file_name(), folder.parent()) {
        (Some(_), Some(parent)) if !parent.as_os_str().is_empty() => parent.to_owned(),
        (Some(_), _) => PathBuf::from("."),
        (None, _) => folder.join(".."),
    })
}

/// Loads the channel below the root of a pack; its examples have run. What its author did wrong is in
/// [`LoadedChannel::diagnostics`]. A pack without a channel is an error: [`find_channel`] tells.
pub fn load_channel(files: &dyn Files, pack: &Path) -> Result<LoadedChannel, Error> {
    let folder = pack.join(FOLDER);
    let mut reader = Reader::new(files);
    reader.within = files.real(pack);
    let Read { channel, offer, pack, rules, scripts } = read(&mut reader, pack, &folder)?;
    let Reader { sources, diagnostics, .. } = reader;
    let mut loaded = Loaded {
        sources,
        diagnostics,
        folder,
        ready: None,
        unready: Vec::new(),
        files: rules,
        scripts,
        alone: None,
        asked: Vec::new(),
        runs_dialect: true,
        samples: Vec::new(),
    };
    if let (Some(channel), Some(offer), Some(pack)) = (&channel, &offer, pack) {
        channel.compare(&pack.types, &mut loaded.diagnostics);
        checked(&mut loaded, offer, channel, pack);
    }
    for diagnostic in failing(&examples(&loaded)) {
        loaded.diagnostics.push(diagnostic);
    }
    let ready = loaded.ready.take().filter(|_| !loaded.diagnostics.has_errors());
    let ready =
        channel.zip(ready).map(|(channel, ready)| Outbound::new(channel, ready, loaded.sources.clone()));
    let Loaded { sources, diagnostics, folder, files, .. } = loaded;
    Ok(LoadedChannel { sources, diagnostics, folder, files, ready })
}

fn read(reader: &mut Reader<'_>, root: &Path, folder: &Path) -> Result<Read, Error> {
    let file = reader.file(&folder.join("channel.yaml"))?;
    let channel = Channel::read(&reader.sources, file, &mut reader.diagnostics);
    let file = reader.file(&folder.join("offer.yaml"))?;
    let offer = Offer::read(&reader.sources, file, &mut reader.diagnostics);
    let sit = reader.sit(root)?;
    let base = reader.base(root, sit)?;
    let own = [folder.to_owned()];
    let pack = match (base, &offer) {
        (Some(base), Some(offer)) => reader.layered(offer.over(base), &own)?,
        (None | Some(_), None | Some(_)) => None,
    };
    let rules = reader.rules(folder, Layer::Head)?;
    let scripts = reader.scripts(&rules, &own)?;
    Ok(Read { channel, offer, pack, rules, scripts })
}

/// Checks the rules of the channel, and compiles them where nothing is wrong.
fn checked(loaded: &mut Loaded, offer: &Offer, channel: &Channel, pack: Pack) {
    let head = offer.head(channel);
    check::check_pack(&pack, &head, &mut loaded.diagnostics);
    let observed = vec![None; head.feeds.len()];
    let input = check::Input {
        pack: &pack,
        head: &head,
        sources: &loaded.sources,
        files: &loaded.files,
        scripts: &loaded.scripts,
        observed: &observed,
    };
    let Checked { mappings, tables, layouts } = check::check(&input, &mut loaded.diagnostics);
    if loaded.diagnostics.has_errors() {
        loaded.unready = mappings;
        return;
    }
    let programs = mappings.iter().map(|mapping| compile(mapping, &pack)).collect();
    loaded.ready = Some(Ready { head, pack, mappings, programs, observed, tables, layouts });
}

/// Tries the repairs of a channel. The edits of those that do not hold are taken out of the diagnostics, and returned.
pub fn try_repairs_of_channel(
    files: &dyn Files,
    pack: &Path,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<Refused> {
    let again = |files: &Overlay<'_>| {
        let loaded = load_channel(files, pack).ok()?;
        Some((loaded.sources, loaded.diagnostics))
    };
    tried(files, sources, diagnostics, &again)
}

/// The record types of the offers of a channel, if they can be read.
pub fn read_offers(files: &dyn Files, folder: &Path, sources: &mut Sources) -> Option<Bordereaux> {
    let mut reader = Reader::new(files);
    std::mem::swap(&mut reader.sources, sources);
    let file = reader.file(&folder.join("offer.yaml")).ok();
    let offer = file.and_then(|file| Offer::read(&reader.sources, file, &mut Diagnostics::new()));
    std::mem::swap(&mut reader.sources, sources);
    offer.map(|offer| offer.record_types())
}

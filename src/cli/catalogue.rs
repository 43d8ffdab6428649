//! What the commands of the catalogue share: where it is, and which head is meant.

use std::path::Path;

use super::args::InCatalogue;
use super::exit::Failure;
use super::output;
use crate::engine::{self, Disk, Loaded};
use crate::store::{self, Location, Store};

/// Where the catalogue is.
pub(super) fn location(within: &InCatalogue) -> Result<Location, Failure> {
    Ok(match &within.catalogue {
        Some(written) => Location::parse(written)?,
        None => Location::Sqlite(within.places.data.join("catalogue.sqlite")),
    })
}

/// Opens it to write.
pub(super) fn open(within: &InCatalogue) -> Result<Box<dyn Store>, Failure> {
    Ok(store::open(&location(within)?)?)
}

/// Opens it to look at; where it is not there yet, it is empty.
pub(super) fn look(within: &InCatalogue) -> Result<Box<dyn Store>, Failure> {
    Ok(store::open_to_read(&location(within)?)?)
}

/// Loads a head whose rules can run; where they cannot, their mistakes are told, and nothing is given.
pub(super) fn head(name: &Path, pack: Option<&Path>) -> Result<Option<Loaded>, Failure> {
    let folder = engine::find_head(&Disk, name, pack)?;
    let loaded = engine::load(&Disk, &folder, pack)?;
    if loaded.ready.is_none() {
        output::mistakes(&loaded, &folder, pack);
        return Ok(None);
    }
    Ok(Some(loaded))
}

/// How many threads map.
pub(super) fn threads(asked: Option<std::num::NonZeroU8>) -> usize {
    asked.map_or_else(
        || std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        |threads| usize::from(threads.get()),
    )
}

//! `passerelle check` of the channel of a pack.

use std::path::Path;

use super::Checked;
use crate::cli::exit::Failure;
use crate::engine::{self, Disk, LoadedChannel};

/// Checks the channel below the root of a pack.
pub(super) fn check(pack: &Path) -> Result<Checked, Failure> {
    let LoadedChannel { sources, mut diagnostics, folder, .. } = engine::load_channel(&Disk, pack)?;
    engine::try_repairs_of_channel(&Disk, pack, &sources, &mut diagnostics);
    Ok(Checked { what: folder.display().to_string(), sources, diagnostics, remark: None })
}

//! Traps of Dordogne (24): what flat feeds of the SIRTAQUI administrators hold.

mod amounts;
mod answers;
mod lodging;
mod tastings;
mod visits;

use super::Trap;

/// All of them.
pub(crate) fn traps() -> Vec<Trap> {
    let mut traps = lodging::traps();
    traps.extend(visits::traps());
    traps.extend(tastings::traps());
    traps.extend(amounts::traps());
    traps.extend(answers::traps());
    traps
}

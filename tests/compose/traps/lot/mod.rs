//! Traps of the Lot (46): wcf 3.0, typed.

mod calendar;
mod collections;
mod contact;
mod record;

use super::Trap;

/// All of them.
pub(crate) fn traps() -> Vec<Trap> {
    [record::traps(), contact::traps(), collections::traps(), calendar::traps()].concat()
}

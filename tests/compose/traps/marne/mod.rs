//! Traps of the Marne (51): V1 in JSON, composite texts in the names of 28 (HOT, VIL, LOI, ASC) and of 61 (all others).

mod calendar;
mod contact;
mod content;
mod record;

use super::Trap;

/// All of them.
pub(crate) fn traps() -> Vec<Trap> {
    [record::traps(), contact::traps(), calendar::traps(), content::traps()].concat()
}

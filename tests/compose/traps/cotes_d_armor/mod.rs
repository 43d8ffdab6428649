//! Traps of the Côtes-d'Armor, V2 as Atom: what the events of the instance really have, and what its neighbours have.

mod lodging;
mod places;
mod prices;
mod visits;

use super::super::fields::Fields;
use super::{Trap, trap};

/// All of them.
pub(crate) fn traps() -> Vec<Trap> {
    let mut traps = lodging::hotels();
    traps.extend(lodging::campsites());
    traps.extend(lodging::rentals());
    traps.extend(lodging::villages());
    traps.extend(visits::restaurants());
    traps.extend(visits::monuments());
    traps.extend(visits::leisure());
    traps.extend(visits::activities());
    traps.extend(visits::tastings());
    traps.extend(places::places());
    traps.extend(places::kinds());
    traps.extend(prices::prices());
    traps
}

/// A text with something before it.
fn prefix(fields: &mut Fields, name: &str, before: &str) {
    fields.rewrite(name, |text| format!("{before}{text}"));
}

/// A text with something behind it.
fn suffix(fields: &mut Fields, name: &str, after: &str) {
    fields.rewrite(name, |text| format!("{text}{after}"));
}

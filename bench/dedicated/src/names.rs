//! The fields that the task reads, and what a feed calls them.
//!
//! A naming is a type with constants, so each of both namings gets code of its own and neither is slower.

use crate::slots::Slots;
use crate::write::{Json, Scratch};

/// A field that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Id,
    OfferName,
    ListedName,
    Kind,
    Published,
    Updated,
    Address1,
    Address2,
    Address3,
    Postcode,
    Town,
    Insee,
    Latitude,
    Longitude,
    Phone,
    Mobile,
    Mail,
    Site,
    French,
    English,
    Photos,
    Grade,
    Equipment,
    Services,
    Languages,
    Payments,
    Openings,
    Prices,
    Capacity,
}

/// How many there are.
pub(crate) const FIELDS: usize = Field::Capacity as usize + 1;

/// A naming, and the task over it.
pub(crate) trait Naming {
    /// What the fields are called.
    const NAMES: &'static [(&'static str, Field)];
    /// What stands between the items of a list.
    const ITEM: u8;
    /// What stands between the cells of an item.
    const CELL: u8;

    /// Writes the members of a record, each with its comma before it; false if the record is excluded.
    fn write(slots: &Slots<'_>, json: &mut Json, scratch: &mut Scratch) -> bool;

    /// The field of this name. Asked only where fields come in another order than in the record before.
    fn field(name: &[u8]) -> Option<Field> {
        Self::NAMES.iter().find(|(known, _)| known.as_bytes() == name).map(|(_, field)| *field)
    }
}

//! The fields that the task reads, and what a feed calls them.
//!
//! A naming is a type, so each of both namings gets code of its own and neither is slower.

use crate::method::Method;
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
    /// What stands between the items of a list.
    const ITEM: u8;
    /// What stands between the cells of an item.
    const CELL: u8;

    /// The field of this name.
    fn field(name: &[u8]) -> Option<Field>;

    /// Writes the members of a record, each with its comma before it; false if the record is excluded.
    fn write<M: Method>(slots: &Slots<'_>, json: &mut Json<M>, scratch: &mut Scratch) -> bool;
}

//! The second mapping: other names, other separators, and a part of the rules is another.

use crate::method::Method;
use crate::names::{Field, Naming};
use crate::slots::Slots;
use crate::tables::EQUIPMENT;
use crate::task;
use crate::write::{Json, Scratch, key};

/// The names of `compose task --names other`.
pub(crate) struct Other;

impl Naming for Other {
    const ITEM: u8 = b';';
    const CELL: u8 = b'~';

    fn field(name: &[u8]) -> Option<Field> {
        Some(match name {
            b"IdentifiantFiche" => Field::Id,
            b"LibelleFiche" => Field::ListedName,
            b"DateMaj" => Field::Updated,
            b"IDENTFAMILLE" => Field::Kind,
            b"IDENTNOM" => Field::OfferName,
            b"IDENTCODEPOSTAL" => Field::Postcode,
            b"IDENTVILLE" => Field::Town,
            b"LOCGPSNORD" => Field::Latitude,
            b"LOCGPSEST" => Field::Longitude,
            b"CONTACTCOURRIEL" => Field::Mail,
            b"CONTACTSITE" => Field::Site,
            b"TEXTEFR" => Field::French,
            b"MEDIAIMAGES" => Field::Photos,
            b"IDENTETOILES" => Field::Grade,
            b"PRESTACONFORT" => Field::Equipment,
            b"PERIODEOUVERT" => Field::Openings,
            b"TARIFGRILLE" => Field::Prices,
            b"CAPATOTAL" => Field::Capacity,
            _ => return None,
        })
    }

    fn write<M: Method>(slots: &Slots<'_>, json: &mut Json<M>, scratch: &mut Scratch) -> bool {
        if task::is_excluded_kind(slots, scratch) {
            return false;
        }
        task::text(slots, Field::Id, key!("id"), json, scratch);
        task::name(slots, [Field::ListedName, Field::OfferName], json, scratch);
        task::kind(slots, json, scratch);
        task::postcode(slots, json, scratch);
        task::town(slots, json, scratch);
        task::place(slots, json, scratch);
        task::mail(slots, json, scratch);
        task::site(slots, json, scratch);
        task::squished(slots, Field::French, key!("descriptionFr"), json, scratch);
        task::photos::<Self>(slots, json, scratch);
        task::codes::<Self>(slots, Field::Equipment, &EQUIPMENT, key!("equipment"), json, scratch);
        grade(slots, json, scratch);
        task::openings::<Self>(slots, json, scratch);
        task::prices::<Self>(slots, json, scratch);
        task::capacity(slots, json, scratch);
        task::updated(slots, json, scratch);
        task::source(json);
        true
    }
}

/// Four and five stars are a high grade, the others a plain one.
fn grade(slots: &Slots<'_>, json: &mut Json<impl Method>, scratch: &mut Scratch) {
    if let Some(stars) = task::stars(slots, scratch) {
        json.raw(key!("grade"));
        json.quoted(if matches!(stars, "stars_4" | "stars_5") { "high" } else { "plain" });
    }
}

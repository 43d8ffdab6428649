//! Ids, dates, the body, and what stands around the fields.

use super::super::super::fields::Fields;
use super::super::super::value::Value;
use super::{call, entry, set_entries, set_row, set_rows};

/// The body that wrote the record is not served.
pub(crate) fn no_body(fields: &mut Fields) {
    fields.change("Structure", Value::Null);
}

/// No tracking is served.
pub(crate) fn no_tracking(fields: &mut Fields) {
    fields.change("TisTracking", Value::Null);
}

/// Null stands where a collection is empty.
pub(crate) fn null_collections(fields: &mut Fields) {
    let names: Vec<String> = fields.iter().map(|(name, _)| name.to_owned()).collect();
    for name in names {
        if *fields.at(&name) == Value::List(Vec::new()) {
            fields.change(&name, Value::Null);
        }
    }
}

/// One object stands where a collection is expected.
pub(crate) fn one_object(fields: &mut Fields) {
    let address = fields.at("ADRESSEs[0]").clone();
    fields.change("ADRESSEs", address);
}

/// Seven digits behind the seconds.
pub(crate) fn long_fraction(fields: &mut Fields) {
    fields.change("Updated", "2026-02-17T10:04:51.1234567");
}

/// Not changed for more than ten years.
pub(crate) fn old(fields: &mut Fields) {
    fields.change("Updated", "2013-06-11T16:20:09.5");
}

/// A field that the syndication got later.
pub(crate) fn new_field(fields: &mut Fields) {
    let zone = Fields::new().with("Zonage", entry("Zone littorale"));
    fields.set("ZONAGEs", Value::Null);
    set_row(fields, "ZONAGEs", zone);
}

/// The longest name that was seen on this API has 128 letters: the label of a consent.
const CONSENT: &str = "Lacessionestconsentieatitrenonexclusifetgratuitpourlareproductio\
     netlarepresentationdelaphotographiesurtoussupportsdepromotiontou";

/// A label of 128 letters beside the photo.
pub(crate) fn long_name(fields: &mut Fields) {
    assert!(CONSENT.len() == 128, "as long as the longest");
    let photo =
        Fields::new().with("Url", "https://media.example.org/upload/cession.jpg").with("Titre", "La cour");
    set_row(fields, "PHOTOSs", Fields::new().with("Photo", photo).with(CONSENT, true));
}

/// JSON inside of a text inside of JSON.
pub(crate) fn nested_json(fields: &mut Fields) {
    fields.set("TRACESs", Value::Null);
    let trace = "{\"points\":[[43.18,-1.23],[43.19,-1.24]],\"titre\":\"Boucle d\\u0027essai\"}";
    set_row(fields, "TRACESs", Fields::new().with("Itinerairegooglemap", trace));
}

/// Dates of an event, in the fields of events.
pub(crate) fn event(fields: &mut Fields) {
    let id = fields.text("SyndicObjectID");
    fields.change("SyndicObjectID", id.replacen(&id[..3], "FMA", 1));
    fields.change("ObjectTypeName", "Fêtes et manifestations");
    call(fields, "Marché de producteurs du 14 juillet");
    fields.set("DATESs", Value::Null);
    let date = Fields::new()
        .with("Datededebut", "2026-07-14T00:00:00")
        .with("Datedefin", "2026-07-14T00:00:00")
        .with("Heuredouverture1", "10:00:00")
        .with("Heuredefermeture1", "18:00:00")
        .with("Heuredouverture2", Value::Null)
        .with("Heuredefermeture2", Value::Null);
    set_row(fields, "DATESs", date);
    fields.set("TYPEs", Value::Null);
    set_entries(fields, "TYPEs", "Typedemanifestation", &["Animations locales", "Marché"]);
    for of_leisure in ["OUVERTUREs", "OUVERTUREANNEESUIVANTEs", "TYPELOIs", "TYPEACTIVSPORTs"] {
        set_rows(fields, of_leisure, Vec::new());
    }
}

/// A walk.
pub(crate) fn walk(fields: &mut Fields) {
    rename(fields, "ITI", "Itinéraires touristiques");
    call(fields, "Boucle des Quatre Fontaines");
}

/// A body.
pub(crate) fn body(fields: &mut Fields) {
    rename(fields, "ORG", "Organismes");
    call(fields, "Maison du patrimoine du Pays d'Essai");
}

fn rename(fields: &mut Fields, code: &str, type_name: &str) {
    let id = fields.text("SyndicObjectID");
    fields.change("SyndicObjectID", id.replacen(&id[..3], code, 1));
    fields.change("ObjectTypeName", type_name);
}

/// A residence of holiday flats.
pub(crate) fn residence(fields: &mut Fields) {
    fields.change("ObjectTypeName", "Résidences");
    call(fields, "Résidence des Sables d'Essai");
}

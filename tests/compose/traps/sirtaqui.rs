//! What traps of the flat SIRTAQUI fields do to more than one field at once.

use super::super::fields::Fields;

/// A telephone number in `TEL`, and again in `TELCOMPLET` with its empty remark.
pub(super) fn telephone(fields: &mut Fields, numbers: &str) {
    both(fields, "TEL", numbers);
}

/// A value in a field, and again in the one that has a cell for remarks.
pub(super) fn both(fields: &mut Fields, name: &str, value: &str) {
    let items: Vec<String> = value.split('#').map(|item| format!("{item}|")).collect();
    fields.change(name, value);
    fields.change(&format!("{name}COMPLET"), items.join("#"));
}

/// A position: the fields of the syndication and the common ones say the same.
pub(super) fn position(fields: &mut Fields, latitude: &str, longitude: &str) {
    for (name, value) in
        [("LAT", latitude), ("LON", longitude), ("GmapLatitude", latitude), ("GmapLongitude", longitude)]
    {
        fields.change(name, value);
    }
}

/// An opening in the summary alone.
pub(super) fn opening(fields: &mut Fields, summary: &str) {
    fields.change("OUVERTURE", summary);
    fields.change("OUVERTURECOMPLET", None::<&str>);
    fields.change("OUVERTURECOMPLETAVECJOURS", None::<&str>);
}

/// The pictures without what is said of them, as the oldest answers have them.
pub(super) fn photos(fields: &mut Fields, names: &str) {
    fields.change("PHOTO", names);
    fields.change("PHOTOCOMPLET", None::<&str>);
}

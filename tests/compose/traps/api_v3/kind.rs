//! What an offer is: kinds that decide, and kinds that cannot.

use super::super::super::fields::Fields;
use super::{call, entry, set_entries, set_row, set_rows};

/// The singular of the label.
pub(crate) fn guest_room(fields: &mut Fields) {
    set_entries(fields, "HABTYPEs", "Typedhabitation", &["Chambre d'hôtes"]);
    call(fields, "Chambre d'hôtes du Sablon");
}

/// A label that a consumer of the flat fields reads.
pub(crate) fn castle(fields: &mut Fields) {
    set_entries(fields, "HABTYPEs", "Typedhabitation", &["Châteaux et demeures de prestige", "Appartement"]);
    call(fields, "Château du Bel Essai, appartement de la tour");
}

/// Guest rooms and a house to let in one record.
pub(crate) fn both_lodgings(fields: &mut Fields) {
    set_entries(fields, "HABTYPEs", "Typedhabitation", &["Chambres d'hôtes", "Gîte rural"]);
    call(fields, "La Ferme aux Deux Portes, chambres et gîte");
}

/// No kind of lodging at all.
pub(crate) fn no_lodging(fields: &mut Fields) {
    set_rows(fields, "HABTYPEs", Vec::new());
}

/// A sport and a museum in one record.
pub(crate) fn leisure_of_both(fields: &mut Fields) {
    set_entries(fields, "TYPEACTIVSPORTs", "Typedactivitesportive", &["Escalade"]);
    set_entries(fields, "TYPELOIs", "Typedeloisirs", &["Musée"]);
    call(fields, "Rocher d'escalade et musée de la Mine");
}

/// A kind of leisure that is neither sport nor culture.
pub(crate) fn leisure_of_neither(fields: &mut Fields) {
    set_rows(fields, "TYPEACTIVSPORTs", Vec::new());
    set_entries(fields, "TYPELOIs", "Typedeloisirs", &["Parc de loisirs"]);
    call(fields, "Parc des Petits Mondes");
}

/// A sport, and lessons in an art.
pub(crate) fn activity_of_both(fields: &mut Fields) {
    set_entries(fields, "TYPEACTIVSPORTs", "Typedactivitesportive", &["Equitation"]);
    set_entries(fields, "TYPEACTIVCULTs", "Typedactiviteculturelle", &["Danse"]);
    call(fields, "Écuries et studio de danse du Prieuré");
}

/// Neither of the two.
pub(crate) fn no_activity(fields: &mut Fields) {
    set_rows(fields, "TYPEACTIVSPORTs", Vec::new());
    set_rows(fields, "TYPEACTIVCULTs", Vec::new());
}

/// Sports that a consumer of the flat fields reads, with a slash and two words.
pub(crate) fn board_sports(fields: &mut Fields) {
    set_entries(
        fields,
        "TYPEACTIVSPORTs",
        "Typedactivitesportive",
        &["Surf electrique/foil", "Wake board", "Surf"],
    );
    set_rows(fields, "TYPEACTIVCULTs", Vec::new());
    call(fields, "École de glisse de la Vague Douce");
}

/// Stars, which no guest room can have.
pub(crate) fn rated_guest_rooms(fields: &mut Fields) {
    set_entries(fields, "HABTYPEs", "Typedhabitation", &["Chambres d'hôtes"]);
    set_row(fields, "CLASs", Fields::new().with("Classement", entry("3 étoiles")));
    call(fields, "Chambres d'hôtes des Trois Étoiles");
}

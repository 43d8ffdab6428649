//! Traps of places: whose département, whose position, which line is the street; and of kinds of lodging.

use super::super::super::bordereau::Bordereau::{Asc, Hlo, Hpa, Pcu, Vil};
use super::{Trap, trap};

/// Of addresses and positions.
pub(super) fn places() -> Vec<Trap> {
    vec![
        trap(Pcu, 16, "a record of the whole region in another département", |fields| {
            fields.change("SyndicObjectID", "PCUBRE000FS00C16");
            fields.change("DetailIDENTADRESSEINSEE", "35093");
            fields.change("DetailIDENTADRESSECP", "35800");
            fields.change("DetailIDENTADRESSECOMMUNE", "Dinard");
        }),
        trap(Pcu, 17, "a postcode of another département than the town", |fields| {
            fields.change("DetailIDENTADRESSEINSEE", "22113");
            fields.change("DetailIDENTADRESSECP", "35800");
        }),
        trap(Pcu, 18, "a town outside of the region", |fields| {
            fields.change("DetailIDENTADRESSEINSEE", "50353");
            fields.change("DetailIDENTADRESSECP", "50170");
            fields.change("DetailIDENTADRESSECOMMUNE", "Pontorson");
        }),
        trap(Hpa, 12, "halves of two positions", |fields| {
            fields.change("DetailACCESLOCLONGITUDE", None::<&str>);
            fields.change("GmapLatitude", None::<&str>);
        }),
        trap(Hpa, 13, "a photo without its address", |fields| {
            fields.change("MULTIMEDIAPHOTO", "|La plage|© Le camping #dune.jpg|La dune|© Le camping");
        }),
        trap(Vil, 7, "a building and a hamlet without a street", |fields| {
            fields.change("DetailIDENTADRESSEADR1", "Domaine du Lac");
            fields.change("DetailIDENTADRESSEADR1suite", "Bâtiment B");
            fields.change("DetailIDENTADRESSEADR2", None::<&str>);
            fields.change("DetailIDENTADRESSEADR3", "Kerbihan");
        }),
        trap(Asc, 8, "the far date beside a season", |fields| {
            fields.change(
                "IDENTPERIODEOUVERTURE",
                "01/04/2026|30/09/2026|10:00|||18:00##01/06/2100|02/06/2100||||",
            );
        }),
    ]
}

/// Of kinds of lodging.
pub(super) fn kinds() -> Vec<Trap> {
    vec![
        trap(Hlo, 18, "the word of the law for a place to let", |fields| {
            fields.change("DetailIDENTHLOTYPE", "Meublé de tourisme");
        }),
        trap(Hlo, 19, "a gîte without another word", |fields| fields.change("DetailIDENTHLOTYPE", "Gîte")),
        trap(Hlo, 20, "a house of the village", |fields| {
            fields.change("DetailIDENTHLOTYPE", "Maison de village");
        }),
        trap(Hlo, 21, "guest rooms with stars", |fields| {
            fields.change("DetailIDENTHLOTYPE", "Chambre d'hôtes");
            fields.change("DetailIDENTCLASSEMENT", "3 étoiles");
        }),
    ]
}

//! Traps of what is eaten, visited, done and tasted.

use super::super::super::bordereau::Bordereau::{Asc, Deg, Loi, Pcu, Res};
use super::super::super::head::Language;
use super::{Trap, prefix, trap};

/// Of restaurants.
pub(super) fn restaurants() -> Vec<Trap> {
    vec![
        trap(Res, 1, "forty periods in one value", |fields| {
            let days: Vec<String> = (1..=20)
                .flat_map(|day| [format!("{day:02}/07/2026"), format!("{day:02}/08/2026")])
                .map(|day| format!("{day}|{day}|12:00|14:00|19:00|21:30"))
                .collect();
            fields.change("IDENTPERIODEOUVERTURE", days.join("##"));
        }),
        trap(Res, 3, "an id of eighteen characters", |fields| {
            fields.change("SyndicObjectID", "RESBRE022V500RRX03");
        }),
        trap(Res, 4, "a closing after midnight", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "01/04/2026|30/09/2026|18:30|01:00||");
        }),
        trap(Res, 5, "a menu for children is the cheapest", |fields| {
            fields.change(
                "TARIFPRESTATION",
                "Menu enfant|9,50||jusqu'à 12 ans|#Menu adulte|21,00|36,00||#Plat du jour|14,00|||",
            );
        }),
        trap(Res, 6, "a fragment that is a path", |fields| {
            fields.change("IDENTWEB", "https://creperie.example.org/carte/#/");
        }),
        trap(Res, 7, "sites with blanks around the hash", |fields| {
            fields.change("IDENTWEB", "http://table.example.org # www.table-du-port.example.fr");
        }),
        trap(Res, 8, "a blank in the name of a file", |fields| {
            fields.change(
                "MULTIMEDIAPHOTO",
                "http://bretagne.media.tourinsoft.eu/upload/la salle.jpg|La salle|",
            );
        }),
        trap(Res, 9, "capitals in a label", |fields| fields.change("IDENTLANGUE", "FRANCAIS#ANGLAIS")),
        trap(Res, 15, "a test of restaurants", |fields| fields.change("SyndicObjectName", "RES test")),
    ]
}

/// Of monuments.
pub(super) fn monuments() -> Vec<Trap> {
    vec![
        trap(Pcu, 1, "more hours in a group without dates", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "01/04/2026|30/09/2026|10:00|12:00||##||14:00|18:30||");
        }),
        trap(Pcu, 3, "a list name that is a number", |fields| fields.change("SyndicObjectName", "1")),
        trap(Pcu, 4, "a record of the whole region", |fields| {
            fields.change("SyndicObjectID", "PCUBRE000FS00C04");
        }),
        trap(Pcu, 5, "nothing to pay, in a row of its own", |fields| {
            fields.change("TARIFENTREE", "Gratuit");
            fields.change("TARIFPRESTATION", "Gratuit||||");
        }),
        trap(Pcu, 6, "free for children only", |fields| {
            fields.change("TARIFENTREE", "Payant");
            fields.change("TARIFPRESTATION", "Plein tarif|8,00|||#Gratuit pour les moins de 12 ans|0,00|||");
        }),
        trap(Pcu, 7, "a zero under the title of a price", |fields| {
            fields.change("TARIFENTREE", "Payant");
            fields.change("TARIFPRESTATION", "Plein tarif|0,00|0,00||#Tarif réduit|4,00|||");
        }),
        trap(Pcu, 8, "a blank before the longitude", |fields| prefix(fields, "DetailACCESLOCLONGITUDE", " ")),
        trap(Pcu, 9, "open until midnight", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "21/06/2026|21/06/2026|18:00|00:00||");
        }),
        trap(Pcu, 10, "the word null as a text", |fields| {
            fields.change("DetailIDENTDESCRIPTIONCOMMERCIALE", "null");
        }),
        trap(Pcu, 15, "a route among monuments", |fields| {
            fields.change("SyndicObjectID", "ITIBRE022V50C015");
        }),
    ]
}

/// Of leisure.
pub(super) fn leisure() -> Vec<Trap> {
    vec![
        trap(Loi, 3, "the whole year without hours", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "01/01/2026|31/12/2026||||");
        }),
        trap(Loi, 5, "two sports", |fields| {
            fields.change("DetailIDENTCATEGORIEACTSPORT", "Voile#Canoë-kayak");
        }),
        trap(Loi, 7, "an afternoon in the second half of the cells", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "01/07/2026|31/08/2026|||14:00|18:30");
        }),
        trap(Loi, 15, "leisure of sport and of culture", |fields| {
            fields.change("DetailIDENTCATEGORIEACTSPORT", "Voile");
            fields.change("DetailIDENTCATEGORIEACTCULT", "Musée");
        }),
        trap(Loi, 16, "leisure without a category", |fields| {
            fields.change("DetailIDENTCATEGORIEACTSPORT", None::<&str>);
            fields.change("DetailIDENTCATEGORIEACTCULT", None::<&str>);
        }),
    ]
}

/// Of sports and cultural activities.
pub(super) fn activities() -> Vec<Trap> {
    vec![
        trap(Asc, 4, "hours with an h", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "01/07/2026|31/08/2026|9h30|12h|14h|18h30");
        }),
        trap(Asc, 5, "no mail address", |fields| {
            fields.change("IDENTMAIL", None::<&str>);
            fields.change("IDENTTEL", "02 61 91 25 05");
        }),
        trap(Asc, 6, "a period that ends before it starts", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "30/09/2026|01/04/2026|10:00|12:00||");
        }),
        trap(Asc, 7, "a remark behind an address", |fields| {
            fields.change("IDENTWEB", "https://archers.example.org (site du club)");
        }),
        trap(Asc, 15, "an activity of sport and of culture", |fields| {
            fields.change("DetailIDENTCATEGORIEACTSPORT", "Randonnée pédestre");
            fields.change("DetailIDENTCATEGORIEACTCULT", "Vannerie");
        }),
        trap(Asc, 16, "an activity without a category", |fields| {
            fields.change("DetailIDENTCATEGORIEACTSPORT", None::<&str>);
            fields.change("DetailIDENTCATEGORIEACTCULT", None::<&str>);
        }),
    ]
}

/// Of tastings.
pub(super) fn tastings() -> Vec<Trap> {
    vec![
        trap(Deg, 3, "an ampersand in a text", |fields| {
            fields.change("DetailIDENTACCROCHE", "Cidre & pommeau, pressés à la ferme.");
        }),
        trap(Deg, 4, "no word of a translation", |fields| {
            fields.change("DetailIDENTDESCRIPTIONCOMMERCIALE", None::<&str>);
        })
        .only_in(Language::English),
        trap(Deg, 5, "no answer but in capitals", |fields| {
            fields.change("IDENTAGRIBIO", "OUI");
            fields.change("IDENTGROUPE", "NON");
        }),
        trap(Deg, 6, "free with a remark behind it", |fields| {
            fields.change("TARIFENTREE", "Libre participation");
            fields.change("TARIFPRESTATION", "Dégustation|3,00||la bolée|#Gratuit||||");
        }),
        trap(Deg, 15, "tastings not confirmed since 2012", |fields| {
            fields.change("Updated", "2012-01-02T09:00:00");
        })
        .in_all_languages(),
    ]
}

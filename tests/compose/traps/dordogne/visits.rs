//! Traps of restaurants, monuments, natural sites, leisure and activities.

use super::super::super::bordereau::Bordereau::{Asc, Loi, Pcu, Pna, Res};
use super::super::cells::{CLOSED, opening_31};
use super::super::sirtaqui::{both, opening, position};
use super::super::{Trap, trap};

pub(super) fn traps() -> Vec<Trap> {
    let mut traps = restaurants();
    traps.extend(heritage());
    traps.extend(leisure());
    traps
}

fn restaurants() -> Vec<Trap> {
    vec![
        trap(Res, 3, "labels with a slash", |fields| {
            fields.change("SPECIALITES", "Cuisine japonaise/sushi#Poisson / fruits de mer");
        }),
        trap(Res, 4, "an inn at a hotel", |fields| {
            fields.change("TYPRES", "Hôtel restaurant");
            fields.change("CATRES", "Bistrot / bar à vin");
        }),
        trap(Res, 6, "an inn at a farm", |fields| {
            fields.change("TYPRES", "Ferme auberge");
            fields.change("SPECIALITES", "Cuisine bio#Cuisine régionale française");
        }),
        trap(Res, 4, "closed on one evening", |fields| {
            opening(fields, "01/01/2026|31/12/2026|12:00|14:00|19:00|21:30|Dimanche soir-Lundi");
        }),
        trap(Res, 5, "nearly all days closed: open on one half day", |fields| {
            opening(
                fields,
                "01/10/2026|31/03/2027|12:00|14:00|||Dimanche Jeudi Lundi Mardi Mercredi matin Mercredi soir Samedi Vendredi",
            );
        }),
        trap(Res, 6, "a site and a host in one field", |fields| {
            both(fields, "URL", "https://ferme-auberge.example.org# www.reserver.example.org");
        }),
        trap(Res, 7, "a telephone before the site", |fields| {
            both(fields, "URL", "05 36 49 07 11#https://salon-de-the.example.org");
        }),
        trap(Res, 8, "a menu that is free for children", |fields| {
            fields.change("TARIFS", "Menu adulte|24,00|32,00|#Menu enfant|0,00||moins de 6 ans");
        }),
        trap(Res, 9, "a position that is empty text", |fields| position(fields, "", "")),
        trap(Res, 10, "a far date, as event calendars have it", |fields| {
            opening(fields, "01/06/2100|02/06/2100|||||");
        }),
    ]
}

fn heritage() -> Vec<Trap> {
    vec![
        trap(Pcu, 3, "a list of kinds", |fields| fields.change("MONUMTYPE", "Abbaye#Cloître#Eglise")),
        trap(Pcu, 4, "entrance free", |fields| fields.change("TARIFS", "Gratuit|||")),
        trap(Pcu, 5, "free for children, and prices for all others", |fields| {
            fields.change(
                "TARIFS",
                "Gratuit|||moins de 12 ans#Plein tarif|8,50||#Tarif réduit|5,50||étudiants",
            );
        }),
        trap(Pcu, 6, "a street where the hamlet is expected", |fields| {
            fields.change("AD1", None::<&str>);
            fields.change("AD2", None::<&str>);
            fields.change("AD3", "4 rue du Cloître");
        }),
        trap(Pcu, 7, "hours on one day of the week only", |fields| {
            let days = [CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, "14:00|18:00||", CLOSED];
            let closed = "Lundi-Mardi-Mercredi-Jeudi-Vendredi-Dimanche";
            opening(fields, "");
            fields.change("OUVERTURECOMPLET", opening_31("01/04/2026|31/10/2026", days, closed));
        }),
        trap(Pcu, 8, "an hour that does not exist", |fields| {
            opening(fields, "01/04/2026|31/10/2026|10:00|25:30|||");
        }),
        trap(Pcu, 9, "a date that does not exist", |fields| {
            opening(fields, "30/02/2026|31/10/2026|10:00|||18:00|");
        }),
        trap(Pcu, 10, "a group without dates that continues the morning", |fields| {
            opening(fields, "01/05/2026|30/09/2026|09:30|12:30|||");
            let morning = opening_31("01/05/2026|30/09/2026", ["09:30|12:30||"; 7], "");
            let afternoon = opening_31("|", ["14:00|18:30||"; 7], "");
            fields.change("OUVERTURECOMPLET", format!("{morning}#{afternoon}"));
        }),
        trap(Pcu, 15, "a body among the monuments", |fields| {
            fields.change("SyndicObjectID", "ORGAQU024FS00C15");
        }),
        trap(Pna, 3, "a name of two languages", |fields| {
            fields.change("NOMOFFRE", "Réserve naturelle de la Garenne / La Garena");
        }),
        trap(Pna, 4, "the middle of the ocean: no degrees at all", |fields| position(fields, "0", "0")),
        trap(Pna, 5, "a record without e-mail, site and telephone", |fields| {
            for name in ["TEL", "TELMOB", "FAX", "MAIL", "URL", "TELCOMPLET", "TELMOBCOMPLET", "FAXCOMPLET"] {
                fields.change(name, None::<&str>);
            }
            fields.change("MAILCOMPLET", None::<&str>);
            fields.change("URLCOMPLET", None::<&str>);
        }),
        trap(Pna, 15, "a route among the natural sites", |fields| {
            fields.change("SyndicObjectID", "ITIAQU024V500N15");
        }),
    ]
}

fn leisure() -> Vec<Trap> {
    vec![
        trap(Loi, 3, "several sports", |fields| {
            fields.change("TYPEACTIVSPORT", "Surf electrique/foil#Wake board");
        }),
        trap(Loi, 7, "a sport at a place of culture", |fields| fields.change("TYPELOI", "Musée")),
        trap(Loi, 11, "leisure of no stated kind", |fields| {
            fields.change("TYPELOI", None::<&str>);
            fields.change("TYPEACTIVSPORT", None::<&str>);
        }),
        trap(Loi, 9, "a site with a fragment of a word", |fields| {
            fields.change("URL", "https://parc-aventure.example.org/programme-visites/#regdl=categories");
            fields.change(
                "URLCOMPLET",
                "https://parc-aventure.example.org/programme-visites/|#regdl=categories|",
            );
        }),
        trap(Loi, 15, "a brochure, whose id has eighteen characters", |fields| {
            fields.change("SyndicObjectID", "BROCHAQU024V500RRX");
        }),
        trap(Asc, 3, "an activity of sport and of culture", |fields| {
            fields.change("TYPEACTIVCULT", "Musique");
        }),
        trap(Asc, 5, "an activity of no stated kind", |fields| fields.change("TYPEACTIVSPORT", None::<&str>)),
        trap(Asc, 6, "two hosts without scheme", |fields| {
            both(fields, "URL", "photo-club.example.org#stages.photo-club.example.org");
        }),
        trap(Asc, 8, "a list name with a word of its record type", |fields| {
            fields.change("SyndicObjectName", "ASC Vannerie de la Forêt");
        }),
    ]
}

//! Traps of answers that are right in one field and wrong, or otherwise spelt, in the one beside it.

use super::super::super::bordereau::Bordereau::{Deg, Hlo};
use super::super::cells::{CLOSED, opening_39};
use super::super::sirtaqui::opening;
use super::super::{Trap, trap};

const LONG: &str = "10:00|||19:00";

pub(super) fn traps() -> Vec<Trap> {
    vec![
        trap(Hlo, 17, "a kind that is neither, beside one to let", |fields| {
            fields.change("HABTYPE", "Gîte de groupe#Gîte rural");
        }),
        trap(Hlo, 18, "stars of guest rooms", |fields| {
            fields.change("HABTYPE", "Chambre d'hôte");
            fields.change("CLAS", "5 étoiles");
        }),
        trap(Deg, 21, "yes with a capital", |fields| {
            for name in ["AGRIBIO", "VENTEPROPRIETE", "COINENFANTS", "GROUPEAUTOCAR", "GROUPE"] {
                fields.change(name, "Oui");
            }
            fields.change("GROUPEMIN", "5");
            fields.change("GROUPEMAX", "50");
        }),
        trap(Deg, 21, "five cells of a picture that has its address elsewhere", |fields| {
            fields.change("PHOTO", "http://cdt24.media.tourinsoft.eu/upload/chai.jpg");
            fields
                .change("PHOTOCOMPLET", "http://cdt24.media.tourinsoft.eu/upload/chai.jpg|© Chai|Le chai||1");
        }),
        trap(Deg, 22, "a summary of eight cells, and the hours of each day as they should be", |fields| {
            let days = [LONG, LONG, LONG, LONG, LONG, LONG, CLOSED];
            opening(fields, "01/05/2026|30/09/2026|10:00|||19:00|Lundi$Mardi|Dimanche");
            fields.change("OUVERTURECOMPLETAVECJOURS", opening_39("01/05/2026|30/09/2026", days, "Dimanche"));
        }),
        trap(Deg, 22, "a film at each of two sites", |fields| {
            fields.change(
                "VIDEOURL",
                "https://www.youtube.example.org/watch?v=chai#https://films.example.org/chai",
            );
        }),
        trap(Deg, 22, "a picture with a title and no address", |fields| {
            fields.change("PHOTO", "http://cdt24.media.tourinsoft.eu/upload/vigne.jpg");
            fields.change(
                "PHOTOCOMPLET",
                "http://cdt24.media.tourinsoft.eu/upload/vigne.jpg|© Vigne|La vigne|#|© Vigne|Le chai|",
            );
        }),
        trap(Deg, 23, "a far date beside a season", |fields| {
            opening(fields, "01/04/2026|30/09/2026|10:00|||18:00|#01/01/2100|02/06/2100|||||");
        }),
        trap(Deg, 23, "a name that ends with the word test", |fields| {
            fields.change("NOMOFFRE", "Caves du Crash test");
        })
        .in_all_languages(),
        trap(Deg, 24, "a record to try things with, by its list name alone", |fields| {
            fields.change("SyndicObjectName", "DEG test");
            fields.change("NOMOFFRE", None::<&str>);
        })
        .in_all_languages(),
        trap(Deg, 25, "a bracket in a latitude, and a good position beside it", |fields| {
            fields.change("LAT", "44)851000");
            fields.change("LON", "0.4820000");
            fields.change("GmapLatitude", "44.8530000");
            fields.change("GmapLongitude", "0.4830000");
        }),
        trap(Deg, 25, "a street in the first line, and nothing behind it", |fields| {
            fields.change("AD1", "12 rue du Port");
            for name in ["AD1SUITE", "AD2", "AD3"] {
                fields.change(name, None::<&str>);
            }
        }),
        trap(Deg, 26, "a company in small letters, and no street", |fields| {
            fields.change("AD1", "Sarl du Grand Chai");
            for name in ["AD1SUITE", "AD2", "AD3"] {
                fields.change(name, None::<&str>);
            }
        }),
        trap(Deg, 27, "a record of the region that lies in another département", |fields| {
            fields.change("SyndicObjectID", "DEGAQU000FS00D27");
            fields.change("COMMUNE", "SAINTE-FOY-LA-GRANDE");
            fields.change("CP", "33220");
            fields.change("COMMUNEINSEE", "33402");
            for (name, value) in [
                ("LAT", "44.8406000"),
                ("LON", "0.2170000"),
                ("GmapLatitude", "44.8406000"),
                ("GmapLongitude", "0.2170000"),
            ] {
                fields.change(name, value);
            }
        })
        .in_all_languages(),
    ]
}

//! Traps of the tastings: most were seen in a real answer of this feed.

use super::super::super::bordereau::Bordereau::Deg;
use super::super::super::head::Language::English;
use super::super::cells::{CLOSED, opening_31, opening_39};
use super::super::sirtaqui::{both, opening, photos, position, telephone};
use super::super::{Trap, trap};

const DAY: &str = "09:00|12:00|14:00|18:00";

pub(super) fn traps() -> Vec<Trap> {
    vec![
        trap(Deg, 3, "a postcode without its last digit", |fields| fields.change("CP", "2420")),
        trap(Deg, 3, "bare names of pictures, with one that has a title", |fields| {
            fields.change("PHOTO", "noix.jpg");
            fields.change("PHOTOCOMPLET", "noix.jpg||noix|");
        }),
        trap(Deg, 3, "a blank behind a site", |fields| both(fields, "URL", "http://www.noix.example.org ")),
        trap(Deg, 4, "not confirmed since 2013", |fields| fields.change("Updated", "2013-06-12T10:27:10"))
            .in_all_languages(),
        trap(Deg, 4, "an id whose rest begins with V5", |fields| {
            fields.change("SyndicObjectID", "DEGAQU024V500D04");
        })
        .in_all_languages(),
        trap(Deg, 5, "an afternoon that opens and never closes", |fields| {
            let hours = "09:00|12:00|18:00|";
            let days = [hours, hours, hours, hours, hours, hours, CLOSED];
            opening(fields, "01/09/2026|30/12/2026|09:00|12:00|18:00||Dimanche");
            fields.change("OUVERTURECOMPLET", opening_31("01/09/2026|30/12/2026", days, "Dimanche"));
            fields.change("OUVERTURECOMPLETAVECJOURS", opening_39("01/09/2026|30/12/2026", days, "Dimanche"));
        }),
        trap(Deg, 5, "free, as a price without amounts", |fields| fields.change("TARIFS", "Gratuit|||")),
        trap(Deg, 5, "no street: the hamlet stands alone", |fields| {
            fields.change("AD1", None::<&str>);
            fields.change("AD2", None::<&str>);
            fields.change("AD3", "Les Trois Ormes");
        }),
        trap(Deg, 5, "the same road in its other spelling", |fields| {
            fields.change("ACCES", "Route (nationale/départ.)|RN 21|");
        }),
        trap(Deg, 6, "closed days joined by a hyphen", |fields| {
            opening(fields, "01/04/2026|31/10/2026|||14:00|19:00|Lundi-Dimanche");
        }),
        trap(Deg, 6, "an answer from before the field ZONAGE", |fields| fields.remove("ZONAGE")),
        trap(Deg, 7, "bare names of pictures, a blank before a separator", |fields| {
            photos(fields, "petit-causse--1-.JPG#petit-causse--2-.jpg #petit-causse--3-.jpg");
        }),
        trap(Deg, 7, "numbers for groups, and no answer whether they are received", |fields| {
            fields.change("GROUPE", None::<&str>);
            fields.change("GROUPEMIN", "6");
            fields.change("GROUPEMAX", "36");
        }),
        trap(Deg, 7, "free, as a price of zero", |fields| fields.change("TARIFS", "Gratuit|0,00|0,00|")),
        trap(Deg, 7, "a Saturday of its own among equal days", |fields| {
            let days = ["||14:00|19:00"; 5];
            let [monday, tuesday, wednesday, thursday, friday] = days;
            let days =
                [monday, tuesday, wednesday, thursday, friday, "10:00|13:00|14:30|19:00", "||14:00|19:00"];
            opening(fields, "02/04/2026|30/06/2026|||14:00|19:00|");
            fields.change("OUVERTURECOMPLET", opening_31("02/04/2026|30/06/2026", days, ""));
            fields.change("OUVERTURECOMPLETAVECJOURS", opening_39("02/04/2026|30/06/2026", days, ""));
        }),
        trap(Deg, 8, "an e-mail and a mobile number among the telephones", |fields| {
            telephone(fields, "moulin@example.org#Tél. 06.39.98.08.01#05 36 49 08 01");
        }),
        trap(Deg, 8, "a telephone for a site", |fields| both(fields, "URL", "05 36 49 08 02")),
        trap(Deg, 8, "a site for a fax", |fields| both(fields, "FAX", "http://moulin.example.org")),
        trap(Deg, 8, "no e-mail but the one among the telephones", |fields| {
            fields.change("MAIL", None::<&str>);
            fields.change("MAILCOMPLET", None::<&str>);
        }),
        trap(Deg, 8, "a page without its scheme", |fields| {
            fields.change("FACEBOOK", "facebook.example.org/moulin");
        }),
        trap(Deg, 9, "a name with a bar, a hash, and blanks", |fields| {
            fields.change("SyndicObjectName", "Les Vins de Léo | Chai #5");
            fields.change("NOMOFFRE", " Les Vins de Léo | Chai  #5");
        })
        .in_all_languages(),
        trap(Deg, 9, "blanks on both sides of a separator", |fields| {
            fields.change("AOC", "Côtes de Bergerac # Monbazillac");
        }),
        trap(Deg, 9, "a site with a fragment that is no list", |fields| {
            fields.change("URL", "https://vins-de-leo.example.org/#/visite/381");
            // As the feed serves it: cut at every `#`, rightly or not.
            fields.change("URLCOMPLET", "https://vins-de-leo.example.org/|#/visite/381|");
        }),
        trap(Deg, 9, "a film with a fragment", |fields| {
            fields.change("VIDEOURL", "https://video.example.org/film.html#/media/381");
        }),
        trap(Deg, 9, "a blank behind an e-mail", |fields| both(fields, "MAIL", "leo@example.org ")),
        trap(Deg, 9, "a blank before a longitude", |fields| {
            position(fields, "45.0070000", " 0.1580000");
        }),
        trap(Deg, 9, "open all the year without a break", |fields| {
            opening(fields, "01/01/2026|31/12/2026|10:00|||19:00|");
        }),
        trap(Deg, 10, "open days beside the closed ones, as another instance has them", |fields| {
            opening(fields, "01/05/2026|30/09/2026|10:00|12:00|15:00|18:00|Lundi$Mardi|Dimanche");
        }),
        trap(Deg, 10, "languages without French", |fields| fields.change("LANGPARLE", "Anglais")),
        trap(Deg, 11, "a bracket in a latitude", |fields| {
            fields.change("LAT", "44)667000");
            fields.change("GmapLatitude", "");
            fields.change("GmapLongitude", "");
        }),
        trap(Deg, 11, "the hours of each day where the summary is expected", |fields| {
            let days = [DAY, DAY, DAY, DAY, DAY, DAY, CLOSED];
            opening(fields, &opening_31("01/04/2026|31/10/2026", days, "Dimanche"));
        }),
        trap(Deg, 11, "a number in words", |fields| {
            fields.change("GROUPE", "oui");
            fields.change("GROUPEMAX", "cinquante");
        }),
        trap(Deg, 11, "a fifth cell of a price", |fields| {
            fields.change("TARIFS", "Visite|4,00|6,00||enfant gratuit");
        }),
        trap(Deg, 11, "neither yes nor no", |fields| fields.change("ANIMAUX", "sur demande")),
        trap(Deg, 11, "a telephone with dots", |fields| telephone(fields, "05.36.49.11.01")),
        trap(Deg, 12, "the text null", |fields| fields.change("LANGPARLE", "null")),
        trap(Deg, 12, "a blank in a postcode", |fields| fields.change("CP", "24 300")),
        trap(Deg, 12, "an e-mail without the end of its domain", |fields| {
            both(fields, "MAIL", "truffes@example");
        }),
        trap(Deg, 12, "a word for a site", |fields| both(fields, "URL", "truffes")),
        trap(Deg, 12, "an amount in words", |fields| fields.change("TARIFS", "Visite|quinze euros||")),
        trap(Deg, 12, "two leaflets with two names", |fields| {
            fields.change("FICHIER", "truffes-fr.pdf#truffes-en.pdf");
            fields.change("FICHIERNOM", "Dépliant#Leaflet");
        }),
        trap(Deg, 13, "closed days in alphabetical order, half days among them", |fields| {
            opening(fields, "01/02/2026|31/12/2026|09:00|12:00|14:00|18:00|Dimanche Lundi matin");
        }),
        trap(Deg, 13, "a group without dates that continues, and a holiday that is only closed", |fields| {
            let week = ["||14:00|18:00", DAY, DAY, DAY, DAY, DAY, CLOSED];
            let evening = [CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, "18:30|20:00||", CLOSED];
            let groups = [
                opening_31("01/02/2026|31/12/2026", week, "Dimanche Lundi matin"),
                opening_31("|", evening, ""),
                opening_31("14/07/2026|14/07/2026", [CLOSED; 7], "Mardi"),
            ];
            fields.change("OUVERTURECOMPLET", groups.join("#"));
        }),
        trap(Deg, 13, "a credit that is the name of a file", |fields| {
            fields.change("PHOTO", "http://cdt24.media.tourinsoft.eu/upload/coteaux-1.png");
            fields.change(
                "PHOTOCOMPLET",
                "http://cdt24.media.tourinsoft.eu/upload/coteaux-1.png|coteaux|coteaux (1)|",
            );
        }),
        trap(Deg, 14, "a mobile number as the only telephone", |fields| {
            telephone(fields, "+33 6 39 98 14 01");
        }),
        trap(Deg, 14, "a Wednesday that ends at noon", |fields| {
            let short = "09:30|12:30||";
            let long = "09:30|12:30|13:30|18:00";
            let days = [long, long, short, long, long, long, CLOSED];
            opening(fields, "15/04/2026|15/07/2026|09:30|12:30|13:30|18:00|Dimanche");
            fields.change("OUVERTURECOMPLET", opening_31("15/04/2026|15/07/2026", days, "Dimanche"));
            fields.change("OUVERTURECOMPLETAVECJOURS", opening_39("15/04/2026|15/07/2026", days, "Dimanche"));
        }),
        trap(Deg, 14, "not translated", |fields| {
            fields.change("DESCRIPTIF", None::<&str>);
            fields.change("PETITPLUS", "");
        })
        .only_in(English),
        trap(Deg, 15, "an event among the tastings", |fields| {
            fields.change("SyndicObjectID", "FMAAQU024FS00D15");
        })
        .in_all_languages(),
        trap(Deg, 16, "a record to try things with", |fields| {
            fields.change("SyndicObjectName", "DEG test");
            fields.change("NOMOFFRE", "TEST dégustation");
        })
        .in_all_languages(),
        trap(Deg, 17, "a record of the region: département 000", |fields| {
            fields.change("SyndicObjectID", "DEGAQU000FS00D17");
        })
        .in_all_languages(),
        trap(Deg, 18, "an id that begins with no record type", |fields| {
            fields.change("SyndicObjectID", "B0038AQU000001MW");
        })
        .in_all_languages(),
        trap(Deg, 19, "an id of fifteen characters, without region", |fields| {
            fields.change("SyndicObjectID", "DEG024878000016");
        })
        .in_all_languages(),
        trap(Deg, 20, "nothing but the ten common fields", |fields| fields.clear_except(&[])),
    ]
}

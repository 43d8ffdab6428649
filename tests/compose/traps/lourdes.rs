//! Traps of OT Lourdes: those of the flat fields, and what Atom adds to them.

use super::super::bordereau::Bordereau::{Asc, Deg, Hlo, Hot, Hpa, Loi, Pcu, Pna, Res, Vil};
use super::super::head::Language::English;
use super::sirtaqui::{both, opening, position, telephone};
use super::{Trap, trap};

/// All of them.
pub(crate) fn traps() -> Vec<Trap> {
    let mut traps = envelope();
    traps.extend(lodging());
    traps.extend(visits());
    traps
}

/// What only Atom does.
fn envelope() -> Vec<Trap> {
    vec![
        trap(Hot, 3, "an ampersand escaped twice", |fields| {
            fields.change(
                "PHOTOS",
                "La façade|http://cdt65.media.tourinsoft.eu/upload/hotel-3.jpg?width=250&amp;height=180|© Hôtel|",
            );
        }),
        trap(Hot, 4, "an empty element where another record has none", |fields| {
            fields.change("NOMOFFRE", "");
            fields.change("PETITPLUS", "");
            fields.change("MAIL", "");
        }),
        trap(Hot, 5, "a text that keeps its blanks and lines", |fields| {
            fields.change("DESCRIPTIF", "  Face au gave.\n\n\tDouze chambres, « au calme ».  ");
        }),
        trap(Hot, 6, "signs that XML must escape", |fields| {
            fields.change("NOMOFFRE", "Hôtel <Le Jer> & Spa");
            fields.change("DESCRIPTIF", "<strong>Pic du Jer</strong>&nbsp;: &agrave; 800 m &lt; 10 minutes");
        }),
        trap(Pna, 3, "an element without its text in a list name", |fields| {
            fields.change("SyndicObjectName", "");
        }),
        trap(Deg, 3, "an address in the second cell, and one more cell", |fields| {
            fields.change("PHOTOS", "Le chai|http://cdt65.media.tourinsoft.eu/upload/ferme-3.jpg|© Ferme||");
        }),
        trap(Deg, 4, "bare names of files", |fields| {
            fields.change("PHOTOS", "La ferme|ferme-4.jpg|| #|ferme-4b.JPG||");
        }),
    ]
}

fn lodging() -> Vec<Trap> {
    vec![
        trap(Hot, 7, "a residence among the hotels", |fields| fields.change("TYPE", "Résidence hôtelière")),
        trap(Hot, 8, "an empty item before a label", |fields| fields.change("LABELS", "#Qualité Tourisme")),
        trap(Hot, 8, "an e-mail before the telephone", |fields| {
            telephone(fields, "accueil.du.gave@example.org#05.36.49.08.11");
        }),
        trap(Hot, 9, "a site in place of the fax number", |fields| {
            both(fields, "FAX", "www.hotel-du-gave.example.org");
        }),
        trap(Hot, 9, "a fifth cell of a price of rooms", |fields| {
            fields.change("TARIFS", "Chambre double|62,00|79,00||petit déjeuner compris");
        }),
        trap(Hot, 10, "a hotel not confirmed for years", |fields| {
            fields.change("Updated", "2013-11-05T14:02:00");
        })
        .in_all_languages(),
        trap(Hot, 11, "a price of nights and one of breakfasts", |fields| {
            fields.change("TARIFS", "Chambre double|68|84|#Petit déjeuner par personne|9,50||");
        }),
        trap(Hot, 12, "not a word in English", |fields| {
            fields.change("DESCRIPTIF", None::<&str>);
            fields.change("PETITPLUS", "");
        })
        .only_in(English),
        trap(Hot, 13, "a latitude alone", |fields| position(fields, "43.0946000", "")),
        trap(Hpa, 3, "a blank within a postcode", |fields| fields.change("CP", "65 100")),
        trap(Hpa, 4, "a postcode of four digits", |fields| fields.change("CP", "6510")),
        trap(Hpa, 5, "a comma within degrees", |fields| position(fields, "43,0946000", "-0,0458000")),
        trap(Hpa, 6, "opened and never closed", |fields| {
            opening(fields, "01/04/2026|30/09/2026|09:00|12:00|14:00||");
        }),
        trap(Hlo, 3, "a flat beside guest rooms", |fields| {
            fields.change("HABTYPE", "Chambres d'hôtes#Appartement");
        }),
        trap(Hlo, 4, "two kinds that mean a lodging to let", |fields| {
            fields.change("HABTYPE", "Appartement#Châteaux et demeures de prestige");
        }),
        trap(Hlo, 5, "a single guest room", |fields| fields.change("HABTYPE", "Chambre d'hôtes")),
        trap(Hlo, 14, "a record of a try", |fields| fields.change("NOMOFFRE", "TEST hébergement")),
        trap(Hlo, 11, "no kind of lodging at all", |fields| fields.change("HABTYPE", None::<&str>)),
        trap(Hlo, 15, "a gîte for hikers that is also let whole", |fields| {
            fields.change("HABTYPE", "Gîte d'étape#Gîte rural");
        }),
        trap(Hlo, 16, "stars for the rooms of a host, and sheets", |fields| {
            fields.change("HABTYPE", "Chambre d'hôte");
            fields.change("CLAS", "3 étoiles");
            fields.change("TARIFS", "Nuitée|55,00|72,00|#Location de draps|8,00||#Taxe de séjour|0,80||");
        }),
        trap(Vil, 3, "the text null for languages", |fields| fields.change("LANGPARLE", "null")),
        trap(Vil, 4, "blanks around a separator", |fields| fields.change("LANGPARLE", "Anglais # Espagnol")),
    ]
}

fn visits() -> Vec<Trap> {
    vec![
        trap(Res, 3, "slashes within labels", |fields| {
            fields.change("SPECIALITES", "Cuisine japonaise/sushi#Poisson / fruits de mer");
        }),
        trap(Res, 4, "a table at a hotel", |fields| {
            fields.change("TYPRES", "Hôtel restaurant");
            fields.change("CATRES", "Bistrot / bar à vin");
        }),
        trap(Res, 6, "a table at an organic farm", |fields| {
            fields.change("TYPRES", "Ferme auberge");
            fields.change("SPECIALITES", "Cuisine bio#Cuisine régionale française");
        }),
        trap(Res, 7, "an evening closed, in the older form", |fields| {
            opening(fields, "01/01/2026|31/12/2026|12:00|14:00|19:00|21:30|Dimanche soir Lundi");
        }),
        trap(Res, 8, "a telephone, then a site", |fields| {
            both(fields, "URL", "05 36 49 08 12#https://brasserie.example.org");
        }),
        trap(Res, 10, "a far date for one that is not known", |fields| {
            opening(fields, "01/06/2100|02/06/2100|||||");
        }),
        trap(Res, 15, "a menu for children and a coffee, cheaper than a meal", |fields| {
            fields.change("TARIFS", "Menu du jour|18,00|24,00|#Menu enfants|8,00||#Café|1,80||");
        }),
        trap(Pcu, 3, "three kinds of monument", |fields| fields.change("MONUMTYPE", "Abbaye#Cloître#Eglise")),
        trap(Pcu, 4, "nothing to pay", |fields| fields.change("TARIFS", "Gratuit|||")),
        trap(Pcu, 5, "nothing to pay for children", |fields| {
            fields.change("TARIFS", "Gratuit|||moins de 12 ans#Plein tarif|8,50||");
        }),
        trap(Pcu, 15, "a body in the feed of monuments", |fields| {
            fields.change("SyndicObjectID", "ORGMPY065FS00C15");
        }),
        trap(Pna, 4, "an id that begins with nothing known", |fields| {
            fields.change("SyndicObjectID", "B0065MPY000001MW");
        }),
        trap(Pna, 15, "a route in the feed of sites", |fields| {
            fields.change("SyndicObjectID", "ITIMPY065V500N15");
        }),
        trap(Loi, 3, "two sports", |fields| {
            fields.change("TYPEACTIVSPORT", "Surf electrique/foil#Wake board");
        }),
        trap(Loi, 7, "sport at a museum", |fields| fields.change("TYPELOI", "Musée")),
        trap(Loi, 9, "a fragment behind a site", |fields| {
            fields.change("URL", "https://parc-aventure.example.org/film.html#/media/381");
            fields.change("URLCOMPLET", "https://parc-aventure.example.org/film.html|#/media/381|");
        }),
        trap(Loi, 11, "leisure without a word of its kind", |fields| {
            fields.change("TYPEACTIVSPORT", None::<&str>);
            fields.change("TYPELOI", None::<&str>);
        }),
        trap(Asc, 3, "music and a sport", |fields| fields.change("TYPEACTIVCULT", "Musique")),
        trap(Asc, 4, "a name with a bar and a hash", |fields| {
            fields.change("NOMOFFRE", "Studio #4 | Danse");
            fields.change("SyndicObjectName", "1");
        }),
        trap(Deg, 5, "closed on the first and the last day of the week", |fields| {
            opening(fields, "01/04/2026|31/10/2026|||14:00|19:00|Lundi-Dimanche");
        }),
        trap(Deg, 15, "a capital in yes and in no", |fields| {
            fields.change("AGRIBIO", "Oui");
            fields.change("VENTEPROPRIETE", "Non");
        }),
        trap(Deg, 15, "a season, then a far date", |fields| {
            opening(fields, "01/04/2026|30/09/2026|10:00|||18:00|#01/06/2100|02/06/2100|||||");
        }),
        trap(Deg, 6, "an event in the feed of tastings", |fields| {
            fields.change("SyndicObjectID", "FMAMPY065FS00D06");
        }),
    ]
}

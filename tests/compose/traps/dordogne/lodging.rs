//! Traps of hotels, campsites, rentals and holiday villages.

use super::super::super::bordereau::Bordereau::{Hlo, Hot, Hpa, Vil};
use super::super::sirtaqui::{both, opening, position, telephone};
use super::super::{Trap, trap};

pub(super) fn traps() -> Vec<Trap> {
    let mut traps = hotels();
    traps.extend(campsites());
    traps.extend(rentals());
    traps.extend(villages());
    traps
}

fn hotels() -> Vec<Trap> {
    vec![
        trap(Hot, 3, "letters for the zeros of a postcode", |fields| fields.change("CP", "241OO")),
        trap(Hot, 4, "a hotel not confirmed since 2012", |fields| {
            fields.change("Updated", "2012-01-31T17:45:10");
        }),
        trap(Hot, 5, "a residence in the feed of hotels", |fields| {
            fields.change("TYPE", "Résidence hôtelière");
        }),
        trap(Hot, 6, "a hotel that does not say that it is one", |fields| {
            fields.change("TYPE", None::<&str>);
        }),
        trap(Hot, 7, "an empty item before the first label", |fields| {
            fields.change("LABELS", "#Qualité Tourisme");
        }),
        trap(Hot, 7, "a rating with another capital", |fields| fields.change("CLAS", "Non Classé")),
        trap(Hot, 7, "amounts without decimals", |fields| {
            fields.change("TARIFS", "Chambre double|55|70|#Petit déjeuner par personne|8,00||");
        }),
        trap(Hot, 7, "a national number, then one after a word and with dots", |fields| {
            telephone(fields, "05 36 49 27 01#Tél. 06.39.98.27.01");
        }),
        trap(Hot, 8, "a hotel whose name has a bar and a hash", |fields| {
            fields.change("SyndicObjectName", "Hôtel | Bistrot du #8");
            fields.change("NOMOFFRE", "Hôtel | Bistrot du #8");
        }),
        trap(Hot, 8, "an e-mail as the only telephone", |fields| {
            telephone(fields, "bistrot8@example.org");
            fields.change("MAIL", None::<&str>);
            fields.change("MAILCOMPLET", None::<&str>);
        }),
        trap(Hot, 8, "closed on Monday evenings, and a cell too many", |fields| {
            opening(fields, "01/03/2026|30/11/2026|07:30|10:00|18:00|22:00|Lundi soir|Dimanche");
        }),
        trap(Hot, 9, "a latitude without a longitude", |fields| position(fields, "45.0080000", "")),
        trap(Hot, 9, "a number of rooms in words", |fields| fields.change("NBRECHAMB", "quinze")),
        trap(Hot, 9, "two e-mails joined by a semicolon", |fields| {
            both(fields, "MAIL", "double@example.org;accueil@example.org");
        }),
        trap(Hot, 9, "partly accessible", |fields| fields.change("ACCESHANDI", "partiel")),
        trap(Hot, 10, "a fixed line where a mobile one is expected", |fields| {
            both(fields, "TELMOB", "+33 5 36 49 30 02");
        }),
        trap(Hot, 10, "blanks before both degrees", |fields| position(fields, " 44.6830000", " 0.8940000")),
        trap(Hot, 10, "a hotel that costs nothing", |fields| fields.change("TARIFS", "Gratuit|||")),
        trap(Hot, 11, "a price of something that is no room", |fields| {
            fields
                .change("TARIFS", "Petit déjeuner par personne|9,50||#Animaux|6,00||#Taxe de séjour|0,80||");
        }),
        trap(Hot, 12, "an account name for a page", |fields| fields.change("INSTAGRAM", "@hoteldupont")),
        trap(Hot, 12, "the national label in its other spelling", |fields| {
            fields.change("HANDICAPLABEL", "Tourisme et Handicap");
        }),
        trap(Hot, 13, "latitude and longitude exchanged", |fields| {
            position(fields, "0.7180000", "45.1840000");
        }),
        trap(Hot, 14, "decimal commas in degrees", |fields| position(fields, "44,8530000", "0,4830000")),
        trap(Hot, 15, "degrees in the common fields only", |fields| {
            fields.change("LAT", "");
            fields.change("LON", None::<&str>);
            fields.change("GmapLatitude", "44.8530000");
            fields.change("GmapLongitude", "0.4830000");
        }),
        trap(Hot, 16, "a list name that is the number 1", |fields| fields.change("SyndicObjectName", "1")),
    ]
}

fn campsites() -> Vec<Trap> {
    vec![
        trap(Hpa, 3, "a number with its unit", |fields| fields.change("NBREEMP", "25 emplacements")),
        trap(Hpa, 4, "an amount with a blank for thousands", |fields| {
            fields.change("TARIFS", "Emplacement|19,00|1 190,00|");
        }),
        trap(Hpa, 5, "an amount with the sign of the euro", |fields| {
            fields.change("TARIFS", "Emplacement|19 €|26 €|");
        }),
        trap(Hpa, 6, "open all the year, by dates alone", |fields| {
            opening(fields, "01/01/2026|31/12/2026|||||");
        }),
        trap(Hpa, 7, "a capacity of nobody", |fields| fields.change("CAPA", "0")),
        trap(Hpa, 8, "a telephone without blanks", |fields| telephone(fields, "0536490801")),
        trap(Hpa, 9, "a telephone in groups of three", |fields| telephone(fields, "0 536 490 901")),
        trap(Hpa, 10, "a host without scheme", |fields| {
            both(fields, "URL", "www.camping-du-lac.example.org");
        }),
        trap(Hpa, 11, "neither telephone nor e-mail", |fields| {
            for name in
                ["TEL", "TELMOB", "FAX", "MAIL", "TELCOMPLET", "TELMOBCOMPLET", "FAXCOMPLET", "MAILCOMPLET"]
            {
                fields.change(name, None::<&str>);
            }
        }),
        trap(Hpa, 12, "a position far outside of the area", |fields| {
            position(fields, "48.8566000", "2.3522000");
        }),
    ]
}

fn rentals() -> Vec<Trap> {
    vec![
        trap(Hlo, 3, "a rental that has guest rooms too", |fields| {
            fields.change("HABTYPE", "Chambres d'hôtes#Appartement");
        }),
        trap(Hlo, 4, "two kinds of one meaning", |fields| {
            fields.change("HABTYPE", "Appartement#Châteaux et demeures de prestige");
        }),
        trap(Hlo, 5, "guest rooms in the singular", |fields| fields.change("HABTYPE", "Chambre d'hôtes")),
        trap(Hlo, 8, "a text as HTML, with entities", |fields| {
            fields.change(
                "DESCRIPTIF",
                "<p><strong>Une villa</strong> face &agrave; la vall&eacute;e&nbsp;:<br />calme &amp; lumi&egrave;re.</p>",
            );
        }),
        trap(Hlo, 9, "an ampersand left as an entity", |fields| {
            fields.change("PETITPLUS", "Piscine &amp; jardin, « au calme ».");
        }),
        trap(Hlo, 10, "a town that is not in capitals", |fields| fields.change("COMMUNE", "Saint-Cyprien")),
        trap(Hlo, 11, "lines that end as in Windows", |fields| {
            fields.change("DESCRIPTIF", "Une maison de village.\r\n\r\nTrois chambres,\tun jardin.\u{a0}!");
        }),
        trap(Hlo, 11, "lodging of no stated kind", |fields| fields.change("HABTYPE", None::<&str>)),
        trap(Hlo, 12, "an e-mail in capitals", |fields| both(fields, "MAIL", "GITE.DU.QUAI@EXAMPLE.ORG")),
        trap(Hlo, 13, "a stated fraction of seven digits", |fields| {
            fields.change("Updated", "2026-02-11T09:15:42.3312345");
        }),
        trap(Hlo, 14, "a telephone from abroad", |fields| telephone(fields, "00 33 5 36 49 14 01")),
    ]
}

fn villages() -> Vec<Trap> {
    vec![
        trap(Vil, 3, "a separator behind the last item", |fields| {
            fields.change("EQUIP", "Bar#Parking#Terrasse#");
        }),
        trap(Vil, 4, "an item twice", |fields| fields.change("LANGPARLE", "Anglais#Espagnol#Anglais")),
        trap(Vil, 5, "a text of blanks only", |fields| fields.change("DESCRIPTIF", "   ")),
        trap(Vil, 6, "accents apart from their letters", |fields| {
            fields.change("LANGPARLE", "Ne\u{301}erlandais#Franc\u{327}ais");
        }),
        trap(Vil, 7, "two numbers with a dash between", |fields| {
            telephone(fields, "05 36 49 07 01 - 05 36 49 07 02");
        }),
        trap(Vil, 8, "hours that end before they begin", |fields| {
            opening(fields, "01/04/2026|30/09/2026|18:00|09:00|||");
        }),
        trap(Vil, 9, "days that end before they begin", |fields| {
            opening(fields, "30/09/2026|01/04/2026|09:00|||18:00|");
        }),
        trap(Vil, 10, "a postcode with a cedex", |fields| fields.change("CP", "24100 CEDEX")),
        trap(Vil, 11, "a name in capitals", |fields| fields.rewrite("NOMOFFRE", str::to_uppercase)),
    ]
}

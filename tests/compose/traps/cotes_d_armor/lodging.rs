//! Traps of hotels, campsites, rentals and holiday villages.

use super::super::super::bordereau::Bordereau::{Hlo, Hot, Hpa, Vil};
use super::{Trap, prefix, suffix, trap};

/// Of hotels.
pub(super) fn hotels() -> Vec<Trap> {
    vec![
        trap(Hot, 1, "a text of several lines with xml:space", |fields| {
            let text = "Face aux îles, « sur le sentier » des douaniers.\n\n\
                        Vingt-neuf chambres, dont six sous les toits ; le bar donne sur la cale.";
            fields.change("DetailIDENTDESCRIPTIONCOMMERCIALE", text);
        }),
        trap(Hot, 1, "a doubly escaped ampersand in the address of a photo", |fields| {
            let photo = "http://bretagne.media.tourinsoft.eu/upload/facade.jpg?width=800&amp;height=600|La façade|© L'hôtel";
            fields.rewrite("MULTIMEDIAPHOTO", |photos| format!("{photo} #{photos}"));
        }),
        trap(Hot, 1, "a day without a break", |fields| {
            fields.change(
                "IDENTPERIODEOUVERTURE",
                "12/02/2026|03/07/2026|07:00|12:00|15:00|22:00##04/07/2026|11/11/2026|07:00|||22:00",
            );
        }),
        trap(Hot, 1, "breakfast and pets in the list of prices", |fields| {
            let prices = "Chambre single (1 personne)|79,00|99,00||#Chambre double|95,50|160,00||\
                          #Petit déjeuner par personne|12,00|||#Animaux|8,00|||";
            fields.change("TARIFCHAMBRE", prices);
        }),
        trap(Hot, 3, "an e-mail address before the telephone", |fields| {
            fields.change("IDENTTEL", "accueil@example.org#02.61.91.06.01");
            fields.change("IDENTMAIL", None::<&str>);
        }),
        trap(Hot, 3, "a web site in the field of the fax", |fields| {
            fields.change("IDENTFAX", "http://www.hotel-du-quai.example.org");
        }),
        trap(Hot, 3, "a blank in the postcode", |fields| {
            fields.rewrite("DetailIDENTADRESSECP", |code| {
                let (department, office) = code.split_at(2);
                format!("{department} {office}")
            });
        }),
        trap(Hot, 3, "a telephone before the site", |fields| {
            fields.change("IDENTWEB", "02 61 91 06 02#hotel-du-quai.example.org");
        }),
        trap(Hot, 3, "a photo with neither title nor credit", |fields| {
            fields.change("MULTIMEDIAPHOTO", "http://bretagne.media.tourinsoft.eu/upload/quai.jpg||");
        }),
        trap(Hot, 4, "a telephone with a word before it and dots", |fields| {
            fields.change("IDENTTEL", "Tél. 02.61.91.07.01");
        }),
        trap(Hot, 4, "a mobile number without blanks", |fields| fields.change("IDENTPORTABLE", "0639980701")),
        trap(Hot, 4, "a blank behind a mail address", |fields| {
            fields.change("IDENTMAIL", "gouet@example.org ");
        }),
        trap(Hot, 4, "a host without scheme, and a blank behind it", |fields| {
            fields.change("IDENTWEB", "www.hotel-du-gouet.example.org ");
        }),
        trap(Hot, 4, "the street stands where a place name is looked for", |fields| {
            fields.change("DetailIDENTADRESSEADR2", None::<&str>);
            fields.change("DetailIDENTADRESSEADR1suite", None::<&str>);
            fields.change("DetailIDENTADRESSEADR1", "12 place 1830");
        }),
        trap(Hot, 5, "a name with a bar and a hash", |fields| {
            fields.change("SyndicObjectName", "L'Étape du Trégor | Hôtel #22");
            fields.change("DetailIDENTNOMETABLISSEMENT", "L'Étape du Trégor | Hôtel #22");
        }),
        trap(Hot, 5, "an empty item at the beginning of a list", |fields| {
            fields.change("DetailIDENTLABEL", "#Tourisme & Handicap#Clef Verte");
        }),
        trap(Hot, 5, "a fragment that names a filter", |fields| {
            fields.change("IDENTWEB", "https://etape-tregor.example.org/fr/sejour.html#regdl=chambres");
        }),
        trap(Hot, 6, "a number in words", |fields| fields.change("DetailCAPACITECHAMBRES", "vingt")),
        trap(Hot, 6, "an answer that is neither yes nor no", |fields| {
            fields.change("IDENTANIMAUX", "sur demande");
        }),
        trap(Hot, 6, "an amount in words", |fields| {
            fields.change("TARIFCHAMBRE", "Chambre double|quatre-vingts euros|||");
        }),
        trap(Hot, 6, "an opening without its closing", |fields| {
            fields.change(
                "IDENTPERIODEOUVERTURE",
                "01/04/2026|30/09/2026|09:00|12:00|18:00|##01/10/2026|31/12/2026|09:00|12:00||",
            );
        }),
        trap(Hot, 6, "a line break in HTML", |fields| {
            fields.change(
                "DetailIDENTDESCRIPTIONCOMMERCIALE",
                "Les pieds dans l'eau.<br>Petit parking, v&eacute;los accept&eacute;s.",
            );
        }),
        trap(Hot, 7, "a telephone without its zero", |fields| fields.change("IDENTTEL", "2 61 91 10 01")),
        trap(Hot, 7, "a letter behind the degrees", |fields| {
            fields.change("DetailACCESLOCLONGITUDE", "3.1510000 O");
        }),
        trap(Hot, 7, "a mail address without its end", |fields| fields.change("IDENTMAIL", "argoat@example")),
        trap(Hot, 7, "two sites, the first without scheme", |fields| {
            fields.change("IDENTWEB", "hotel-argoat.example.org/#https://reservation.example.org/argoat");
        }),
        trap(Hot, 7, "a price of four cells", |fields| {
            fields.change("TARIFCHAMBRE", "Chambre double|64,00|70,00|");
        }),
        trap(Hot, 7, "a photo of four cells", |fields| {
            fields.change("MULTIMEDIAPHOTO", "argoat.jpg|Façade|OT|droits réservés");
        }),
        trap(Hot, 7, "a seventh cell with the closed days", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "01/03/2026|31/12/2026|07:00|10:00|17:00|22:00|Dimanche");
        }),
        trap(Hot, 8, "a capital and an accent in the rating", |fields| {
            fields.change("DetailIDENTCLASSEMENT", "2 Étoiles");
        }),
        trap(Hot, 8, "guillemets in a name", |fields| {
            fields.change("SyndicObjectName", "Hôtel « Les Ajoncs »");
            fields.change("DetailIDENTNOMETABLISSEMENT", "Hôtel « Les Ajoncs »");
        }),
        trap(Hot, 9, "two mail addresses", |fields| {
            fields.change("IDENTMAIL", "jaudy@example.org#accueil.jaudy@example.org");
        }),
        trap(Hot, 9, "a file ending in capitals", |fields| {
            fields.change(
                "MULTIMEDIAPHOTO",
                "http://bretagne.media.tourinsoft.eu/upload/jaudy.JPG|Le quai|© Hôtel du Jaudy",
            );
        }),
        trap(Hot, 15, "nothing but the common fields, as null and as empty elements", |fields| {
            fields.clear_except(&[]);
        }),
        trap(Hot, 16, "a postcode of four digits", |fields| fields.change("DetailIDENTADRESSECP", "2210")),
        trap(Hot, 17, "not confirmed since 2013", |fields| fields.change("Updated", "2013-09-30T16:00:00.5")),
        trap(Hot, 18, "a test record", |fields| fields.change("SyndicObjectName", "HOT test ne pas toucher")),
    ]
}

/// Of campsites.
pub(super) fn campsites() -> Vec<Trap> {
    vec![
        trap(Hpa, 1, "a photo by the bare name of its file", |fields| {
            fields.change("MULTIMEDIAPHOTO", "Vue d'été n°1.JPG|La plage|© Le camping #emplacement 12.jpg||");
        }),
        trap(Hpa, 3, "two telephones in one value", |fields| {
            fields.change("IDENTTEL", "02 61 91 21 01#02 61 91 21 02");
        }),
        trap(Hpa, 3, "a mobile number in the field of the fixed line", |fields| {
            fields.change("IDENTTEL", "06 39 98 21 03");
            fields.change("IDENTPORTABLE", None::<&str>);
        }),
        trap(Hpa, 4, "a town in capitals", |fields| {
            fields.rewrite("DetailIDENTADRESSECOMMUNE", str::to_uppercase);
        }),
        trap(Hpa, 4, "the word null", |fields| {
            fields.change("DetailIDENTADRESSEADR1suite", "null");
            fields.change("IDENTWEB", "null");
        }),
        trap(Hpa, 5, "a decimal comma in the degrees", |fields| {
            fields.rewrite("DetailACCESLOCLATITUDE", |degrees| degrees.replace('.', ","));
            fields.rewrite("DetailACCESLOCLONGITUDE", |degrees| degrees.replace('.', ","));
        }),
        trap(Hpa, 5, "seven digits of a second", |fields| {
            fields.change("Updated", "2026-03-02T04:05:06.1234567");
        }),
        trap(Hpa, 6, "latitude and longitude swapped", |fields| {
            let latitude = fields.text("DetailACCESLOCLATITUDE");
            let longitude = fields.text("DetailACCESLOCLONGITUDE");
            fields.change("DetailACCESLOCLATITUDE", longitude);
            fields.change("DetailACCESLOCLONGITUDE", latitude);
        }),
        trap(Hpa, 7, "a euro sign in the list of prices", |fields| {
            fields.change("TARIFPRESTATION", "Emplacement|18,50 €|24 €|2 personnes|#Animaux|3,00|||");
        }),
        trap(Hpa, 8, "no body that wrote the record", |fields| {
            fields.change("SYTEMESTRUCTURE", None::<&str>);
        }),
        trap(Hpa, 15, "an event among campsites", |fields| {
            fields.change("SyndicObjectID", "FMABRE022V5B0P15");
        }),
        trap(Hpa, 16, "an id with another beginning", |fields| {
            fields.change("SyndicObjectID", "B0038BRE000001P6");
        }),
    ]
}

/// Of rentals.
pub(super) fn rentals() -> Vec<Trap> {
    vec![
        trap(Hlo, 1, "three photos with a blank before the hash", |fields| {
            let photo = |at: u32, view: &str| {
                format!("http://bretagne.media.tourinsoft.eu/upload/gite-{at}.jpg|{view}|© Les propriétaires")
            };
            fields.change(
                "MULTIMEDIAPHOTO",
                [photo(1, "La façade"), photo(2, "Le séjour"), photo(3, "")].join(" #"),
            );
        }),
        trap(Hlo, 3, "a blank before a name", |fields| prefix(fields, "DetailIDENTNOMETABLISSEMENT", " ")),
        trap(Hlo, 3, "the answer with a capital", |fields| fields.change("IDENTANIMAUX", "Oui")),
        trap(Hlo, 4, "an empty item at the end of a list", |fields| {
            fields.change("PRESTATIONSEQUIPEMENT", "Jardin#Parking privé#");
        }),
        trap(Hlo, 4, "a label twice", |fields| {
            fields.change("PRESTATIONSSERVICE", "Wifi gratuit#Wifi gratuit#Petit déjeuner");
        }),
        trap(Hlo, 5, "a fixed line in the field of the mobile one", |fields| {
            fields.change("IDENTTEL", None::<&str>);
            fields.change("IDENTPORTABLE", "02 61 91 23 05");
        }),
        trap(Hlo, 6, "a thousand with its blank", |fields| {
            fields.change("TARIFPRESTATION", "Semaine|950,00|1 450,00|charges comprises|#Ménage|60,00|||");
        }),
        trap(Hlo, 8, "the far date that stands for an unknown one", |fields| {
            fields.change("IDENTPERIODEOUVERTURE", "01/06/2100|02/06/2100||||");
        }),
        trap(Hlo, 9, "HTML that is escaped as a whole", |fields| {
            fields.change(
                "DetailIDENTDESCRIPTIONCOMMERCIALE",
                "&lt;p&gt;Une longère &lt;strong&gt;r&amp;eacute;nov&amp;eacute;e&lt;/strong&gt;.&lt;/p&gt;",
            );
        }),
        trap(Hlo, 15, "a rental and a guest house in one record", |fields| {
            fields.change("DetailIDENTHLOTYPE", "Gîte rural#Chambres d'hôtes");
        }),
        trap(Hlo, 16, "no kind of lodging", |fields| fields.change("DetailIDENTHLOTYPE", None::<&str>)),
        trap(Hlo, 17, "a latitude without its longitude", |fields| {
            fields.change("DetailACCESLOCLONGITUDE", None::<&str>);
            fields.change("GmapLongitude", None::<&str>);
        }),
    ]
}

/// Of holiday villages.
pub(super) fn villages() -> Vec<Trap> {
    vec![
        trap(Vil, 1, "a second video elsewhere", |fields| {
            suffix(fields, "MULTIMEDIAVIDEO", "#https://video.example.org/village");
        }),
        trap(Vil, 3, "an id of fifteen characters", |fields| {
            fields.change("SyndicObjectID", "VIL022878000016");
        }),
        trap(Vil, 4, "a web address before the telephone", |fields| {
            fields.change("IDENTTEL", "https://village.example.org#02 61 91 24 04");
        }),
        trap(Vil, 5, "a hamlet where there is no street", |fields| {
            fields.change("DetailIDENTADRESSEADR1", "Village de la Lande");
            fields.change("DetailIDENTADRESSEADR1suite", None::<&str>);
            fields.change("DetailIDENTADRESSEADR2", None::<&str>);
            fields.change("DetailIDENTADRESSEADR3", "Kerbihan");
        }),
        trap(Vil, 6, "the street in the second line of the place", |fields| {
            fields.change("DetailIDENTADRESSEADR1", "Domaine des Dunes");
            fields.change("DetailIDENTADRESSEADR1suite", "11 rue du Chemin Vert");
            fields.change("DetailIDENTADRESSEADR2", None::<&str>);
        }),
        trap(Vil, 15, "a body among holiday villages", |fields| {
            fields.change("SyndicObjectID", "ORGBRE022FS00V15");
        }),
    ]
}

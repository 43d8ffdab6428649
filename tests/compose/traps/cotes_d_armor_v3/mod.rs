//! Traps of the Côtes-d'Armor from api-v3: what other instances of it have, in the fields of this one.

mod same_rows;

use super::super::bordereau::Bordereau::{Asc, Deg, Hlo, Hot, Hpa, Loi, Pcu, Res, Vil};
use super::super::fields::Fields;
use super::super::typed::thesaurus;
use super::super::value::Value;
use super::{Trap, trap};

/// All of them.
pub(crate) fn traps() -> Vec<Trap> {
    [envelope(), contacts(), media(), labels(), openings(), prices(), numbers(), kinds(), same_rows::traps()]
        .concat()
}

fn envelope() -> Vec<Trap> {
    vec![
        trap(Hot, 15, "only the generic fields, as a flat syndication may show", |fields| {
            let kept = super::super::dialect::COMMON;
            let names: Vec<String> = fields.iter().map(|(name, _)| name.to_owned()).collect();
            let others = names.iter().filter(|name| !kept.contains(&name.as_str()) && *name != "Structure");
            others.for_each(|name| fields.remove(name));
        }),
        trap(Hot, 3, "null in the place of empty collections", |fields| {
            for name in ["DetailIDENTHANDICAPs", "PRESTATIONSACTIVITEs", "IDENTPERIODEOUVERTUREs"] {
                fields.change(name, None::<&str>);
            }
        }),
        trap(Hot, 4, "a collection that is not served", |fields| fields.remove("DetailIDENTHANDICAPs")),
        trap(Hlo, 3, "one object in the place of a collection", |fields| {
            let first = fields.at("IDENTMOYENCOMs[0]").clone();
            fields.change("IDENTMOYENCOMs", first);
        }),
        trap(Vil, 1, "a label of 128 letters as a name", |fields| {
            let label = "Lacessionestconsentieatitrenonexclusifpourlemondeentieretpourladureelegaledeprotectiondesdroits";
            if let Value::Object(row) = fields.at("MULTIMEDIAPHOTOs[0]") {
                row.set(&format!("{label:s<128}"), true);
            }
        }),
        trap(Vil, 4, "no name of the body in its own field", |fields| {
            fields.change("SYTEMESTRUCTURE", None::<&str>);
        }),
        trap(Vil, 5, "no body at all", |fields| {
            fields.change("SYTEMESTRUCTURE", None::<&str>);
            fields.change("Structure", None::<&str>);
        }),
        trap(Hpa, 15, "an event in the feed of campsites", |fields| {
            fields.change("SyndicObjectID", "FMABRE022V5B0P15");
        }),
        trap(Hpa, 16, "a record that is called a hotel", |fields| {
            fields.change("ObjectTypeName", "Hôtellerie");
        }),
        trap(Res, 15, "a test record", |fields| fields.change("SyndicObjectName", "RES test")),
        trap(Res, 16, "not confirmed since 2014", |fields| {
            fields.change("Updated", "2014-12-31T23:59:59.99");
        }),
        trap(Pcu, 15, "an id with another beginning", |fields| {
            fields.change("SyndicObjectID", "B0038BRE000001C6");
        }),
        trap(Pcu, 4, "a record of the whole region", |fields| {
            fields.change("SyndicObjectID", "PCUBRE000FS00C04");
        }),
        trap(Pcu, 3, "a list name that is a number", |fields| fields.change("SyndicObjectName", "1")),
    ]
}

fn contacts() -> Vec<Trap> {
    vec![
        trap(Res, 3, "a mobile number under the code of fixed lines", |fields| {
            fields.change("IDENTMOYENCOMs", vec![contact("C1", "Téléphone filaire", "06 39 98 31 03")]);
        }),
        trap(Res, 4, "the same codes with other labels", |fields| {
            let contacts = [
                ("C1", "Tél. fixe", "02 61 91 31 04"),
                ("C6", "Portable", "06 39 98 31 04"),
                ("C4", "Mail", "table@example.org"),
                ("C5", "Site web", "www.table.example.org "),
            ];
            fields.change(
                "IDENTMOYENCOMs",
                contacts.map(|(code, label, value)| contact(code, label, value)).to_vec(),
            );
        }),
        trap(Res, 5, "a code that nobody knows", |fields| {
            fields.push("IDENTMOYENCOMs", contact("C9", "Messagerie instantanée", "table.du.port"));
        }),
        trap(Res, 6, "a mail address under the code of fixed lines", |fields| {
            fields.change("IDENTMOYENCOMs", vec![contact("C1", "Téléphone filaire", "accueil@example.org")]);
        }),
        trap(Res, 7, "a site under the code of the fax", |fields| {
            fields.push("IDENTMOYENCOMs", contact("C2", "Télécopieur /fax", "https://auberge.example.org"));
        }),
        trap(Res, 8, "a contact whose value is null", |fields| {
            fields.push("IDENTMOYENCOMs", contact("C6", "Téléphone cellulaire", None));
        }),
        trap(Res, 9, "a fragment in the address of a site", |fields| {
            fields.change(
                "IDENTMOYENCOMs",
                vec![contact("C5", "Site web (URL)", "https://auberge.example.org/#/cartes")],
            );
        }),
        trap(Res, 10, "the word null as a telephone", |fields| {
            fields.change("IDENTMOYENCOMs", vec![contact("C1", "Téléphone filaire", "null")]);
        }),
    ]
}

fn media() -> Vec<Trap> {
    vec![
        trap(Hpa, 3, "a photo that is null", |fields| {
            fields.push("MULTIMEDIAPHOTOs", Fields::new().with("Photo", None::<&str>));
        }),
        trap(Hpa, 4, "a photo by the bare name of its file", |fields| {
            fields.change("MULTIMEDIAPHOTOs", vec![photo("la plage.jpg")]);
        }),
        trap(Hpa, 5, "a photo without its address", |fields| {
            let mut nameless = photo("");
            nameless.change("Photo.Url", None::<&str>);
            fields.change(
                "MULTIMEDIAPHOTOs",
                vec![nameless, photo("http://bretagne.media.tourinsoft.eu/upload/dune.jpg")],
            );
        }),
        trap(Hpa, 6, "an escaped ampersand in the address of a photo", |fields| {
            let address = "https://bretagne.media.tourinsoft.eu/upload/anse.jpg?width=800&amp;height=600";
            fields.change("MULTIMEDIAPHOTOs", vec![photo(address)]);
        }),
        trap(Hpa, 7, "a film at another place", |fields| {
            fields.change("MULTIMEDIAVIDEO", "https://video.example.org/camping");
        }),
    ]
}

fn labels() -> Vec<Trap> {
    vec![
        trap(Hlo, 4, "one label under two codes", |fields| {
            fields.change("PRESTATIONSSERVICEs", vec![thesaurus("WIFI", "Wifi"), thesaurus("E0049", "Wifi")]);
        }),
        trap(Hlo, 5, "a label without its code", |fields| {
            let mut entry = thesaurus("", "Parking privé");
            entry.change("ThesCode", None::<&str>);
            fields.change("PRESTATIONSEQUIPEMENTs", vec![entry]);
        }),
        trap(Hlo, 6, "capitals in a label", |fields| {
            fields.change("IDENTLANGUEs", vec![thesaurus("FR", "FRANCAIS"), thesaurus("AN", "ANGLAIS")]);
        }),
        trap(Hlo, 8, "a code with a blank", |fields| {
            fields.change("PRESTATIONSACTIVITEs", vec![thesaurus("LOC V", "Piscine")]);
        }),
        trap(Hot, 5, "a rating in the other spelling", |fields| {
            fields.change("DetailIDENTCLASSEMENT", thesaurus("NC", "Non Classé"));
        }),
    ]
}

fn openings() -> Vec<Trap> {
    vec![
        trap(Asc, 3, "a day without a break", |fields| {
            fields.change(
                "IDENTPERIODEOUVERTUREs",
                vec![opening([Some("09:00:00"), None, None, Some("19:00:00")])],
            );
        }),
        trap(Asc, 4, "an opening without its closing", |fields| {
            fields.change("IDENTPERIODEOUVERTUREs", vec![opening([Some("10:00:00"), None, None, None])]);
        }),
        trap(Asc, 5, "a period without its end", |fields| {
            let mut period = opening([None; 4]);
            period.change("Datefin", None::<&str>);
            fields.change("IDENTPERIODEOUVERTUREs", vec![period]);
        }),
        trap(Asc, 6, "open until midnight", |fields| {
            fields.change(
                "IDENTPERIODEOUVERTUREs",
                vec![opening([Some("18:00:00"), Some("00:00:00"), None, None])],
            );
        }),
        trap(Asc, 7, "the far date that stands for an unknown one", |fields| {
            let mut period = opening([None; 4]);
            period.change("Datedebut", "2100-06-01T00:00:00");
            period.change("Datefin", "2100-06-02T00:00:00");
            fields.change("IDENTPERIODEOUVERTUREs", vec![period]);
        }),
    ]
}

fn prices() -> Vec<Trap> {
    vec![
        trap(Deg, 3, "nothing to pay, in a row without an amount", |fields| {
            fields.change("TARIFENTREE", thesaurus("P0", "Gratuit"));
            fields.change("TARIFPRESTATIONs", vec![price("Gratuit", None::<f64>)]);
        }),
        trap(Deg, 4, "a zero under the title of a price", |fields| {
            fields.change("TARIFPRESTATIONs", vec![price("Dégustation", 0.0), price("Visite guidée", 6.0)]);
        }),
        trap(Deg, 5, "an amount as a text with a comma", |fields| {
            fields.change("TARIFPRESTATIONs", vec![price("Dégustation", "4,50")]);
        }),
        trap(Hot, 6, "breakfast and pets among the prices", |fields| {
            let prices = [("Chambre double", 95.5), ("Petit déjeuner par personne", 12.0), ("Animaux", 8.0)];
            fields.change("TARIFCHAMBREs", prices.map(|(title, amount)| price(title, amount)).to_vec());
        }),
        trap(Hot, 7, "a price whose title is null", |fields| {
            let mut untitled = price("", 5.0);
            untitled.change("IntituleTarifs", None::<&str>);
            fields.push("TARIFCHAMBREs", untitled);
        }),
    ]
}

fn numbers() -> Vec<Trap> {
    vec![
        trap(Vil, 6, "numbers as texts", |fields| fields.change("DetailCAPACITECHAMBRES", "24")),
        trap(Vil, 7, "a whole number with a fraction of zero", |fields| {
            fields.change("DetailCAPACITEPERSONNES", 48.0);
        }),
        trap(Vil, 8, "answers as texts", |fields| {
            fields.change("IDENTANIMAUX", "oui");
            fields.change("IDENTINCONTOURNABLE", "non");
        }),
        trap(Vil, 9, "degrees as texts", |fields| {
            let (latitude, longitude) = (fields.text("GmapLatitude"), fields.text("GmapLongitude"));
            fields.change("DetailACCESLOCLATITUDE", latitude);
            fields.change("DetailACCESLOCLONGITUDE", longitude);
        }),
        trap(Vil, 10, "latitude and longitude swapped", |fields| {
            let latitude = fields.at("DetailACCESLOCLATITUDE").clone();
            let longitude = fields.at("DetailACCESLOCLONGITUDE").clone();
            fields.change("DetailACCESLOCLATITUDE", longitude);
            fields.change("DetailACCESLOCLONGITUDE", latitude);
        }),
        trap(Vil, 15, "a latitude without its longitude", |fields| {
            fields.change("DetailACCESLOCLONGITUDE", None::<&str>);
            fields.change("GmapLongitude", None::<&str>);
        }),
        trap(Vil, 16, "a postcode of four digits", |fields| fields.change("DetailIDENTADRESSECP", "2270")),
        trap(Vil, 11, "a blank in the postcode", |fields| {
            fields.rewrite("DetailIDENTADRESSECP", |code| {
                let (department, office) = code.split_at(2);
                format!("{department} {office}")
            });
        }),
        trap(Vil, 12, "a town in capitals", |fields| {
            fields.rewrite("DetailIDENTADRESSECOMMUNE", str::to_uppercase);
        }),
    ]
}

fn kinds() -> Vec<Trap> {
    vec![
        trap(Hlo, 15, "a rental and a guest house in one record", |fields| {
            let kinds = vec![thesaurus("K1", "Gîte rural"), thesaurus("K2", "Chambres d'hôtes")];
            fields.change("DetailIDENTHLOTYPEs", kinds);
        }),
        trap(Hlo, 16, "no kind of lodging", |fields| {
            fields.change("DetailIDENTHLOTYPEs", Vec::<Value>::new());
        }),
        trap(Loi, 15, "leisure of sport and of culture", |fields| {
            fields.change("DetailIDENTCATEGORIEACTSPORTs", vec![thesaurus("K3", "Voile")]);
            fields.change("DetailIDENTCATEGORIEACTCULTs", vec![thesaurus("K4", "Musée")]);
        }),
        trap(Asc, 15, "an activity without a category", |fields| {
            fields.change("DetailIDENTCATEGORIEACTSPORTs", Vec::<Value>::new());
            fields.change("DetailIDENTCATEGORIEACTCULTs", Vec::<Value>::new());
        }),
    ]
}

fn contact<'a>(code: &str, label: &str, value: impl Into<Option<&'a str>>) -> Fields {
    Fields::new().with("TypedaccesTelecom", thesaurus(code, label)).with("CoordonneesTelecom", value.into())
}

fn photo(address: &str) -> Fields {
    let media = Fields::new()
        .with("MediaID", "00000000-0000-4000-8000-000000000022")
        .with("Titre", "La plage")
        .with("Credit", "© Le camping")
        .with("Url", address);
    Fields::new().with("Photo", media)
}

fn opening([open1, close1, open2, close2]: [Option<&str>; 4]) -> Fields {
    Fields::new()
        .with("Datedebut", "2026-04-01T00:00:00")
        .with("Datefin", "2026-09-30T00:00:00")
        .with("heuredebut1", open1)
        .with("heurefin1", close1)
        .with("heuredebut2", open2)
        .with("heurefin2", close2)
}

fn price(title: &str, amount: impl Into<Value>) -> Fields {
    Fields::new()
        .with("IntituleTarifs", thesaurus("P1", title))
        .with("MinimumEuro", amount)
        .with("MaximumEuro", None::<&str>)
        .with("Complement", None::<&str>)
}

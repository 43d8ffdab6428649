//! What a record is: ids, dates, types, names, and where it lies.

use super::super::super::bordereau::Bordereau::{Asc, Deg, Hlo, Hot, Hpa, Loi, Pcu, Pna, Res, Vil};
use super::super::super::head::Language;
use super::super::super::value::Value;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    [ids(), kinds(), names(), addresses(), positions()].concat()
}

fn ids() -> Vec<Trap> {
    vec![
        trap(Hpa, 15, "an id of fifteen characters, without a region", |fields| {
            fields.change("SyndicObjectID", "HPA051878000016");
        }),
        trap(Hpa, 16, "an id of eighteen characters", |fields| {
            fields.change("SyndicObjectID", "HPACHA051V500RRX15");
        }),
        trap(Hpa, 17, "a record of the region: 000 for the département", |fields| {
            fields.change("SyndicObjectID", "HPACHA000FS00P17");
        }),
        trap(Hlo, 16, "an id that begins with no record type", |fields| {
            fields.change("SyndicObjectID", "B0051CHA00000L16");
        }),
        trap(Pcu, 15, "a body in the feed of monuments", |fields| {
            fields.change("SyndicObjectID", "ORGCHA051FS00C15");
            fields.change("ObjectTypeName", "Organismes");
        }),
        trap(Loi, 15, "an event in the feed of leisure", |fields| {
            fields.change("SyndicObjectID", "FMACHA051FS00I15");
            fields.change("ObjectTypeName", "Fêtes et manifestations");
        }),
        trap(Pna, 15, "a route in the feed of natural sites", |fields| {
            fields.change("SyndicObjectID", "ITICHA051FS00N15");
            fields.change("ObjectTypeName", "Itinéraires");
        }),
        trap(Asc, 15, "the id of a restaurant in the feed of activities", |fields| {
            fields.change("SyndicObjectID", "RESCHA051FS00S15");
        }),
        trap(Asc, 16, "called by the name of another record type", |fields| {
            fields.change("ObjectTypeName", "Restauration");
        }),
        trap(Hot, 4, "another instance's name of the record type", |fields| {
            fields.change("ObjectTypeName", "Hôtels");
        }),
        trap(Deg, 15, "not confirmed for years", |fields| fields.change("Updated", "/Date(1267401600000)/"))
            .in_all_languages(),
        trap(Hot, 15, "a test record", |fields| {
            fields.change("SyndicObjectName", "HOT test");
            fields.change("title", "HOT test");
            fields.change("DescriptionCommerciale", "blabla");
        }),
        trap(Deg, 16, "a translation without its record", |fields| {
            fields.change("SyndicObjectID", "DEGCHA051FS00D99");
        })
        .only_in(Language::English),
    ]
}

fn kinds() -> Vec<Trap> {
    vec![
        trap(Hlo, 15, "to let, and guest rooms", |fields| {
            fields.change("Classification", "Meublés de tourisme#Chambres d'hôtes");
        }),
        trap(Loi, 16, "sport and culture", |fields| {
            fields.change("Classification", "Loisirs sportifs");
            fields.change("Classification2", "Culture et patrimoine");
            fields.change("Classification3", Value::Null);
        }),
        trap(Asc, 17, "no classification at all", |fields| {
            for name in ["Classification", "Classification2", "Classification3"] {
                fields.change(name, Value::Null);
            }
        }),
        trap(Asc, 11, "only the second of three classifications", |fields| {
            fields.change("Classification", Value::Null);
            fields.change("Classification2", "Sports et loisirs");
            fields.change("Classification3", Value::Null);
        }),
    ]
}

fn names() -> Vec<Trap> {
    vec![
        trap(Hot, 11, "a bar and a number sign in the name", |fields| {
            fields.change("SyndicObjectName", "Hôtel des Arts | Chambres #5");
            fields.change("title", "Hôtel des Arts | Chambres #5");
        }),
        trap(Hot, 12, "blanks before and inside the name", |fields| {
            fields.change("title", "  Hôtel  des Arcades");
        }),
        trap(Hot, 13, "the company behind it, and no name", |fields| {
            fields.change("title", Value::Null);
            fields.change("RaisonSociale", "SASU des Arcades");
        }),
        trap(Res, 14, "a name that begins as that of a test does", |fields| {
            fields.change("SyndicObjectName", "Testament de Pierre");
            fields.change("NomOffre", "Testament de Pierre");
        }),
        trap(Hot, 16, "no name but a number", |fields| {
            fields.change("title", Value::Null);
            fields.change("RaisonSociale", "");
            fields.change("SyndicObjectName", "1");
        }),
        trap(Res, 13, "the name in the common field only", |fields| fields.change("NomOffre", "")),
    ]
}

fn addresses() -> Vec<Trap> {
    vec![
        trap(Hot, 12, "seven cells of an address: with the cedex", |fields| {
            fields.change("AdresseComplete", "1 place du Marché|||51000|CHALONS-EN-CHAMPAGNE|CEDEX|51108");
        }),
        trap(Hot, 17, "five cells of an address", |fields| {
            fields.change("AdresseComplete", "1 place du Marché||51000|CHALONS-EN-CHAMPAGNE|51108");
        }),
        trap(Hot, 14, "an address without a street", |fields| {
            fields.change("AdresseComplete", "|||51160|HAUTVILLERS|51287");
        }),
        trap(Res, 10, "a blank in the postcode", |fields| {
            fields.change("CP", "51 100");
            fields.change("Commune", "Reims");
        }),
        trap(Res, 15, "a postcode of four digits", |fields| fields.change("CP", "5116")),
        trap(Res, 11, "the town in capitals without accents", |fields| {
            fields.change("CP", "51200");
            fields.change("Commune", "EPERNAY");
        }),
        trap(Res, 12, "a number with its comma, bis and a floor", |fields| {
            fields.change("Adresse1", "12 bis, rue du Général-Leclerc");
            fields.change("Adresse1Suite", "2e étage");
        }),
        trap(Deg, 4, "the text null", |fields| fields.change("Adresse2", "null")),
        trap(Deg, 4, "nothing but blanks", |fields| fields.change("Adresse1Suite", "   ")),
    ]
}

fn positions() -> Vec<Trap> {
    vec![
        trap(Vil, 6, "a decimal comma in the position", |fields| {
            fields.change("GooglemapLatitude", "48,5533000");
            fields.change("GooglemapLongitude", "4,7811000");
        }),
        trap(Vil, 7, "a blank before the longitude", |fields| {
            fields.change("GooglemapLatitude", "48.5541000");
            fields.change("GooglemapLongitude", " 4.7790000");
        }),
        trap(Vil, 8, "a bracket for the point of the latitude", |fields| {
            fields.change("GooglemapLatitude", "48)5541000");
            fields.change("GooglemapLongitude", "4.7790000");
        }),
        trap(Vil, 9, "latitude and longitude in each other's place", |fields| {
            fields.change("GooglemapLatitude", "4.7790000");
            fields.change("GooglemapLongitude", "48.5541000");
        }),
        trap(Vil, 10, "the position in the common fields only", |fields| {
            fields.change("GooglemapLatitude", Value::Null);
            fields.change("GooglemapLongitude", "");
            fields.change("GmapLatitude", "48.5560000");
            fields.change("GmapLongitude", "4.7800000");
        }),
        trap(Vil, 15, "a latitude without its longitude", |fields| {
            fields.change("GooglemapLatitude", "48.5560000");
            fields.change("GooglemapLongitude", Value::Null);
            fields.change("GmapLatitude", "48.5560000");
            fields.change("GmapLongitude", Value::Null);
        }),
        trap(Vil, 11, "half of one position beside the whole of another", |fields| {
            fields.change("GooglemapLatitude", "48.5560000");
            fields.change("GooglemapLongitude", Value::Null);
            fields.change("GmapLatitude", "48.9000000");
            fields.change("GmapLongitude", "4.1000000");
        }),
        trap(Vil, 12, "two positions that differ", |fields| {
            fields.change("GooglemapLatitude", "48.5560000");
            fields.change("GooglemapLongitude", "4.7800000");
            fields.change("GmapLatitude", "48.9000000");
            fields.change("GmapLongitude", "4.1000000");
        }),
        trap(Pna, 5, "zero degrees", |fields| {
            fields.change("GmapLatitude", "0.0000000");
            fields.change("GmapLongitude", "0.0000000");
        }),
    ]
}

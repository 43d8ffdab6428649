//! What a record is: ids, dates, types, names, and where it lies.

use super::super::super::bordereau::Bordereau::{Asc, Deg, Hlo, Hot, Hpa, Loi, Pcu, Pna, Res, Vil};
use super::super::super::head::Language;
use super::super::super::typed::{code_of, thesaurus};
use super::super::super::value::Value;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    [ids(), kinds(), names(), addresses(), positions()].concat()
}

fn ids() -> Vec<Trap> {
    vec![
        trap(Hpa, 15, "an id of fifteen characters, without a region", |fields| {
            fields.change("SyndicObjectID", "HPA046878000016");
        }),
        trap(Hpa, 16, "an id of eighteen characters", |fields| {
            fields.change("SyndicObjectID", "HPAMIP046V500RRX15");
        }),
        trap(Hpa, 17, "a record of the region: 000 for the département", |fields| {
            fields.change("SyndicObjectID", "HPAMIP000FS00P17");
        }),
        trap(Hlo, 16, "an id that begins with no record type", |fields| {
            fields.change("SyndicObjectID", "B0046MIP00000L16");
        }),
        trap(Pcu, 15, "a body that was picked by hand", |fields| {
            fields.change("SyndicObjectID", "ORGMIP046FS00C15");
            fields.change("ObjectTypeName", "Organismes");
        }),
        trap(Pcu, 16, "a body that was picked by hand, without a type", |fields| {
            fields.change("SyndicObjectID", "ORGMIP046FS00C16");
            fields.change("ObjectTypeName", "Organismes");
        }),
        trap(Pcu, 17, "a body that nobody picked", |fields| {
            fields.change("SyndicObjectID", "ORGMIP046FS00C17");
            fields.change("ObjectTypeName", "Organismes");
        }),
        trap(Loi, 15, "an event in the feed of leisure", |fields| {
            fields.change("SyndicObjectID", "FMAMIP046FS00I15");
            fields.change("ObjectTypeName", "Fêtes et manifestations");
        }),
        trap(Pna, 15, "a route in the feed of natural sites", |fields| {
            fields.change("SyndicObjectID", "ITIMIP046FS00N15");
            fields.change("ObjectTypeName", "Itinéraires");
        }),
        trap(Asc, 15, "the id of a restaurant in the feed of activities", |fields| {
            fields.change("SyndicObjectID", "RESMIP046FS00S15");
        }),
        trap(Asc, 16, "called by the name of another record type", |fields| {
            fields.change("ObjectTypeName", "Restauration");
        }),
        trap(Hot, 4, "another instance's name of the record type", |fields| {
            fields.change("ObjectTypeName", "Hôtel");
        }),
        trap(Hot, 3, "seven digits behind the seconds", |fields| {
            fields.change("Updated", "2025-03-14T15:10:53.1234567");
        }),
        trap(Deg, 15, "not confirmed for years", |fields| fields.change("Updated", "2010-03-01T00:00:00"))
            .in_all_languages(),
        trap(Hot, 15, "a test record", |fields| {
            fields.change("SyndicObjectName", "HOT test");
            fields.change("Nometablissement", "HOT test");
        }),
        trap(Deg, 16, "a translation without its record", |fields| {
            fields.change("SyndicObjectID", "DEGMIP046FS00D99");
        })
        .only_in(Language::English),
    ]
}

fn kinds() -> Vec<Trap> {
    vec![
        trap(Hlo, 15, "no category", |fields| fields.change("Categorie", Value::Null)),
        trap(Loi, 16, "a category that says both", |fields| {
            let label = "Sports et culture";
            fields.change("Categorie", thesaurus(&code_of('K', label), label));
        }),
        trap(Asc, 17, "a category without its label", |fields| {
            fields.change("Categorie.ThesLibelle", Value::Null);
        }),
    ]
}

fn names() -> Vec<Trap> {
    vec![
        trap(Hot, 11, "a bar and a number sign in the name", |fields| {
            fields.change("SyndicObjectName", "Hôtel des Arts | Chambres #5");
            fields.change("Nometablissement", "Hôtel des Arts | Chambres #5");
        }),
        trap(Hot, 12, "blanks before and inside the name", |fields| {
            fields.change("Nometablissement", "  Hôtel  des Arcades");
        }),
        trap(Hot, 13, "the company behind it, and no name", |fields| {
            fields.change("Nometablissement", Value::Null);
            fields.change("RaisonSociale", "SASU des Arcades");
        }),
        trap(Res, 12, "a name that begins as that of a test does", |fields| {
            fields.change("SyndicObjectName", "Testament de Pierre");
            fields.change("Nometablissement", "Testament de Pierre");
        }),
        trap(Hot, 14, "the name in the common field only", |fields| {
            fields.change("Nometablissement", "");
            fields.change("RaisonSociale", "null");
        }),
        trap(Hot, 16, "no name but a number", |fields| {
            fields.change("Nometablissement", Value::Null);
            fields.change("RaisonSociale", "");
            fields.change("SyndicObjectName", "1");
        }),
    ]
}

fn addresses() -> Vec<Trap> {
    vec![
        trap(Res, 10, "a blank in the postcode", |fields| {
            fields.change("CODEPOSTAL", "46 000");
            fields.change("COMMUNE", "Cahors");
        }),
        trap(Res, 13, "a postcode as a number", |fields| {
            fields.change("CODEPOSTAL", 46_100_u64);
            fields.change("COMMUNE", "Figeac");
        }),
        trap(Res, 15, "a postcode of four digits", |fields| fields.change("CODEPOSTAL", "4600")),
        trap(Res, 11, "the town in capitals without accents", |fields| {
            fields.change("CODEPOSTAL", "46400");
            fields.change("COMMUNE", "SAINT-CERE");
        }),
        trap(Res, 12, "a number with its comma, bis and a floor", |fields| {
            fields.change("ADRESSE1", "12 bis, rue du Général-Leclerc");
            fields.change("ADRESSE2", "2e étage");
        }),
        trap(Res, 14, "an address without a street", |fields| {
            for name in ["ADRESSE1", "ADRESSE2", "ADRESSE3"] {
                fields.change(name, "");
            }
        }),
        trap(Deg, 4, "the text null", |fields| fields.change("ADRESSE3", "null")),
        trap(Deg, 4, "nothing but blanks", |fields| fields.change("ADRESSE2", "   ")),
    ]
}

fn positions() -> Vec<Trap> {
    vec![
        trap(Vil, 6, "a decimal comma in the position", |fields| {
            fields.change("GmapLatitude", "44,7991000");
            fields.change("GmapLongitude", "1,6182000");
        }),
        trap(Vil, 7, "a blank before the longitude", |fields| {
            fields.change("GmapLatitude", "44.7991000");
            fields.change("GmapLongitude", " 1.6182000");
        }),
        trap(Vil, 8, "a bracket for the point of the latitude", |fields| {
            fields.change("GmapLatitude", "44)7991000");
            fields.change("GmapLongitude", "1.6182000");
        }),
        trap(Vil, 9, "latitude and longitude in each other's place", |fields| {
            fields.change("GmapLatitude", "1.6182000");
            fields.change("GmapLongitude", "44.7991000");
        }),
        trap(Vil, 10, "numbers for the position", |fields| {
            fields.change("GmapLatitude", 44.7991);
            fields.change("GmapLongitude", 1.6182);
        }),
        trap(Vil, 15, "a latitude without its longitude", |fields| {
            fields.change("GmapLatitude", "44.7991000");
            fields.change("GmapLongitude", "");
        }),
        trap(Pna, 5, "zero degrees", |fields| {
            fields.change("GmapLatitude", "0");
            fields.change("GmapLongitude", "0");
        }),
    ]
}

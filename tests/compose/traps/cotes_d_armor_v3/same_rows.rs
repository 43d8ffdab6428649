//! Rows that `cotes_d_armor` has too: prices, kinds and places of which both must give the same answer. And contacts and
//! openings in forms that only api-v3 can serve.

use super::super::super::bordereau::Bordereau::{Asc, Hlo, Hpa, Pcu, Res, Vil};
use super::super::super::fields::Fields;
use super::super::super::typed::thesaurus;
use super::{Trap, contact, opening, price, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    [prices(), places(), kinds(), forms()].concat()
}

fn prices() -> Vec<Trap> {
    vec![
        trap(Hlo, 18, "cleaning as a package is the cheapest", |fields| {
            list(fields, &[("Semaine", 500.0, Some(700.0)), ("Forfait ménage", 60.0, None)]);
        }),
        trap(Hpa, 9, "one more person is the cheapest", |fields| {
            let prices = [
                ("Emplacement", 20.0, Some(30.0)),
                ("Pers./nuit", 5.0, None),
                ("Forfait ménage mobil-home", 55.0, None),
            ];
            list(fields, &prices);
        }),
        trap(Hpa, 10, "a price for a person and no other", |fields| {
            list(fields, &[("Pers./nuit", 6.5, None), ("Animaux", 2.0, None)]);
        }),
        trap(Hpa, 11, "nothing but cleaning in the list of prices", |fields| {
            list(fields, &[("Forfait ménage mobil-home", 55.0, None)]);
        }),
        trap(Res, 11, "drinks and a gift voucher are the cheapest", |fields| {
            let prices = [
                ("Menu adulte", 20.0, Some(30.0)),
                ("Forfait boissons", 8.0, None),
                ("Carte cadeau", 5.0, None),
            ];
            list(fields, &prices);
        }),
        trap(Res, 12, "a menu for children and no other", |fields| {
            list(fields, &[("Menu enfant", 9.5, None)]);
        }),
        trap(Pcu, 11, "an adult and a child", |fields| {
            fields.change("TARIFENTREE", thesaurus("P1", "Payant"));
            list(fields, &[("Adulte", 8.0, None), ("Enfant", 4.0, None)]);
            fields.push("TARIFPRESTATIONs", price("Gratuit", None::<f64>));
        }),
        trap(Pcu, 12, "a free entrance without a list of prices", |fields| {
            fields.change("TARIFENTREE", thesaurus("P0", "Gratuit"));
            list(fields, &[]);
        }),
        trap(Pcu, 13, "free in one field and paid in another", |fields| {
            fields.change("TARIFENTREE", thesaurus("P0", "Gratuit"));
            list(fields, &[("Plein tarif", 8.0, None)]);
        }),
        trap(Pcu, 14, "a child and nobody else", |fields| {
            fields.change("TARIFENTREE", thesaurus("P1", "Payant"));
            list(fields, &[("Enfant", 4.0, None)]);
        }),
        trap(Pcu, 10, "what the visitor wants to give", |fields| {
            fields.change("TARIFENTREE", thesaurus("P2", "Libre participation"));
            list(fields, &[]);
        }),
    ]
}

fn places() -> Vec<Trap> {
    vec![
        trap(Pcu, 16, "a record of the whole region in another département", |fields| {
            fields.change("SyndicObjectID", "PCUBRE000FS00C16");
            fields.change("DetailIDENTADRESSEINSEE", "35093");
            fields.change("DetailIDENTADRESSECP", "35800");
            fields.change("DetailIDENTADRESSECOMMUNE", "Dinard");
        }),
        trap(Pcu, 17, "a postcode of another département than the town", |fields| {
            fields.change("DetailIDENTADRESSEINSEE", "22113");
            fields.change("DetailIDENTADRESSECP", "35800");
        }),
        trap(Hpa, 12, "halves of two positions", |fields| {
            fields.change("DetailACCESLOCLONGITUDE", None::<&str>);
            fields.change("GmapLatitude", None::<&str>);
        }),
        trap(Vil, 17, "a building and a hamlet without a street", |fields| {
            fields.change("DetailIDENTADRESSEADR1", "Domaine du Lac");
            fields.change("DetailIDENTADRESSEADR1suite", "Bâtiment B");
            fields.change("DetailIDENTADRESSEADR2", None::<&str>);
            fields.change("DetailIDENTADRESSEADR3", "Kerbihan");
        }),
    ]
}

fn kinds() -> Vec<Trap> {
    vec![
        trap(Hlo, 17, "the word of the law for a place to let", |fields| kind(fields, "Meublé de tourisme")),
        trap(Hlo, 18, "a gîte without another word", |fields| kind(fields, "Gîte")),
        trap(Hlo, 19, "a house of the village", |fields| kind(fields, "Maison de village")),
        trap(Hlo, 20, "guest rooms with stars", |fields| {
            kind(fields, "Chambre d'hôtes");
            fields.change("DetailIDENTCLASSEMENT", thesaurus("C3", "3 étoiles"));
        }),
    ]
}

fn forms() -> Vec<Trap> {
    vec![
        trap(Res, 13, "telephones under another code and under none", |fields| {
            let mut unnamed = contact("", "", "02 61 91 31 13");
            unnamed.change("TypedaccesTelecom", None::<&str>);
            fields.change("IDENTMOYENCOMs", vec![contact("C7", "Portable", "06 39 98 31 13"), unnamed]);
        }),
        trap(Res, 14, "two sites", |fields| {
            let sites = ["https://table.example.org", "https://reservation.example.org/table"];
            fields.change("IDENTMOYENCOMs", sites.map(|site| contact("C5", "Site web (URL)", site)).to_vec());
        }),
        trap(Asc, 8, "the far date beside a season", |fields| {
            let mut far = opening([None; 4]);
            far.change("Datedebut", "2100-06-01T00:00:00");
            far.change("Datefin", "2100-06-02T00:00:00");
            let season = opening([Some("10:00:00"), None, None, Some("18:00:00")]);
            fields.change("IDENTPERIODEOUVERTUREs", vec![season, far]);
        }),
        trap(Asc, 9, "a text where the openings should stand", |fields| {
            fields.change("IDENTPERIODEOUVERTUREs", "tous les jours");
        }),
    ]
}

fn kind(fields: &mut Fields, label: &str) {
    fields.change("DetailIDENTHLOTYPEs", vec![thesaurus("K1", label)]);
}

/// Titles with euros from and to.
fn list(fields: &mut Fields, rows: &[(&str, f64, Option<f64>)]) {
    let row = |&(title, min, max): &(&str, f64, Option<f64>)| {
        let mut row = price(title, min);
        if let Some(max) = max {
            row.change("MaximumEuro", max);
        }
        row
    };
    fields.change("TARIFPRESTATIONs", rows.iter().map(row).collect::<Vec<Fields>>());
}

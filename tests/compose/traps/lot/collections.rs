//! Collections, objects and native values that are not what they should be.

use super::super::super::bordereau::Bordereau::{Deg, Hlo, Hot, Hpa, Pcu, Vil};
use super::super::super::fields::Fields;
use super::super::super::head::Language;
use super::super::super::typed::{rows, thesaurus};
use super::super::super::value::Value;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    [absences(), natives(), texts(), pictures()].concat()
}

fn absences() -> Vec<Trap> {
    vec![
        trap(Hot, 8, "a collection that was not asked for: a link in its place", |fields| {
            let id = fields.text("SyndicObjectID");
            fields.remove("PHOTOSs");
            let link = format!("http://wcf.tourinsoft.com/Syndication/3.0/cdt46/Objects('{id}')/PHOTOSs");
            fields.set("PHOTOSs@odata.navigationLinkUrl", link);
        }),
        trap(Hot, 9, "a collection that was not asked for: nothing in its place", |fields| {
            fields.remove("CALENDRIERs");
        }),
        trap(Hpa, 7, "the body was not asked for", |fields| fields.remove("Structure")),
        trap(Hpa, 5, "null for a collection", |fields| fields.change("Labels", Value::Null)),
        trap(Hpa, 6, "an object without anything in it", |fields| {
            fields.change("Classement", thesaurus("", ""));
            fields.change("Classement.ThesCode", Value::Null);
            fields.change("Classement.ThesLibelle", Value::Null);
        }),
        trap(Vil, 4, "an empty collection", |fields| fields.change("DESCRIPTIFs", Value::List(Vec::new()))),
    ]
}

fn natives() -> Vec<Trap> {
    vec![
        trap(Hpa, 3, "a single object instead of a collection", |fields| {
            let row = Fields::new()
                .with("ID", 90_100_u64)
                .with("Ordre", 1_u64)
                .with("SyndicObjectId", fields.text("SyndicObjectID"))
                .with("Capacitetotalenombredepersonnes", 240.0)
                .with("Nombredemplacements", 80.0);
            fields.change("Capacites", row);
        }),
        trap(Hpa, 4, "a text instead of a collection", |fields| fields.change("Animauxacceptess", "oui")),
        trap(Hpa, 8, "a text for a number", |fields| {
            let row = Fields::new()
                .with("Capacitetotalenombredepersonnes", "120")
                .with("Nombredemplacements", "1 200");
            capacities(fields, row);
        }),
        trap(Hlo, 4, "half a person", |fields| {
            let row =
                Fields::new().with("Capacitetotalenombredepersonnes", 4.5).with("Nombretotaldechambres", 2.0);
            capacities(fields, row);
        }),
        trap(Hot, 4, "a text for true", |fields| fields.change("AccueilPMR", "oui")),
        trap(Hot, 5, "a text that is neither true nor false", |fields| {
            fields.change("AccueilPMR", "sur demande");
        }),
        trap(Hot, 6, "a native false", |fields| fields.change("AccueilPMR", false)),
        trap(Hot, 11, "one label under two codes", |fields| {
            let id = fields.text("SyndicObjectID");
            let entries = vec![
                thesaurus("WIFI", "Wifi"),
                thesaurus("E0049", "Wifi"),
                thesaurus("PPRI", "Parking privé"),
            ];
            fields.change("PrestationsEquipementss", rows(&id, "PrestationsEquipementss", entries));
        }),
        trap(Hot, 13, "another writing of a rating", |fields| {
            fields.change("Classement", thesaurus("NC", "Non Classé"));
        }),
        trap(Hlo, 9, "stars of guest rooms, which the law does not rate", |fields| {
            fields.change("Classement", thesaurus("C3", "3 étoiles"));
        }),
        trap(Hot, 12, "a label for wheelchairs", |fields| {
            let id = fields.text("SyndicObjectID");
            fields.change("Handicaps", rows(&id, "Handicaps", vec![thesaurus("HM", "Handicap moteur")]));
        }),
    ]
}

fn texts() -> Vec<Trap> {
    vec![
        trap(Pcu, 11, "tags and entities", |fields| {
            description(
                fields,
                "<p>Un <strong>ensemble</strong> m&eacute;di&eacute;val, &agrave; deux pas du bourg.<br />Visite libre &amp; gratuite.</p>",
            );
        }),
        trap(Pcu, 12, "line ends of another system", |fields| {
            description(fields, "Deux salles voûtées.\r\n\r\nUn cloître du XIIe siècle.  ");
        }),
        trap(Pcu, 13, "a text that was escaped as a whole", |fields| {
            description(fields, "&lt;p&gt;Deux salles vo&ucirc;t&eacute;es.&lt;/p&gt;");
        }),
        trap(Deg, 8, "no translation", |fields| fields.change("DESCRIPTIFs", Value::List(Vec::new())))
            .only_in(Language::English),
        trap(Deg, 9, "the description in French in the English feed", |fields| {
            description(fields, "Le texte n'a pas encore été traduit.");
        })
        .only_in(Language::English),
    ]
}

fn pictures() -> Vec<Trap> {
    vec![
        trap(Vil, 5, "a row without its picture", |fields| {
            picture(fields, "vue.jpg");
            fields.change("PHOTOSs[0].Photo", Value::Null);
        }),
        trap(Vil, 11, "a bare name of a file", |fields| picture(fields, "Vue d'été n°1.JPG")),
        trap(Vil, 12, "an ampersand that was escaped once too often", |fields| {
            picture(fields, "https://cdt46.media.tourinsoft.eu/upload/vue.jpg?width=250&amp;height=180");
        }),
        trap(Vil, 14, "a picture whose use ends on a day", |fields| {
            picture(fields, "vue.jpg");
            fields.change("PHOTOSs[0].Datedefindutilisation", "2026-12-31T00:00:00");
        }),
        trap(Vil, 10, "a day for the use of a picture, and no picture", |fields| {
            picture(fields, "");
            fields.change("PHOTOSs[0].Datedefindutilisation", "2026-12-31T00:00:00");
        }),
        trap(Vil, 13, "a picture without an address", |fields| picture(fields, "")),
    ]
}

fn capacities(fields: &mut Fields, row: Fields) {
    let id = fields.text("SyndicObjectID");
    fields.change("Capacites", rows(&id, "Capacites", vec![row]));
}

fn description(fields: &mut Fields, text: &str) {
    let id = fields.text("SyndicObjectID");
    let row = Fields::new().with("Accroche", Value::Null).with("Descriptioncommerciale", text);
    fields.change("DESCRIPTIFs", rows(&id, "DESCRIPTIFs", vec![row]));
}

/// One picture instead of those of the record.
fn picture(fields: &mut Fields, address: &str) {
    let id = fields.text("SyndicObjectID");
    let photo = Fields::new()
        .with("MediaID", Value::Null)
        .with("Titre", "Vue d'ensemble")
        .with("Credit", "")
        .with("Url", address);
    let row = Fields::new()
        .with("Photo", photo)
        .with("Datedefindutilisation", Value::Null)
        .with("Licencecreativecommons", false);
    fields.change("PHOTOSs", rows(&id, "PHOTOSs", vec![row]));
}

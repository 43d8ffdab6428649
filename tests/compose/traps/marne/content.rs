//! Texts, lists of labels, and pictures.

use super::super::super::bordereau::Bordereau::{Deg, Hlo, Hot, Loi, Pcu, Res, Vil};
use super::super::super::head::Language;
use super::super::super::value::Value;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    [texts(), lists(), pictures()].concat()
}

fn texts() -> Vec<Trap> {
    vec![
        trap(Pcu, 11, "tags and entities", |fields| {
            let text = "<p>Un <strong>ensemble</strong> m&eacute;di&eacute;val, &agrave; deux pas du bourg.<br />Visite libre &amp; gratuite.</p>";
            fields.change("DescriptionComSiteMonum", text);
        }),
        trap(Pcu, 12, "two kinds of monument in one record", |fields| {
            fields.change("DescriptionComMusee", "Deux salles retracent l'histoire du lieu.");
            fields.change("DescriptionComJardin", "Le jardin se visite d'avril à octobre.");
        }),
        trap(Pcu, 13, "a village of character", |fields| {
            for name in [
                "DescriptionComMusee",
                "DescriptionComJardin",
                "DescriptionComSiteMonum",
                "DescriptionComVisitTech",
            ] {
                fields.change(name, Value::Null);
            }
            fields.change("NomOffre", "Bourg de la Fontaine");
            fields.change("SyndicObjectName", "Bourg de la Fontaine");
            fields.change("Classification", "Villes et villages de caractère");
            fields.change("DescriptionComVilCaract", "Ruelles pavées et maisons à colombages.");
        }),
        trap(Loi, 7, "the description in three fields", |fields| {
            fields.change("DescriptionCommerciale", "Une base au bord du lac.");
            fields.change("DescriptionCommerciale2", "On y apprend à naviguer.");
            fields.change("DescriptionCommerciale3", "La plage est surveillée en été.");
        }),
        trap(Deg, 5, "line ends of another system", |fields| {
            fields.change(
                "DescriptionCommerciale",
                "Une cave creusée dans la craie.\r\n\r\nDégustation au comptoir.  ",
            );
        }),
        trap(Deg, 6, "a text that was escaped as a whole", |fields| {
            fields.change(
                "DescriptionCommerciale",
                "&lt;p&gt;Une cave creus&eacute;e dans la craie.&lt;/p&gt;",
            );
        }),
        trap(Deg, 7, "wine and produce in one field", |fields| {
            fields.change("Classification", "Caves et vignobles#Produits du terroir");
        }),
        trap(Deg, 8, "no translation of the description", |fields| {
            fields.change("DescriptionCommerciale", Value::Null);
        })
        .only_in(Language::English),
        trap(Deg, 9, "the description in French in the English feed", |fields| {
            fields.change("DescriptionCommerciale", "Le texte n'a pas encore été traduit.");
        })
        .only_in(Language::English),
    ]
}

fn lists() -> Vec<Trap> {
    vec![
        trap(Hot, 6, "an empty item at the beginning of a list", |fields| {
            fields.change("Labels", "#Qualité Tourisme");
        }),
        trap(Hot, 7, "blanks around the sign between items", |fields| {
            fields.change("LanguesParlees", "Français # Anglais #Allemand");
        }),
        trap(Hot, 8, "a sign behind the last item", |fields| {
            fields.change("ModesPaiements", "Espèces#Visa#");
        }),
        trap(Hot, 9, "one service in three fields", |fields| {
            fields.change("PrestationsConforts", "Accès WIFI");
            fields.change("PrestationsEquipements", "Parking#Télécopieur");
            fields.change("PrestationsServices", "Wifi#Wifi gratuit");
        }),
        trap(Hot, 10, "another writing of a rating", |fields| {
            fields.change("ClassementsllPrefectoral", "Non Classé");
        }),
        trap(Hot, 13, "a chain with an apostrophe", |fields| fields.change("Chaines", "Brit' hotel")),
        trap(Hot, 13, "a label for wheelchairs", |fields| {
            fields.change("Handicap", "Handicap moteur#Handicap visuel");
        }),
        trap(Hot, 14, "an empty text for nothing", |fields| fields.change("Labels", "")),
        trap(Vil, 5, "a blank before a rating", |fields| {
            fields.change("ClassementsllPrefectoral", " 3 étoiles");
        }),
        trap(Hlo, 9, "stars of guest rooms, which the law does not rate", |fields| {
            fields.change("Classification", "Chambres d'hôtes");
            fields.change("ClassementPrefectoral", "3 étoiles");
        }),
        trap(Hlo, 5, "a grade of a label, and no rating of the State", |fields| {
            fields.change("ClassementPrefectoral", Value::Null);
            fields.change("ClassementsGitesdeFrance", "3 épis");
            fields.change("Labels", Value::Null);
        }),
    ]
}

fn pictures() -> Vec<Trap> {
    vec![
        trap(Hot, 9, "a bare name of a file", |fields| {
            fields.change("Photos", "hotel-neuf.jpg|La façade|© Hôtel");
        }),
        trap(Hot, 10, "blanks, accents and capitals in the name of a file", |fields| {
            fields.change("Photos", "http://cdt51.media.tourinsoft.eu/upload/Façade d'été 2.JPG|La façade|");
        }),
        trap(Res, 7, "an ampersand that was escaped once too often", |fields| {
            fields.change(
                "Photos",
                "https://cdt51.media.tourinsoft.eu/upload/salle.jpg?width=250&amp;height=180|La salle|",
            );
        }),
        trap(Res, 8, "a picture of one cell", |fields| {
            fields.change("Photos", "https://cdt51.media.tourinsoft.eu/upload/salle.jpg");
        }),
        trap(Res, 9, "the code of a page for an address", |fields| {
            fields.change("Photos", r#"<img src="https://cdt51.media.tourinsoft.eu/upload/salle.jpg?width=150&height=120" />|La salle|"#);
        }),
        trap(Res, 10, "a title without a picture", |fields| {
            fields.change(
                "Photos",
                "|La salle|© Restaurant#https://cdt51.media.tourinsoft.eu/upload/salle.jpg||",
            );
        }),
    ]
}

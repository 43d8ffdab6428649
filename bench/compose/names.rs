//! The two namings of the task's feeds: what the fields are called, in which order they come, and how lists are put
//! together. Both have the same values.
//!
//! **Invariant:** both namings have the same fields, each of them once, and no name means two things.

use crate::record::Record;

/// How a feed of offers names and joins things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// As TASK.md has it.
    Task,
    /// `--names other`: every name, the order, and both separators are different.
    Other,
}

impl Naming {
    /// What stands between the items of a list.
    pub(crate) fn item(self) -> &'static str {
        match self {
            Self::Task => "#",
            Self::Other => ";",
        }
    }

    /// What stands between the cells of an item.
    pub(crate) fn cell(self) -> char {
        match self {
            Self::Task => '|',
            Self::Other => '~',
        }
    }

    /// The record, composed with the names of the task, as this naming has it.
    pub(crate) fn apply(self, record: Record) -> Record {
        match self {
            Self::Task => record,
            Self::Other => renamed(record),
        }
    }
}

/// Gives every field its other name and its other place.
fn renamed(mut record: Record) -> Record {
    let mut other = Record::new(record.id, record.updated);
    for (name, in_task) in OTHER {
        let found = record.fields.iter_mut().find(|(known, _)| *known == in_task);
        other.put(name, found.and_then(|(_, value)| value.take()));
    }
    other
}

/// The type that `OData` states for a field, in either naming; none for a text.
pub(crate) fn edm_type(name: &str) -> Option<&'static str> {
    match name {
        "Published" | "Updated" | "DateCreation" | "DateMaj" => Some("Edm.DateTime"),
        "SyndicObjectOrder" | "CAPACITE" | "RangFiche" | "CAPATOTAL" => Some("Edm.Int32"),
        _ => None,
    }
}

/// Whether the field is a number in JSON.
pub(crate) fn is_number(name: &str) -> bool {
    edm_type(name) == Some("Edm.Int32")
}

/// The other names in their order, each beside the name that TASK.md uses.
const OTHER: [(&str, &str); 73] = [
    ("CONTACTFONCTION", "FONCTION"),
    ("LOCZONE", "ZONE"),
    ("TARIFGRILLE", "TARIFS"),
    ("PRESTAACTIVITE", "ACTIVITES"),
    ("IDENTCATEGORIE", "CATEGORIE"),
    ("TEXTEFR", "DESCRIPTIF"),
    ("IdentifiantFiche", "SyndicObjectID"),
    ("LOCGPSNORD", "LATITUDE"),
    ("CONTACTCOURRIEL", "MAIL"),
    ("TEXTEEN", "DESCRIPTIFGB"),
    ("LOCTYPE", "LOCALISATION"),
    ("LOCGARE", "GARE"),
    ("IDENTAGREMENT", "AGREMENT"),
    ("GESTIONSTRUCTURE", "IDSTRUCTURE"),
    ("CAPATOTAL", "CAPACITE"),
    ("IDENTADRESSEBATIMENT", "ADRESSE1"),
    ("IDENTCODEPOSTAL", "CP"),
    ("LOCAEROPORT", "AEROPORT"),
    ("LOCCANTON", "CANTON"),
    ("RangFiche", "SyndicObjectOrder"),
    ("PRESTASERVICE", "SERVICES"),
    ("LOCPAYS", "PAYS"),
    ("CONTACTSITE", "URL"),
    ("LOCGPSEST", "LONGITUDE"),
    ("TARIFREGLEMENT", "MODEPAIEMENT"),
    ("PERIODEOUVERT", "OUVERTURE"),
    ("TEXTEDE", "DESCRIPTIFDE"),
    ("CONTACTTELECOPIE", "FAX"),
    ("ACCUEILLANGUE", "LANGUES"),
    ("IDENTSOUSCATEGORIE", "SOUSCATEGORIE"),
    ("DIVERS2", "CHAMPLIBRE2"),
    ("IDENTADRESSEVOIE", "ADRESSE2"),
    ("DIVERS1", "CHAMPLIBRE1"),
    ("TEXTEES", "DESCRIPTIFES"),
    ("GESTIONNOTE", "NOTEINTERNE"),
    ("MEDIAVIDEO", "VIDEO"),
    ("CONTACTFIXE", "TEL"),
    ("IDENTFAMILLE", "TYPEOFFRE"),
    ("LOCACCES", "ACCES"),
    ("MEDIAINSTAGRAM", "INSTAGRAM"),
    ("GESTIONAPE", "CODEAPE"),
    ("IDENTLABEL", "LABELS"),
    ("MEDIAIMAGES", "PHOTOS"),
    ("LOCENVIRONNEMENT", "ENVIRONNEMENT"),
    ("CONTACTCIVILITE", "CIVILITE"),
    ("CONTACTPRENOM", "PRENOMCONTACT"),
    ("GESTIONAUTEUR", "AUTEUR"),
    ("GESTIONSIRET", "SIRET"),
    ("LOCREGION", "REGION"),
    ("IDENTVILLE", "COMMUNE"),
    ("ACCUEILAUDITIF", "HANDICAPAUDITIF"),
    ("GESTIONSAISIE", "IDSAISIE"),
    ("CONTACTNOM", "NOMCONTACT"),
    ("IdentifiantStructure", "SyndicStructureId"),
    ("MEDIAFACEBOOK", "FACEBOOK"),
    ("GESTIONNOM", "STRUCTURE"),
    ("MEDIATWITTER", "TWITTER"),
    ("IDENTCODEINSEE", "INSEE"),
    ("CodeBordereau", "ObjectTypeFix"),
    ("IDENTETOILES", "CLASSEMENT"),
    ("ACCUEILMOTEUR", "HANDICAPMOTEUR"),
    ("LibelleBordereau", "ObjectTypeName"),
    ("LibelleFiche", "SyndicObjectName"),
    ("PRESTACONFORT", "EQUIPEMENTS"),
    ("ACCUEILVISUEL", "HANDICAPVISUEL"),
    ("DateMaj", "Updated"),
    ("IDENTCHAINE", "CHAINES"),
    ("IDENTADRESSEBP", "ADRESSE3"),
    ("IDENTNOM", "NOMOFFRE"),
    ("DateCreation", "Published"),
    ("GESTIONRAISON", "RAISONSOCIALE"),
    ("CONTACTPORTABLE", "TELMOB"),
    ("LOCDEPARTEMENT", "DEPARTEMENT"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Naming, OTHER};
    use crate::offer;
    use crate::random::Random;

    #[test]
    fn both_namings_have_the_same_fields_and_share_no_name() {
        let record = offer::compose(&mut Random::of_record(1, 1), 1, Naming::Task);
        let composed: BTreeSet<&str> = record.fields.iter().map(|(name, _)| *name).collect();
        let renamed: BTreeSet<&str> = OTHER.iter().map(|(_, in_task)| *in_task).collect();
        assert_eq!(record.fields.len(), 73);
        assert_eq!(composed, renamed);
        let other: BTreeSet<&str> = OTHER.iter().map(|(name, _)| *name).collect();
        assert_eq!(other.len(), 73);
        assert!(other.is_disjoint(&composed));
    }

    #[test]
    fn renaming_keeps_every_value() {
        let mut values: Vec<Vec<Option<String>>> = [Naming::Task, Naming::Other]
            .into_iter()
            .map(|naming| {
                let record = offer::compose(&mut Random::of_record(3, 9), 9, Naming::Task);
                naming.apply(record).fields.into_iter().map(|(_, value)| value).collect()
            })
            .collect();
        for values in &mut values {
            values.sort();
        }
        assert_eq!(values.first(), values.last());
    }
}

//! Telephones, mail and sites: a row each, with the code of its kind.

use super::super::super::bordereau::Bordereau::{Hlo, Hot, Res};
use super::super::super::fields::Fields;
use super::super::super::typed::thesaurus;
use super::super::super::value::Value;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    vec![
        trap(Hot, 3, "a fixed line under the code of mobiles", |fields| {
            contacts(
                fields,
                &[("C6", "Téléphone cellulaire", "05 36 49 10 03"), ("C4", "Mail", "trois@example.org")],
            );
        }),
        trap(Hot, 4, "two labels for the code of mail", |fields| {
            contacts(
                fields,
                &[
                    ("C4", "Mél", ""),
                    ("C4", "Mail", "quatre@example.org"),
                    ("C4", "Mél", "encore@example.org"),
                ],
            );
        }),
        trap(Hot, 5, "a mail address as a telephone", |fields| {
            contacts(
                fields,
                &[
                    ("C1", "Téléphone filaire", "cinq@example.org"),
                    ("C1", "Téléphone filaire", "05 36 49 10 05"),
                ],
            );
        }),
        trap(Hot, 6, "a site as a fax", |fields| {
            contacts(
                fields,
                &[("C2", "Télécopieur /fax", "www.six.example.org"), ("C4", "Mail", "six@example.org")],
            );
        }),
        trap(Hot, 7, "a host without its scheme, and a blank behind it", |fields| {
            contacts(
                fields,
                &[("C5", "Site web (URL)", "www.sept.example.org "), ("C4", "Mail", "sept@example.org")],
            );
        }),
        trap(Hot, 8, "telephones with dots and without anything", |fields| {
            let phones =
                [("C1", "Téléphone filaire", "05.36.49.10.08"), ("C6", "Téléphone cellulaire", "0639981008")];
            contacts(fields, &[phones[0], phones[1], ("C4", "Mail", "huit@example.org")]);
        }),
        trap(Hot, 9, "a word before the telephone", |fields| {
            contacts(
                fields,
                &[("C1", "Tél. fixe", "Tél. 05.36.49.10.09"), ("C4", "Mail", "neuf@example.org")],
            );
        }),
        trap(Hot, 10, "a row without its kind", |fields| {
            contacts(
                fields,
                &[("C1", "Téléphone filaire", "05 36 49 10 10"), ("C4", "Mail", "dix@example.org")],
            );
            fields.change("Moyencommunications[0].Moyendecommunication", Value::Null);
        }),
        trap(Hot, 12, "a row without its value", |fields| {
            contacts(
                fields,
                &[("C1", "Téléphone filaire", "05 36 49 10 12"), ("C4", "Mail", "douze@example.org")],
            );
            fields.change("Moyencommunications[0].Coordonnees", Value::Null);
        }),
        trap(Hlo, 3, "a number sign inside a web address", |fields| {
            contacts(
                fields,
                &[
                    ("C5", "Site web (url)", "https://gites.example.org/#/fiche/381"),
                    ("C4", "Mail", "gite@example.org"),
                ],
            );
        }),
        trap(Res, 3, "two telephones in one value", |fields| {
            contacts(
                fields,
                &[
                    ("C1", "Téléphone filaire", "05 36 49 20 03 / 05 36 49 20 04"),
                    ("C4", "Mail", "table@example.org"),
                ],
            );
        }),
        trap(Res, 4, "a foreign writing of a telephone", |fields| {
            contacts(
                fields,
                &[("C1", "Téléphone filaire", "+33 (0)5 36 49 20 04"), ("C4", "Mail", "auberge@example.org")],
            );
        }),
        trap(Res, 9, "a telephone as a site", |fields| {
            contacts(
                fields,
                &[
                    ("C5", "Site web", "05 36 49 20 09"),
                    ("C5", "Site web", "https://neuf.example.org"),
                    ("C4", "Mail", "neuf@example.fr"),
                ],
            );
        }),
        trap(Res, 14, "a site without the code of its kind", |fields| {
            contacts(
                fields,
                &[
                    ("", "Site web (url)", "https://quatorze.example.org"),
                    ("C5", "Site web (url)", "https://quatorze.example.org/menu"),
                    ("C4", "Mail", "quatorze@example.fr"),
                ],
            );
            fields.change("Moyencommunications[0].Moyendecommunication.ThesCode", Value::Null);
        }),
        trap(Res, 1, "a network that has no field of its own", |fields| {
            fields.change("Reseauxsociauxs[0].Typedeplateforme", thesaurus("YOUT", "Youtube"));
            fields.change("Reseauxsociauxs[0].URL", "https://video.example.org/table");
        }),
        trap(Res, 5, "a network under the code of sites", |fields| {
            contacts(
                fields,
                &[
                    ("C5", "Site web (url)", "https://facebook.example.org/restaurant"),
                    ("C4", "Mail", "cinq@example.fr"),
                ],
            );
        }),
    ]
}

/// These rows instead of those of the record.
fn contacts(fields: &mut Fields, rows: &[(&str, &str, &str)]) {
    let rows = rows.iter().zip(1u64..).map(|((code, label, value), order)| {
        Fields::new()
            .with("ID", 90_000 + order)
            .with("Ordre", order)
            .with("SyndicObjectId", Value::Null)
            .with("Moyendecommunication", thesaurus(code, label))
            .with("Coordonnees", *value)
            .with("Complementdinformations", Value::Null)
    });
    let mut rows: Vec<Fields> = rows.collect();
    let id = fields.text("SyndicObjectID");
    for row in &mut rows {
        row.change("SyndicObjectId", &id);
    }
    fields.change("Moyencommunications", rows);
}

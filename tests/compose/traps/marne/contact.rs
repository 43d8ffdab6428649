//! Telephones, mail and sites in `MoyenDeCom`.

use super::super::super::bordereau::Bordereau::{Hlo, Hot, Hpa, Pcu, Res};
use super::super::super::fields::Fields;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    vec![
        trap(Hot, 3, "a number sign inside a web address", |fields| {
            pairs(
                fields,
                "Téléphone filaire|03 53 01 10 03#Mél|trois@example.org#Site web (URL)|https://www.example.org/#/chambres/12",
            );
        }),
        trap(Hot, 4, "two telephones under one kind", |fields| {
            pairs(fields, "Téléphone filaire|03 53 01 10 04#03 53 01 10 44#Mél|quatre@example.org");
        }),
        trap(Hot, 5, "a mail address as a telephone", |fields| {
            pairs(fields, "Téléphone filaire|cinq@example.org#Téléphone filaire|03 53 01 10 05");
        }),
        trap(Hot, 6, "a site as a fax", |fields| {
            pairs(
                fields,
                "Téléphone filaire|03 53 01 10 06#Télécopieur /fax|www.six.example.org#Mél|six@example.org",
            );
        }),
        trap(Hot, 7, "a host without its scheme, and a blank behind it", |fields| {
            pairs(
                fields,
                "Téléphone filaire|03 53 01 10 07#Mél|sept@example.org#Site web (URL)|www.sept.example.org ",
            );
        }),
        trap(Hot, 8, "telephones with dots and without anything", |fields| {
            pairs(
                fields,
                "Téléphone filaire|03.53.01.10.08#Téléphone cellulaire|0639981008#Mél|huit@example.org",
            );
        }),
        trap(Hot, 9, "a word before the telephone", |fields| {
            pairs(fields, "Téléphone filaire|Tél. 03.53.01.10.09#Mél|neuf@example.org");
        }),
        trap(Hot, 10, "a mobile number as a fixed line", |fields| {
            pairs(fields, "Téléphone filaire|06 39 98 10 10#Mél|dix@example.org");
        }),
        trap(Hot, 11, "one digit too few", |fields| {
            pairs(fields, "Téléphone filaire|03 53 01 10 1#Mél|onze@example.org");
        }),
        trap(Hlo, 3, "a bare host as a site, and a telephone in groups of three", |fields| {
            pairs(
                fields,
                "Téléphone filaire|0 353 011 033#Mél|trois@example.fr#Site web (URL)|trois.example.fr/accueil",
            );
        }),
        trap(Hpa, 5, "a telephone as a site", |fields| {
            pairs(fields, "Mail|cinq@example.org#Site web|03 53 01 40 05#Site web|https://cinq.example.org");
        }),
        trap(Hpa, 6, "the code of a page for a site", |fields| {
            pairs(
                fields,
                "Mail|six@example.org#Site web|<a href='https://six.example.org' target=blank>Le site</a>",
            );
        }),
        trap(Res, 3, "an international telephone", |fields| {
            pairs(fields, "Téléphone filaire|+33 3 53 01 20 03#Mail|table.trois@example.org");
        }),
        trap(Res, 4, "two mail addresses and two sites", |fields| {
            pairs(
                fields,
                "Mail|un@example.fr#Mail|deux@example.fr#Site web|http://un.example.fr#Site web|https://deux.example.fr/",
            );
        }),
        trap(Res, 5, "a kind that nobody knows", |fields| {
            pairs(fields, "Radio|canal 9#Téléphone filaire|03 53 01 20 05#Mail|cinq@example.fr");
        }),
        trap(Res, 6, "kinds of both instances in one text", |fields| {
            pairs(
                fields,
                "Téléphone filaire|03 53 01 20 06#Mél|six@example.fr#Site web (URL)|https://six.example.fr#Site web|https://six.example.fr/en",
            );
        }),
        trap(Pcu, 3, "a kind without a value", |fields| {
            pairs(fields, "Téléphone filaire|#Mail|visites@example.org#Site web|");
        }),
        trap(Pcu, 4, "no-break spaces in a telephone", |fields| {
            pairs(fields, "Téléphone filaire|03\u{a0}53\u{a0}01\u{a0}30\u{a0}04#Mail|quatre@example.org");
        }),
    ]
}

fn pairs(fields: &mut Fields, text: &str) {
    fields.change("MoyenDeCom", text);
}

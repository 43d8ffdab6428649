//! Openings and prices.

use super::super::super::bordereau::Bordereau::{Asc, Deg, Hlo, Hot, Hpa, Loi, Pcu, Pna, Vil};
use super::super::super::fields::Fields;
use super::super::{Trap, trap};

/// All of them.
pub(super) fn traps() -> Vec<Trap> {
    [eight_cells(), ten_cells(), prices()].concat()
}

/// As 28: two dates, four times, open days, closed days.
fn eight_cells() -> Vec<Trap> {
    vec![
        trap(Hot, 3, "half days and public holidays among the open days", |fields| {
            let days = "Dimanche$Mardi soir$Mercredi$Jeudi$Vendredi$Samedi";
            opening(
                fields,
                &format!("02/01/2026|12/07/2026|07:30|14:30|18:30|21:30|{days}$Jours fériés|Lundi"),
            );
        }),
        trap(Hot, 4, "the year 2100 for a date that is not known", |fields| {
            opening(fields, "01/06/2100|02/06/2100||||||");
        }),
        trap(Vil, 3, "a day without a break", |fields| {
            opening(fields, "01/04/2026|30/09/2026|09:00|||19:00||");
        }),
        trap(Vil, 4, "an opening without its closing", |fields| {
            opening(fields, "01/04/2026|30/09/2026|10:00|||||");
        }),
        trap(Asc, 3, "a group without dates that continues the one before it", |fields| {
            opening(fields, "01/04/2026|30/06/2026|09:00|12:00||||#||14:00|18:00||||");
        }),
        trap(Asc, 4, "a public holiday as a period of one day", |fields| {
            opening(fields, "01/01/2026|31/12/2026|10:00|18:00||||#01/05/2026|01/05/2026||||||Vendredi");
        }),
        trap(Loi, 3, "closed days joined by a hyphen", |fields| {
            opening(fields, "01/04/2026|30/09/2026|09:00|12:00|14:00|18:00||Lundi-Dimanche");
        }),
        trap(Loi, 4, "closed days and half days by blanks", |fields| {
            opening(
                fields,
                "01/04/2026|30/09/2026|09:00|12:00|14:00|18:00||Dimanche Lundi matin Mercredi après midi",
            );
        }),
        trap(Loi, 6, "a day that is open and closed", |fields| {
            opening(fields, "01/04/2026|30/09/2026|09:00|12:00|14:00|18:00|Mardi$Jeudi|Mardi");
        }),
    ]
}

/// As 61: behind them a remark on the opening and one on the closing.
fn ten_cells() -> Vec<Trap> {
    vec![
        trap(Pcu, 4, "an end before its beginning", |fields| {
            opening(fields, "01/11/2026|31/03/2026|10:00|17:00||||||");
        }),
        trap(Pcu, 5, "seven cells of an opening", |fields| {
            opening(fields, "01/04/2026|31/10/2026|10:00|17:00|||Lundi");
        }),
        trap(Pcu, 6, "hours that overlap", |fields| {
            opening(fields, "01/04/2026|31/10/2026|10:00|15:00|14:00|18:00||||");
        }),
        trap(Pcu, 7, "remarks on opening and closing", |fields| {
            opening(
                fields,
                "01/04/2026|31/10/2026|10:00|18:00||||Lundi|Nocturnes en août.|Fermé en cas de forte chaleur.",
            );
        }),
        trap(Deg, 3, "the whole year", |fields| opening(fields, "01/01/2026|31/12/2026||||||||")),
        trap(Deg, 9, "the year 2100 beside a period of this year", |fields| {
            opening(fields, "01/04/2026|30/09/2026|10:00|18:00||||||#01/06/2100|02/06/2100||||||||");
        }),
        trap(Deg, 5, "eight cells where the neighbours have ten", |fields| {
            opening(fields, "01/01/2026|31/12/2026|09:00|12:00|14:00|18:00||Dimanche");
        }),
        trap(Pna, 3, "hours with the letter h", |fields| {
            opening(fields, "01/04/2026|31/10/2026|9h|12h30|14:00|18h||||");
        }),
        trap(Hpa, 3, "a period with one date", |fields| opening(fields, "01/04/2026|||||||||")),
        trap(Hpa, 4, "two periods that overlap", |fields| {
            let first = "01/04/2026|31/08/2026|08:00|20:00||||||";
            opening(fields, &format!("{first}#01/08/2026|30/09/2026|09:00|18:00||||||"));
        }),
    ]
}

fn prices() -> Vec<Trap> {
    vec![
        trap(Hot, 5, "prices without amounts, one of them a remark", |fields| {
            let rooms = "Chambre single (1 personne)||||#Chambre double||||#Autre Tarif|Chambre triple|||";
            price(fields, &format!("{rooms}#Petit déjeuner par personne||||#Animaux||||"));
        }),
        trap(Hot, 11, "a blank between thousands", |fields| {
            price(fields, "Chambre double||1 250,00|1 480,00|");
        }),
        trap(Loi, 5, "an age in the second cell", |fields| {
            price(fields, "Adulte plein tarif||12,00||#Tarif enfant|14/18 ans|8,00||");
        }),
        trap(Pcu, 7, "nothing to pay", |fields| price(fields, "Gratuit|||||||")),
        trap(Pcu, 11, "nothing to pay for children, beside what others pay", |fields| {
            price(fields, "Gratuit|||moins de 12 ans||||#Plein tarif|8,50||||||#Tarif réduit|5,00||||||");
        }),
        trap(Pcu, 8, "nothing to pay, with zeros", |fields| price(fields, "Gratuit|0,00|0,00|||||")),
        trap(Pcu, 9, "a zero that nothing calls free", |fields| price(fields, "Plein tarif|0,00||||||")),
        trap(Pcu, 10, "a price with a cell too many", |fields| price(fields, "Plein tarif|6,00|||||||")),
        trap(Pna, 6, "a price without its title", |fields| price(fields, "|5,00||||||")),
        trap(Hlo, 6, "linen and cleaning among the prices", |fields| {
            price(
                fields,
                "Draps|12,00||par lit||||#Semaine|450,00|690,00|||||#Ménage|60,00||en fin de séjour||||",
            );
        }),
        trap(Hlo, 4, "an amount in words", |fields| price(fields, "Semaine|sur demande||||||")),
        trap(Hlo, 5, "a sum between two seasons, charges included", |fields| {
            price(
                fields,
                "Semaine|350,00|520,00|du samedi au samedi||Basse saison|oui|#Semaine|590,00|780,00|||Haute saison|oui|",
            );
        }),
        trap(Pna, 4, "the sign of the euro behind the amount", |fields| price(fields, "Adulte|4,50 €||||||")),
    ]
}

fn opening(fields: &mut Fields, text: &str) {
    fields.change("PeriodeOuverture", text);
}

fn price(fields: &mut Fields, text: &str) {
    fields.change("Tarifs", text);
}

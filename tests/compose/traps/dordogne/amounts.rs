//! Traps of prices: what stands beside the price of an adult for the main thing.

use super::super::super::bordereau::Bordereau::{Hlo, Hot, Hpa, Pcu, Pna, Res};
use super::super::{Trap, trap};

pub(super) fn traps() -> Vec<Trap> {
    vec![
        trap(Hot, 17, "a dog beside the rooms", |fields| {
            fields.change("TARIFS", "Chambre double|80,00|90,00|#Forfait animal|6,00||");
        }),
        trap(Hpa, 15, "one more person, and the cleaning of a mobile home", |fields| {
            fields.change(
                "TARIFS",
                "Emplacement|20,00|30,00|#Pers./nuit|5,00||supplémentaire#Forfait ménage mobil-home|55,00||",
            );
        }),
        trap(Hlo, 15, "linen and cleaning beside the week", |fields| {
            fields.change("HABTYPE", "Gîte");
            fields.change("TARIFS", "Semaine|500,00|700,00|#Location de draps|8,00||#Forfait ménage|60,00||");
        }),
        trap(Hlo, 16, "linen alone has a price", |fields| {
            fields.change("HABTYPE", "Meublé de tourisme");
            fields.change("TARIFS", "Location de draps|8,00||");
        }),
        trap(Res, 15, "a child, a coffee, and nothing to pay, beside the menu", |fields| {
            fields.change(
                "TARIFS",
                "Menu adulte|20,00|30,00|#Menu enfants|8,00||#Café|1,80||#Gratuit|||enfants de moins de 3 ans",
            );
        }),
        trap(Pna, 16, "a reduced price, and children who pay nothing", |fields| {
            fields.change("TARIFS", "Tarif réduit|3,00||étudiants#Gratuit|||enfants");
        }),
        trap(Pcu, 17, "a child's visit, which begins as an adult's does", |fields| {
            fields.change("TARIFS", "Visite|8,00||#Visite enfant|1,00||");
        }),
        trap(Hot, 18, "one more room, which begins as a room does", |fields| {
            fields.change("TARIFS", "Chambre double|80,00|90,00|#Chambre supplémentaire|20,00||");
        }),
        trap(Pna, 17, "a price without a title, alone", |fields| fields.change("TARIFS", "|8,50||")),
        trap(Pna, 18, "a price without a title beside what is free", |fields| {
            fields.change("TARIFS", "|8,50||#Gratuit|||");
        }),
        trap(Pcu, 16, "a child and an audio guide beside the entrance", |fields| {
            fields.change("TARIFS", "Entrée|8,00||#Entrée enfant|3,00||#Audioguide|2,00||");
        }),
    ]
}

//! Traps of prices: what is no price of the stay, the meal or the visit stands beside what is.
//!
//! `cotes_d_armor_v3` has the same rows: both must give the same answer.

use super::super::super::bordereau::Bordereau::{Hlo, Hpa, Pcu, Res};
use super::{Trap, trap};

/// All of them.
pub(super) fn prices() -> Vec<Trap> {
    vec![
        trap(Hlo, 19, "cleaning as a package is the cheapest", |fields| {
            fields.change("TARIFPRESTATION", "Semaine|500,00|700,00||#Forfait ménage|60,00|||");
        }),
        trap(Hpa, 9, "one more person is the cheapest", |fields| {
            let prices = "Emplacement|20,00|30,00||#Pers./nuit|5,00||supplémentaire|\
                          #Forfait ménage mobil-home|55,00|||";
            fields.change("TARIFPRESTATION", prices);
        }),
        trap(Hpa, 10, "a price for a person and no other", |fields| {
            fields.change("TARIFPRESTATION", "Pers./nuit|6,50|||#Animaux|2,00|||");
        }),
        trap(Hpa, 11, "nothing but cleaning in the list of prices", |fields| {
            fields.change("TARIFPRESTATION", "Forfait ménage mobil-home|55,00|||");
        }),
        trap(Res, 10, "drinks and a gift voucher are the cheapest", |fields| {
            let prices = "Menu adulte|20,00|30,00||#Forfait boissons|8,00|||#Carte cadeau|5,00|||";
            fields.change("TARIFPRESTATION", prices);
        }),
        trap(Res, 11, "a menu for children and no other", |fields| {
            fields.change("TARIFPRESTATION", "Menu enfant|9,50|||");
        }),
        trap(Pcu, 11, "an adult and a child", |fields| {
            fields.change("TARIFENTREE", "Payant");
            fields.change("TARIFPRESTATION", "Adulte|8,00|||#Enfant|4,00|||#Gratuit||||");
        }),
        trap(Pcu, 12, "a free entrance without a list of prices", |fields| {
            fields.change("TARIFENTREE", "Gratuit");
            fields.change("TARIFPRESTATION", None::<&str>);
        }),
        trap(Pcu, 13, "free in one field and paid in another", |fields| {
            fields.change("TARIFENTREE", "Gratuit");
            fields.change("TARIFPRESTATION", "Plein tarif|8,00|||");
        }),
        trap(Pcu, 14, "a child and nobody else", |fields| {
            fields.change("TARIFENTREE", "Payant");
            fields.change("TARIFPRESTATION", "Enfant|4,00|||");
        }),
    ]
}

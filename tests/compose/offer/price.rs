//! Prices.

use super::super::bordereau::Bordereau;
use super::super::labels;
use super::Dice;

/// A price of the year.
#[derive(Clone, Debug)]
pub(crate) struct Price {
    /// `Chambre double`
    pub(crate) title: &'static str,
    /// In cents.
    pub(crate) min: u64,
    /// In cents.
    pub(crate) max: Option<u64>,
    /// `petit déjeuner compris`
    pub(crate) note: Option<&'static str>,
}

/// `62,00`
pub(crate) fn amount(cents: u64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

/// The prices of a record.
pub(super) fn compose(dice: &mut Dice, bordereau: Bordereau) -> Vec<Price> {
    if !dice.has(600) {
        return Vec::new();
    }
    let titles = labels::prices(bordereau);
    let count = dice.between(1, titles.len() as u64);
    (0..count)
        .map(|at| {
            let (title, low, high, note) = titles[usize::try_from(at).expect("few prices")];
            let min = dice.between(low * 2, high * 2) * 50;
            let max = dice.maybe(600, |dice| min + dice.between(1, low + 3) * 100);
            Price { title, min, max, note: dice.maybe(300, |_| note).flatten() }
        })
        .collect()
}

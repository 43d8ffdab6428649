//! What tastings have beside the rest.

use super::super::labels;
use super::super::place::Area;
use super::Dice;

/// The fields of a tasting.
#[derive(Debug)]
pub(crate) struct Tasting {
    /// `Vins`
    pub(crate) products: Vec<&'static str>,
    /// `Bergerac`
    pub(crate) appellations: Vec<&'static str>,
    /// `Vin du Périgord`
    pub(crate) indications: Vec<&'static str>,
    /// `Producteur`
    pub(crate) status: Vec<&'static str>,
    /// `Visite guidée`
    pub(crate) visits: Vec<&'static str>,
    /// `Route des vins`
    pub(crate) charters: Vec<&'static str>,
    /// Minutes.
    pub(crate) visit_minutes: Option<u64>,
    /// Organic farming.
    pub(crate) organic: Option<bool>,
    /// Biodynamic farming.
    pub(crate) biodynamic: Option<bool>,
    /// Integrated farming.
    pub(crate) sustainable: Option<bool>,
    /// Whether one can buy there.
    pub(crate) sold_there: Option<bool>,
}

impl Tasting {
    /// The tasting of a record.
    pub(crate) fn compose(dice: &mut Dice, area: &Area) -> Self {
        let charters: &[&'static str] =
            if area.products.first() == Some(&"Vins") { &["Route des vins"] } else { &[] };
        Self {
            products: dice.labels(990, area.products, 2.min(area.products.len() as u64)),
            appellations: dice.labels(950, area.appellations, 3.min(area.appellations.len() as u64)),
            indications: dice.labels(100, area.indications, 1),
            status: dice.labels(950, labels::STATUS, 2),
            visits: dice.labels(900, labels::VISITS, 2),
            charters: dice.labels(900, charters, 1),
            visit_minutes: dice.maybe(300, |dice| dice.between(2, 8) * 15),
            organic: dice.answer(500, 60),
            biodynamic: dice.answer(200, 30),
            sustainable: dice.answer(300, 60),
            sold_there: dice.answer(750, 90),
        }
    }
}

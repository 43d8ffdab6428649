//! Rating, labels, services, capacities, and who is received.

use super::super::bordereau::Bordereau;
use super::super::labels;
use super::{Dice, Kind};

/// The official rating, and what hangs at the door.
#[derive(Debug)]
pub(crate) struct Classification {
    /// `3 étoiles`: of lodging only.
    pub(crate) rating: Option<&'static str>,
    /// `Qualité Tourisme`
    pub(crate) labels: Vec<&'static str>,
    /// `Logis`: of hotels only.
    pub(crate) chain: Option<&'static str>,
    /// `Handicap moteur`
    pub(crate) disability: Vec<&'static str>,
}

impl Classification {
    /// The classification of a record.
    pub(crate) fn compose(dice: &mut Dice, bordereau: Bordereau, kind: &Kind) -> Self {
        let ratings = labels::ratings(bordereau, kind);
        let rating = dice.maybe(700, |dice| dice.pick(ratings)).filter(|_| !ratings.is_empty());
        let chains = bordereau == Bordereau::Hot;
        Self {
            rating,
            labels: dice.labels(350, labels::marks(bordereau), 2),
            chain: dice.maybe(250, |dice| dice.pick(labels::CHAINS)).filter(|_| chains),
            disability: dice.labels(80, labels::DISABILITY, 2),
        }
    }
}

/// What there is, by the groups that feeds have.
#[derive(Debug)]
pub(crate) struct Labels {
    /// Of the rooms.
    pub(crate) comfort: Vec<&'static str>,
    /// Of the house.
    pub(crate) equipment: Vec<&'static str>,
    /// What is done for guests.
    pub(crate) services: Vec<&'static str>,
    /// What guests do.
    pub(crate) activities: Vec<&'static str>,
    /// Spoken at the reception.
    pub(crate) languages: Vec<&'static str>,
    /// Means of payment.
    pub(crate) payment: Vec<&'static str>,
    /// Where it lies.
    pub(crate) surroundings: Vec<&'static str>,
    /// Of restaurants: what is cooked.
    pub(crate) cuisines: Vec<&'static str>,
}

impl Labels {
    /// The labels of a record.
    pub(crate) fn compose(dice: &mut Dice, bordereau: Bordereau) -> Self {
        let cuisines: &[&'static str] = if bordereau == Bordereau::Res { labels::CUISINES } else { &[] };
        Self {
            comfort: dice.labels(700, labels::comfort(bordereau), 6),
            equipment: dice.labels(750, labels::equipment(bordereau), 6),
            services: dice.labels(600, labels::services(bordereau), 4),
            activities: dice.labels(300, labels::activities(bordereau), 3),
            languages: dice.labels(700, labels::LANGUAGES, 5),
            payment: dice.labels(650, labels::PAYMENT, 6),
            surroundings: dice.labels(500, labels::surroundings(bordereau), 3),
            cuisines: dice.labels(800, cuisines, 3),
        }
    }
}

/// Who is received.
#[derive(Debug)]
pub(crate) struct Reception {
    /// Whether pets are welcome.
    pub(crate) pets: Option<bool>,
    /// Whether wheelchairs get in.
    pub(crate) accessible: Option<bool>,
    /// Whether groups are received.
    pub(crate) groups: Option<bool>,
    /// The smallest group.
    pub(crate) group_min: Option<u64>,
    /// The largest one.
    pub(crate) group_max: Option<u64>,
    /// Whether a coach can stop there.
    pub(crate) coach: Option<bool>,
}

impl Reception {
    /// The reception of a record.
    pub(crate) fn compose(dice: &mut Dice, bordereau: Bordereau) -> Self {
        let has_groups = !matches!(bordereau, Bordereau::Hlo | Bordereau::Pna);
        let groups = dice.answer(600, 750).filter(|_| has_groups);
        let takes = groups == Some(true);
        Self {
            pets: dice.answer(700, 65),
            accessible: dice.answer(300, 50),
            groups,
            group_min: dice.maybe(500, |dice| dice.between(2, 4) * 5).filter(|_| takes),
            group_max: dice.maybe(700, |dice| dice.between(3, 12) * 10).filter(|_| takes),
            coach: dice.answer(300, 50).filter(|_| takes),
        }
    }
}

/// How many of what.
#[derive(Debug, Default)]
pub(crate) struct Capacities {
    /// Persons.
    pub(crate) persons: Option<u64>,
    /// Bedrooms.
    pub(crate) bedrooms: Option<u64>,
    /// Beds.
    pub(crate) beds: Option<u64>,
    /// Pitches of a campsite.
    pub(crate) pitches: Option<u64>,
    /// Of those, with a mobile home.
    pub(crate) mobile_homes: Option<u64>,
    /// Of those, for caravans.
    pub(crate) caravans: Option<u64>,
    /// Seats at table.
    pub(crate) seats: Option<u64>,
    /// Seats outside.
    pub(crate) terrace_seats: Option<u64>,
    /// Square metres.
    pub(crate) surface: Option<u64>,
}

impl Capacities {
    /// The capacities of a record.
    pub(crate) fn compose(dice: &mut Dice, bordereau: Bordereau) -> Self {
        let rooms = match bordereau {
            Bordereau::Hlo => dice.between(1, 5),
            _ => dice.between(6, 48),
        };
        let mut count = |per_mille, number| dice.maybe(per_mille, |_| number);
        match bordereau {
            Bordereau::Hot | Bordereau::Vil => Self {
                persons: count(600, rooms * 2 + 4),
                bedrooms: count(850, rooms),
                beds: count(200, rooms * 2),
                ..Self::default()
            },
            Bordereau::Hlo => Self {
                persons: count(900, rooms * 2),
                bedrooms: count(850, rooms),
                beds: count(300, rooms + 1),
                surface: count(400, rooms * 24 + 20),
                ..Self::default()
            },
            Bordereau::Hpa => Self {
                persons: count(300, rooms * 12),
                pitches: count(900, rooms * 4),
                mobile_homes: count(500, rooms),
                caravans: count(250, rooms * 2),
                surface: count(200, rooms * 400),
                ..Self::default()
            },
            Bordereau::Res => {
                Self { seats: count(800, rooms * 2), terrace_seats: count(300, rooms), ..Self::default() }
            }
            _ => Self { persons: count(150, rooms * 2), ..Self::default() },
        }
    }
}

//! Of places to sleep.

use super::Pair;

/// Hotels.
pub(super) const HOTELS: &[Pair] = &[
    (
        "À deux pas de {lieu}, l'hôtel vous reçoit dans une maison de famille rénovée avec soin.",
        "A stone's throw from {lieu}, the hotel welcomes you to a carefully restored family house.",
    ),
    (
        "Les chambres, toutes différentes, donnent sur la cour ou sur {lieu}.",
        "The rooms, all different, look out on the courtyard or on {lieu}.",
    ),
    (
        "Le petit déjeuner, avec pains et confitures de la maison, se prend sous la verrière.",
        "Breakfast, with home-made bread and jams, is served under the glass roof.",
    ),
    (
        "Le soir, le bar ouvre sa terrasse ; les cyclistes ont leur local fermé.",
        "In the evening the bar opens its terrace; cyclists have a locked room for their bikes.",
    ),
    (
        "Une étape idéale, à l'écart du bruit et proche de tout.",
        "An ideal stop, away from the noise and close to everything.",
    ),
];

/// Campsites.
pub(super) const CAMPSITES: &[Pair] = &[
    (
        "Sous les chênes, des emplacements spacieux descendent vers {lieu}.",
        "Under the oaks, spacious pitches slope down towards {lieu}.",
    ),
    (
        "La piscine, chauffée d'avril à septembre, fait la joie des enfants.",
        "The pool, heated from April to September, delights the children.",
    ),
    (
        "Mobil-homes et tentes aménagées attendent ceux qui voyagent léger.",
        "Mobile homes and furnished tents await those who travel light.",
    ),
    (
        "Pain frais le matin, pizzas le soir, et un marché de producteurs le mardi.",
        "Fresh bread in the morning, pizzas in the evening, and a farmers' market on Tuesdays.",
    ),
    ("Une voie verte mène du camping jusqu'à {lieu}.", "A greenway leads from the campsite to {lieu}."),
];

/// Rentals and guest rooms.
pub(super) const RENTALS: &[Pair] = &[
    (
        "Une maison de pierre aux volets bleus, au calme, près de {lieu}.",
        "A stone house with blue shutters, in a quiet spot near {lieu}.",
    ),
    (
        "De plain-pied, elle ouvre sur un jardin clos et un verger.",
        "All on one level, it opens onto an enclosed garden and an orchard.",
    ),
    (
        "Draps et linge sont fournis ; les lits sont faits à votre arrivée.",
        "Sheets and towels are provided; the beds are made when you arrive.",
    ),
    (
        "Les propriétaires, qui habitent à côté, vous indiqueront les bons chemins vers {lieu}.",
        "The owners, who live next door, will show you the best paths to {lieu}.",
    ),
    (
        "Commerces à 500 m, boulangerie au bout de la rue.",
        "Shops 500 m away, bakery at the end of the street.",
    ),
];

/// Holiday villages.
pub(super) const VILLAGES: &[Pair] = &[
    (
        "Quarante logements de bois autour d'une place, face à {lieu}.",
        "Forty wooden lodgings around a square, facing {lieu}.",
    ),
    (
        "Clubs pour enfants et adolescents pendant toutes les vacances scolaires.",
        "Clubs for children and teenagers throughout the school holidays.",
    ),
    (
        "En pension complète ou en location, chacun vit à son rythme.",
        "Full board or self-catering: everyone keeps to their own rhythm.",
    ),
    (
        "Veillées, randonnées accompagnées et soirées dansantes animent la semaine.",
        "Evening gatherings, guided walks and dances fill the week.",
    ),
];

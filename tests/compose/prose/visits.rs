//! Of places to eat, to see, to do something, to taste.

use super::Pair;

/// Restaurants.
pub(super) const RESTAURANTS: &[Pair] = &[
    (
        "Une cuisine de marché, courte et franche, dans une salle voûtée près de {lieu}.",
        "Market cooking, short and honest, in a vaulted room near {lieu}.",
    ),
    (
        "La carte change chaque semaine ; le menu du midi est à l'ardoise.",
        "The menu changes every week; the lunch dishes are on the slate.",
    ),
    (
        "Aux beaux jours, on s'attable sous les tilleuls, face à {lieu}.",
        "On fine days, tables are set under the lime trees, facing {lieu}.",
    ),
    (
        "Légumes du potager, viandes et fromages de voisins.",
        "Vegetables from the garden, meat and cheese from neighbours.",
    ),
];

/// Cultural heritage.
pub(super) const MONUMENTS: &[Pair] = &[
    (
        "Bâti au XIIe siècle et remanié à la Renaissance, l'ensemble domine {lieu}.",
        "Built in the 12th century and altered in the Renaissance, the whole overlooks {lieu}.",
    ),
    (
        "La visite mène des caves voûtées à la charpente.",
        "The visit leads from the vaulted cellars to the roof timbers.",
    ),
    (
        "Des peintures murales ont été mises au jour lors de la restauration.",
        "Wall paintings were uncovered during the restoration.",
    ),
    (
        "Le jardin, redessiné d'après un plan ancien, se parcourt librement.",
        "The garden, redrawn after an old plan, is open to all.",
    ),
];

/// Natural heritage.
pub(super) const NATURAL_SITES: &[Pair] = &[
    (
        "Un site préservé, à une demi-heure de marche de {lieu}.",
        "An unspoilt site, half an hour's walk from {lieu}.",
    ),
    (
        "Hérons, loutres et orchidées s'y observent au fil des saisons.",
        "Herons, otters and orchids can be seen as the seasons pass.",
    ),
    ("Une boucle balisée de 4 km fait le tour du site.", "A marked loop of 4 km goes around the site."),
    (
        "Du sommet, par temps clair, la vue porte jusqu'à {lieu}.",
        "From the top, on a clear day, the view reaches {lieu}.",
    ),
];

/// Leisure.
pub(super) const LEISURE: &[Pair] = &[
    (
        "Un lieu de détente pour petits et grands, au bord de {lieu}.",
        "A place to relax for young and old, by {lieu}.",
    ),
    ("L'équipe accompagne débutants et confirmés.", "The team looks after beginners and experts alike."),
    (
        "Le programme change avec les saisons : renseignez-vous à l'accueil.",
        "The programme changes with the seasons: ask at the reception.",
    ),
    ("Ouvert aux groupes et aux familles, sur réservation.", "Open to groups and families, on booking."),
];

/// Sports and cultural activities.
pub(super) const ACTIVITIES: &[Pair] = &[
    (
        "Séances d'initiation et stages à la semaine, tout près de {lieu}.",
        "Introductory sessions and week-long courses, close to {lieu}.",
    ),
    ("Le matériel est fourni ; il suffit de venir.", "Equipment is provided; just come along."),
    ("À partir de 8 ans, seul ou en famille.", "From 8 years of age, alone or with the family."),
    (
        "Les animateurs, diplômés, parlent plusieurs langues.",
        "The instructors are qualified and speak several languages.",
    ),
];

/// Tastings.
pub(super) const TASTINGS: &[Pair] = &[
    (
        "Depuis quatre générations, la maison travaille au rythme des saisons, près de {lieu}.",
        "For four generations the house has worked to the rhythm of the seasons, near {lieu}.",
    ),
    (
        "La dégustation, commentée, se termine dans la boutique.",
        "The tasting, with comments, ends in the shop.",
    ),
    (
        "On y découvre les gestes du métier, de la récolte à la mise en bouteille ou en bocal.",
        "Discover the skills of the trade, from the harvest to the bottle or the jar.",
    ),
    ("Vente directe toute l'année, expéditions possibles.", "Direct sale all year round, dispatch possible."),
];

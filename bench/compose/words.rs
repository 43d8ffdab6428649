//! Word lists: places that exist, everything else made up.
//!
//! **Invariant:** no list names a person or a house that exists.

/// A town as feeds give it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Town {
    /// As it is written on a map, or in capitals where the feed does so.
    pub(crate) name: &'static str,
    /// Postcode.
    pub(crate) postcode: &'static str,
    /// Statistical code.
    pub(crate) insee: &'static str,
    /// Degrees north, in ten-thousandths.
    pub(crate) north: i64,
    /// Degrees east, in ten-thousandths.
    pub(crate) east: i64,
}

const fn town(
    name: &'static str,
    postcode: &'static str,
    insee: &'static str,
    north: i64,
    east: i64,
) -> Town {
    Town { name, postcode, insee, north, east }
}

/// Towns of the Côtes-d'Armor.
pub(crate) const ARMOR: [Town; 16] = [
    town("Perros-Guirec", "22700", "22168", 488_150, -34_430),
    town("Paimpol", "22500", "22162", 487_790, -30_450),
    town("Tréguier", "22220", "22362", 487_880, -32_320),
    town("Saint-Brieuc", "22000", "22278", 485_140, -27_600),
    town("Lannion", "22300", "22113", 487_320, -34_590),
    town("Dinan", "22100", "22050", 484_540, -20_480),
    town("Guingamp", "22200", "22070", 485_610, -31_510),
    town("Lamballe-Armor", "22400", "22093", 484_680, -25_170),
    town("Erquy", "22430", "22054", 486_300, -24_630),
    town("Pléneuf-Val-André", "22370", "22186", 485_910, -25_470),
    town("Binic-Étables-sur-Mer", "22680", "22055", 486_010, -28_260),
    town("Loudéac", "22600", "22136", 481_780, -27_540),
    town("Trégastel", "22730", "22353", 488_190, -34_970),
    town("Saint-Cast-le-Guildo", "22380", "22282", 486_300, -22_580),
    town("Plouha", "22580", "22222", 486_770, -29_280),
    town("Rostrenen", "22110", "22266", 482_350, -33_150),
];

/// Towns of the Dordogne, in capitals without accents.
pub(crate) const DORDOGNE: [Town; 16] = [
    town("BERGERAC", "24100", "24037", 448_530, 4_830),
    town("SARLAT-LA-CANEDA", "24200", "24520", 448_890, 12_170),
    town("PERIGUEUX", "24000", "24322", 451_840, 7_180),
    town("MONBAZILLAC", "24240", "24274", 447_950, 4_920),
    town("ISSIGEAC", "24560", "24212", 447_280, 6_060),
    town("NONTRON", "24300", "24311", 455_290, 6_620),
    town("THIVIERS", "24800", "24551", 454_160, 9_200),
    town("RIBERAC", "24600", "24352", 452_460, 3_390),
    town("EYMET", "24500", "24167", 446_670, 3_990),
    town("LE BUGUE", "24260", "24067", 449_160, 9_280),
    town("BRANTOME EN PERIGORD", "24310", "24064", 453_640, 6_480),
    town("DOMME", "24250", "24152", 448_020, 12_140),
    town("SAINT-CYPRIEN", "24220", "24396", 448_690, 10_440),
    town("EXCIDEUIL", "24160", "24164", 453_360, 10_480),
    town("MUSSIDAN", "24400", "24299", 450_360, 3_630),
    town("LALINDE", "24150", "24223", 448_390, 7_390),
];

/// Names, and how they stand in a web address.
pub(crate) const NAMES: [(&str, &str); 24] = [
    ("de la Passerelle", "passerelle"),
    ("du Phare", "phare"),
    ("des Ajoncs d'Or", "ajoncs-d-or"),
    ("du Vieux Pont", "vieux-pont"),
    ("de l'Étang", "etang"),
    ("des Trois Ormes", "trois-ormes"),
    ("du Grand Chêne", "grand-chene"),
    ("de la Baie", "baie"),
    ("des Îles", "iles"),
    ("du Moulin Neuf", "moulin-neuf"),
    ("de la Fontaine", "fontaine"),
    ("du Quai", "quai"),
    ("des Bruyères", "bruyeres"),
    ("de la Forêt", "foret"),
    ("du Lavoir", "lavoir"),
    ("des Hêtres", "hetres"),
    ("de la Cale", "cale"),
    ("du Prieuré", "prieure"),
    ("de l'Écluse", "ecluse"),
    ("des Mouettes", "mouettes"),
    ("du Sémaphore", "semaphore"),
    ("de la Garenne", "garenne"),
    ("du Clos Fleuri", "clos-fleuri"),
    ("de la Croisée", "croisee"),
];

/// Ways, with their kind.
pub(crate) const STREETS: [&str; 24] = [
    "rue du Port",
    "rue de la Gare",
    "boulevard de la Mer",
    "place de l'Église",
    "quai des Pêcheurs",
    "rue des Écoles",
    "avenue de Bretagne",
    "route de la Corniche",
    "impasse des Lilas",
    "chemin du Halage",
    "allée des Tilleuls",
    "rue du 8 mai 1945",
    "Place du 11 Novembre",
    "rue Haute",
    "rue de l'Abbaye",
    "Esplanade du Casino",
    "rue du Four à Pain",
    "venelle du Puits",
    "cours des Remparts",
    "rue de la Poste",
    "Grande Rue",
    "rue d'En Bas",
    "route départementale 786",
    "rue de la Fontaine aux Oiseaux",
];

/// Places that stand where a street is looked for.
pub(crate) const HAMLETS: [&str; 12] = [
    "Le Bourg",
    "Port de plaisance",
    "Domaine de la Garenne",
    "Lieu-dit Les Quatre Vents",
    "Kerbihan",
    "La Ville Neuve",
    "Zone artisanale de Beaulieu",
    "Les Grands Champs",
    "Plage du Centre",
    "Résidence des Dunes",
    "Moulin de la Roche",
    "Hameau du Lac",
];

/// Complements of an address.
pub(crate) const BUILDINGS: [&str; 5] =
    ["Bâtiment B", "Centre historique", "2e étage", "Entrée par la cour", "Face à l'embarcadère"];

/// Titles of pictures.
pub(crate) const VIEWS: [&str; 10] = [
    "La façade",
    "Une chambre",
    "Vue sur la baie",
    "Le bar",
    "La salle à manger",
    "Étape & repos",
    "Le jardin, l'été",
    "Terrasse",
    "L'entrée",
    "Vue d'ensemble",
];

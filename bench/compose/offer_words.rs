//! Words of which offers are made.
//!
//! **Invariant:** no list names a person or a house that exists; no label of a list holds a separator of a naming.

/// Kinds of offers, and how many of [`ALL_KINDS`] are of each.
pub(crate) const KINDS: [(&str, u64); 16] = [
    ("HOT", 14),
    ("HPA", 8),
    ("HLO", 18),
    ("HCO", 3),
    ("RES", 12),
    ("ASC", 8),
    ("PCU", 8),
    ("PNA", 4),
    ("DEG", 4),
    ("LOI", 3),
    ("ITI", 4),
    ("VIL", 2),
    ("COM", 4),
    ("FMA", 6),
    ("ORG", 4),
    ("ZZZ", 1),
];

/// The sum of the weights of [`KINDS`].
pub(crate) const ALL_KINDS: u64 = 103;

/// Regions, as they stand in ids.
pub(crate) const REGIONS: [&str; 8] = ["BRE", "PDL", "NOR", "IDF", "ARA", "PAC", "OCC", "CVL"];

/// Départements, as they stand in ids and codes.
pub(crate) const DEPARTMENTS: [&str; 8] = ["22", "29", "35", "56", "01", "01", "06", "44"];

/// Towns as offices write them: most in capitals.
pub(crate) const TOWNS: [&str; 20] = [
    "SAINT-BRIEUC",
    "PERROS-GUIREC",
    "PLOUMANAC'H",
    "ÉTABLES-SUR-MER",
    "SAINT-QUAY-PORTRIEUX",
    "Lannion",
    "TRÉGUIER",
    "paimpol",
    "L'ÎLE-BOUCHARD",
    "LE CONQUET",
    "CHÂTEAU-THIERRY",
    "BÉNODET",
    "Dinan",
    "ERQUY",
    "PLÉNEUF-VAL-ANDRÉ",
    "SABLES D'OR LES PINS",
    "GUINGAMP",
    "ROSTRENEN",
    "MÛR-DE-BRETAGNE",
    "LOUDÉAC",
];

/// How names begin.
pub(crate) const HOUSES: [&str; 12] = [
    "Hôtel",
    "Camping",
    "Gîte",
    "Restaurant",
    "Château",
    "Domaine",
    "Manoir",
    "Auberge",
    "Ferme",
    "Musée",
    "Chambre d'hôtes",
    "Crêperie",
];

/// How names end; some with characters that XML and JSON escape.
pub(crate) const ENDINGS: [&str; 16] = [
    "de la Plage",
    "du Port",
    "des Rochers",
    "Les Embruns",
    "Ker Avel & Spa",
    "Ar Mor",
    "de l'Abbaye",
    "Beau Rivage",
    "L'Étoile \"Bleue\"",
    "du Cheval Blanc",
    "des Korrigans",
    "de Coat-Guélen",
    "Le Cœur de Breizh",
    "Saint-Yves",
    "Au P'tit Bonheur",
    "de la Côte <Granit> rose",
];

/// Kinds of houses in web and mail addresses.
pub(crate) const SLUG_HOUSES: [&str; 4] = ["hotel", "camping", "gite", "resto"];

/// Ends of names in web and mail addresses.
pub(crate) const SLUG_ENDINGS: [&str; 5] = ["plage", "port", "rochers", "embruns", "armor"];

/// Words of French descriptions.
pub(crate) const FRENCH: &str = "au cœur de la ville et à deux pas du port nous vous accueillons dans une maison de \
     caractère entièrement rénovée avec vue sur la mer chambres confortables petit déjeuner copieux produits locaux \
     terrasse ensoleillée jardin clos piscine chauffée sentier des douaniers plage de sable fin randonnée pédestre \
     vélo équitation découverte patrimoine historique château médiéval forêt légendaire crêpes galettes cidre \
     fermier accueil chaleureux familial idéal pour un séjour en famille ou entre amis été comme hiver tout près des \
     îles élégante décoration soignée literie neuve salle de bains privative wifi gratuit parking fermé animaux admis \
     sous conditions";

/// Words of English descriptions.
pub(crate) const ENGLISH: &str = "in the heart of the old town close to the harbour we welcome you to a fully \
     renovated period house overlooking the sea comfortable bedrooms generous breakfast local produce sunny terrace \
     enclosed garden heated swimming pool coastal path sandy beach hiking cycling heritage medieval castle legendary \
     forest friendly family ideal for a short break all year round";

/// What an editor of HTML leaves in a text: its entities are escaped once more in XML.
pub(crate) const ENTITIES: [&str; 8] = [
    "r&eacute;serv&eacute;",
    "tr&egrave;s",
    "l&agrave;",
    "l&rsquo;oc&eacute;an",
    "&nbsp;:",
    "caf&eacute; &amp; th&eacute;",
    "&lt;10 km&gt;",
    "&quot;coup de c&oelig;ur&quot;",
];

/// A list of labels: those that the task's table knows, and those that it does not.
#[derive(Debug)]
pub(crate) struct Labels {
    /// Labels with a row.
    pub(crate) known: &'static [&'static str],
    /// Labels without one.
    pub(crate) unknown: &'static [&'static str],
}

/// `EQUIPEMENTS`.
pub(crate) const EQUIPMENT: Labels = Labels {
    known: &[
        "Piscine",
        "Piscine couverte",
        "Sauna",
        "Hammam",
        "Jacuzzi",
        "Parking",
        "Parking privé",
        "Garage",
        "Jardin",
        "Terrasse",
        "Ascenseur",
        "Bar",
        "Restaurant",
        "Salle de réunion",
        "Aire de jeux",
        "Tennis",
        "Mini-golf",
        "Lave-linge",
        "Sèche-linge",
        "Lave-vaisselle",
        "Télévision",
        "Climatisation",
        "Cheminée",
        "Barbecue",
        "Local à vélos",
        "Borne de recharge",
        "Laverie",
        "Bibliothèque",
        "Salon",
        "Billard",
        "Défibrillateur",
        "Aire de camping-car",
        "Boulodrome",
    ],
    unknown: &["Équipement obsolète", "Minitel", "Cabine téléphonique"],
};

/// `SERVICES`.
pub(crate) const SERVICES: Labels = Labels {
    known: &[
        "Wifi",
        "Animaux acceptés",
        "Petit déjeuner",
        "Demi-pension",
        "Pension complète",
        "Location de vélos",
        "Location de draps",
        "Ménage",
        "Navette",
        "Room service",
        "Baby-sitting",
        "Bagagerie",
        "Livraison de pain",
        "Panier pique-nique",
        "Visites guidées",
    ],
    unknown: &["Service inconnu"],
};

/// `LANGUES`.
pub(crate) const LANGUAGES: Labels = Labels {
    known: &[
        "Français",
        "Anglais",
        "Allemand",
        "Espagnol",
        "Italien",
        "Néerlandais",
        "Portugais",
        "Breton",
        "Russe",
        "Chinois",
    ],
    unknown: &["Klingon"],
};

/// `MODEPAIEMENT`.
pub(crate) const PAYMENTS: Labels = Labels {
    known: &[
        "Carte bancaire",
        "Chèque",
        "Espèces",
        "Chèques vacances",
        "Titres restaurant",
        "Virement",
        "Paypal",
        "American Express",
    ],
    unknown: &["Troc"],
};

/// `CLASSEMENT`.
pub(crate) const GRADES: [&str; 9] = [
    "1 étoile",
    "2 étoiles",
    "3 étoiles",
    "4 étoiles",
    "5 étoiles",
    "Non classé",
    "En cours de classement",
    "3 épis",
    "4 clés",
];

/// Captions of photos; one of them is empty.
pub(crate) const CAPTIONS: [&str; 6] = [
    "Vue extérieure",
    "La façade, côté mer",
    "Chambre double",
    "",
    "Salle de petit déjeuner",
    "Piscine & jardin",
];

/// Who took a photo; one of them is empty.
pub(crate) const CREDITS: [&str; 5] =
    ["CDT22", "© Office du port", "Office de tourisme & CRT Bretagne", "Photo-club", ""];

/// What a price is for.
pub(crate) const PRICED: [&str; 7] = [
    "Chambre double",
    "Chambre simple",
    "Petit déjeuner",
    "Adulte",
    "Enfant (- de 12 ans)",
    "Emplacement + véhicule",
    "Semaine été",
];

/// On which days something is open.
pub(crate) const OPEN_DAYS: [&str; 4] = ["Tous les jours", "Sauf lundi", "Week-end", ""];

/// Fields that nobody asks for, and in how many of a thousand records each has a value.
pub(crate) const UNUSED: [(&str, u64); 39] = [
    ("IDSTRUCTURE", 498),
    ("STRUCTURE", 68),
    ("IDSAISIE", 243),
    ("AUTEUR", 206),
    ("CANTON", 566),
    ("PAYS", 524),
    ("REGION", 675),
    ("DEPARTEMENT", 111),
    ("ZONE", 345),
    ("CATEGORIE", 71),
    ("SOUSCATEGORIE", 203),
    ("LABELS", 404),
    ("CHAINES", 69),
    ("AGREMENT", 189),
    ("SIRET", 505),
    ("CODEAPE", 431),
    ("RAISONSOCIALE", 204),
    ("CIVILITE", 462),
    ("NOMCONTACT", 617),
    ("PRENOMCONTACT", 55),
    ("FONCTION", 614),
    ("ACCES", 539),
    ("GARE", 288),
    ("AEROPORT", 159),
    ("LOCALISATION", 720),
    ("VIDEO", 286),
    ("FACEBOOK", 115),
    ("TWITTER", 118),
    ("INSTAGRAM", 643),
    ("HANDICAPMOTEUR", 473),
    ("HANDICAPVISUEL", 615),
    ("HANDICAPAUDITIF", 561),
    ("ENVIRONNEMENT", 425),
    ("ACTIVITES", 731),
    ("NOTEINTERNE", 315),
    ("DESCRIPTIFDE", 436),
    ("DESCRIPTIFES", 631),
    ("CHAMPLIBRE1", 483),
    ("CHAMPLIBRE2", 653),
];

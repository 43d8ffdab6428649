//! Where a head is: its towns, its region, its telephones.
//!
//! **Invariant:** towns exist, with their postcodes; bodies do not.

use super::words::{ARMOR, DORDOGNE, HAMLETS, STREETS, Town};

/// The area of a head.
#[derive(Debug)]
pub(crate) struct Area {
    /// Towns with postcode, statistical code and position.
    pub(crate) towns: &'static [Town],
    /// Ways, with their kind.
    pub(crate) streets: &'static [&'static str],
    /// Places where there are no streets.
    pub(crate) hamlets: &'static [&'static str],
    /// The pairs after the zero of fictional fixed lines, all but the last two: `053649`.
    pub(crate) landline: &'static str,
    /// Rivers, hills and the like, for texts.
    pub(crate) sights: &'static [(&'static str, &'static str)],
    /// What tastings offer, the first of it most.
    pub(crate) products: &'static [&'static str],
    /// Protected names of it.
    pub(crate) appellations: &'static [&'static str],
    /// Protected origins of it.
    pub(crate) indications: &'static [&'static str],
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

/// Ways far from the sea.
const INLAND_STREETS: &[&str] = &[
    "rue de la Gare",
    "place de l'Église",
    "rue des Écoles",
    "impasse des Lilas",
    "chemin du Halage",
    "allée des Tilleuls",
    "rue du 8 mai 1945",
    "Place du 11 Novembre",
    "rue Haute",
    "rue de l'Abbaye",
    "rue du Four à Pain",
    "cours des Remparts",
    "Grande Rue",
    "rue d'En Bas",
    "route de la Vallée",
    "avenue de la République",
    "rue de la Fontaine aux Oiseaux",
];

/// Hamlets far from the sea.
const INLAND_HAMLETS: &[&str] = &[
    "Le Bourg",
    "Domaine de la Garenne",
    "Lieu-dit Les Quatre Vents",
    "La Ville Neuve",
    "Zone artisanale de Beaulieu",
    "Les Grands Champs",
    "Moulin de la Roche",
    "Hameau du Lac",
];

/// Côtes-d'Armor.
pub(crate) static COTES_D_ARMOR: Area = Area {
    towns: &ARMOR,
    streets: &STREETS,
    hamlets: &HAMLETS,
    landline: "026191",
    sights: &[
        ("la côte de Granit rose", "the Pink Granite Coast"),
        ("le sentier des douaniers", "the coastal path"),
        ("la vallée du Trieux", "the Trieux valley"),
        ("le port", "the harbour"),
    ],
    products: &["Cidre", "Huîtres", "Miel", "Fleur de sel"],
    appellations: &["Coco de Paimpol"],
    indications: &["Cidre de Bretagne"],
};

/// Dordogne; the towns in capitals, as the feeds write them.
pub(crate) static PERIGORD: Area = Area {
    towns: &DORDOGNE,
    streets: INLAND_STREETS,
    hamlets: INLAND_HAMLETS,
    landline: "053649",
    sights: &[
        ("la Dordogne", "the river Dordogne"),
        ("le vignoble de Bergerac", "the vineyards of Bergerac"),
        ("la vallée de la Vézère", "the Vézère valley"),
        ("la bastide", "the fortified town"),
    ],
    products: &["Vins"],
    appellations: &["Bergerac", "Bergerac sec", "Côtes de Bergerac", "Monbazillac", "Pécharmant", "Rosette"],
    indications: &["Vin du Périgord"],
};

/// Landes.
pub(crate) static LANDES: Area = Area {
    towns: &[
        town("Mont-de-Marsan", "40000", "40192", 438_936, -4_997),
        town("Dax", "40100", "40088", 437_077, -10_538),
        town("Biscarrosse", "40600", "40046", 443_944, -11_671),
        town("Mimizan", "40200", "40184", 442_014, -12_290),
        town("Soorts-Hossegor", "40150", "40304", 436_636, -14_000),
        town("Capbreton", "40130", "40065", 436_420, -14_286),
        town("Saint-Sever", "40500", "40282", 437_578, -5_733),
        town("Aire-sur-l'Adour", "40800", "40001", 437_017, -2_617),
        town("Hagetmau", "40700", "40119", 436_561, -5_917),
        town("Parentis-en-Born", "40160", "40217", 443_514, -10_731),
        town("Sabres", "40630", "40246", 441_478, -7_436),
        town("Vieux-Boucau-les-Bains", "40480", "40328", 437_883, -14_014),
        town("Labastide-d'Armagnac", "40240", "40131", 439_711, -1_867),
        town("Peyrehorade", "40300", "40224", 435_456, -10_983),
    ],
    streets: INLAND_STREETS,
    hamlets: INLAND_HAMLETS,
    landline: "053649",
    sights: &[
        ("la forêt de pins", "the pine forest"),
        ("le lac", "the lake"),
        ("la plage océane", "the ocean beach"),
        ("la Chalosse", "the hills of Chalosse"),
    ],
    products: &["Foie gras", "Spiritueux", "Vins", "Miel"],
    appellations: &["Armagnac", "Floc de Gascogne", "Tursan"],
    indications: &["Asperge des sables des Landes", "Canard à foie gras du Sud-Ouest"],
};

/// Lot.
pub(crate) static LOT: Area = Area {
    towns: &[
        town("Cahors", "46000", "46042", 444_475, 14_406),
        town("Figeac", "46100", "46102", 446_086, 20_317),
        town("Gourdon", "46300", "46127", 447_367, 13_831),
        town("Rocamadour", "46500", "46240", 447_994, 16_178),
        town("Souillac", "46200", "46309", 448_939, 14_778),
        town("Saint-Céré", "46400", "46251", 448_575, 18_919),
        town("Gramat", "46500", "46128", 447_792, 17_256),
        town("Saint-Cirq-Lapopie", "46330", "46256", 444_650, 16_703),
        town("Puy-l'Évêque", "46700", "46231", 445_056, 11_378),
        town("Martel", "46600", "46185", 449_381, 16_089),
        town("Prayssac", "46220", "46225", 445_047, 11_872),
        town("Luzech", "46140", "46182", 444_772, 12_861),
        town("Cajarc", "46160", "46045", 444_844, 18_422),
        town("Bretenoux", "46130", "46038", 449_144, 18_397),
    ],
    streets: INLAND_STREETS,
    hamlets: INLAND_HAMLETS,
    landline: "053649",
    sights: &[
        ("la vallée du Lot", "the Lot valley"),
        ("le causse", "the limestone plateau"),
        ("la Dordogne quercynoise", "the upper Dordogne"),
        ("le vignoble de Cahors", "the vineyards of Cahors"),
    ],
    products: &["Vins", "Fromages", "Safran", "Noix"],
    appellations: &["Cahors", "Coteaux du Quercy", "Rocamadour"],
    indications: &["Agneau du Quercy", "Melon du Quercy"],
};

/// Marne.
pub(crate) static MARNE: Area = Area {
    towns: &[
        town("Reims", "51100", "51454", 492_583, 40_317),
        town("Épernay", "51200", "51230", 490_406, 39_594),
        town("Châlons-en-Champagne", "51000", "51108", 489_566, 43_631),
        town("Vitry-le-François", "51300", "51649", 487_247, 45_847),
        town("Sézanne", "51120", "51535", 487_208, 37_233),
        town("Hautvillers", "51160", "51287", 490_833, 39_428),
        town("Sainte-Menehould", "51800", "51507", 490_897, 48_978),
        town("Giffaumont-Champaubert", "51290", "51269", 485_533, 47_811),
        town("Verzenay", "51360", "51613", 491_575, 41_467),
        town("Mourmelon-le-Grand", "51400", "51388", 491_317, 43_642),
        town("Fismes", "51170", "51250", 493_075, 36_811),
        town("Dormans", "51700", "51217", 490_742, 36_389),
        town("Montmirail", "51210", "51380", 488_722, 35_378),
        town("Suippes", "51600", "51559", 491_306, 45_342),
    ],
    streets: INLAND_STREETS,
    hamlets: INLAND_HAMLETS,
    landline: "035301",
    sights: &[
        ("la montagne de Reims", "the Montagne de Reims"),
        ("la vallée de la Marne", "the Marne valley"),
        ("le lac du Der", "the lake of Der"),
        ("le vignoble de Champagne", "the vineyards of Champagne"),
    ],
    products: &["Vins", "Biscuits", "Miel"],
    appellations: &["Champagne", "Coteaux champenois"],
    indications: &["Volailles de la Champagne"],
};

/// Pyrénées-Atlantiques.
pub(crate) static BEARN_PAYS_BASQUE: Area = Area {
    towns: &[
        town("Biarritz", "64200", "64122", 434_832, -15_586),
        town("Bayonne", "64100", "64102", 434_929, -14_748),
        town("Pau", "64000", "64445", 432_951, -3_708),
        town("Saint-Jean-de-Luz", "64500", "64483", 433_881, -16_603),
        town("Ciboure", "64500", "64189", 433_843, -16_678),
        town("Hendaye", "64700", "64260", 433_586, -17_747),
        town("Oloron-Sainte-Marie", "64400", "64422", 431_943, -6_067),
        town("Orthez", "64300", "64430", 434_883, -7_722),
        town("Salies-de-Béarn", "64270", "64499", 434_744, -9_231),
        town("Saint-Jean-Pied-de-Port", "64220", "64485", 431_634, -12_372),
        town("Cambo-les-Bains", "64250", "64160", 433_583, -14_014),
        town("Espelette", "64250", "64213", 433_408, -14_472),
        town("Laruns", "64440", "64320", 429_878, -4_256),
        town("Sare", "64310", "64504", 433_128, -15_800),
    ],
    streets: INLAND_STREETS,
    hamlets: INLAND_HAMLETS,
    landline: "053649",
    sights: &[
        ("la Rhune", "mount Rhune"),
        ("la corniche basque", "the Basque corniche"),
        ("la vallée d'Ossau", "the Ossau valley"),
        ("le gave", "the river"),
    ],
    products: &["Vins", "Fromages", "Jambon", "Chocolat"],
    appellations: &["Irouléguy", "Jurançon", "Madiran", "Ossau-Iraty"],
    indications: &["Jambon de Bayonne"],
};

/// Lourdes and the valleys of the Gaves.
pub(crate) static LOURDES: Area = Area {
    towns: &[
        town("Lourdes", "65100", "65286", 430_947, -458),
        town("Argelès-Gazost", "65400", "65025", 430_036, -994),
        town("Saint-Pé-de-Bigorre", "65270", "65395", 431_011, -1_600),
        town("Bartrès", "65100", "65070", 431_250, -494),
        town("Adé", "65100", "65002", 431_339, -231),
        town("Julos", "65100", "65236", 431_103, 11),
        town("Lau-Balagnas", "65400", "65267", 429_933, -900),
        town("Pierrefitte-Nestalas", "65260", "65362", 429_628, -769),
        town("Cauterets", "65110", "65138", 428_886, -1_147),
        town("Luz-Saint-Sauveur", "65120", "65295", 428_722, -31),
        town("Arrens-Marsous", "65400", "65032", 429_578, -2_089),
        town("Barèges", "65120", "65481", 428_983, 653),
    ],
    streets: INLAND_STREETS,
    hamlets: INLAND_HAMLETS,
    landline: "053649",
    sights: &[
        ("les sanctuaires", "the sanctuaries"),
        ("le gave de Pau", "the Gave de Pau"),
        ("le Pic du Jer", "the Pic du Jer"),
        ("le lac de Lourdes", "the lake of Lourdes"),
    ],
    products: &["Fromages", "Miel", "Charcuterie"],
    appellations: &["Porc noir de Bigorre"],
    indications: &["Haricot tarbais"],
};

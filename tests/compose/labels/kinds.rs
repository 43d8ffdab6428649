//! The kinds of a bordereau: what they mean, as the SIT calls them, and what stands before a name.

use super::super::bordereau::Bordereau;
use super::super::offer::Nature::{self, Culture, GuestRooms, Plain, Rental, Sport, Stopover};

/// The meaning of a kind, its label, and the beginning of names.
pub(crate) type KindOf = (Nature, &'static str, &'static str);

/// The kinds of a bordereau, at least one.
pub(crate) fn kinds(bordereau: Bordereau) -> &'static [KindOf] {
    match bordereau {
        Bordereau::Hot => HOTELS,
        Bordereau::Hpa => CAMPSITES,
        Bordereau::Hlo => RENTALS,
        Bordereau::Vil => VILLAGES,
        Bordereau::Res => RESTAURANTS,
        Bordereau::Pcu => MONUMENTS,
        Bordereau::Pna => NATURAL_SITES,
        Bordereau::Loi => LEISURE,
        Bordereau::Asc => ACTIVITIES,
        Bordereau::Deg => TASTINGS,
    }
}

const HOTELS: &[KindOf] =
    &[(Plain, "Hôtel restaurant", "Hôtel-Restaurant"), (Plain, "Hôtel", "Hôtel"), (Plain, "Hôtel", "Hôtel")];

const CAMPSITES: &[KindOf] = &[
    (Plain, "Camping", "Camping"),
    (Plain, "Camping", "Camping"),
    (Plain, "Aire naturelle", "Aire naturelle"),
    (Plain, "Camping", "Camping"),
    (Plain, "Parc résidentiel de loisirs", "Parc résidentiel"),
];

const RENTALS: &[KindOf] = &[
    (Rental, "Maison", "Maison"),
    (GuestRooms, "Chambres d'hôtes", "Chambres d'hôtes"),
    (Rental, "Gîte rural", "Gîte"),
    (Rental, "Appartement", "Appartement"),
    (GuestRooms, "Chambres d'hôtes", "Chambres d'hôtes"),
    (Rental, "Studio", "Studio"),
    (Stopover, "Gîte d'étape", "Gîte d'étape"),
    (Rental, "Villa", "Villa"),
    (GuestRooms, "Maison d'hôtes", "Maison d'hôtes"),
    (Rental, "Chalet", "Chalet"),
];

const VILLAGES: &[KindOf] =
    &[(Plain, "Village de vacances", "Village Vacances"), (Plain, "Village de gîtes", "Village de gîtes")];

const RESTAURANTS: &[KindOf] = &[
    (Plain, "Restaurant traditionnel", "Restaurant"),
    (Plain, "Crêperie", "Crêperie"),
    (Plain, "Restaurant gastronomique", "Restaurant"),
    (Plain, "Brasserie", "Brasserie"),
    (Plain, "Pizzeria", "Pizzeria"),
    (Plain, "Ferme auberge", "Ferme-auberge"),
    (Plain, "Salon de thé", "Salon de thé"),
];

const MONUMENTS: &[KindOf] = &[
    (Plain, "Abbaye", "Abbaye"),
    (Plain, "Eglise", "Église"),
    (Plain, "Château", "Château"),
    (Plain, "Musée", "Musée"),
    (Plain, "Moulin", "Moulin"),
    (Plain, "Cloître", "Cloître"),
    (Plain, "Jardin", "Jardins"),
    (Plain, "Chapelle", "Chapelle"),
    (Plain, "Lavoir", "Lavoir"),
];

const NATURAL_SITES: &[KindOf] = &[
    (Plain, "Grotte", "Grotte"),
    (Plain, "Lac", "Lac"),
    (Plain, "Point de vue", "Belvédère"),
    (Plain, "Forêt", "Forêt"),
    (Plain, "Réserve naturelle", "Réserve naturelle"),
    (Plain, "Cascade", "Cascade"),
    (Plain, "Zone humide", "Marais"),
];

/// As many as a feed has records: each label of culture occurs.
const LEISURE: &[KindOf] = &[
    (Sport, "Canoë-kayak", "Base nautique"),
    (Culture, "Cinéma", "Cinéma"),
    (Sport, "Equitation", "Centre équestre"),
    (Culture, "Galerie d'art", "Galerie"),
    (Sport, "Golf", "Golf"),
    (Culture, "Salle de spectacle", "Scène"),
    (Sport, "Escalade", "Site d'escalade"),
    (Culture, "Théâtre", "Théâtre"),
    (Sport, "Parcours acrobatique en hauteur", "Parc aventure"),
    (Culture, "Musée", "Musée"),
    (Sport, "Voile", "École de voile"),
    (Culture, "Bibliothèque", "Bibliothèque"),
    (Sport, "Tennis", "Tennis"),
    (Culture, "Atelier d'artiste", "Atelier"),
];

const ACTIVITIES: &[KindOf] = &[
    (Sport, "Wake board", "Téléski"),
    (Culture, "Poterie céramique", "Poterie"),
    (Sport, "Randonnée pédestre", "Rando"),
    (Culture, "Danse", "Studio"),
    (Sport, "VTT", "Vélo-club"),
    (Culture, "Photographie", "Photo-club"),
    (Sport, "Tir à l'arc", "Les archers"),
    (Culture, "Vannerie", "Vannerie"),
    (Sport, "Surf electrique/foil", "Glisse"),
    (Culture, "Cours de cuisine", "Table d'école"),
    (Sport, "Spéléologie", "Spéléo-club"),
    (Culture, "Musique", "École de musique"),
];

const TASTINGS: &[KindOf] =
    &[(Plain, "Producteur", "Domaine"), (Plain, "Producteur", "Ferme"), (Plain, "Producteur", "Maison")];

//! Comfort, equipment, services and activities: labels of the table of services.

use super::super::bordereau::Bordereau;

/// Of the rooms.
pub(crate) fn comfort(bordereau: Bordereau) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Hot | Bordereau::Vil => &[
            "Accès Internet dans les chambres",
            "Accès WIFI",
            "Air conditionné",
            "Câble/ satellite",
            "Canal +",
            "Double vitrage",
            "Sèche-cheveux",
            "Téléphone",
            "Télévision",
        ],
        Bordereau::Hlo => &[
            "Accès Internet",
            "Chauffage",
            "Cheminée",
            "Cuisine équipée",
            "Lave vaisselle",
            "Lave-linge",
            "Lit bébé",
            "Micro-ondes",
            "Sèche-cheveux",
            "Télévision",
            "Wifi",
        ],
        Bordereau::Hpa => &["Accès WIFI", "Branchement électrique", "Lave linge collectif", "Télévision"],
        Bordereau::Res => &["Climatisation", "Wifi"],
        _ => &[],
    }
}

/// Of the house and the grounds.
pub(crate) fn equipment(bordereau: Bordereau) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Hot => &[
            "Bar",
            "Parking",
            "Parking privé",
            "Salon",
            "Télécopieur",
            "Terrasse",
            "Ascenseur",
            "Garage à vélos",
            "Salle de réunion",
        ],
        Bordereau::Hpa | Bordereau::Vil => &[
            "Aire de jeux",
            "Bar",
            "Garage à vélos",
            "Parking",
            "Restaurant",
            "Salle de télévision",
            "Terrain multisports",
            "Terrasse",
        ],
        Bordereau::Hlo => {
            &["Barbecue", "Garage fermé", "Jardin clos", "Parking privé", "Salon de jardin", "Terrasse"]
        }
        Bordereau::Res => &["Bar", "Parking", "Salle de réception", "Terrasse", "Terrasse couverte"],
        Bordereau::Pna => &["Aire de pique-nique", "Parking", "Sentier balisé", "Toilettes publiques"],
        Bordereau::Deg => &["Aire de camping-car sur place"],
        Bordereau::Pcu | Bordereau::Loi | Bordereau::Asc => {
            &["Aire de pique-nique", "Ascenseur", "Boutique", "Parking", "Parking autocar", "Vestiaire"]
        }
    }
}

/// What is done for guests.
pub(crate) fn services(bordereau: Bordereau) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Hot => &[
            "Blanchisserie",
            "Internet gratuit",
            "Matériel bébé",
            "Petit déjeuner",
            "Service en chambre",
            "Wifi gratuit",
        ],
        Bordereau::Hpa | Bordereau::Vil => {
            &["Blanchisserie", "Club enfants", "Location de vélos", "Snack-bar", "Wifi gratuit"]
        }
        Bordereau::Hlo => {
            &["Draps et linge compris", "Location de draps", "Ménage", "Petit déjeuner", "Table d'hôtes"]
        }
        Bordereau::Res => &["Chaise haute", "Menu enfant", "Plats à emporter", "Wifi gratuit"],
        Bordereau::Pcu => &["Audioguide", "Boutique", "Visite guidée", "Visites nocturnes"],
        Bordereau::Pna => &["Visites guidées"],
        Bordereau::Loi | Bordereau::Asc => {
            &["Boissons", "Encadrement diplômé", "Location de matériel", "Stages"]
        }
        Bordereau::Deg => &[],
    }
}

/// What guests do.
pub(crate) fn activities(bordereau: Bordereau) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Hot => &["Massages", "Piscine", "Sauna", "Spa", "Tennis"],
        Bordereau::Hlo => &["Pétanque", "Piscine privée", "Randonnée pédestre", "Tennis de table"],
        Bordereau::Hpa | Bordereau::Vil => {
            &["Minigolf", "Pêche", "Piscine chauffée", "Tennis", "Tir à l'arc"]
        }
        Bordereau::Pcu => &["Ateliers", "Expositions temporaires"],
        Bordereau::Pna => &["Pêche", "Randonnée"],
        _ => &[],
    }
}

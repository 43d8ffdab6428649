//! Categories of a typed feed: one entry a record. The labels are made up by the example of other instances.

use super::super::super::bordereau::Bordereau;
use super::super::super::offer::{Nature, Offer};

/// The category of a record.
pub(super) fn category(offer: &Offer) -> &'static str {
    let label = offer.kind.label;
    match (offer.bordereau, offer.kind.nature) {
        (Bordereau::Hot, _) if label.contains("restaurant") => "Hôtel-restaurant",
        (Bordereau::Hot, _) => "Hôtel",
        (Bordereau::Hpa, _) if label.contains("naturelle") => "Aire naturelle",
        (Bordereau::Hpa, _) if label.contains("résidentiel") => "Parc résidentiel de loisirs",
        (Bordereau::Hpa, _) => "Camping",
        (Bordereau::Hlo, Nature::GuestRooms) => "Chambre d'hôtes",
        (Bordereau::Hlo, Nature::Stopover) => "Gîte d'étape",
        (Bordereau::Hlo, _) if label.contains("Gîte") => "Gîte rural",
        (Bordereau::Hlo, _) => "Meublé de tourisme",
        (Bordereau::Vil, _) => "Village de vacances",
        (Bordereau::Res, _) => restaurant(label),
        (Bordereau::Pcu, _) => monument(label),
        (Bordereau::Pna, _) => site(label),
        (Bordereau::Deg, _) if offer.name.starts_with("Domaine") => "Domaine viticole",
        (Bordereau::Deg, _) => "Produits du terroir",
        (Bordereau::Loi | Bordereau::Asc, Nature::Culture) => culture(label),
        (Bordereau::Loi | Bordereau::Asc, _) => sport(label),
    }
}

fn restaurant(label: &str) -> &'static str {
    match label {
        "Brasserie" => "Brasserie",
        "Crêperie" => "Crêperie",
        "Ferme auberge" => "Ferme auberge",
        "Pizzeria" => "Pizzeria",
        "Restaurant gastronomique" => "Restaurant gastronomique",
        "Salon de thé" => "Salon de thé",
        _ => "Restaurant",
    }
}

fn monument(label: &str) -> &'static str {
    match label {
        "Château" => "Château",
        "Musée" => "Musée",
        "Jardin" => "Jardin",
        "Abbaye" | "Eglise" | "Cloître" | "Chapelle" => "Édifice religieux",
        _ => "Site et monument",
    }
}

fn site(label: &str) -> &'static str {
    match label {
        "Grotte" => "Grotte",
        "Lac" => "Lac",
        "Forêt" => "Forêt",
        _ => "Site naturel",
    }
}

fn culture(label: &str) -> &'static str {
    match label {
        "Cinéma" => "Cinéma",
        "Galerie d'art" => "Galerie d'art",
        "Musée" => "Musée",
        _ if label.contains("telier") || label.contains("Poterie") || label.contains("Vannerie") => {
            "Atelier d'art"
        }
        _ if label.contains("thèque") => "Médiathèque",
        "Théâtre" | "Salle de spectacle" => "Salle de spectacle",
        _ => "Cours et stages",
    }
}

fn sport(label: &str) -> &'static str {
    let on_water = ["Cano", "Voile", "Wake", "Surf", "naut"];
    match label {
        _ if on_water.iter().any(|part| label.contains(part)) => "Sports nautiques",
        "Equitation" => "Équitation",
        "Golf" => "Golf",
        _ => "Activités de pleine nature",
    }
}

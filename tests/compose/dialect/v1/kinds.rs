//! What the V1 feeds call the kinds of offers. Of these labels « Hôtels » and « Sports et loisirs » were seen.

use super::super::super::bordereau::Bordereau;
use super::super::super::offer::{Nature, Offer};

/// The texts of 61 for monuments, a field each.
pub(super) const MONUMENT_TEXTS: [&str; 5] = [
    "DescriptionComMusee",
    "DescriptionComJardin",
    "DescriptionComSiteMonum",
    "DescriptionComVisitTech",
    "DescriptionComVilCaract",
];

/// The field of the five that a record fills.
pub(super) fn monument_text(offer: &Offer) -> &'static str {
    match one(offer) {
        Some("Musées") => "DescriptionComMusee",
        Some("Parcs et jardins") => "DescriptionComJardin",
        Some("Visites techniques") => "DescriptionComVisitTech",
        _ => "DescriptionComSiteMonum",
    }
}

/// The one classification of a record. None of a rental that nobody has classified.
pub(super) fn one(offer: &Offer) -> Option<&'static str> {
    let label = offer.kind.label;
    let named = match (offer.bordereau, offer.kind.nature) {
        (Bordereau::Hot, _) if label.contains("restaurant") => "Hôtels restaurants",
        (Bordereau::Hot, _) => "Hôtels",
        (Bordereau::Hpa, _) if label.contains("naturelle") => "Aires naturelles",
        (Bordereau::Hpa, _) if label.contains("résidentiel") => "Parcs résidentiels de loisirs",
        (Bordereau::Hpa, _) => "Campings",
        (Bordereau::Hlo, Nature::GuestRooms) => "Chambres d'hôtes",
        (Bordereau::Hlo, Nature::Stopover) => return None,
        (Bordereau::Hlo, _) if label.contains("Gîte") => "Gîtes",
        (Bordereau::Hlo, _) => "Meublés de tourisme",
        (Bordereau::Vil, _) => "Villages de vacances",
        (Bordereau::Res, _) => restaurant(label),
        (Bordereau::Pcu, _) => monument(label),
        (Bordereau::Pna, _) => site(label),
        (Bordereau::Deg, _) if offer.name.starts_with("Domaine") => "Caves et vignobles",
        (Bordereau::Deg, _) => "Produits du terroir",
        (Bordereau::Loi | Bordereau::Asc, _) => three(offer)[0],
    };
    Some(named)
}

/// Three classifications beside each other; the numbers do not tell which is finer.
pub(super) fn three(offer: &Offer) -> [&'static str; 3] {
    let label = offer.kind.label;
    match offer.kind.nature {
        Nature::Culture => ["Loisirs culturels", "Culture et patrimoine", culture(label)],
        _ => ["Loisirs sportifs", "Sports et loisirs", sport(label)],
    }
}

fn culture(label: &str) -> &'static str {
    match label {
        "Cinéma" => "Cinémas",
        "Galerie d'art" => "Galeries d'art",
        "Musée" => "Musées",
        _ if label.contains("telier") || label.contains("Poterie") || label.contains("Vannerie") => {
            "Ateliers d'art"
        }
        _ if label.contains("thèque") => "Bibliothèques et médiathèques",
        "Théâtre" | "Salle de spectacle" => "Salles de spectacle",
        _ => "Cours et stages",
    }
}

fn sport(label: &str) -> &'static str {
    let on_water = ["Cano", "Voile", "Wake", "Surf", "naut"];
    match label {
        _ if on_water.iter().any(|part| label.contains(part)) => "Sports nautiques",
        "Equitation" => "Centres équestres",
        "Golf" => "Golfs",
        _ => "Activités de plein air",
    }
}

fn restaurant(label: &str) -> &'static str {
    match label {
        "Brasserie" => "Brasseries",
        "Crêperie" => "Crêperies",
        "Ferme auberge" => "Fermes auberges",
        "Pizzeria" => "Pizzerias",
        "Restaurant gastronomique" => "Restaurants gastronomiques",
        "Salon de thé" => "Salons de thé",
        _ => "Restaurants traditionnels",
    }
}

fn monument(label: &str) -> &'static str {
    match label {
        "Musée" => "Musées",
        "Jardin" => "Parcs et jardins",
        "Moulin" => "Visites techniques",
        _ => "Sites et monuments",
    }
}

fn site(label: &str) -> &'static str {
    match label {
        "Grotte" => "Grottes",
        "Lac" => "Lacs et étangs",
        "Forêt" => "Forêts",
        _ => "Sites naturels",
    }
}

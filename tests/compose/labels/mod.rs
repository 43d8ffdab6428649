//! Labels of the SIT: the pools from which offers are composed.
//!
//! **Invariant:** each label has a row in a table of the pack: what a composed feed says, a rule can read.

mod kinds;
mod prices;
mod services;

use super::bordereau::Bordereau;
use super::offer::Kind;

pub(crate) use kinds::kinds;
pub(crate) use prices::prices;
pub(crate) use services::{activities, comfort, equipment, services};

/// Languages spoken.
pub(crate) const LANGUAGES: &[&str] =
    &["Français", "Anglais", "Espagnol", "Allemand", "Italien", "Néerlandais", "Occitan"];

/// Means of payment.
pub(crate) const PAYMENT: &[&str] = &[
    "American Express",
    "Carte bleue",
    "Cartes de paiement",
    "Chèques bancaires et postaux",
    "Chèques Vacances",
    "Espèces",
    "Eurocard - Mastercard",
    "Virement bancaire",
    "Visa",
];

/// Hotel chains.
pub(crate) const CHAINS: &[&str] =
    &["Best Western", "Brit' hotel", "Contact Hôtel", "Logis Hôtels", "The Originals"];

/// Disability labels.
pub(crate) const DISABILITY: &[&str] =
    &["Handicap auditif", "Handicap mental", "Handicap moteur", "Handicap visuel"];

/// What is cooked.
pub(crate) const CUISINES: &[&str] = &[
    "Burger",
    "Cuisine asiatique",
    "Cuisine bistronomique",
    "Cuisine gastronomique",
    "Cuisine japonaise/sushi",
    "Cuisine régionale française",
    "Cuisine traditionnelle",
    "Cuisine végétarienne",
    "Pizzas",
    "Poisson / fruits de mer",
    "Salades",
    "Viandes",
];

/// Who sells.
pub(crate) const STATUS: &[&str] =
    &["Caveau de dégustation", "Coopérative", "Producteur", "Récoltant éleveur"];

/// How a cellar is visited.
pub(crate) const VISITS: &[&str] = &[
    "Visite libre",
    "Visite guidée",
    "Visite guidée uniquement sur rendez-vous",
    "Visite libre uniquement sur rendez-vous",
];

/// Official ratings that a bordereau can have.
pub(crate) fn ratings(bordereau: Bordereau, kind: &Kind) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Hpa if kind.label.contains("naturelle") => &["Aire naturelle"],
        Bordereau::Hpa if kind.label.contains("résidentiel") => &["Parc résidentiel de loisirs classé"],
        other if other.is_lodging() => &[
            "1 étoile",
            "2 étoiles",
            "3 étoiles",
            "3 étoiles",
            "4 étoiles",
            "5 étoiles",
            "Non classé",
            "En cours de classement",
        ],
        _ => &[],
    }
}

/// Labels that a bordereau can have.
pub(crate) fn marks(bordereau: Bordereau) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Hot => &["Accueil Vélo", "Clef Verte", "Ecolabel européen", "Qualité Tourisme"],
        Bordereau::Hpa => &["Accueil Vélo", "Camping Qualité", "Clef Verte", "Qualité Tourisme"],
        Bordereau::Hlo => {
            &["Accueil Paysan", "Accueil Vélo", "Clévacances", "Fleurs de soleil", "Gîtes de France"]
        }
        Bordereau::Vil => &["Accueil Vélo", "Ecolabel européen", "Qualité Tourisme"],
        Bordereau::Res => &["Bienvenue à la Ferme", "Bistrot de Pays", "Maître Restaurateur"],
        Bordereau::Pcu => &["Monument historique", "Musée de France", "Qualité Tourisme"],
        Bordereau::Pna => &["Natura 2000", "Pavillon bleu", "Site classé"],
        Bordereau::Deg => &["Bienvenue à la Ferme", "Vignobles et découvertes"],
        Bordereau::Loi | Bordereau::Asc => &["Accueil Vélo", "Famille Plus", "Qualité Tourisme"],
    }
}

/// Where it lies.
pub(crate) fn surroundings(bordereau: Bordereau) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Deg => &["A la campagne", "Dans le vignoble", "Périphérie de la ville"],
        Bordereau::Hpa | Bordereau::Pna => {
            &["A la campagne", "Au bord d'un lac", "Au bord d'une rivière", "En forêt"]
        }
        _ => &["A la campagne", "Centre ville", "Centre village", "Périphérie de la ville", "Quartier gare"],
    }
}

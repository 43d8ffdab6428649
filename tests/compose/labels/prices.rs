//! What prices are called: title, euros from and to, remark.

use super::super::bordereau::Bordereau;

/// A title with the amounts that are usual.
pub(crate) type Title = (&'static str, u64, u64, Option<&'static str>);

/// The titles of a bordereau, the first of which is what the offer starts from.
pub(crate) fn prices(bordereau: Bordereau) -> &'static [Title] {
    match bordereau {
        Bordereau::Hot | Bordereau::Vil => &[
            ("Chambre double", 70, 95, None),
            ("Chambre single (1 personne)", 60, 75, None),
            ("Petit déjeuner par personne", 9, 14, Some("servi sous forme de buffet")),
            ("Animaux", 5, 10, Some("par nuit")),
        ],
        Bordereau::Hpa => &[
            ("Emplacement", 14, 26, Some("2 personnes et un véhicule")),
            ("Semaine", 280, 690, Some("mobil-home 4 personnes")),
            ("Animaux", 2, 4, Some("par nuit")),
        ],
        Bordereau::Hlo => &[
            ("Semaine", 320, 780, Some("charges comprises")),
            ("Week-end", 150, 240, None),
            ("Nuitée", 35, 60, Some("petit déjeuner compris")),
        ],
        Bordereau::Res => &[("Menu adulte", 19, 38, None), ("Menu enfant", 9, 13, Some("jusqu'à 12 ans"))],
        Bordereau::Deg => {
            &[("Dégustation", 4, 9, Some("par personne")), ("Visite guidée", 6, 12, Some("avec dégustation"))]
        }
        _ => {
            &[("Plein tarif", 5, 15, None), ("Tarif réduit", 3, 6, Some("étudiants et demandeurs d'emploi"))]
        }
    }
}

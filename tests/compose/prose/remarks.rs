//! Short remarks beside a description.

use super::super::bordereau::Bordereau;
use super::Pair;

/// One sentence for a list.
pub(crate) const TEASERS: &[Pair] = &[
    ("Une halte au calme, à deux pas de {lieu}.", "A quiet stop, a stone's throw from {lieu}."),
    ("Le charme d'une vieille maison, face à {lieu}.", "The charm of an old house, facing {lieu}."),
    ("En famille ou entre amis, tout près de {lieu}.", "With family or friends, close to {lieu}."),
];

/// Remarks on the opening.
pub(crate) const OPENINGS: &[Pair] = &[
    ("Fermé les jours fériés, sauf le 14 juillet.", "Closed on public holidays, except 14 July."),
    ("Hors saison, sur rendez-vous.", "Out of season, by appointment."),
];

/// Remarks on the prices.
pub(crate) const fn prices(bordereau: Bordereau) -> &'static [Pair] {
    if bordereau.is_lodging() {
        &[
            ("Taxe de séjour en sus.", "Tourist tax not included."),
            ("Gratuit pour les enfants de moins de 3 ans.", "Free for children under 3."),
        ]
    } else {
        &[
            ("Gratuit pour les moins de 6 ans.", "Free for children under 6."),
            ("Tarifs de groupe sur demande.", "Group prices on request."),
        ]
    }
}

/// For families.
pub(crate) const FAMILY: &[Pair] =
    &[("Un livret-jeu attend les enfants à l'accueil.", "A play booklet awaits children at the reception.")];

/// What is on.
pub(crate) const ENTERTAINMENT: &[Pair] = &[
    (
        "En juillet et en août, pique-nique au jardin le jeudi soir.",
        "In July and August, picnic in the garden on Thursday evenings.",
    ),
    ("Le premier dimanche du mois, portes ouvertes.", "Open house on the first Sunday of the month."),
];

/// How to get there.
pub(crate) const ACCESS: &[Pair] =
    &[("Depuis {lieu}, suivre le fléchage.", "From {lieu}, follow the signs.")];

//! Sentences, French and English side by side.

mod lodging;
mod remarks;
mod visits;

use super::bordereau::Bordereau;
use super::offer::Dice;

pub(crate) use remarks::{ACCESS, ENTERTAINMENT, FAMILY, OPENINGS, TEASERS, prices};

/// A sentence with a gap for a sight of the area: the original and its translation.
pub(crate) type Pair = (&'static str, &'static str);

/// A sentence in both languages, its gap filled.
#[derive(Debug)]
pub(crate) struct Sentence {
    /// The original.
    pub(crate) french: String,
    /// The translation.
    pub(crate) english: String,
}

/// What describes an offer.
pub(crate) fn of(bordereau: Bordereau) -> &'static [Pair] {
    match bordereau {
        Bordereau::Hot => lodging::HOTELS,
        Bordereau::Hpa => lodging::CAMPSITES,
        Bordereau::Hlo => lodging::RENTALS,
        Bordereau::Vil => lodging::VILLAGES,
        Bordereau::Res => visits::RESTAURANTS,
        Bordereau::Pcu => visits::MONUMENTS,
        Bordereau::Pna => visits::NATURAL_SITES,
        Bordereau::Loi => visits::LEISURE,
        Bordereau::Asc => visits::ACTIVITIES,
        Bordereau::Deg => visits::TASTINGS,
    }
}

/// Titles of pictures.
pub(crate) fn views(bordereau: Bordereau) -> &'static [&'static str] {
    match bordereau {
        Bordereau::Hot | Bordereau::Vil => &["La façade", "Une chambre", "La salle à manger", "Terrasse"],
        Bordereau::Hpa => &["La piscine", "Un emplacement", "Vue d'ensemble", "L'accueil"],
        Bordereau::Hlo => &["La maison", "Le séjour", "Une chambre", "Le jardin, l'été"],
        Bordereau::Res => &["La salle", "La terrasse", "En cuisine", "L'entrée"],
        Bordereau::Deg => &["Le chai", "La boutique", "Au travail", "Vue d'ensemble"],
        _ => &["L'entrée", "Vue d'ensemble", "Détail", "Au printemps"],
    }
}

/// So many sentences at most, in their order, with their gaps filled.
pub(crate) fn sentences(
    dice: &mut Dice,
    pool: &'static [Pair],
    count: u64,
    sights: &[Pair],
) -> Vec<Sentence> {
    dice.sample(pool, count)
        .into_iter()
        .map(|(french, english)| {
            let (place, in_english) = dice.pick(sights);
            let french = contracted(&french.replace("{lieu}", place));
            Sentence { french, english: english.replace("{lieu}", in_english) }
        })
        .collect()
}

/// « de le » is « du » in French, and « jusqu'à le » « jusqu'au ».
fn contracted(sentence: &str) -> String {
    let contractions = [(" de le ", " du "), (" de les ", " des "), ("à le ", "au "), ("à les ", "aux ")];
    contractions
        .iter()
        .fold(sentence.to_owned(), |sentence, (apart, together)| sentence.replace(apart, together))
}

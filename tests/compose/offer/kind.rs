//! What an offer is more exactly, and how it is called.

use super::super::bordereau::Bordereau;
use super::super::labels;
use super::super::words::NAMES;
use super::Dice;

/// What the label of a kind means for the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// What the bordereau says already.
    Plain,
    /// A whole house or flat to let.
    Rental,
    /// Rooms in the house of the owners.
    GuestRooms,
    /// For walkers, by the bed.
    Stopover,
    /// Moving about.
    Sport,
    /// Looking, listening, learning.
    Culture,
}

/// The kind of an offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// What it means.
    pub(crate) nature: Nature,
    /// As the SIT calls it.
    pub(crate) label: &'static str,
    /// What stands before the name of the house: `Hôtel`
    title: &'static str,
}

impl Kind {
    /// The kinds of a bordereau follow each other, so that a feed has all of them.
    pub(crate) fn compose(bordereau: Bordereau, number: u64) -> Self {
        let kinds = labels::kinds(bordereau);
        let at = usize::try_from(number - 1).expect("few records") % kinds.len();
        let (nature, label, title) = kinds[at];
        Self { nature, label, title }
    }
}

/// Name, name in addresses, and `de la Baie` for companies. No two records of a feed have the same.
pub(super) fn name(kind: &Kind, bordereau: Bordereau, number: u64) -> (String, String, &'static str) {
    let offset = bordereau as u64 * 3;
    let at = usize::try_from((number * 7 + offset) % NAMES.len() as u64).expect("few names");
    let (house, slug) = NAMES[at];
    let first = kind.title.split(' ').next().unwrap_or_default();
    (format!("{} {house}", kind.title), format!("{}-{slug}", plain(first)), house)
}

/// Without accents and capitals, for addresses.
fn plain(word: &str) -> String {
    let letters = word.to_lowercase();
    letters
        .chars()
        .filter_map(|letter| match letter {
            'à' | 'â' => Some('a'),
            'é' | 'è' | 'ê' => Some('e'),
            'î' => Some('i'),
            'ô' => Some('o'),
            'a'..='z' | '-' => Some(letter),
            _ => None,
        })
        .collect()
}

/// The company behind it, by the form that the law puts before its name.
pub(super) fn company(dice: &mut Dice, house: &str) -> Option<String> {
    dice.maybe(300, |dice| format!("{} {house}", dice.pick(&["SARL", "EARL", "SAS", "SCI", "SCEA"])))
}

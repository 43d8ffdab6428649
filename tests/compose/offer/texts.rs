//! Texts in all languages, and pictures.

use super::super::bordereau::Bordereau;
use super::super::head::Language;
use super::super::place::Area;
use super::super::prose::{self, Sentence};
use super::Dice;

/// A text in its languages.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// The original.
    pub(crate) french: String,
    /// The translation.
    pub(crate) english: String,
}

impl Text {
    /// Sentences one after the other.
    fn of(sentences: &[Sentence], between: &str) -> Self {
        let join = |language: fn(&Sentence) -> &str| {
            let sentences: Vec<&str> = sentences.iter().map(language).collect();
            sentences.join(between)
        };
        Self { french: join(|sentence| &sentence.french), english: join(|sentence| &sentence.english) }
    }

    /// The text in a language.
    pub(crate) fn in_language(&self, language: Language) -> String {
        match language {
            Language::French => self.french.clone(),
            Language::English => self.english.clone(),
        }
    }
}

/// The texts of a record.
#[derive(Debug)]
pub(crate) struct Texts {
    /// Two to four sentences, some on lines of their own.
    pub(crate) description: Option<Text>,
    /// One sentence.
    pub(crate) teaser: Option<Text>,
    /// A remark on the opening.
    pub(crate) opening_note: Option<Text>,
    /// A remark on the prices.
    pub(crate) price_note: Option<Text>,
    /// For families.
    pub(crate) family: Option<Text>,
    /// What is on.
    pub(crate) entertainment: Option<Text>,
    /// How to get there.
    pub(crate) access: Option<Text>,
}

impl Texts {
    /// The texts of a record.
    pub(crate) fn compose(dice: &mut Dice, bordereau: Bordereau, area: &Area) -> Self {
        let sights = area.sights;
        let mut one = |per_mille, pool: &'static [(&'static str, &'static str)], most: u64, between: &str| {
            dice.maybe(per_mille, |dice| {
                let count = dice.between(1.max(most / 2), most);
                Text::of(&prose::sentences(dice, pool, count, sights), between)
            })
        };
        Self {
            description: one(970, prose::of(bordereau), 4, "\n"),
            teaser: one(700, prose::TEASERS, 1, " "),
            opening_note: one(300, prose::OPENINGS, 1, " "),
            price_note: one(200, prose::prices(bordereau), 1, " "),
            family: one(100, prose::FAMILY, 1, " "),
            entertainment: one(150, prose::ENTERTAINMENT, 2, "\n"),
            access: one(150, prose::ACCESS, 1, " "),
        }
    }
}

/// A picture.
#[derive(Clone, Debug)]
pub(crate) struct Photo {
    /// Behind the address of the media: `hotel-phare-1.jpg`
    pub(crate) file: String,
    /// `La façade`; empty where it has none.
    pub(crate) title: &'static str,
    /// `© Hôtel du Phare`; empty where nobody is named.
    pub(crate) credit: String,
}

/// The pictures of a record.
pub(super) fn photos(dice: &mut Dice, bordereau: Bordereau, slug: &str, name: &str) -> Vec<Photo> {
    if !dice.has(850) {
        return Vec::new();
    }
    let views = prose::views(bordereau);
    let (count, first) = (dice.between(1, 3), dice.between(0, 3));
    (1..=count)
        .map(|at| Photo {
            file: format!("{slug}-{at}.jpg"),
            title: dice.maybe(850, |_| view(views, first + at)).unwrap_or_default(),
            credit: dice.maybe(800, |_| format!("© {name}")).unwrap_or_default(),
        })
        .collect()
}

/// The titles follow each other: two pictures of a record are not of the same thing.
fn view(views: &[&'static str], number: u64) -> &'static str {
    let at = usize::try_from(number).expect("few pictures") % views.len();
    views[at]
}

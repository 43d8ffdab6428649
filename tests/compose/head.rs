//! A head of the composer, and a feed of it.

use super::bordereau::Bordereau;
use super::fields::Fields;
use super::guid::guid;
use super::offer::Offer;
use super::place::Area;
use super::traps::Trap;
use super::wire::Shape;

/// The language of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// The feed of the head.
    French,
    /// The same records in English.
    English,
}

impl Language {
    /// As in the name of a file.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

/// Writes an offer in the fields of a dialect.
pub(crate) type Writer = fn(&Offer, &Feed) -> Fields;

/// A head whose feeds are composed.
#[derive(Debug)]
pub(crate) struct Head {
    /// The folder of the pack: `24`
    pub(crate) name: &'static str,
    /// Behind the host of the addresses: `cdt24`
    pub(crate) client: &'static str,
    /// Between type and rest of an id: `AQU024`
    pub(crate) territory: &'static str,
    /// Its towns.
    pub(crate) area: &'static Area,
    /// How documents are written.
    pub(crate) shape: Shape,
    /// How records are written.
    pub(crate) writer: Writer,
    /// What `ObjectTypeName` says.
    pub(crate) type_name: fn(Bordereau) -> &'static str,
    /// In this order.
    pub(crate) bordereaux: &'static [Bordereau],
    /// Further languages of some bordereaux.
    pub(crate) translations: &'static [(Bordereau, Language)],
    /// Fields of an Atom feed whose absence is an empty element; all others have `m:null`.
    pub(crate) empty_elements: &'static [&'static str],
    /// Put by hand.
    pub(crate) traps: fn() -> Vec<Trap>,
    /// How many records a feed has; traps add more.
    pub(crate) records: u64,
    /// Decides with the number of a record what it holds.
    pub(crate) seed: u64,
    /// Behind "Composed by tests/compose: ".
    pub(crate) about: &'static str,
}

/// A feed of a head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feed {
    /// Whose it is.
    pub(crate) head: &'static Head,
    /// What it lists.
    pub(crate) bordereau: Bordereau,
    /// In which language.
    pub(crate) language: Language,
}

impl Head {
    /// The feeds, those in French first.
    pub(crate) fn feeds(&'static self) -> Vec<Feed> {
        let french = self.bordereaux.iter().map(|bordereau| (*bordereau, Language::French));
        french
            .chain(self.translations.iter().copied())
            .map(|(bordereau, language)| Feed { head: self, bordereau, language })
            .collect()
    }
}

impl Feed {
    /// Below the pack.
    pub(crate) fn path(&self) -> String {
        let language = match self.language {
            Language::French => String::new(),
            other @ Language::English => format!(".{}", other.code()),
        };
        let Head { name, shape, .. } = self.head;
        format!("heads/{name}/feeds/{}{language}.{}", self.bordereau.code(), shape.extension())
    }

    /// The syndication's own id.
    pub(crate) fn guid(&self) -> String {
        guid(&format!("{} {} {}", self.head.name, self.bordereau.code(), self.language.code()))
    }

    /// Where media lie.
    pub(crate) fn media(&self) -> String {
        format!("https://{}.media.tourinsoft.eu/upload/", self.head.client)
    }

    /// The traps of this feed.
    pub(crate) fn traps(&self) -> Vec<Trap> {
        let all = (self.head.traps)();
        all.into_iter().filter(|trap| trap.is_in(self.bordereau, self.language)).collect()
    }
}

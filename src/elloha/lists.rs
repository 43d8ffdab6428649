//! `GET /Lists/…`: the ids behind codes. What an account may have depends on its type.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wire::or_default;
use super::{Config, Error, Session};
use crate::value::folded;

/// The lists of a platform, as one login sees them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Lists {
    /// Whose account the login is, and the languages.
    pub config: Config,
    services: Vec<Item>,
    ratings: Vec<Item>,
    labels: Vec<Item>,
    themes: Vec<Item>,
    payment_modes: Vec<Item>,
    marketing_tags: Vec<Item>,
    technical_tags: Vec<Item>,
}

/// One entry: `OiServiceItem`, `OiRatingItem`, `OiLabelItem`, `OiThemeItem`, `OiPaymentModeItem` or
/// `OiTagsMarketingItem`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    #[serde(alias = "idService", alias = "idRating", alias = "idLabel", alias = "idTheme")]
    #[serde(alias = "idPaymentMode", alias = "idTag")]
    pub(super) id: Uuid,
    #[serde(default, deserialize_with = "or_default")]
    id_type_oi: Uuid,
    #[serde(default, deserialize_with = "or_default")]
    id_sub_type_oi: Uuid,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) id_ect: Uuid,
    /// The kind: `Services`, …
    #[serde(default)]
    id_category: Option<String>,
    /// The kind: `Label`, `Chain`, `Disability`
    #[serde(default)]
    id_type: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    translations: Vec<Term>,
}

/// `ThesoItemTrans`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Term {
    #[serde(default)]
    term: Option<String>,
}

/// Which list is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Services,
    Ratings,
    Labels,
    Themes,
    PaymentModes,
    Tags,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'w> {
    /// Its term.
    pub(super) term: &'w str,
    /// elloha's kind of it.
    pub(super) kind: Option<&'w str>,
    /// The type of the account.
    pub(super) account_type: Uuid,
    /// Its sub-type.
    pub(super) sub_type: Option<Uuid>,
}

impl Session {
    /// Asks for all lists.
    pub fn lists(&mut self) -> Result<Lists, Error> {
        Ok(Lists {
            config: self.config()?,
            services: self.get("Lists/Services/Oi", &[])?,
            ratings: self.get("Lists/Ratings/Oi", &[])?,
            labels: self.get("Lists/Labels/Oi", &[])?,
            themes: self.get("Lists/Themes/Oi", &[])?,
            payment_modes: self.get("Lists/PaymentModes/Oi", &[])?,
            marketing_tags: self.get("Lists/Tags/Marketing", &[])?,
            technical_tags: self.get("Lists/Tags/Technical", &[])?,
        })
    }
}

impl Lists {
    /// The one entry that is meant; why there is none.
    pub(super) fn find(&self, which: Which, wanted: Wanted<'_>) -> Result<&Item, String> {
        let (name, items): (&str, Vec<&Item>) = match which {
            Which::Services => ("services", self.services.iter().collect()),
            Which::Ratings => ("ratings", self.ratings.iter().collect()),
            Which::Labels => ("labels", self.labels.iter().collect()),
            Which::Themes => ("themes", self.themes.iter().collect()),
            Which::PaymentModes => ("means of payment", self.payment_modes.iter().collect()),
            Which::Tags => match wanted.kind {
                Some("Technical") => ("technical tags", self.technical_tags.iter().collect()),
                Some(_) | None => ("marketing tags", self.marketing_tags.iter().collect()),
            },
        };
        let term = folded(wanted.term);
        let named = items.into_iter().filter(|item| item.is_called(&term));
        let named: Vec<&Item> = named.collect();
        let fits: Vec<&Item> = named.iter().copied().filter(|item| item.fits(which, wanted)).collect();
        // An entry of just this type says more than one of all types.
        let own: Vec<&Item> =
            fits.iter().copied().filter(|item| item.id_type_oi == wanted.account_type).collect();
        let mut found = if own.is_empty() { fits } else { own };
        found.sort_by_key(|item| item.id);
        found.dedup_by_key(|item| item.id);
        match (found.as_slice(), named.len()) {
            ([one], _) => Ok(one),
            ([], 0) => Err(format!("elloha's list of {name} has no \"{}\"", wanted.term)),
            ([], _) => {
                Err(format!("elloha's list of {name} has \"{}\" for other accounts only", wanted.term))
            }
            (several, _) => {
                Err(format!("elloha's list of {name} has \"{}\" {} times", wanted.term, several.len()))
            }
        }
    }
}

impl Item {
    /// Whether it has a term, which is folded.
    fn is_called(&self, term: &str) -> bool {
        let mut terms = self.translations.iter().filter_map(|one| one.term.as_deref());
        terms.any(|known| folded(known) == term)
    }

    /// Whether an account may have it. Ids of nobody stand for all.
    fn fits(&self, which: Which, wanted: Wanted<'_>) -> bool {
        let of_type = self.id_type_oi.is_nil() || self.id_type_oi == wanted.account_type;
        let of_sub_type = self.id_sub_type_oi.is_nil() || Some(self.id_sub_type_oi) == wanted.sub_type;
        let of_kind = match which {
            Which::Services => self.id_category.as_deref() == wanted.kind,
            Which::Labels => self.id_type.as_deref() == wanted.kind,
            Which::Ratings | Which::Themes | Which::PaymentModes | Which::Tags => true,
        };
        of_type && of_sub_type && of_kind
    }
}

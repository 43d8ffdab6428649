//! What differs from feed to feed of one dialect.
//!
//! The administrator of each syndication names its fields: a consumer of 40 reads two names of the same thing, and which
//! feed has which is not known. Here both heads have both, in other feeds, so that no rule goes unread.

use super::super::super::bordereau::Bordereau;
use super::super::super::head::Feed;

/// The names that one feed has of what has two.
pub(super) struct Form {
    /// `MOYENSCOMs` or `MOYENCOMs`.
    pub(super) contacts: &'static str,
    /// The collection of the description, and its attribute.
    pub(super) description: (&'static str, &'static str),
    /// `Nombretotaldechambres` or `Nombredechambres`.
    pub(super) bedrooms: &'static str,
    /// `Nombredemplacements` or `Nombretotaldemplacements`.
    pub(super) pitches: &'static str,
    /// Whether the remark on prices is said with each of them.
    pub(super) remark_in_prices: bool,
    /// Whether hours are those of every day; otherwise each day has its own.
    pub(super) daily: bool,
}

const LONG: (&str, &str) = ("DESCRIPTIFSs", "Descriptioncommerciale");

impl Form {
    /// The names of a feed.
    pub(super) fn of(feed: &Feed) -> Self {
        let Feed { bordereau, head, .. } = *feed;
        match head.name {
            "40" => Self::landes(bordereau),
            "64" => Self::pyrenees(bordereau),
            other => panic!("`{other}` does not speak this dialect"),
        }
    }

    /// 40: the visits differ from all else.
    fn landes(bordereau: Bordereau) -> Self {
        use Bordereau::{Asc, Deg, Hlo, Loi, Pcu, Pna, Res};
        Self {
            contacts: if matches!(bordereau, Pcu | Pna | Loi | Asc) { "MOYENCOMs" } else { "MOYENSCOMs" },
            description: match bordereau {
                Pcu | Pna => ("DESCRIPTIFs", "Description"),
                Loi | Asc => ("DESCRIPTIFs", "Descriptif"),
                Deg => ("DESCRIPTIFs", "Descriptifcommercial"),
                _ => LONG,
            },
            bedrooms: if bordereau == Hlo { "Nombredechambres" } else { "Nombretotaldechambres" },
            pitches: "Nombredemplacements",
            remark_in_prices: matches!(bordereau, Res | Deg),
            daily: bordereau.is_lodging(),
        }
    }

    /// 64: the lodging differs from all else.
    fn pyrenees(bordereau: Bordereau) -> Self {
        use Bordereau::{Deg, Hlo, Hot, Hpa, Pcu, Pna, Res};
        Self {
            contacts: if bordereau.is_lodging() || bordereau == Res { "MOYENCOMs" } else { "MOYENSCOMs" },
            description: match bordereau {
                Hot => ("DESCRIPTIFs", "Descriptifcommercial"),
                Hpa => ("DESCRIPTIFs", "Description"),
                Res => ("DESCRIPTIFs", "Descriptif"),
                _ => LONG,
            },
            bedrooms: if bordereau == Hlo { "Nombretotaldechambres" } else { "Nombredechambres" },
            pitches: "Nombretotaldemplacements",
            remark_in_prices: bordereau != Deg,
            daily: bordereau.is_lodging() || matches!(bordereau, Pcu | Pna),
        }
    }
}

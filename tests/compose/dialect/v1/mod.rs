//! The V1 feeds with composite texts: syndications with the names of 28 beside syndications with those of 61.

mod cells;
mod kinds;
mod names_28;
mod names_61;

use super::super::bordereau::Bordereau;
use super::super::fields::Fields;
use super::super::head::Feed;
use super::super::offer::Offer;

/// `ObjectTypeName`, as far as it was seen in any instance; the last five were not, tastings apart.
pub(crate) fn type_name(bordereau: Bordereau) -> &'static str {
    match bordereau {
        Bordereau::Hot => "Hôtellerie",
        Bordereau::Hpa => "Hôtellerie de plein air",
        Bordereau::Hlo => "Hébergements locatifs",
        Bordereau::Vil => "Villages Vacances",
        Bordereau::Res => "Restauration",
        Bordereau::Pcu => "Patrimoine culturel",
        Bordereau::Pna => "Patrimoine naturel",
        Bordereau::Loi => "Loisirs",
        Bordereau::Asc => "Activités sportives et culturelles",
        Bordereau::Deg => "Dégustations (tous produits)",
    }
}

/// A record. Dates are milliseconds, and everything else is a text or null.
pub(crate) fn write(offer: &Offer, feed: &Feed) -> Fields {
    let mut fields = super::common(offer, feed);
    super::in_milliseconds(&mut fields, offer);
    let own = match offer.bordereau {
        Bordereau::Hot | Bordereau::Vil => names_28::lodging(offer, feed),
        Bordereau::Loi | Bordereau::Asc => names_28::leisure(offer, feed),
        _ => names_61::all(offer, feed),
    };
    fields.extend(own);
    fields
}

/// The description in the language of the feed.
fn description(offer: &Offer, feed: &Feed) -> Option<String> {
    offer.texts.description.as_ref().map(|text| text.in_language(feed.language))
}

/// The first line of the address: street, or the hamlet where there is none.
fn first_line(offer: &Offer) -> Option<&str> {
    offer.address.street.as_deref().or(offer.address.hamlet.as_deref())
}

/// The line for the hamlet, where it is not the first.
fn hamlet_line(offer: &Offer) -> Option<&str> {
    offer.address.street.as_ref().and(offer.address.hamlet.as_deref())
}

//! The flat fields of the SIRTAQUI administrators: Dordogne, and Lourdes by inference.
//!
//! **Invariant:** a record has every field of its syndication, null where it says nothing.

mod cells;
mod keys;
mod tasting;
mod values;

use super::super::bordereau::Bordereau;
use super::super::fields::Fields;
use super::super::head::Feed;
use super::super::offer::Offer;

/// `ObjectTypeName`. That of tastings was seen in 24, those of hotels, campsites and rentals in the same
/// administrators' Landes, that of holiday villages is read by a consumer; the others are usual.
pub(crate) fn type_name(bordereau: Bordereau) -> &'static str {
    match bordereau {
        Bordereau::Hot => "Hôtels",
        Bordereau::Hpa => "Campings",
        Bordereau::Hlo => "Hébergements locatifs (meublés et chambres d'hôtes)",
        Bordereau::Vil => "Villages Vacances",
        Bordereau::Res => "Restauration",
        Bordereau::Pcu => "Patrimoine culturel",
        Bordereau::Pna => "Patrimoine naturel",
        Bordereau::Loi => "Loisirs",
        Bordereau::Asc => "Activités sportives et culturelles",
        Bordereau::Deg => "Dégustations (tous produits)",
    }
}

/// A record of Dordogne.
pub(crate) fn write(offer: &Offer, feed: &Feed) -> Fields {
    let mut fields = super::common(offer, feed);
    if offer.bordereau == Bordereau::Deg {
        fields.change("ObjectTypeFix", "36ABE42A-59AD-4167-BE17-3F2FA36F5CA3");
        return filled(fields, keys::DEG.iter().copied(), offer, feed);
    }
    let names = keys::own(offer.bordereau).iter().chain(keys::COMMON).chain(keys::BUT_DEG).copied();
    filled(fields, names, offer, feed)
}

/// A record of Lourdes: the pictures in a field of their own, and nothing of what a département adds.
pub(crate) fn write_lourdes(offer: &Offer, feed: &Feed) -> Fields {
    let fields = super::common(offer, feed);
    let names = if offer.bordereau == Bordereau::Deg {
        keys::DEG.to_vec()
    } else {
        let own = keys::own(offer.bordereau).iter();
        own.chain(keys::COMMON).chain(keys::BUT_DEG).copied().collect()
    };
    let kept = names.into_iter().filter(|name| !keys::NOT_IN_LOURDES.contains(name));
    filled(fields, kept.chain(["PHOTOS"]), offer, feed)
}

fn filled(
    mut fields: Fields,
    names: impl Iterator<Item = &'static str>,
    offer: &Offer,
    feed: &Feed,
) -> Fields {
    for name in names {
        fields.set(name, values::of(name, offer, feed));
    }
    fields
}

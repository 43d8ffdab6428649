//! wcf 3.0, typed: objects, collections and native values, in names put together from 66, 71 and La Réunion.

mod collections;
mod kinds;
mod openings;

use super::super::bordereau::Bordereau;
use super::super::fields::Fields;
use super::super::head::Feed;
use super::super::offer::{Nature, Offer};
use super::super::typed::{code_of, thesaurus};

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

/// A record: its own fields, then the collections that were asked for with `$expand`.
pub(crate) fn write(offer: &Offer, feed: &Feed) -> Fields {
    let mut fields = super::common(offer, feed);
    fields.change("SyndicObjectOrder", offer.number);
    fields.set("Nometablissement", &offer.name);
    fields.set("RaisonSociale", offer.company.as_deref());
    address(&mut fields, offer);
    let category = kinds::category(offer);
    fields.set("Categorie", thesaurus(&code_of('K', category), category));
    if offer.bordereau.is_lodging() {
        // Guest rooms are not rated by law.
        let is_rated = offer.kind.nature != Nature::GuestRooms;
        let rating = offer.classification.rating.filter(|_| is_rated);
        fields.set("Classement", rating.map(|label| thesaurus(&code_of('S', label), label)));
    }
    fields.set("AccueilPMR", offer.reception.accessible);
    if !matches!(offer.bordereau, Bordereau::Hlo | Bordereau::Pna) {
        fields.set("Groupeaccepte", offer.reception.groups);
    }
    fields.set("Structure", structure(offer));
    collections::all(&mut fields, offer, feed);
    fields
}

fn address(fields: &mut Fields, offer: &Offer) {
    let address = &offer.address;
    let first = address.street.as_deref().or(address.hamlet.as_deref());
    fields.set("ADRESSE1", first);
    fields.set("ADRESSE2", address.building.as_deref());
    fields.set("ADRESSE3", address.street.as_ref().and(address.hamlet.as_deref()));
    fields.set("CODEPOSTAL", address.town.postcode);
    fields.set("COMMUNE", address.town.name);
    fields.set("CODEINSEE", address.town.insee);
}

/// The body that wrote the record.
fn structure(offer: &Offer) -> Fields {
    let body = &offer.structure;
    Fields::new()
        .with("SyndicStructureId", &body.id)
        .with("Name", body.name)
        .with("Address1", body.address)
        .with("Postcode", body.town.postcode)
        .with("City", body.town.name)
        .with("Email", body.email)
        .with("Phone", body.phone.national())
        .with("Url", body.web)
}

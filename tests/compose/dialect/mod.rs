//! Dialects: how an offer is put into the fields of a feed, a module each.

pub(crate) mod bretagne;
pub(crate) mod sirtaqui;
pub(crate) mod sirtaqui_v3;
pub(crate) mod typed;
pub(crate) mod v1;

use super::fields::Fields;
use super::guid::guid;
use super::head::Feed;
use super::offer::Offer;

/// In every record of every feed.
pub(crate) const COMMON: [&str; 10] = [
    "SyndicObjectID",
    "Published",
    "Updated",
    "SyndicObjectName",
    "SyndicStructureId",
    "GmapLatitude",
    "GmapLongitude",
    "ObjectTypeFix",
    "ObjectTypeName",
    "SyndicObjectOrder",
];

/// The ten common fields as flat feeds and Atom have them: texts. V1 and V2 in JSON write dates as milliseconds, which
/// [`in_milliseconds`] makes of them.
pub(crate) fn common(offer: &Offer, feed: &Feed) -> Fields {
    let (latitude, longitude) = offer.degrees();
    Fields::new()
        .with("SyndicObjectID", &offer.id)
        .with("Published", offer.published.iso())
        .with("Updated", offer.updated.iso())
        .with("SyndicObjectName", &offer.name)
        .with("SyndicStructureId", &offer.structure.id)
        .with("GmapLatitude", latitude)
        .with("GmapLongitude", longitude)
        .with("ObjectTypeFix", guid(&format!("{} {}", feed.head.client, offer.bordereau.code())))
        .with("ObjectTypeName", (feed.head.type_name)(offer.bordereau))
        .with("SyndicObjectOrder", offer.number.to_string())
}

/// The dates of the common fields as V1 and V2 write them in JSON.
pub(crate) fn in_milliseconds(fields: &mut Fields, offer: &Offer) {
    fields.change("Published", offer.published.milliseconds());
    fields.change("Updated", offer.updated.milliseconds());
}

/// What stands first in a record of api-v3: the body, the tracking, and the common fields, the order as a number.
pub(crate) fn common_v3(offer: &Offer, feed: &Feed) -> Fields {
    let body = &offer.structure;
    let structure = Fields::new()
        .with("SyndicStructureId", &body.id)
        .with("Name", body.name)
        .with("Address1", body.address)
        .with("Postcode", body.town.postcode)
        .with("City", body.town.name.to_uppercase())
        .with("Email", body.email)
        .with("Phone", body.phone.international())
        .with("Url", body.web);
    let tracking = Fields::new()
        .with("SyndicObjectId", &offer.id)
        .with("CodeStructure", "OTE")
        .with("CodeOffre", &offer.rest)
        .with("CodeSyndication", "PASS");
    let mut fields = Fields::new().with("Structure", structure).with("TisTracking", tracking);
    fields.extend(common(offer, feed));
    fields.change("SyndicObjectOrder", offer.number);
    fields
}

/// Labels as one text, null where there are none.
pub(crate) fn joined(labels: &[&str], between: &str) -> Option<String> {
    (!labels.is_empty()).then(|| labels.join(between))
}

//! The flat fields of the CRT Bretagne, as V2 serves them.
//!
//! Names without a word behind them are those of its events. The others are inferred, as the rules of the dialect say.

use super::super::super::bordereau::Bordereau;
use super::super::super::fields::Fields;
use super::super::super::head::Feed;
use super::super::super::offer::{Nature, Offer, Period, Phone, Price, amount};
use super::super::joined;
use super::{FREE, MEDIA};

/// Served as an empty element where there is nothing, all others as `m:null`: real feeds mix both.
pub(crate) const EMPTY_ELEMENTS: &[&str] = &[
    "IDENTFAX",
    "DetailIDENTADRESSEADR3",
    "DetailIDENTADRESSEADR1suite",
    "IDENTINCONTOURNABLE",
    "IDENTPORTABLE",
    "DetailACCESLOCLATITUDE",
    "DetailACCESLOCLONGITUDE",
    "PRESTATIONSSERVICE",
];

/// A record.
pub(crate) fn write(offer: &Offer, feed: &Feed) -> Fields {
    let mut fields = super::super::common(offer, feed);
    common(&mut fields, offer, feed);
    establishment(&mut fields, offer, feed);
    match offer.bordereau {
        Bordereau::Hot | Bordereau::Hpa | Bordereau::Hlo | Bordereau::Vil => lodging(&mut fields, offer),
        _ => visit(&mut fields, offer, feed),
    }
    fields
}

/// What events have too, in their order.
fn common(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let contact = &offer.contact;
    let address = &offer.address;
    let (latitude, longitude) = offer.degrees();
    let phones: Vec<String> = contact.phones.iter().map(Phone::national).collect();
    let photos: Vec<String> = offer
        .photos
        .iter()
        .map(|photo| format!("{MEDIA}{}|{}|{}", photo.file, photo.title, photo.credit))
        .collect();
    fields.set("IDENTTEL", list(&phones, "#"));
    fields.set("IDENTFAX", contact.fax.as_ref().map(Phone::national));
    fields.set("DetailIDENTADRESSEADR2", address.street.clone());
    fields.set("DetailIDENTNOMETABLISSEMENT", super::name(offer));
    fields.set("DetailIDENTADRESSEINSEE", address.town.insee);
    fields.set("DetailIDENTADRESSEADR1", address.hamlet.clone());
    fields.set("DetailIDENTADRESSEADR3", None::<&str>);
    fields.set("DetailIDENTADRESSECP", address.town.postcode);
    fields.set("IDENTINCONTOURNABLE", super::unmissable(offer).map(yes_no));
    fields.set("DetailACCESLOCLONGITUDE", longitude);
    fields.set("DetailIDENTADRESSECOMMUNE", address.town.name);
    fields.set("SYTEMESTRUCTURE", offer.structure.name);
    fields.set("DetailIDENTDESCRIPTIONCOMMERCIALE", super::text(offer.texts.description.as_ref(), feed));
    fields.set("DetailIDENTADRESSEADR1suite", super::building(offer));
    fields.set("IDENTPORTABLE", contact.mobile.as_ref().map(Phone::national));
    fields.set("IDENTMAIL", list(&contact.emails, "#"));
    fields.set("IDENTWEB", list(&contact.sites, "#"));
    fields.set("MULTIMEDIAPHOTO", list(&photos, " #"));
    fields.set("DetailACCESLOCLATITUDE", latitude);
}

/// What all record types that become accounts have: inferred.
fn establishment(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let contact = &offer.contact;
    let reception = &offer.reception;
    let equipment: Vec<&str> = offer.labels.comfort.iter().chain(&offer.labels.equipment).copied().collect();
    let openings: Vec<String> = offer.openings.iter().map(opening).collect();
    let prices: Vec<String> = super::prices(offer).iter().map(price).collect();
    let next_year: Vec<String> =
        offer.prices.iter().filter(|_| !offer.next_openings.is_empty()).map(price).collect();
    fields.set("DetailIDENTACCROCHE", super::text(offer.texts.teaser.as_ref(), feed));
    fields.set("DetailIDENTRAISONSOCIALE", offer.company.clone());
    fields.set("DetailIDENTLABEL", joined(&offer.classification.labels, "#"));
    fields.set("DetailIDENTHANDICAP", joined(&offer.classification.disability, "#"));
    fields.set("DetailIDENTLOCALISATION", joined(&offer.labels.surroundings, "#"));
    fields.set("IDENTFACEBOOK", contact.facebook.clone());
    fields.set("IDENTINSTAGRAM", contact.instagram.clone());
    fields.set("IDENTLANGUE", joined(&super::languages(offer), "#"));
    fields.set("IDENTMODEPAIEMENT", joined(&offer.labels.payment, "#"));
    fields.set("IDENTANIMAUX", reception.pets.map(yes_no));
    fields.set("IDENTGROUPE", reception.groups.map(yes_no));
    fields.set("DetailCAPACITEGROUPEMIN", reception.group_min.map(|number| number.to_string()));
    fields.set("DetailCAPACITEGROUPEMAX", reception.group_max.map(|number| number.to_string()));
    fields.set("ACCESHANDICAP", reception.accessible.map(yes_no));
    fields.set("ACCESROUTE", super::text(offer.texts.access.as_ref(), feed));
    fields.set("IDENTPERIODEOUVERTURE", list(&openings, "##"));
    fields.set("IDENTOUVERTURETEXTE", super::text(offer.texts.opening_note.as_ref(), feed));
    fields.set("IDENTRESERVATION", contact.booking.clone());
    fields.set("PRESTATIONSEQUIPEMENT", joined(&equipment, "#"));
    fields.set("PRESTATIONSSERVICE", joined(&offer.labels.services, "#"));
    fields.set("PRESTATIONSACTIVITE", joined(&super::activities(offer), "#"));
    fields.set("MULTIMEDIAVIDEO", contact.video.clone());
    fields.set("MULTIMEDIABROCHURE", super::brochure(offer));
    fields.set(super::price_field(offer.bordereau), list(&prices, "#"));
    fields.set("TARIFTEXTE", super::text(offer.texts.price_note.as_ref(), feed));
    fields.set("TARIFANNEESUIVANTE", list(&next_year, "#"));
}

fn lodging(fields: &mut Fields, offer: &Offer) {
    let capacities = &offer.capacities;
    let count = |number: Option<u64>| number.map(|number| number.to_string());
    fields.set("DetailIDENTCLASSEMENT", offer.classification.rating);
    fields.set("DetailCAPACITEPERSONNES", count(capacities.persons));
    if offer.bordereau != Bordereau::Hpa {
        fields.set("DetailCAPACITECHAMBRES", count(capacities.bedrooms));
    }
    match offer.bordereau {
        Bordereau::Hot => fields.set("DetailIDENTCHAINE", offer.classification.chain),
        Bordereau::Hpa => {
            fields.set("DetailCAPACITEEMPLACEMENTS", count(capacities.pitches));
            fields.set("DetailCAPACITEMOBILHOMES", count(capacities.mobile_homes));
            fields.set("DetailCAPACITECARAVANES", count(capacities.caravans));
            let hectares = |metres: u64| format!("{},{}", metres / 10_000, metres / 1000 % 10);
            fields.set("DetailCAPACITESUPERFICIE", capacities.surface.map(hectares));
        }
        Bordereau::Hlo => {
            fields.set("DetailIDENTHLOTYPE", offer.kind.label);
            fields.set("DetailCAPACITELITS", count(capacities.beds));
            fields.set("DetailCAPACITESURFACE", count(capacities.surface));
            fields.set("DetailIDENTENREGISTREMENT", super::registration(offer));
        }
        _ => {}
    }
}

fn visit(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let capacities = &offer.capacities;
    let count = |number: Option<u64>| number.map(|number| number.to_string());
    if offer.bordereau == Bordereau::Res {
        fields.set("DetailIDENTRESTYPE", offer.kind.label);
        fields.set("DetailIDENTRESSPECIALITE", joined(&offer.labels.cuisines, "#"));
        fields.set("DetailIDENTRESCARTE", super::card(offer));
        fields.set("DetailCAPACITECOUVERTS", count(capacities.seats));
        fields.set("DetailCAPACITETERRASSE", count(capacities.terrace_seats));
        return;
    }
    fields.set("TARIFENTREE", super::entrance(offer));
    fields.set("DetailCAPACITEPERSONNES", count(capacities.persons));
    match offer.bordereau {
        Bordereau::Pcu => {
            fields.set("DetailIDENTPCUTYPE", offer.kind.label);
            fields.set("DetailIDENTPCUEPOQUE", super::epoch(offer));
        }
        Bordereau::Loi | Bordereau::Asc => {
            let label = |nature| (offer.kind.nature == nature).then_some(offer.kind.label);
            fields.set("DetailIDENTCATEGORIEACTSPORT", label(Nature::Sport));
            fields.set("DetailIDENTCATEGORIEACTCULT", label(Nature::Culture));
        }
        _ => {}
    }
    if let Some(tasting) = &offer.tasting {
        let products: Vec<&str> =
            tasting.products.iter().map(|product| super::translated(product, feed.language)).collect();
        fields.set("DetailIDENTDEGPRODUIT", joined(&products, "#"));
        fields.set("DetailIDENTDEGVISITEDUREE", count(tasting.visit_minutes));
        fields.set("IDENTAGRIBIO", tasting.organic.map(yes_no));
        fields.set("IDENTVENTEPROPRIETE", tasting.sold_there.map(yes_no));
    }
}

/// `Chambre double|79,00|99,00||`
fn price(price: &Price) -> String {
    if price.title == FREE {
        return format!("{FREE}||||");
    }
    let max = price.max.map(amount).unwrap_or_default();
    format!("{}|{}|{max}|{}|", price.title, amount(price.min), price.note.unwrap_or_default())
}

/// `01/04/2026|30/09/2026|09:00|12:30|14:00|18:00`: this instance has no cell for closed days.
fn opening(period: &Period) -> String {
    format!("{}|{}|{}", period.from.french(), period.to.french(), period.hours.joined())
}

fn list(items: &[String], between: &str) -> Option<String> {
    (!items.is_empty()).then(|| items.join(between))
}

const fn yes_no(answer: bool) -> &'static str {
    if answer { "oui" } else { "non" }
}

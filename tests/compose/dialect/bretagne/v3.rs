//! The same fields as api-v3 serves them: one value keeps its name, several become a collection named with an `s`.
//!
//! All of it is inferred: from the flat names, from the law of api-v3, and from the members that La Réunion and the
//! Landes have in theirs.

use super::super::super::bordereau::Bordereau;
use super::super::super::fields::Fields;
use super::super::super::guid::guid;
use super::super::super::head::Feed;
use super::super::super::offer::{Nature, Offer, Period, Photo, Price};
use super::super::super::typed::{code_of, rows, thesaurus};
use super::MEDIA;

/// A record.
pub(crate) fn write(offer: &Offer, feed: &Feed) -> Fields {
    let mut fields = super::super::common_v3(offer, feed);
    common(&mut fields, offer, feed);
    reception(&mut fields, offer, feed);
    collections(&mut fields, offer);
    match offer.bordereau {
        Bordereau::Hot | Bordereau::Hpa | Bordereau::Hlo | Bordereau::Vil => lodging(&mut fields, offer),
        _ => visit(&mut fields, offer, feed),
    }
    fields
}

/// What the flat feeds have under the same names.
fn common(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let address = &offer.address;
    let (latitude, longitude) = offer.degrees();
    let decimal =
        |degrees: Option<String>| degrees.map(|text| text.parse::<f64>().expect("degrees are a number"));
    fields.set("DetailIDENTADRESSEADR2", address.street.clone());
    fields.set("DetailIDENTNOMETABLISSEMENT", super::name(offer));
    fields.set("DetailIDENTADRESSEINSEE", address.town.insee);
    fields.set("DetailIDENTADRESSEADR1", address.hamlet.clone());
    fields.set("DetailIDENTADRESSEADR3", None::<&str>);
    fields.set("DetailIDENTADRESSECP", address.town.postcode);
    fields.set("IDENTINCONTOURNABLE", super::unmissable(offer));
    fields.set("DetailACCESLOCLONGITUDE", decimal(longitude));
    fields.set("DetailIDENTADRESSECOMMUNE", address.town.name);
    fields.set("SYTEMESTRUCTURE", offer.structure.name);
    fields.set("DetailIDENTDESCRIPTIONCOMMERCIALE", super::text(offer.texts.description.as_ref(), feed));
    fields.set("DetailIDENTADRESSEADR1suite", super::building(offer));
    fields.set("DetailACCESLOCLATITUDE", decimal(latitude));
    fields.set("DetailIDENTACCROCHE", super::text(offer.texts.teaser.as_ref(), feed));
    fields.set("DetailIDENTRAISONSOCIALE", offer.company.clone());
}

/// One value each, numbers and answers as such.
fn reception(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let contact = &offer.contact;
    let reception = &offer.reception;
    fields.set("IDENTFACEBOOK", contact.facebook.clone());
    fields.set("IDENTINSTAGRAM", contact.instagram.clone());
    fields.set("IDENTANIMAUX", reception.pets);
    fields.set("IDENTGROUPE", reception.groups);
    fields.set("DetailCAPACITEGROUPEMIN", reception.group_min);
    fields.set("DetailCAPACITEGROUPEMAX", reception.group_max);
    fields.set("ACCESHANDICAP", reception.accessible);
    fields.set("ACCESROUTE", super::text(offer.texts.access.as_ref(), feed));
    fields.set("IDENTOUVERTURETEXTE", super::text(offer.texts.opening_note.as_ref(), feed));
    fields.set("IDENTRESERVATION", contact.booking.clone());
    fields.set("MULTIMEDIAVIDEO", contact.video.clone());
    fields.set("MULTIMEDIABROCHURE", super::brochure(offer));
    fields.set("TARIFTEXTE", super::text(offer.texts.price_note.as_ref(), feed));
}

/// What may have several values.
fn collections(fields: &mut Fields, offer: &Offer) {
    let prices = super::price_field(offer.bordereau);
    let equipment: Vec<&str> = offer.labels.comfort.iter().chain(&offer.labels.equipment).copied().collect();
    let next_year: Vec<Fields> =
        offer.prices.iter().filter(|_| !offer.next_openings.is_empty()).map(price).collect();
    let mut collection =
        |name: &str, contents: Vec<Fields>| fields.set(name, rows(&offer.id, name, contents));
    collection("IDENTMOYENCOMs", contacts(offer));
    collection("MULTIMEDIAPHOTOs", photos(offer));
    collection("IDENTPERIODEOUVERTUREs", offer.openings.iter().map(opening).collect());
    collection(&format!("{prices}s"), super::prices(offer).iter().map(price).collect());
    collection("TARIFANNEESUIVANTEs", next_year);
    fields.set("DetailIDENTLABELs", entries('L', &offer.classification.labels));
    fields.set("DetailIDENTHANDICAPs", entries('L', &offer.classification.disability));
    fields.set("DetailIDENTLOCALISATIONs", entries('S', &offer.labels.surroundings));
    fields.set("IDENTLANGUEs", entries('T', &super::languages(offer)));
    fields.set("IDENTMODEPAIEMENTs", entries('M', &offer.labels.payment));
    fields.set("PRESTATIONSEQUIPEMENTs", entries('E', &equipment));
    fields.set("PRESTATIONSSERVICEs", entries('E', &offer.labels.services));
    fields.set("PRESTATIONSACTIVITEs", entries('E', &super::activities(offer)));
}

fn lodging(fields: &mut Fields, offer: &Offer) {
    let capacities = &offer.capacities;
    fields.set("DetailIDENTCLASSEMENT", offer.classification.rating.map(|rating| entry('C', rating)));
    fields.set("DetailCAPACITEPERSONNES", capacities.persons);
    if offer.bordereau != Bordereau::Hpa {
        fields.set("DetailCAPACITECHAMBRES", capacities.bedrooms);
    }
    match offer.bordereau {
        Bordereau::Hot => {
            fields.set("DetailIDENTCHAINEs", entries('L', offer.classification.chain.as_slice()));
        }
        Bordereau::Hpa => {
            fields.set("DetailCAPACITEEMPLACEMENTS", capacities.pitches);
            fields.set("DetailCAPACITEMOBILHOMES", capacities.mobile_homes);
            fields.set("DetailCAPACITECARAVANES", capacities.caravans);
            let hectares = |metres: u64| {
                let tenths = u32::try_from(metres / 1000).expect("small grounds");
                f64::from(tenths) / 10.0
            };
            fields.set("DetailCAPACITESUPERFICIE", capacities.surface.map(hectares));
        }
        Bordereau::Hlo => {
            fields.set("DetailIDENTHLOTYPEs", entries('K', &[offer.kind.label]));
            fields.set("DetailCAPACITELITS", capacities.beds);
            fields.set("DetailCAPACITESURFACE", capacities.surface);
            fields.set("DetailIDENTENREGISTREMENT", super::registration(offer));
        }
        _ => {}
    }
}

fn visit(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let capacities = &offer.capacities;
    if offer.bordereau == Bordereau::Res {
        fields.set("DetailIDENTRESTYPEs", entries('K', &[offer.kind.label]));
        fields.set("DetailIDENTRESSPECIALITEs", entries('K', &offer.labels.cuisines));
        fields.set("DetailIDENTRESCARTE", super::card(offer));
        fields.set("DetailCAPACITECOUVERTS", capacities.seats);
        fields.set("DetailCAPACITETERRASSE", capacities.terrace_seats);
        return;
    }
    fields.set("TARIFENTREE", entry('P', super::entrance(offer)));
    fields.set("DetailCAPACITEPERSONNES", capacities.persons);
    match offer.bordereau {
        Bordereau::Pcu => {
            fields.set("DetailIDENTPCUTYPEs", entries('K', &[offer.kind.label]));
            fields.set("DetailIDENTPCUEPOQUE", super::epoch(offer));
        }
        Bordereau::Loi | Bordereau::Asc => {
            let label = |nature| (offer.kind.nature == nature).then_some(offer.kind.label);
            fields.set("DetailIDENTCATEGORIEACTSPORTs", entries('K', label(Nature::Sport).as_slice()));
            fields.set("DetailIDENTCATEGORIEACTCULTs", entries('K', label(Nature::Culture).as_slice()));
        }
        _ => {}
    }
    if let Some(tasting) = &offer.tasting {
        let products: Vec<Fields> = tasting
            .products
            .iter()
            .map(|product| thesaurus(&code_of('K', product), super::translated(product, feed.language)))
            .collect();
        fields.set("DetailIDENTDEGPRODUITs", products);
        fields.set("DetailIDENTDEGVISITEDUREE", tasting.visit_minutes);
        fields.set("IDENTAGRIBIO", tasting.organic);
        fields.set("IDENTVENTEPROPRIETE", tasting.sold_there);
    }
}

/// `C1` a fixed line, `C2` a fax, `C4` a mail address, `C5` a site, `C6` a mobile: all instances of api-v3 agree.
fn contacts(offer: &Offer) -> Vec<Fields> {
    let contact = &offer.contact;
    let phones = contact.phones.iter().map(|phone| ("C1", "Téléphone filaire", phone.national()));
    let fax = contact.fax.iter().map(|fax| ("C2", "Télécopieur /fax", fax.national()));
    let mails = contact.emails.iter().map(|email| ("C4", "Mél", email.clone()));
    let sites = contact.sites.iter().map(|site| ("C5", "Site web (URL)", site.clone()));
    let mobile = contact.mobile.iter().map(|mobile| ("C6", "Téléphone cellulaire", mobile.national()));
    phones
        .chain(fax)
        .chain(mails)
        .chain(sites)
        .chain(mobile)
        .map(|(code, label, value)| {
            Fields::new().with("TypedaccesTelecom", thesaurus(code, label)).with("CoordonneesTelecom", value)
        })
        .collect()
}

fn photos(offer: &Offer) -> Vec<Fields> {
    let photo = |photo: &Photo| {
        let media = Fields::new()
            .with("MediaID", guid(&photo.file))
            .with("Titre", photo.title)
            .with("Credit", &photo.credit)
            .with("Url", format!("{MEDIA}{}", photo.file));
        Fields::new().with("Photo", media)
    };
    offer.photos.iter().map(photo).collect()
}

fn opening(period: &Period) -> Fields {
    let [open1, close1, open2, close2] = period.hours.cells.map(time);
    Fields::new()
        .with("Datedebut", period.from.iso())
        .with("Datefin", period.to.iso())
        .with("heuredebut1", open1)
        .with("heurefin1", close1)
        .with("heuredebut2", open2)
        .with("heurefin2", close2)
}

/// `09:00:00`
fn time(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| format!("{cell}:00"))
}

fn price(price: &Price) -> Fields {
    let is_free = price.title == super::FREE;
    Fields::new()
        .with("IntituleTarifs", entry('P', price.title))
        .with("MinimumEuro", (!is_free).then(|| euros(price.min)))
        .with("MaximumEuro", price.max.map(euros))
        .with("Complement", price.note)
}

/// Cents as a native decimal: `79.5`
fn euros(cents: u64) -> f64 {
    f64::from(u32::try_from(cents).expect("small amounts")) / 100.0
}

fn entry(letter: char, label: &str) -> Fields {
    thesaurus(&code_of(letter, label), label)
}

fn entries(letter: char, labels: &[&str]) -> Vec<Fields> {
    labels.iter().map(|label| entry(letter, label)).collect()
}

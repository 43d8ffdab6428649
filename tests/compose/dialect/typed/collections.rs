//! The collections of a typed record.

use super::super::super::bordereau::Bordereau;
use super::super::super::fields::Fields;
use super::super::super::guid::guid;
use super::super::super::head::Feed;
use super::super::super::offer::{Offer, Text};
use super::super::super::typed::{code_of, rows, thesaurus};
use super::super::super::value::Value;
use super::openings;

/// All of them, behind the fields of the record.
pub(super) fn all(fields: &mut Fields, offer: &Offer, feed: &Feed) {
    let mut set = |name: &str, contents: Vec<Fields>| fields.set(name, rows(&offer.id, name, contents));
    set("DESCRIPTIFs", texts(offer, feed));
    set("CALENDRIERs", openings::rows(offer, feed));
    set("TARIFSs", prices(offer));
    set("PHOTOSs", photos(offer, feed));
    set("Moyencommunications", contacts(offer));
    set("Reseauxsociauxs", networks(offer));
    set("Reservations", booking(offer));
    set("Capacites", capacities(offer));
    set(
        "Animauxacceptess",
        offer.reception.pets.map(|pets| Fields::new().with("Animauxacceptes", pets)).into_iter().collect(),
    );
    set("Labels", entries('L', &[&offer.classification.labels, chain(offer)]));
    set("Handicaps", entries('H', &[&offer.classification.disability]));
    set("LanguesParleess", entries('G', &[&offer.labels.languages]));
    set("ModesPaiements", entries('M', &[&offer.labels.payment]));
    set(
        "PrestationsEquipementss",
        entries('E', &[&offer.labels.comfort, &offer.labels.equipment, &offer.labels.services]),
    );
    set("PrestationsActivites", entries('A', &[&offer.labels.activities]));
    set("Localisations", entries('N', &[&offer.labels.surroundings]));
}

/// Entries of a thesaurus. Real codes of this instance are not known: these are made up.
fn entries(letter: char, labels: &[&[&str]]) -> Vec<Fields> {
    labels.iter().copied().flatten().map(|label| thesaurus(&code_of(letter, label), label)).collect()
}

fn chain(offer: &Offer) -> &[&'static str] {
    offer.classification.chain.as_slice()
}

fn texts(offer: &Offer, feed: &Feed) -> Vec<Fields> {
    let translated = |text: &Text| text.in_language(feed.language);
    let description = offer.texts.description.as_ref().map(translated);
    let teaser = offer.texts.teaser.as_ref().map(translated);
    let is_filled = description.is_some() || teaser.is_some();
    let row = Fields::new().with("Accroche", teaser).with("Descriptioncommerciale", description);
    is_filled.then_some(row).into_iter().collect()
}

fn prices(offer: &Offer) -> Vec<Fields> {
    let euros = |cents: u64| f64::from(u32::try_from(cents).expect("a small price")) / 100.0;
    let rows = offer.prices.iter().map(|price| {
        Fields::new()
            .with("IntituleTarifs", thesaurus(&code_of('T', price.title), price.title))
            .with("MinimumEuro", euros(price.min))
            .with("MaximumEuro", price.max.map(euros))
            .with("Complementdinformations", price.note)
    });
    rows.collect()
}

fn photos(offer: &Offer, feed: &Feed) -> Vec<Fields> {
    let media = feed.media();
    let rows = offer.photos.iter().map(|photo| {
        let content = Fields::new()
            .with("MediaID", guid(&photo.file))
            .with("Titre", photo.title)
            .with("Credit", &photo.credit)
            .with("Url", format!("{media}{}", photo.file));
        Fields::new()
            .with("Photo", content)
            .with("Datedefindutilisation", Value::Null)
            .with("Licencecreativecommons", Value::Null)
    });
    rows.collect()
}

/// Every kind by its code: C1 fixed line, C2 fax, C4 mail, C5 site, C6 mobile.
fn contacts(offer: &Offer) -> Vec<Fields> {
    let contact = &offer.contact;
    let row = |code: &str, label: &str, value: &str| {
        Fields::new()
            .with("Moyendecommunication", thesaurus(code, label))
            .with("Coordonnees", value)
            .with("Complementdinformations", Value::Null)
    };
    let phones = contact.phones.iter().map(|phone| row("C1", "Téléphone filaire", &phone.national()));
    let faxes = contact.fax.iter().map(|phone| row("C2", "Télécopieur /fax", &phone.national()));
    let emails = contact.emails.iter().map(|email| row("C4", "Mail", email));
    let sites = contact.sites.iter().map(|site| row("C5", "Site web (url)", site));
    let mobiles = contact.mobile.iter().map(|phone| row("C6", "Téléphone cellulaire", &phone.national()));
    phones.chain(mobiles).chain(faxes).chain(emails).chain(sites).collect()
}

fn networks(offer: &Offer) -> Vec<Fields> {
    let pages =
        [("FACE", "Facebook", &offer.contact.facebook), ("INSTA", "Instagram", &offer.contact.instagram)];
    let pages = pages.into_iter().filter_map(|(code, label, page)| {
        let page = page.as_ref()?;
        Some(Fields::new().with("Typedeplateforme", thesaurus(code, label)).with("URL", page))
    });
    pages.collect()
}

fn booking(offer: &Offer) -> Vec<Fields> {
    let row = |page: &String| {
        Fields::new()
            .with("Lien", page)
            .with("Listeplateforme", thesaurus("RESA", "Plateforme de réservation"))
    };
    offer.contact.booking.iter().map(row).collect()
}

/// One row, with the numbers that the record type has.
fn capacities(offer: &Offer) -> Vec<Fields> {
    let capacities = &offer.capacities;
    let persons = capacities.persons.or(capacities.seats);
    let mut row = Fields::new().with("Capacitetotalenombredepersonnes", persons.map(decimal));
    let units = match offer.bordereau {
        Bordereau::Hot | Bordereau::Hlo | Bordereau::Vil => {
            row.set("Nombretotaldechambres", capacities.bedrooms.map(decimal));
            capacities.bedrooms
        }
        Bordereau::Hpa => {
            row.set("Nombredemplacements", capacities.pitches.map(decimal));
            capacities.pitches
        }
        _ => None,
    };
    persons.or(units).is_some().then_some(row).into_iter().collect()
}

/// Typed feeds write `6.0` for six.
fn decimal(number: u64) -> f64 {
    f64::from(u32::try_from(number).expect("a small number"))
}

//! The dialect `sirtaqui-v3`: collections of api-v3, for the Landes (40) and the Pyrénées-Atlantiques (64).
//!
//! **Invariant:** a field has the name that rules read; which of two names a feed has, [`Form`] alone says.

mod form;
mod lodging;
mod opening;
mod visit;

use form::Form;

use super::super::bordereau::Bordereau;
use super::super::fields::Fields;
use super::super::guid::guid;
use super::super::head::{Feed, Language};
use super::super::offer::{Dice, Offer, Text};
use super::super::typed::{code_of, rows, thesaurus};
use super::super::value::Value;

/// `ObjectTypeName`, as a consumer of 40 knows them.
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

/// A record.
pub(crate) fn write(offer: &Offer, feed: &Feed) -> Fields {
    let form = Form::of(feed);
    let mut record = Record { fields: super::common_v3(offer, feed), offer, feed };
    record.row("NOMOFFREs", Some(Fields::new().with("Raisonsociale", &offer.name)));
    address(&mut record);
    contact(&mut record, &form);
    texts(&mut record, &form);
    media(&mut record);
    reception(&mut record);
    prices(&mut record, &form);
    opening::write(&mut record, &form);
    match offer.bordereau {
        bordereau if bordereau.is_lodging() => lodging::write(&mut record, &form),
        _ => visit::write(&mut record),
    }
    record.fields
}

/// A record that is being written.
struct Record<'a> {
    fields: Fields,
    offer: &'a Offer,
    feed: &'a Feed,
}

impl Record<'_> {
    /// A collection of rows; without rows it is empty.
    fn rows(&mut self, collection: &str, contents: Vec<Fields>) {
        self.fields.set(collection, rows(&self.offer.id, collection, contents));
    }

    /// A collection of one row, or of none.
    fn row(&mut self, collection: &str, content: Option<Fields>) {
        self.rows(collection, content.into_iter().collect());
    }

    /// A field of several values: a collection of one row, which holds the entries of the thesaurus.
    fn entries(&mut self, collection: &str, attribute: &str, labels: &[&str]) {
        let content = Fields::new().with(attribute, thesaurus_of(collection, labels));
        self.row(collection, (!labels.is_empty()).then_some(content));
    }

    /// A text in the language of the feed.
    fn text(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| text.in_language(self.feed.language))
    }

    /// What decides of something that the offer does not say.
    fn dice(&self, aspect: &str) -> Dice {
        Dice::of(self.feed, self.offer.number, aspect)
    }
}

/// Entries of a thesaurus, whose real codes nobody knows.
fn thesaurus_of(collection: &str, labels: &[&str]) -> Vec<Value> {
    let letter = collection.chars().next().unwrap_or('X');
    labels.iter().map(|label| thesaurus(&code_of(letter, label), label).into()).collect()
}

fn address(record: &mut Record<'_>) {
    let (address, company) = (&record.offer.address, &record.offer.company);
    let (first, second) = match (company, &address.building) {
        (Some(company), building) => (Some(company), building.as_ref()),
        (None, building) => (building.as_ref(), None),
    };
    let row = Fields::new()
        .with("Adresse1", first)
        .with("Adresse1suite", second)
        .with("Adresse2", address.street.as_ref())
        .with("Adresse3", address.hamlet.as_ref())
        .with("CodePostal", address.town.postcode)
        .with("Commune", address.town.name.to_uppercase())
        .with("CodeINSEE", address.town.insee);
    record.row("ADRESSEs", Some(row));
}

fn contact(record: &mut Record<'_>, form: &Form) {
    let contact = &record.offer.contact;
    let mut ways: Vec<(&str, &str, String)> = Vec::new();
    ways.extend(contact.phones.iter().map(|phone| ("C1", "Téléphone filaire", phone.international())));
    ways.extend(contact.mobile.iter().map(|phone| ("C6", "Téléphone cellulaire", phone.international())));
    ways.extend(contact.fax.iter().map(|phone| ("C2", "Télécopieur /fax", phone.international())));
    ways.extend(contact.emails.iter().map(|email| ("C4", "Mél", email.clone())));
    ways.extend(contact.sites.iter().map(|site| ("C5", "Site web (URL)", site.clone())));
    let row = |(code, label, value): (&str, &str, String)| {
        Fields::new()
            .with("TypedaccesTelecom", thesaurus(code, label))
            .with("CoordonneesTelecom", value)
            .with("Complementdinformation", Value::Null)
    };
    record.rows(form.contacts, ways.into_iter().map(row).collect());

    let page = |dice: &mut Dice, per_mille, network: &str| {
        dice.maybe(per_mille, |_| format!("https://{network}.example.org/{}", record.offer.slug))
    };
    let mut dice = record.dice("networks");
    let networks = Fields::new()
        .with("Facebook", contact.facebook.as_ref())
        .with("X", contact.twitter.as_ref())
        .with("Instagram", contact.instagram.as_ref())
        .with("Linkedin", contact.linkedin.as_ref())
        .with("Youtube", page(&mut dice, 60, "youtube"))
        .with("Tiktok", page(&mut dice, 40, "tiktok"))
        .with("Tripadvisor", page(&mut dice, 80, "avis"));
    let says = networks.iter().any(|(_, value)| *value != Value::Null);
    record.row("RESEAUXSOCIAUXs", says.then_some(networks));
}

fn texts(record: &mut Record<'_>, form: &Form) {
    let texts = &record.offer.texts;
    let one = |name: &str, text: Option<String>| text.map(|text| Fields::new().with(name, text));
    let (collection, attribute) = form.description;
    let description = one(attribute, record.text(texts.description.as_ref()));
    record.row(collection, description);
    let teaser = one("Petitplus", record.text(texts.teaser.as_ref()));
    record.row("PETITPLUSs", teaser);
    let opening = one("Informationsouverture", record.text(texts.opening_note.as_ref()));
    record.row("OUVERTURETEXTEs", opening);
    let family = one("Descriptiffamille", record.text(texts.family.as_ref()));
    record.row("DESCRIPTIFFAMILLEs", family);
    let access = one("Acces", record.text(texts.access.as_ref()));
    record.row("ACCESs", access);
}

fn media(record: &mut Record<'_>) {
    let (offer, media, language) = (record.offer, record.feed.media(), record.feed.language);
    let file = |name: &str, title: &str, credit: &str| {
        Fields::new()
            .with("MediaID", guid(&format!("{} {name}", offer.id)))
            .with("Titre", (!title.is_empty()).then(|| title_in(language, title)))
            .with("Credit", (!credit.is_empty()).then_some(credit))
            .with("Url", format!("{media}{name}"))
    };
    let photos = offer.photos.iter();
    let photos =
        photos.map(|photo| Fields::new().with("Photo", file(&photo.file, photo.title, &photo.credit)));
    let photos = photos.collect();
    let leaflet = record.dice("leaflet").maybe(120, |_| {
        let leaflet = file(&format!("{}.pdf", offer.slug), "Notre plaquette", &offer.name);
        Fields::new().with("Fichier", leaflet)
    });
    record.rows("PHOTOSs", photos);
    record.row("FICHIERs", leaflet);
    let video = offer.contact.video.as_ref();
    record.row("VIDEOURLs", video.map(|address| Fields::new().with("Urldelavideo", address)));
}

/// The title of a picture or a leaflet in the language of the feed; what nobody translated stays French.
fn title_in(language: Language, title: &str) -> &str {
    match (language, title) {
        (Language::French, _) => title,
        (_, "La salle") => "The dining room",
        (_, "La terrasse") => "The terrace",
        (_, "En cuisine") => "In the kitchen",
        (_, "Vue d'ensemble") => "General view",
        (_, "Détail") => "A detail",
        (_, "Au printemps") => "In spring",
        (_, "Notre plaquette") => "Our leaflet",
        _ => title,
    }
}

fn reception(record: &mut Record<'_>) {
    let Offer { labels, reception, classification, .. } = record.offer;
    let marks: Vec<&str> = classification.labels.iter().copied().chain(classification.chain).collect();
    record.entries("LABELSs", "Labels", &marks);
    record.entries("HANDICAPLABELs", "Handicaps", &classification.disability);
    record.entries("LOCALISATIONs", "Localisation", &labels.surroundings);
    record.entries("LANGPARLEs", "Languesparlees", &labels.languages);

    let language = record.feed.language;
    let remark = record.dice("payment").maybe(100, |_| match language {
        Language::French => "Carte bancaire à partir de 15 €.",
        Language::English => "Bank card from 15 € up.",
    });
    let payment = Fields::new()
        .with("Modesdepaiement", thesaurus_of("MODPAIEMENTs", &labels.payment))
        .with("Precisions", remark);
    record.row("MODPAIEMENTs", (!labels.payment.is_empty()).then_some(payment));

    let answer = |name: &str, answer: Option<bool>| answer.map(|answer| Fields::new().with(name, answer));
    record.row("ANIMAUXs", answer("Animauxacceptes", reception.pets));
    record.row("ACCESHANDIs", answer("Accessible", reception.accessible));
    let groups = answer("Groupesacceptes", reception.groups).map(|groups| {
        groups.with("Nombreminimum", reception.group_min).with("Nombremaximum", reception.group_max)
    });
    record.row("GROUPEs", groups);

    let offers = record.dice("offers").maybe(100, |dice| {
        let id = format!("{}{}FS00R{:02}", "RES", record.feed.head.territory, dice.between(3, 12));
        Fields::new().with("Offreassociee", id)
    });
    record.row("OFFREASSOCIEEs", offers);
}

fn prices(record: &mut Record<'_>, form: &Form) {
    let offer = record.offer;
    let note = record.text(offer.texts.price_note.as_ref());
    let row = |price: &super::super::offer::Price, more: u64| {
        Fields::new()
            .with("Intitule", thesaurus(&code_of('T', price.title), price.title))
            .with("Minimum", euros(price.min + more))
            .with("Maximum", price.max.map(|max| euros(max + more)))
            .with("Complement", price.note)
    };
    let this_year = offer.prices.iter().map(|price| {
        let row = row(price, 0);
        if form.remark_in_prices { row.with("Descriptiftarifs", note.as_ref()) } else { row }
    });
    record.rows("TARIFSs", this_year.collect());
    if !form.remark_in_prices {
        let remark = note.as_ref().map(|note| Fields::new().with("Descriptiftarifs", note));
        record.row("TARIFSTEXTEs", remark);
    }
    let has_next = record.dice("next prices").has(200);
    let next_year = offer.prices.iter().filter(|_| has_next).map(|price| row(price, 200));
    record.rows("TARIFANNEESUIVANTEs", next_year.collect());
}

fn euros(cents: u64) -> f64 {
    let cents = u32::try_from(cents).expect("a price of an evening, not of a house");
    f64::from(cents) / 100.0
}

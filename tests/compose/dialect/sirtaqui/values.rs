//! What stands in a field.

use super::super::super::bordereau::Bordereau;
use super::super::super::head::{Feed, Language};
use super::super::super::labels::VISITS;
use super::super::super::offer::{Nature, Offer, Phone, Text};
use super::super::super::value::Value;
use super::super::joined as labels;
use super::{cells, tasting};

/// The value of a field by its name.
pub(super) fn of(name: &'static str, offer: &Offer, feed: &Feed) -> Value {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.in_language(feed.language));
    let texts = &offer.texts;
    let number = |count: Option<u64>| count.map(|count| count.to_string());
    let capacities = &offer.capacities;
    let value = match name {
        "NOMOFFRE" => (offer.number != 2).then(|| offer.name.clone()),
        "DESCRIPTIF" => text(&texts.description),
        "DESCRIPTIFOT" => {
            text(&texts.teaser).filter(|_| offer.number % 6 == 1).map(|text| advice(&text, feed.language))
        }
        "PETITPLUS" => text(&texts.teaser),
        "OUVERTURETEXTE" => text(&texts.opening_note),
        "OUVERTURETEXTEANNEESUIVANTE" => text(&texts.opening_note).filter(|_| offer.number % 4 == 1),
        "TARIFSTEXTE" => text(&texts.price_note),
        "TARIFSTEXTEANNEESUIVANTE" => text(&texts.price_note).filter(|_| offer.number % 4 == 1),
        "CAPA" => number(capacities.persons.or(capacities.seats)),
        "NBRECHAMB" => number(capacities.bedrooms),
        "NBRELITS" => number(capacities.beds),
        "NBREEMP" => number(capacities.pitches),
        "NBREMHOME" => number(capacities.mobile_homes),
        "NBRECARAVANES" => number(capacities.caravans),
        _ => address(name, offer)
            .or_else(|| contact(name, offer))
            .or_else(|| media(name, offer, feed))
            .or_else(|| list(name, offer))
            .or_else(|| kind(name, offer))
            .or_else(|| reception(name, offer))
            .or_else(|| tasting::of(name, offer, feed))
            .unwrap_or_else(|| panic!("nobody says what `{name}` holds")),
    };
    value.into()
}

/// What the tourist office has to say, beside the owner.
fn advice(text: &str, language: Language) -> String {
    match language {
        Language::French => format!("Notre conseil : {text}"),
        Language::English => format!("Our advice: {text}"),
    }
}

/// What nobody answers for is `None`; a field that the record leaves empty is `Some(None)`.
pub(super) type Answer = Option<Option<String>>;

fn address(name: &str, offer: &Offer) -> Answer {
    let town = offer.address.town;
    let (latitude, longitude) = offer.degrees();
    Some(match name {
        // A place name or the company; the street is in AD2, a hamlet in AD3.
        "AD1" => offer.company.clone(),
        "AD1SUITE" => offer.address.building.clone(),
        "AD2" => offer.address.street.clone(),
        "AD3" => offer.address.hamlet.clone(),
        "CP" => Some(town.postcode.to_owned()),
        "COMMUNE" => Some(town.name.to_uppercase()),
        "COMMUNEINSEE" => Some(town.insee.to_owned()),
        "LAT" => latitude,
        "LON" => longitude,
        "ACCES" => {
            offer.texts.access.as_ref().map(|_| format!("Route (nationale/départ.)|D{}|", offer.number + 700))
        }
        "NUMEROCARTE" => (offer.number != 2).then(|| (offer.number + 900).to_string()),
        "ZONAGE" => match offer.number % 4 {
            0 => Some("Périgord vert".to_owned()),
            1 => Some("Périgord pourpre".to_owned()),
            3 => Some("Périgord noir".to_owned()),
            _ => None,
        },
        "OFFREASSOCIEE" => (offer.number % 5 == 1).then(|| "RESAQU024FS00R03#DEGAQU024FS00D05".to_owned()),
        _ => return None,
    })
}

fn contact(name: &str, offer: &Offer) -> Answer {
    let contact = &offer.contact;
    let complete = |of: &str| cells::complete(self::contact(of, offer).flatten());
    Some(match name {
        "TEL" => cells::joined(&contact.phones, Phone::international),
        "TELMOB" => contact.mobile.as_ref().map(Phone::international),
        "FAX" => contact.fax.as_ref().map(Phone::international),
        "MAIL" => cells::joined(&contact.emails, Clone::clone),
        "URL" => cells::joined(&contact.sites, Clone::clone),
        "TELCOMPLET" => complete("TEL"),
        "TELMOBCOMPLET" => complete("TELMOB"),
        "FAXCOMPLET" => complete("FAX"),
        "MAILCOMPLET" => complete("MAIL"),
        "URLCOMPLET" => complete("URL"),
        "FACEBOOK" => contact.facebook.clone(),
        "TWITTER" => contact.twitter.clone(),
        "INSTAGRAM" => contact.instagram.clone(),
        "LINKEDIN" => contact.linkedin.clone(),
        _ => return None,
    })
}

fn media(name: &str, offer: &Offer, feed: &Feed) -> Answer {
    let photos = &offer.photos;
    // The feeds still name their media without encryption.
    let media = feed.media().replace("https:", "http:");
    let frame = |film: &String| {
        format!(
            "<iframe width=\"560\" height=\"315\" src=\"{film}\" frameborder=\"0\" allowfullscreen></iframe>"
        )
    };
    Some(match name {
        "PHOTO" => cells::photo(photos, &media),
        "PHOTOCOMPLET" => cells::photo_complete(photos, &media),
        "PHOTOS" => cells::photos_of_lourdes(photos, &media),
        "PHOTO_DIAPO" => cells::photo(photos, &media).filter(|_| offer.number % 3 == 1),
        "PROPPRESENTATIONPHOTO" => (offer.number == 1).then(|| format!("{media}{}-accueil.jpg", offer.slug)),
        "VIDEOURL" => offer.contact.video.clone(),
        "VIDEOCODE" => offer.contact.video.as_ref().map(frame),
        _ => return None,
    })
}

fn list(name: &str, offer: &Offer) -> Answer {
    let of = &offer.labels;
    let all = |groups: &[&Vec<&'static str>]| {
        let items: Vec<&str> = groups.iter().flat_map(|group| group.iter().copied()).collect();
        labels(&items, "#")
    };
    let marks = &offer.classification;
    Some(match name {
        "EQUIP" => all(&[&of.comfort, &of.equipment]),
        "PRESTATIONS" if offer.bordereau.is_lodging() => all(&[&of.services, &of.activities]),
        "PRESTATIONS" => all(&[&of.comfort, &of.equipment, &of.services, &of.activities]),
        "LANGPARLE" => all(&[&of.languages]),
        "MODPAIEMENT" => all(&[&of.payment]),
        "LOCALISATION" => all(&[&of.surroundings]),
        "LABELS" => all(&[&marks.labels, &marks.chain.into_iter().collect()]),
        "HANDICAPLABEL" => all(&[&marks.disability]),
        "LABELSCHARTE" => match (offer.bordereau, offer.number % 5) {
            (Bordereau::Deg, 1) => Some("Dordogne en famille#Vignerons Indépendants".to_owned()),
            (_, 1) => Some("Dordogne en famille".to_owned()),
            _ => None,
        },
        "SPECIALITES" => all(&[&of.cuisines]),
        "TARIFS" => cells::prices(&offer.prices),
        "TARIFANNEESUIVANTE" => cells::prices(&offer.prices).filter(|_| offer.number % 4 == 1),
        "OUVERTURE" => cells::opening_7(&offer.openings),
        "OUVERTURECOMPLET" => cells::opening_31(&offer.openings),
        "OUVERTURECOMPLETAVECJOURS" => cells::opening_39(&offer.openings),
        "OUVERTUREANNEESUIVANTE" => cells::opening_7(&offer.next_openings),
        "OUVERTURECOMPLETAVECJOURSANNEESUIVANTE" => cells::opening_39(&offer.next_openings),
        _ => return None,
    })
}

fn kind(name: &str, offer: &Offer) -> Answer {
    let nature = offer.kind.nature;
    let label = || Some(offer.kind.label.to_owned());
    Some(match name {
        "TYPE" | "HABTYPE" | "CATRES" | "MONUMTYPE" | "TYPEPNA" => label(),
        "TYPRES" => Some("Restaurant".to_owned()),
        // The State rates no guest rooms.
        "CLAS" if nature == Nature::GuestRooms => None,
        "CLAS" => offer.classification.rating.map(str::to_owned),
        "TYPELOI" if nature == Nature::Culture => label(),
        "TYPELOI" => (offer.number % 4 == 1).then(|| "Base de loisirs".to_owned()),
        "TYPEACTIVSPORT" => label().filter(|_| nature == Nature::Sport),
        "TYPEACTIVCULT" => label().filter(|_| nature == Nature::Culture),
        _ => return None,
    })
}

fn reception(name: &str, offer: &Offer) -> Answer {
    let reception = &offer.reception;
    let number = |count: Option<u64>| count.map(|count| count.to_string());
    Some(match name {
        "ANIMAUX" => yes_no(reception.pets),
        "ACCESHANDI" => yes_no(reception.accessible),
        "GROUPE" => yes_no(reception.groups),
        "GROUPEMIN" => number(reception.group_min),
        "GROUPEMAX" => number(reception.group_max),
        "GROUPEAUTOCAR" => yes_no(reception.coach),
        "VISITECONDITIONS" if offer.bordereau == Bordereau::Pcu => {
            let at = usize::try_from(offer.number % 8).expect("a small number");
            VISITS.get(at).map(|label| (*label).to_owned())
        }
        "VISITEDUREE" if offer.bordereau == Bordereau::Pcu => {
            (offer.number % 4 == 1).then(|| "60".to_owned())
        }
        _ => return None,
    })
}

/// As the flat feeds write it.
pub(super) fn yes_no(answer: Option<bool>) -> Option<String> {
    answer.map(|yes| if yes { "oui" } else { "non" }.to_owned())
}

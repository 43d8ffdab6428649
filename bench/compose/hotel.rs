//! Hotels of the Côtes-d'Armor: the fields of head 22, HOT.
//!
//! **Invariant:** the names and their order are those of the recorded feed of the head.

use crate::random::Random;
use crate::record::{self, Record};
use crate::sentences::OF_HOTELS;
use crate::words::{ARMOR, BUILDINGS, HAMLETS, NAMES, STREETS, VIEWS};
use crate::{opening, prose, value};

const RATINGS: [&str; 9] = [
    "1 étoile",
    "2 étoiles",
    "2 étoiles",
    "3 étoiles",
    "3 étoiles",
    "3 étoiles",
    "4 étoiles",
    "Non classé",
    "En cours de classement",
];
const LABELS: [&str; 7] = [
    "Qualité Tourisme",
    "Accueil Vélo",
    "Clef Verte",
    "Ecolabel européen",
    "Handicap moteur",
    "Handicap visuel",
    "Maître Restaurateur",
];
const CHAINS: [&str; 5] = ["Logis Hôtels", "The Originals", "Best Western", "Ibis", "Contact Hôtel"];
const LANGUAGES: [&str; 7] =
    ["Français", "Anglais", "Allemand", "Espagnol", "Italien", "Néerlandais", "Breton"];
const PAYMENTS: [&str; 8] = [
    "Carte bleue",
    "Chèques Vacances",
    "Chèques bancaires et postaux",
    "Espèces",
    "Visa",
    "Eurocard - Mastercard",
    "Titre Restaurant",
    "Virement",
];
const EQUIPMENT: [&str; 14] = [
    "Bar",
    "Parking",
    "Parking privé",
    "Salon",
    "Terrasse",
    "Ascenseur",
    "Télécopieur",
    "Jardin",
    "Piscine chauffée",
    "Sauna",
    "Spa",
    "Garage à vélos",
    "Restaurant",
    "Salle de réunion",
];
const SERVICES: [&str; 9] = [
    "Wifi gratuit",
    "Blanchisserie",
    "Matériel bébé",
    "Service en chambre",
    "Petit déjeuner",
    "Location de vélos",
    "Internet gratuit",
    "Borne de recharge pour véhicules électriques",
    "Accès WIFI",
];
const OFFICES: [&str; 4] =
    ["Côtes d'Armor Destination", "Office de la Baie", "Office des Trois Rivières", "Office du Centre Armor"];

/// The record of a number.
pub(crate) fn compose(random: &mut Random, number: u64) -> Record {
    let mut record = Record::new(record::id("HOTBRE022", number), value::updated(random));
    let (name, slug) = random.pick(&NAMES);
    let title = title(random, name);
    let listed = match random.below(1000) {
        0..2 => format!("HOT test {number}"),
        2..40 => title.to_uppercase(),
        40..60 => format!("{title} | Chambres #{}", random.between(1, 40)),
        _ => title.clone(),
    };
    let town = random.pick(&ARMOR);
    let (latitude, longitude) = value::position(random, town);
    let is_placed = !random.chance(10);
    let phone = value::phone_of_bretagne(random);
    let place = |degrees: &str| is_placed.then(|| degrees.to_owned());

    record.set("SyndicObjectID", record.id.clone());
    record.set("Published", value::published(random));
    record.set("Updated", record.updated.clone());
    record.set("SyndicObjectName", listed);
    record.set("SyndicStructureId", "00000000-0000-4000-8000-000000000022");
    record.put("GmapLatitude", place(&latitude));
    record.put("GmapLongitude", place(&longitude));
    record.set("ObjectTypeFix", "00000000-0000-4000-8000-0000000022A0");
    record.set("ObjectTypeName", "Hôtellerie");
    record.set("SyndicObjectOrder", number.to_string());
    record.put("IDENTTEL", random.maybe(600, |_| phone.clone()));
    let fax = random.maybe(60, |random| {
        if random.chance(300) {
            format!("https://{slug}.example.org")
        } else {
            value::phone_of_bretagne(random)
        }
    });
    record.put("IDENTFAX", fax);
    let street = random.maybe(800, street);
    let hamlet = if street.is_some() {
        random.maybe(350, |random| random.pick(&HAMLETS).to_owned())
    } else {
        random.maybe(900, |random| random.pick(&HAMLETS).to_owned())
    };
    record.put("DetailIDENTADRESSEADR2", street);
    record.put("DetailIDENTNOMETABLISSEMENT", random.maybe(950, |_| title.clone()));
    record.set("DetailIDENTADRESSEINSEE", town.insee);
    record.put("DetailIDENTADRESSEADR1", hamlet);
    record.put("DetailIDENTADRESSEADR3", random.maybe(70, |random| random.pick(&HAMLETS).to_owned()));
    record.set("DetailIDENTADRESSECP", value::postcode(random, town));
    record.put("IDENTINCONTOURNABLE", random.maybe(140, |random| value::yes_no(random, 80)));
    record.put("DetailACCESLOCLONGITUDE", place(&longitude));
    record.set("DetailIDENTADRESSECOMMUNE", town.name);
    record.set("SYTEMESTRUCTURE", random.pick(&OFFICES));
    let rating = random.maybe(400, |random| {
        if random.chance(20) { "3 épis".to_owned() } else { random.pick(&RATINGS).to_owned() }
    });
    record.put("DetailIDENTCLASSEMENT", rating);
    record.put(
        "DetailIDENTLABEL",
        random.maybe(180, |random| value::labels(random, &LABELS, 3, "Hôtel Cyclo")),
    );
    record.put("DetailIDENTCHAINE", random.maybe(100, |random| random.pick(&CHAINS).to_owned()));
    let rooms = random.between(6, 60);
    record.put("DetailCAPACITEPERSONNES", random.maybe(150, |_| (rooms * 2).to_string()));
    record.put("DetailCAPACITECHAMBRES", random.maybe(200, |_| rooms.to_string()));
    record.put(
        "DetailIDENTDESCRIPTIONCOMMERCIALE",
        random.maybe(970, |random| prose::description(random, &OF_HOTELS)),
    );
    record.put("DetailIDENTADRESSEADR1suite", random.maybe(70, |random| random.pick(&BUILDINGS).to_owned()));
    record.put("IDENTPORTABLE", random.maybe(240, value::mobile_of_bretagne));
    record.put("IDENTMAIL", random.maybe(560, |random| value::email(random, slug)));
    record.put("IDENTWEB", random.maybe(560, |random| value::website(random, slug, &phone)));
    record.put("IDENTLANGUE", random.maybe(300, |random| value::labels(random, &LANGUAGES, 4, "Gallo")));
    record.put(
        "IDENTMODEPAIEMENT",
        random.maybe(300, |random| value::labels(random, &PAYMENTS, 5, "Monnaie locale")),
    );
    record.put("IDENTANIMAUX", random.maybe(150, |random| value::yes_no(random, 60)));
    record.put(
        "PRESTATIONSEQUIPEMENT",
        random.maybe(400, |random| value::labels(random, &EQUIPMENT, 8, "Baby-foot")),
    );
    record.put(
        "PRESTATIONSSERVICE",
        random.maybe(300, |random| value::labels(random, &SERVICES, 5, "Navette")),
    );
    record.put("TARIFCHAMBRE", random.maybe(250, prices));
    record.put("MULTIMEDIAPHOTO", random.maybe(500, |random| photos(random, slug, &title)));
    record.put("IDENTPERIODEOUVERTURE", random.maybe(400, opening::of_bretagne));
    record.put("DetailACCESLOCLATITUDE", place(&latitude));
    record
}

fn title(random: &mut Random, name: &str) -> String {
    match random.below(20) {
        0..12 => format!("Hôtel {name}"),
        12..15 => format!("Hôtel-Restaurant {name}"),
        15..17 => format!("Hôtel & Spa {name}"),
        17 => format!("Auberge {name} "),
        18 => format!("Grand Hôtel  {name}"),
        _ => format!("Hôtel « {} »", name.trim_start_matches("de ").trim_start_matches("du ")),
    }
}

/// A number and a way, in the variants of the feed; one in six has no number.
fn street(random: &mut Random) -> String {
    let way = random.pick(&STREETS);
    let number = random.between(1, 120);
    match random.below(100) {
        0..16 => way.to_owned(),
        16..20 => format!("{number} bis {way}"),
        20..23 => format!("{number}, {way}"),
        23..25 => format!("{number}-{} {way}", number + 2),
        25..27 => format!("{number}B {way}"),
        _ => format!("{number} {way}"),
    }
}

/// Five cells a price; one value in a hundred is in words.
fn prices(random: &mut Random) -> String {
    let double =
        if random.chance(10) { "quatre-vingts euros".to_owned() } else { value::amount(random, 60, 110) };
    let most = random.maybe(700, |random| value::amount(random, 111, 240)).unwrap_or_default();
    let mut prices = format!("Chambre double|{double}|{most}||");
    if random.chance(500) {
        let breakfast = value::amount(random, 8, 18);
        prices.push_str("#Petit déjeuner par personne|");
        prices.push_str(&breakfast);
        prices.push_str("|||");
    }
    prices
}

/// Three cells a picture, with a blank before the separator as this instance writes it.
fn photos(random: &mut Random, slug: &str, title: &str) -> String {
    let count = random.between(1, 5);
    let photos: Vec<String> = (1..=count)
        .map(|at| {
            let end = random.pick(&["", "", "", "?width=800&amp;height=600"]);
            let view = random.pick(&VIEWS);
            let credit = random.maybe(800, |_| format!("© {}", title.trim())).unwrap_or_default();
            let number = random.below(100_000);
            format!(
                "http://bretagne.media.tourinsoft.eu/upload/{slug}-{number}-{at}.jpg{end}|{view}|{credit}"
            )
        })
        .collect();
    photos.join(" #")
}

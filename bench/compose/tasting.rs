//! Tastings of the Dordogne: the 92 fields of head 24, DEG.
//!
//! **Invariant:** the names and their order are those of the recorded feed of the head.

use crate::random::Random;
use crate::record::{self, Record};
use crate::sentences::{OF_HOTELS, OF_TASTINGS};
use crate::words::{BUILDINGS, DORDOGNE, HAMLETS, NAMES, STREETS};
use crate::{opening, prose, value};

const APPELLATIONS: [&str; 6] =
    ["Bergerac", "Bergerac sec", "Côtes de Montravel", "Monbazillac", "Montravel", "Pécharmant"];
const PRODUCTS: [&str; 8] =
    ["Vins", "Noix", "Truffes", "Miel", "Foie gras", "Fruits et légumes", "Confitures", "Bières"];
const LABELS: [&str; 3] = ["Bienvenue à la Ferme", "Vignobles et découvertes", "Accueil Paysan"];
const CHARTERS: [&str; 2] = ["Dordogne en famille", "Vignerons Indépendants"];
const HANDICAPS: [&str; 4] = ["Handicap auditif", "Handicap mental", "Handicap moteur", "Handicap visuel"];
const SURROUNDINGS: [&str; 5] = [
    "A la campagne",
    "A proximité d'un aéroport",
    "Dans le vignoble",
    "Périphérie de la ville",
    "Quartier gare",
];
const LANGUAGES: [&str; 6] = ["Français", "Allemand", "Anglais", "Espagnol", "Italien", "Néerlandais"];
const PAYMENTS: [&str; 5] = [
    "Cartes de paiement",
    "Chèques bancaires et postaux",
    "Espèces",
    "Titre Restaurant",
    "Virement bancaire",
];
const STATUSES: [&str; 4] = ["Caveau de dégustation", "Coopérative", "Producteur", "Récoltant éleveur"];
const VISITS: [&str; 4] = [
    "Visite guidée",
    "Visite guidée uniquement sur rendez-vous",
    "Visite libre",
    "Visite libre uniquement sur rendez-vous",
];
const KINDS: [&str; 5] = ["Domaine", "Château", "Ferme", "Cave", "Vignoble"];
const AREAS: [&str; 3] = ["Pays de Bergerac", "Périgord noir", "Périgord vert"];

/// What is decided once and stands in several fields.
struct Facts {
    title: String,
    slug: &'static str,
    phone: String,
    mobile: Option<String>,
    fax: Option<String>,
    email: Option<String>,
    website: Option<String>,
    degrees: Option<(String, String)>,
    photos: Option<Vec<(String, String, String)>>,
    this_year: Option<opening::Calendar>,
    next_year: Option<opening::Calendar>,
    groups: Option<bool>,
}

impl Facts {
    fn compose(random: &mut Random, town: crate::words::Town) -> Self {
        let (name, slug) = random.pick(&NAMES);
        let title = format!("{} {name}", random.pick(&KINDS));
        let phone = value::phone_of_dordogne(random);
        let website = random.maybe(900, |random| value::website(random, slug, &phone));
        Self {
            slug,
            mobile: random.maybe(400, value::mobile_of_dordogne),
            fax: random.maybe(250, value::phone_of_dordogne),
            email: random.maybe(930, |random| value::email(random, slug)),
            website,
            degrees: random.maybe(985, |random| value::position(random, town)),
            photos: random.maybe(920, |random| photos(random, slug, &title)),
            this_year: random.maybe(850, |random| opening::of_dordogne(random, 2026)),
            next_year: random.maybe(250, |random| opening::of_dordogne(random, 2027)),
            groups: random.maybe(850, |random| random.chance(700)),
            title,
            phone,
        }
    }
}

/// The record of a number.
pub(crate) fn compose(random: &mut Random, number: u64) -> Record {
    let mut record = Record::new(record::id("DEGAQU024", number), value::updated(random));
    let town = random.pick(&DORDOGNE);
    let facts = Facts::compose(random, town);
    let Facts { title, slug, phone, mobile, fax, email, website, .. } = &facts;
    let latitude = facts.degrees.as_ref().map(|(latitude, _)| latitude.clone());
    let longitude = facts.degrees.as_ref().map(|(_, longitude)| longitude.clone());
    let yes = |random: &mut Random, filled| random.maybe(filled, |random| value::yes_no(random, 70));
    let remark =
        |random: &mut Random, filled| random.maybe(filled, |random| prose::remark(random, &OF_TASTINGS));

    record.set("SyndicObjectID", record.id.clone());
    record.set("Published", value::published(random));
    record.set("Updated", record.updated.clone());
    record.set("SyndicObjectName", title.as_str());
    record.set("SyndicStructureId", "00000000-0000-4000-8000-000000000024");
    record.set("GmapLatitude", latitude.clone().unwrap_or_default());
    record.set("GmapLongitude", longitude.clone().unwrap_or_default());
    record.set("ObjectTypeFix", "36ABE42A-59AD-4167-BE17-3F2FA36F5CA3");
    record.set("ObjectTypeName", "Dégustations (tous produits)");
    record.set("SyndicObjectOrder", number.to_string());
    record.put("PETITPLUS", remark(random, 950));
    record.put("GROUPEAUTOCAR", yes(random, 650));
    record.put("TITREFAMILLE", random.maybe(200, |_| format!("La grappe perdue {}", title.to_lowercase())));
    record.put("AD1SUITE", random.maybe(120, |random| random.pick(&BUILDINGS).to_owned()));
    let next = facts.next_year.as_ref();
    record.put("OUVERTUREANNEESUIVANTE", next.map(|calendar| calendar.summary.clone()));
    let video = random.maybe(250, |random| {
        if random.chance(300) {
            format!("https://youtube.example.org/@{slug}#https://video.example.org/{slug}")
        } else {
            format!("https://video.example.org/{slug}.html#/media/{}", random.below(1000))
        }
    });
    record.put("VIDEOURL", video.clone());
    let appellations = random.maybe(800, |random| random.sample(&APPELLATIONS, 3));
    record.put("AOC", appellations.as_ref().map(|names| names.join("#")));
    record.put(
        "HANDICAPLABEL",
        random.maybe(150, |random| value::labels(random, &HANDICAPS, 3, "Handicap psychique")),
    );
    record.put("ANIMATIONS", remark(random, 400));
    record.put("TELCOMPLET", Some(complete(phone)));
    record.put("TELMOBCOMPLET", mobile.as_deref().map(complete));
    record.put("FAX", fax.clone());
    record.put("WIDGETTRIP", yes(random, 200));
    record.put("COINENFANTS", yes(random, 300));
    record.put("FLICKR", random.maybe(200, |_| format!("https://photos.example.org/{slug}")));
    record.put("ACCESHANDI", yes(random, 700));
    record.put("AGRIRAISONNE", yes(random, 350));
    record.put(
        "LOCALISATION",
        random.maybe(800, |random| value::labels(random, &SURROUNDINGS, 3, "En haut d'une colline")),
    );
    record.put("NUMEROCARTE", random.maybe(900, |random| random.between(900, 999).to_string()));
    record.set("NOMOFFRE", title.as_str());
    record.put("TELMOB", mobile.clone());
    let frame = |address: &String| {
        let first = address.split('#').next().unwrap_or(address);
        format!(r#"<iframe width="560" height="315" src="{first}" frameborder="0" allowfullscreen></iframe>"#)
    };
    record.put("VIDEOCODE", video.as_ref().map(frame));
    record.put("DESCRIPTIF", random.maybe(980, |random| prose::description(random, &OF_TASTINGS)));
    record.put("TARIFSTEXTE", remark(random, 200));
    record.put("IGP", random.maybe(350, |_| "Vin du Périgord".to_owned()));
    record.put("AVISTRIPID", random.maybe(250, |random| (9_000_000 + random.below(999_999)).to_string()));
    record.put("VISITEDUREE", random.maybe(400, |random| random.pick(&["30", "45", "60", "90"]).to_owned()));
    let files = random.maybe(300, |random| random.chance(100));
    let file = |several: bool| {
        if several { format!("{slug}-fr.pdf#{slug}-en.pdf") } else { format!("plan-{slug}.pdf") }
    };
    record.put("FICHIER", files.map(file));
    record
        .put("LANGPARLE", random.maybe(960, |random| value::labels(random, &LANGUAGES, 4, "Luxembourgeois")));
    record.put(
        "STATUTEXPLOIT",
        random.maybe(960, |random| value::labels(random, &STATUSES, 2, "Artisan brasseur")),
    );
    let say = |yes: bool| if yes { "oui" } else { "non" }.to_owned();
    record.put("GROUPE", facts.groups.map(say));
    record.put(
        "VISITECONDITIONS",
        random.maybe(880, |random| value::labels(random, &VISITS, 2, "Visite de nuit")),
    );
    record.put("LABELS", random.maybe(650, |random| value::labels(random, &LABELS, 2, "Terra Vitis")));
    record.put("DESCRIPTIFFAMILLE", remark(random, 200));
    record.put("MAIL", email.clone());
    record.put("TWITTER", random.maybe(200, |_| format!("https://reseau.example.org/{slug}")));
    record.put(
        "PRESTATIONS",
        random.maybe(450, |random| {
            value::labels(random, &["Aire de camping-car sur place"], 1, "Aire de pique-nique")
        }),
    );
    record.put("MAILCOMPLET", email.as_deref().map(complete));
    record.put("URL", website.clone());
    let fewest = facts.groups.filter(|groups| *groups).map(|_| random.between(5, 12).to_string());
    record.put("GROUPEMIN", fewest);
    record.put("VENTEPROPRIETE", yes(random, 850));
    let most = facts.groups.filter(|groups| *groups).map(|_| random.between(20, 60).to_string());
    record.put("GROUPEMAX", most);
    record.put("ARTICLESBLOG", random.maybe(200, |_| format!("https://blog.example.org/{slug}")));
    let photos = facts.photos.as_deref();
    record.put("PHOTO", photos.map(|photos| join(photos, |(address, _, _)| address.clone())));
    let this = facts.this_year.as_ref();
    record.put("OUVERTURE", this.map(|calendar| calendar.summary.clone()));
    record.put("FAXCOMPLET", fax.as_deref().map(complete));
    record.put(
        "MODPAIEMENT",
        random.maybe(750, |random| value::labels(random, &PAYMENTS, 4, "Monnaie locale")),
    );
    record.put("TYPEPRODUITS", random.maybe(960, |random| random.sample(&PRODUCTS, 2).join("#")));
    record.put("TYPEMANIF", random.maybe(200, |_| "Portes ouvertes".to_owned()));
    record.set("CP", value::postcode(random, town));
    let complete_photo =
        |(address, credit, view): &(String, String, String)| format!("{address}|{credit}|{view}|");
    record.put("PHOTOCOMPLET", photos.map(|photos| join(photos, complete_photo)));
    record.put("ACCUEILADAPTEENFANTS", yes(random, 350));
    let other = |random: &mut Random| record::id("DEGAQU024", random.between(1, 9_999));
    record.put("OFFREASSOCIEE", random.maybe(250, other));
    record.set("COMMUNEINSEE", town.insee);
    record.put("FACEBOOK", random.maybe(750, |_| format!("https://reseau.example.org/{slug}/?fref=ts")));
    record.put("OUVERTURETEXTEANNEESUIVANTE", random.maybe(300, |random| prose::remark(random, &OF_HOTELS)));
    record.put("TARIFANNEESUIVANTE", random.maybe(250, prices));
    record.put("OUVERTURETEXTE", remark(random, 800));
    record.put("AVISTRIPBADGE", yes(random, 200));
    record.put("AGRIBIODYN", yes(random, 250));
    record.put("OUVERTURECOMPLETAVECJOURS", this.map(|calendar| calendar.named.clone()));
    record.put("OUVERTURECOMPLET", this.map(|calendar| calendar.full.clone()));
    record.put("AD1", random.maybe(350, |_| format!("SCEA {title}")));
    record.put(
        "LABELSCHARTE",
        random.maybe(250, |random| value::labels(random, &CHARTERS, 2, "Charte du pays")),
    );
    record.put("ACCES", random.maybe(400, |_| "Route (nationale/départ.)|N21|".to_owned()));
    let colours = |names: Vec<&str>| {
        let names: Vec<String> = names.iter().map(|name| format!("{name} (rouge)")).collect();
        names.join("#")
    };
    record.put("AOCCOMPLEMENTAIRE", appellations.map(colours));
    record.put("TARIFSTEXTEANNEESUIVANTE", random.maybe(250, |_| "Mêmes tarifs.".to_owned()));
    record.put("URLCOMPLET", website.as_deref().map(complete));
    record.put("AD3", random.maybe(600, |random| random.pick(&HAMLETS).to_owned()));
    let file_name = |several: bool| if several { "Dépliant#Leaflet" } else { "Plan du vignoble" }.to_owned();
    record.put("FICHIERNOM", files.map(file_name));
    record.put("TARIFS", random.maybe(300, prices));
    record.put("DESCRIPTIFACCUEILENFANT", remark(random, 300));
    record.put("AGRIBIO", yes(random, 450));
    record.set("COMMUNE", town.name);
    record.put("LON", longitude);
    record.put("LAT", latitude);
    record.set("TEL", phone.as_str());
    record.put("CHARTE", random.maybe(900, |_| "Route des vins".to_owned()));
    record.put("OUVERTURECOMPLETAVECJOURSANNEESUIVANTE", next.map(|calendar| calendar.named.clone()));
    let street = |random: &mut Random| format!("{} {}", random.between(1, 120), random.pick(&STREETS));
    record.put("AD2", random.maybe(680, street));
    record.put("ANIMAUX", yes(random, 880));
    record.put("ZONAGE", random.maybe(250, |random| random.pick(&AREAS).to_owned()));
    record
}

/// The same value with a comment cell that is empty, item by item.
fn complete(value: &str) -> String {
    let items: Vec<String> = value.split('#').map(|item| format!("{item}|")).collect();
    items.join("#")
}

fn join(photos: &[(String, String, String)], item: impl Fn(&(String, String, String)) -> String) -> String {
    let items: Vec<String> = photos.iter().map(item).collect();
    items.join("#")
}

/// Address, credit and title of each picture.
fn photos(random: &mut Random, slug: &str, title: &str) -> Vec<(String, String, String)> {
    let count = random.between(1, 4);
    let photo = |at| {
        let credit = random.maybe(500, |_| format!("©{title}")).unwrap_or_default();
        let number = random.below(100_000);
        let address = format!("http://cdt24.media.tourinsoft.eu/upload/{slug}-{number}-{at}.jpg");
        (address, credit, format!("{slug} ({at})"))
    };
    (1..=count).map(photo).collect()
}

/// Four cells a price.
fn prices(random: &mut Random) -> String {
    match random.below(10) {
        0..4 => "Gratuit|||".to_owned(),
        4..6 => {
            format!("Visite libre|0,00|0,00|#Visite guidée|{}||avec dégustation", value::amount(random, 4, 9))
        }
        _ => {
            let (low, high) = (value::amount(random, 3, 9), value::amount(random, 10, 20));
            format!("Dégustation|{low}|{high}|par personne")
        }
    }
}

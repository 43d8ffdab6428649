//! The fields that tastings alone have.

use super::super::super::head::Feed;
use super::super::super::offer::{Offer, Tasting};
use super::super::joined as labels;
use super::values::{Answer, yes_no};

/// The value of a field by its name.
pub(super) fn of(name: &str, offer: &Offer, feed: &Feed) -> Answer {
    let tasting = offer.tasting.as_ref()?;
    farm(name, tasting).or_else(|| family(name, offer, feed)).or_else(|| site(name, offer))
}

fn farm(name: &str, tasting: &Tasting) -> Answer {
    Some(match name {
        "TYPEPRODUITS" => labels(&tasting.products, "#"),
        "AOC" => labels(&tasting.appellations, "#"),
        "AOCCOMPLEMENTAIRE" => colours(tasting),
        "IGP" => labels(&tasting.indications, "#"),
        "STATUTEXPLOIT" => labels(&tasting.status, "#"),
        "CHARTE" => labels(&tasting.charters, "#"),
        "VISITECONDITIONS" => labels(&tasting.visits, "#"),
        "VISITEDUREE" => tasting.visit_minutes.map(|minutes| minutes.to_string()),
        "AGRIBIO" => yes_no(tasting.organic),
        "AGRIBIODYN" => yes_no(tasting.biodynamic),
        "AGRIRAISONNE" => yes_no(tasting.sustainable),
        "VENTEPROPRIETE" => yes_no(tasting.sold_there),
        _ => return None,
    })
}

/// Wines with their colours.
fn colours(tasting: &Tasting) -> Option<String> {
    let wines: Vec<String> = tasting
        .appellations
        .iter()
        .filter_map(|name| match *name {
            "Bergerac" | "Côtes de Bergerac" | "Pécharmant" => Some(format!("{name} (rouge)")),
            "Bergerac sec" => Some("Bergerac (blanc sec)".to_owned()),
            "Monbazillac" | "Rosette" => Some(format!("{name} (blanc moelleux)")),
            _ => None,
        })
        .collect();
    (!wines.is_empty()).then(|| wines.join("#"))
}

fn family(name: &str, offer: &Offer, feed: &Feed) -> Answer {
    let family = offer.texts.family.as_ref().map(|text| text.in_language(feed.language));
    let has_family = family.is_some();
    let yes = || has_family.then(|| "oui".to_owned());
    Some(match name {
        "DESCRIPTIFFAMILLE" | "DESCRIPTIFACCUEILENFANT" => family,
        "TITREFAMILLE" => has_family.then(|| "Les petits vendangeurs".to_owned()),
        "COINENFANTS" | "ACCUEILADAPTEENFANTS" => yes(),
        "ANIMATIONS" => offer.texts.entertainment.as_ref().map(|text| text.in_language(feed.language)),
        _ => return None,
    })
}

/// What the département's own site shows beside: seldom filled.
fn site(name: &str, offer: &Offer) -> Answer {
    let Offer { slug, number, .. } = offer;
    let is_shown = number % 5 == 1;
    let value = match name {
        "WIDGETTRIP" | "AVISTRIPBADGE" => "oui".to_owned(),
        "AVISTRIPID" => (9_000_000 + number).to_string(),
        "FLICKR" => format!("https://photos.example.org/{slug}"),
        "ARTICLESBLOG" => format!("https://blog.example.org/{slug}"),
        "TYPEMANIF" => "Portes ouvertes".to_owned(),
        "FICHIER" => format!("{slug}.pdf"),
        "FICHIERNOM" => "Plan d'accès".to_owned(),
        _ => return None,
    };
    Some(is_shown.then_some(value))
}

//! Composite texts: items by `#`, cells by `|`, an empty cell where nothing is said.

use super::super::super::head::{Feed, Language};
use super::super::super::offer::{Contact, DAYS, Offer, Period, Price, amount};

/// What an instance calls the kinds of a contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    /// `Mél`
    pub(super) email: &'static str,
    /// `Site web (URL)`
    pub(super) site: &'static str,
}

/// As 28 calls them.
pub(super) const LONG: Names = Names { email: "Mél", site: "Site web (URL)" };

/// As others call them.
pub(super) const SHORT: Names = Names { email: "Mail", site: "Site web" };

/// `Téléphone filaire|02 61 91 00 01#Mél|accueil@example.org`
pub(super) fn contact_pairs(contact: &Contact, names: Names) -> Option<String> {
    let phones = contact.phones.iter().map(|phone| format!("Téléphone filaire|{}", phone.national()));
    let mobile = contact.mobile.iter().map(|phone| format!("Téléphone cellulaire|{}", phone.national()));
    let fax = contact.fax.iter().map(|phone| format!("Télécopieur /fax|{}", phone.national()));
    let emails = contact.emails.iter().map(|email| format!("{}|{email}", names.email));
    let sites = contact.sites.iter().map(|site| format!("{}|{site}", names.site));
    items(phones.chain(mobile).chain(fax).chain(emails).chain(sites))
}

/// 28: `Chambre double||74,00|92,50|`
pub(super) fn prices_5(prices: &[Price]) -> Option<String> {
    let row = |price: &Price| {
        let note = price.note.unwrap_or_default();
        format!("{}|{note}|{}|{}|", price.title, amount(price.min), upper(price))
    };
    items(prices.iter().map(row))
}

/// 61: title, from, to, remark, age, season, charges included, free for groups.
pub(super) fn prices_8(prices: &[Price]) -> Option<String> {
    let row = |price: &Price| {
        let note = price.note.unwrap_or_default();
        format!("{}|{}|{}|{note}||||", price.title, amount(price.min), upper(price))
    };
    items(prices.iter().map(row))
}

fn upper(price: &Price) -> String {
    price.max.map(amount).unwrap_or_default()
}

/// 28: two dates, four times, the open days and the closed ones.
pub(super) fn openings_8(periods: &[Period]) -> Option<String> {
    items(periods.iter().map(opening))
}

/// 61: a remark on the opening and one on the closing behind the eight cells. The first period has the remark.
pub(super) fn openings_10(offer: &Offer, feed: &Feed) -> Option<String> {
    let mut note = offer.texts.opening_note.as_ref().map(|text| text.in_language(feed.language));
    let row = |period: &Period| {
        let closing = match feed.language {
            Language::French if period.closed.len() > 1 => "Ouvert sur réservation les jours de fermeture.",
            Language::English if period.closed.len() > 1 => "Open on closing days if booked.",
            _ => "",
        };
        format!("{}|{}|{closing}", opening(period), note.take().unwrap_or_default())
    };
    items(offer.openings.iter().map(row))
}

fn opening(period: &Period) -> String {
    // Sunday stands first in the feeds.
    let week = DAYS.iter().cycle().skip(6).take(7);
    let open: Vec<&str> = week.filter(|day| !period.closed.contains(day)).map(|day| day.upper).collect();
    let open = if period.closed.is_empty() { String::new() } else { open.join("$") };
    let hours = period.hours.joined();
    format!("{}|{}|{hours}|{open}|{}", period.from.french(), period.to.french(), period.closed_days("$"))
}

/// `address|title|credit`, three cells.
pub(super) fn photos(offer: &Offer, feed: &Feed) -> Option<String> {
    let media = feed.media();
    let rows = offer.photos.iter();
    items(rows.map(|photo| format!("{media}{}|{}|{}", photo.file, photo.title, photo.credit)))
}

fn items(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| items.join("#"))
}

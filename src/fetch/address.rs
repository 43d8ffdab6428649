//! The addresses of a feed: of its pages, of what is new since a day, of its description.
//!
//! Source of the forms: the endpoints of wcf.tourinsoft.com (V1, V2, 3.0: `OData`, `$top`, `$skip`, `$inlinecount`) and of
//! api-v3.tourinsoft.com (the whole feed in one answer; `/{YYYY-MM-DD}`, `/metadata`), as their public consumers use them.

use jiff::civil::Date;
use url::Url;

use crate::feed::Shape;

/// How a server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// `…/Syndication/…/Objects`: V1, V2 and 3.0, page by page.
    OData,
    /// `…/api/syndications/…`: the whole feed in one answer.
    ApiV3,
    /// Anything else: one document.
    Document,
}

impl Generation {
    /// Told by the path.
    pub fn of(url: &Url) -> Self {
        let path = url.path().to_ascii_lowercase();
        if path.contains("/syndication/") {
            Self::OData
        } else if path.contains("/api/syndications/") {
            Self::ApiV3
        } else {
            Self::Document
        }
    }
}

/// The address with its parameters, those of `more` added unless they stand there.
fn with(url: &Url, more: &[(&str, &str)]) -> Url {
    // By hand: a library would write `$` as `%24`, which is the same and not what the documentation of a feed shows.
    let mut query = url.query().unwrap_or_default().to_owned();
    for (name, value) in more {
        let has = url.query_pairs().any(|(known, _)| known.eq_ignore_ascii_case(name));
        if !has {
            let join = if query.is_empty() { "" } else { "&" };
            query = format!("{query}{join}{name}={value}");
        }
    }
    let mut url = url.clone();
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
    url
}

/// The address of the page that begins behind so many records; of the whole feed where there are no pages.
pub(super) fn page(url: &Url, shape: Option<Shape>, id: &str, skip: u64, top: u64) -> Url {
    let json = matches!(shape, Some(Shape::Wcf3Json | Shape::V2Json));
    match Generation::of(url) {
        Generation::OData => {
            let (skip, top) = (skip.to_string(), top.to_string());
            // In the order of the ids, a record that is changed meanwhile stays on its page.
            let paging = [("$inlinecount", "allpages"), ("$orderby", id), ("$top", &*top), ("$skip", &*skip)];
            let format = if json { with(url, &[("$format", "json")]) } else { url.clone() };
            with(&format, &paging)
        }
        Generation::ApiV3 => with(url, &[("format", "json")]),
        Generation::Document => url.clone(),
    }
}

/// The address that says whether anything is new since a day.
pub(super) fn since(url: &Url, day: Date) -> Url {
    below(url, &day.to_string())
}

/// The addresses that describe a feed, the best one first.
pub(super) fn descriptions(url: &Url) -> Vec<Url> {
    match Generation::of(url) {
        Generation::OData => {
            let mut fields = beside(url, "Fields");
            fields.set_query(Some("$format=json"));
            vec![beside(url, "$metadata"), fields]
        }
        Generation::ApiV3 => vec![below(url, "metadata")],
        Generation::Document => Vec::new(),
    }
}

/// An address below another, with the same parameters.
fn below(url: &Url, name: &str) -> Url {
    let mut below = url.clone();
    below.set_path(&format!("{}/{name}", url.path().trim_end_matches('/')));
    below
}

/// An address in the place of `Objects`, without parameters.
fn beside(url: &Url, name: &str) -> Url {
    let path = url.path().trim_end_matches('/');
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut beside = url.clone();
    beside.set_path(&format!("{folder}/{name}"));
    beside.set_query(None);
    beside
}

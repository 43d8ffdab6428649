//! The vocabulary of doc.elloha.com V1, for clients that send its header `version`: members in `PascalCase`, and some of
//! other names. V1's paths are not published, so that they are the Backend's here too.

use std::fmt;

use axum::body::{self, Body};
use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderMap};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::body::{is_json, read};
use super::problem::Problem;

/// The versions of V1, as its history numbers them.
const VERSIONS: [&str; 11] = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "2.0"];

/// Names that are others, not only written otherwise: V1's, and the Backend's.
type Words = &'static [(&'static str, &'static str)];

/// Where availability is asked for.
const AVAILABILITY: Words = &[("IdBookingEngine", "idPublicationProject")];
/// Where files are.
const FILES: Words = &[
    ("IdBookingEngine", "idPublication"),
    ("ReturnCancelledReservations", "includeCancelledBookings"),
    ("ReservationState", "status"),
];

/// Translates what comes and what goes, where V1 is spoken.
pub(super) async fn translate(request: Request, next: Next) -> Response {
    match spoken(request.headers()) {
        Ok(true) => translated(request, next).await.unwrap_or_else(IntoResponse::into_response),
        Ok(false) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Whether V1 is spoken; another version is refused.
fn spoken(headers: &HeaderMap) -> Result<bool, Problem> {
    let Some(version) = headers.get("version") else { return Ok(false) };
    let version = version.to_str().unwrap_or_default().trim();
    let number = version.strip_prefix(['v', 'V']).unwrap_or(version);
    if number == "1" || VERSIONS.contains(&number) {
        return Ok(true);
    }
    let detail = format!(
        "the header `version` names none of V1's: write one of {}, or leave it out to speak as elloha's Backend does",
        VERSIONS.join(", ")
    );
    Err(Problem::new(StatusCode::BAD_REQUEST, "unknown_version", detail))
}

async fn translated(request: Request, next: Next) -> Result<Response, Problem> {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let words = if path.starts_with("/Availability") { AVAILABILITY } else { FILES };
    let (mut parts, body) = request.into_parts();
    let mut bytes = read(body).await?.to_vec();
    if is_json(&parts.headers) && !bytes.is_empty() {
        bytes = renamed(bytes, &|name| backend(name, words))?;
        parts.headers.remove(CONTENT_LENGTH);
    }
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if let Some(problem) = response.extensions_mut().get_mut::<Problem>() {
        if problem.code == "malformed" {
            let told: Vec<String> = words.iter().map(|(v1, known)| format!("`{v1}` is `{known}`")).collect();
            let told = told.join(", ");
            problem.detail = format!(
                "{} (names are the Backend's: they begin with a small letter, and {told})",
                problem.detail
            );
        }
        return Ok(response);
    }
    if !is_json(response.headers()) {
        return Ok(response);
    }
    let (mut parts, body) = response.into_parts();
    let unread = |_| Problem::bug("an answer that cannot be read");
    let bytes = body::to_bytes(body, usize::MAX).await.map_err(unread)?.to_vec();
    let bytes = renamed(bytes, &|name| Ok(v1(name, words)))?;
    parts.headers.remove(CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// A member as the Backend calls it. What does not begin with a capital is none of V1.
fn backend(name: &str, words: Words) -> Result<String, String> {
    if let Some((_, known)) = words.iter().find(|(v1, _)| *v1 == name) {
        return Ok((*known).to_owned());
    }
    if !is_name(name) {
        return Ok(name.to_owned());
    }
    if name.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Err(format!(
            "the member `{name}` is none of V1, whose members begin with a capital: write them so, or leave the header \
             `version` out"
        ));
    }
    Ok(with_first(name, char::to_ascii_lowercase))
}

/// A member as V1 calls it.
fn v1(name: &str, words: Words) -> String {
    match words.iter().find(|(_, known)| *known == name) {
        Some((v1, _)) => (*v1).to_owned(),
        None if is_name(name) => with_first(name, char::to_ascii_uppercase),
        None => name.to_owned(),
    }
}

/// Whether it is the name of a member, and not an id that is one.
fn is_name(name: &str) -> bool {
    name.len() < 36 && name.starts_with(|first: char| first.is_ascii_alphabetic())
}

fn with_first(name: &str, change: impl Fn(&char) -> char) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| std::iter::once(change(&first)).chain(rest).collect())
}

/// JSON with other names. What is no JSON stays as it is: whoever reads it says so.
fn renamed(bytes: Vec<u8>, rename: &dyn Fn(&str) -> Result<String, String>) -> Result<Vec<u8>, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(&bytes);
    match Renamed(rename).deserialize(&mut reader) {
        Ok(json) if reader.end().is_ok() => {
            serde_json::to_vec(&json).map_err(|error| Problem::bug(error.to_string()))
        }
        Err(error) if error.is_data() => {
            let told = error.to_string();
            Err(Problem::malformed(told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told)))
        }
        Ok(_) | Err(_) => Ok(bytes),
    }
}

/// A value whose members get other names.
#[derive(Clone, Copy)]
struct Renamed<'r>(&'r dyn Fn(&str) -> Result<String, String>);

impl<'de> DeserializeSeed<'de> for Renamed<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Renamed<'_> {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            all.push(item);
        }
        Ok(all.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut all = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let renamed = (self.0)(&name).map_err(A::Error::custom)?;
            let value = members.next_value_seed(self)?;
            if all.insert(renamed, value).is_some() {
                return Err(A::Error::custom(format!("the member `{name}` comes twice")));
            }
        }
        Ok(all.into())
    }
}

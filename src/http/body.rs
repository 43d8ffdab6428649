//! What comes in: ids in paths, and JSON in bodies.
//!
//! **Invariant:** a body is bounded in bytes and in time before it is read, and in depth while it is.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{self, Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use uuid::Uuid;

use super::app::App;
use super::place::place;
use super::problem::Problem;
use super::strict::Strict;

/// The most bytes of a body.
const MOST: usize = 256 * 1024;
/// The longest that a body is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A body that is read.
pub(super) struct Sent<T>(pub(super) T);

/// A body that may be left out.
pub(super) struct MaybeSent<T>(pub(super) T);

/// The id in a path.
pub(super) struct Id(pub(super) Uuid);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            return Err(other_type());
        }
        parsed(&read(body).await?).map(Self)
    }
}

impl<T: DeserializeOwned + Default> FromRequest<Arc<App>> for MaybeSent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let bytes = read(body).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        if !is_json(&parts.headers) {
            return Err(other_type());
        }
        parsed(&bytes).map(Self)
    }
}

impl FromRequestParts<Arc<App>> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let written = Path::<String>::from_request_parts(parts, app).await;
        let id = written.ok().filter(|Path(id)| id.len() == 36).and_then(|Path(id)| id.parse().ok());
        id.map(Self).ok_or_else(|| {
            Problem::malformed(
                "the id in the path is none: write a uuid, such as 3783af41-fea5-4d8a-86e7-a60e079ae573",
            )
        })
    }
}

fn other_type() -> Problem {
    let detail = "the body is not said to be JSON: send `Content-Type: application/json`";
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
}

/// Whether what comes is said to be JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let written = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = written.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

/// Reads a body.
pub(super) async fn read(body: Body) -> Result<Bytes, Problem> {
    let Ok(bytes) = tokio::time::timeout(PATIENCE, body::to_bytes(body, MOST)).await else {
        let detail = "the body did not come in time, and nothing was done: send the request again";
        return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "timeout", detail));
    };
    bytes.map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        if cause.is_some_and(|cause| cause.contains("length limit")) {
            let detail = "the body has more than 256 KiB, and nothing was done: send less at once";
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
        } else {
            Problem::malformed("the body is cut: send the request again")
        }
    })
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if holds_nothing(bytes) {
        return Err(Problem::malformed(
            "a text in the body holds the character U+0000, which is none of a text",
        ));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = T::deserialize(Strict(&mut reader)).and_then(|read| reader.end().map(|()| read));
    read.map_err(|error| {
        let told = error.to_string();
        let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
        match error.classify() {
            Category::Data => {
                let place = place(bytes, error.line(), error.column());
                let place = if place.is_empty() { "the body".to_owned() } else { format!("`{place}`") };
                Problem::malformed(format!("{place}: {}", expected(told)))
            }
            Category::Syntax | Category::Eof | Category::Io => {
                let (line, column) = (error.line(), error.column());
                Problem::malformed(format!(
                    "the body is no JSON: {told}, in line {line}, at byte {column} of it"
                ))
            }
        }
    })
}

/// What serde says, without the value that was sent.
fn expected(told: &str) -> String {
    let found = told.strip_prefix("invalid type: ").or_else(|| told.strip_prefix("invalid value: "));
    match found.and_then(|told| told.rsplit_once(", expected ")) {
        // The name of a shape of ours says nothing to anybody.
        Some((_, expected)) if expected.starts_with("struct ") => {
            "the value is none that can be taken: write an object".to_owned()
        }
        Some((_, expected)) => format!("the value is none that can be taken: write {expected}"),
        None => told.to_owned(),
    }
}

/// Whether `\u0000` stands in a text: no database takes it.
fn holds_nothing(json: &[u8]) -> bool {
    let mut slashes = 0_usize;
    for (at, byte) in json.iter().enumerate() {
        if *byte == b'\\' {
            slashes += 1;
        } else {
            if slashes % 2 == 1 && json.get(at..at + 5) == Some(b"u0000") {
                return true;
            }
            slashes = 0;
        }
    }
    false
}

//! What every answer has: an id, headers, a line in the log, a count; and trouble in one form.
//!
//! **Invariant:** the log holds paths as they stand in the table, ids of principals and of requests: nothing that was sent.

use std::any::Any;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::app::{App, REQUEST_ID, RequestId, Signed};
use super::problem::Problem;

/// Goes around everything else.
pub(super) async fn around(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = RequestId::of(request.headers());
    let signed = Signed::default();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or("(no such path)", MatchedPath::as_str);
    request.extensions_mut().insert(id.clone());
    request.extensions_mut().insert(signed.clone());

    let mut response = next.run(request).await;
    let status = response.status();
    let mut problem = response.extensions_mut().remove::<Problem>();
    if problem.is_none() && (status.is_client_error() || status.is_server_error()) {
        problem = Some(Problem::plain(status, &method, response.headers().get(ALLOW)));
    }
    let (code, inner) = problem.as_ref().map_or(("", None), |problem| (problem.code, problem.inner.clone()));
    if let Some(problem) = problem {
        response = problem.into_answer(response, &id.0);
    }
    secured(&mut response, path);
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }

    let (took, status, method) = (began.elapsed(), status.as_u16(), word(&method));
    app.metrics.answered(method, path, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let who = signed.0.get().map_or("", |who| who.id.as_str());
    let request = &*id.0;
    match inner {
        Some(inner) => {
            tracing::error!(request, method, path, status, ms, who, code, error = inner, "answered");
        }
        None => tracing::info!(request, method, path, status, ms, who, code, "answered"),
    }
    response
}

/// The answer to a panic. What it says may hold what was sent.
pub(super) fn fallen(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::bug("a panic").into_response()
}

/// What is not there.
pub(super) async fn nothing() -> Response {
    StatusCode::NOT_FOUND.into_response()
}

fn secured(response: &mut Response, path: &str) {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let (policy, kept) = if path.starts_with("/docs") {
        (
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
            "no-cache",
        )
    } else {
        ("default-src 'none'; frame-ancestors 'none'", "no-store")
    };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
}

/// A method, of those that have a name: others are counted as one.
fn word(method: &Method) -> &'static str {
    const KNOWN: [Method; 9] = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
        Method::PATCH,
        Method::TRACE,
        Method::CONNECT,
    ];
    const WORDS: [&str; 9] = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT"];
    let at = KNOWN.iter().position(|known| known == method);
    at.and_then(|at| WORDS.get(at)).copied().unwrap_or("OTHER")
}

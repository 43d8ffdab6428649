//! What is told of trouble: RFC 9457, with a word that programs know it by and the id of the request.
//!
//! **Invariant:** what the database or a bug says goes to the log, and never into an answer.

use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::gateway::Error;
use crate::gateway::access::{self, Denied};
use crate::gateway::sales::{Reason, Trouble};
use crate::store;

/// Seconds after which something is worth another look.
const SOON: u64 = 5;

/// The media type.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Trouble, on its way to an answer: whoever writes answers knows the id of the request.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    status: StatusCode,
    /// What programs know it by.
    pub(super) code: &'static str,
    pub(super) detail: String,
    /// Seconds after which to try again.
    retry_after: Option<u64>,
    /// What goes to the log.
    pub(super) inner: Option<String>,
}

/// Trouble, as it is written.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub(super) struct Written<'p> {
    /// Always `about:blank`: `code` says what it is.
    r#type: &'p str,
    /// The status, in words.
    title: &'p str,
    /// The status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What was found, where, what is allowed, and what to do.
    detail: &'p str,
    /// What programs know it by.
    code: &'p str,
    /// What support knows the request by.
    request_id: &'p str,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), retry_after: None, inner: None }
    }

    /// The request itself is wrong.
    pub(super) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// What is asked for is not there.
    pub(super) fn not_found(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    /// A bug, and what is known of it.
    pub(super) fn bug(inner: impl Into<String>) -> Self {
        let detail = "the gateway made a mistake, and nothing is known of what became of this request: look before it is \
                      sent again, and tell support the id of the request";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail).logged(inner)
    }

    /// More is asked than is done at once.
    pub(super) fn busy() -> Self {
        let detail = "the gateway is busy, and has not begun with this request: send it again in a while";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail).after(SOON)
    }

    #[must_use]
    fn after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    #[must_use]
    fn logged(self, inner: impl Into<String>) -> Self {
        Self { inner: Some(inner.into()), ..self }
    }

    /// The trouble of an answer that says no more than its status.
    pub(super) fn plain(status: StatusCode, method: &Method, allow: Option<&HeaderValue>) -> Self {
        if status == StatusCode::NOT_FOUND {
            return Self::not_found(
                "no_such_path",
                "there is nothing at this path: /docs says what there is",
            );
        }
        if status != StatusCode::METHOD_NOT_ALLOWED {
            return Self::bug(format!("an answer {status} without a reason"));
        }
        let allow = allow.and_then(|allow| allow.to_str().ok()).unwrap_or_default();
        let why = if *method == Method::GET {
            ": what changes something, or says more than its address, is never done by `GET`, as browsers and previews \
             follow links"
        } else {
            ""
        };
        Self::new(status, "method_not_allowed", format!("this path takes {allow}{why}"))
    }

    /// As it is answered to a request.
    pub(super) fn written(&self, request: &str) -> String {
        let written = Written {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Trouble"),
            status: self.status.as_u16(),
            detail: &self.detail,
            code: self.code,
            request_id: request,
        };
        // Texts and a number are always written.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Writes it into its answer.
    pub(super) fn into_answer(self, response: Response, request: &str) -> Response {
        let body = self.written(request);
        let (mut parts, _) = response.into_parts();
        parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        parts.headers.remove(CONTENT_LENGTH);
        if self.status != StatusCode::METHOD_NOT_ALLOWED {
            parts.headers.remove(ALLOW);
        }
        Response::from_parts(parts, body.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let realm = HeaderValue::from_static("Bearer realm=\"passerelle\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, realm);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let (status, code) = match denied {
            Denied::Unknown => (StatusCode::UNAUTHORIZED, "unknown_credentials"),
            Denied::Throttled { retry_after: _ } => (StatusCode::TOO_MANY_REQUESTS, "throttled"),
            Denied::Forbidden { needed: _, has: _ } => (StatusCode::FORBIDDEN, "forbidden"),
            Denied::Elsewhere { needed: _, has: _ } => (StatusCode::FORBIDDEN, "forbidden_account"),
        };
        let problem = Self::new(status, code, denied.to_string());
        match denied {
            Denied::Throttled { retry_after } => problem.after(retry_after.seconds()),
            Denied::Unknown | Denied::Forbidden { .. } | Denied::Elsewhere { .. } => problem,
        }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        if matches!(error, store::Error::Row(_)) {
            let detail = "what this needs was damaged in the database of the gateway: to send it again does not help; tell support \
                          the id of the request";
            return Self::new(StatusCode::INTERNAL_SERVER_ERROR, "damaged", detail).logged(error.to_string());
        }
        let detail = "the database of the gateway is away: send the request again in a while; what was done is done once";
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "database", detail);
        problem.after(SOON).logged(error.to_string())
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => {
                Self::new(status(&refusal.reason), refusal.reason.code(), refusal.to_string())
            }
            Trouble::Unknown(why) => {
                let detail =
                    format!("it may have been done, or may be done yet: look before it is sent again; {why}");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unknown_outcome", detail).after(SOON)
            }
            Trouble::Failed(why) => {
                let detail = format!("it was not done, and may go well later: {why}");
                Self::new(StatusCode::BAD_GATEWAY, "not_done", detail)
            }
            Trouble::Store(error) => error.into(),
        }
    }
}

impl From<access::Error> for Problem {
    fn from(error: access::Error) -> Self {
        let told = error.to_string();
        match error {
            access::Error::Denied(denied) => denied.into(),
            access::Error::Store(error) => error.into(),
            access::Error::Password(_) => Self::new(StatusCode::BAD_REQUEST, "password_unfit", told),
            access::Error::NoAddress
            | access::Error::Taken
            | access::Error::Bearer { .. }
            | access::Error::NoAccounts
            | access::Error::Nobody { .. } => Self::new(StatusCode::FORBIDDEN, "forbidden", told),
            access::Error::Random | access::Error::Hash(_) => Self::bug(told),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Denied(denied) => denied.into(),
            Error::Trouble(trouble) => trouble.into(),
            Error::Access(error) => error.into(),
        }
    }
}

fn status(reason: &Reason) -> StatusCode {
    match reason {
        Reason::UnknownFile | Reason::UnknownLine | Reason::UnknownAccount => StatusCode::NOT_FOUND,
        Reason::Value(_) => StatusCode::BAD_REQUEST,
        Reason::OtherEngine | Reason::OwnerOnly => StatusCode::FORBIDDEN,
        Reason::TakenAway
        | Reason::Payment
        | Reason::UnknownOffer
        | Reason::NotEligible
        | Reason::Hidden
        | Reason::TestOnly
        | Reason::NotOpen
        | Reason::From(_)
        | Reason::NotAvailable(_)
        | Reason::SoldOut(_)
        | Reason::Quantity { .. }
        | Reason::Price(_)
        | Reason::NumberTaken
        | Reason::LineTaken
        | Reason::Empty
        | Reason::TooLong(_)
        | Reason::State(_)
        | Reason::Elloha(_)
        | Reason::Stage(_) => StatusCode::CONFLICT,
    }
}

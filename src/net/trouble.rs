//! What went wrong with a request, and whether it is worth another.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{self, HeaderMap};

/// Whether the same request may go well later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// It would go as it went.
    Never,
    /// It may, a little later.
    Later,
    /// The server asks us to wait for so long.
    After(Duration),
}

/// Whether a request that was answered so may go well later.
pub fn again(status: StatusCode, headers: &HeaderMap) -> Again {
    let later = status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
        || status.is_server_error();
    match retry_after(headers) {
        Some(asked) if later => Again::After(asked),
        None if later => Again::Later,
        Some(_) | None => Again::Never,
    }
}

/// How long a server asks us to wait: seconds, or until a moment.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than any number is longer than anybody waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    SystemTime::from(until).duration_since(SystemTime::now()).ok()
}

/// The words of a connection's trouble, without the address, which is told anyway.
pub fn transport(error: &reqwest::Error) -> String {
    // The library says what it did, and its cause what happened.
    let text = error.to_string();
    let plain = text.split(" for url (").next().unwrap_or_default();
    let mut why = if error.is_timeout() { "no answer in time".to_owned() } else { plain.to_owned() };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !why.contains(&text) {
            why = format!("{why}: {text}");
        }
        cause = inner.source();
    }
    why
}

/// One provider of cryptography for the process; that it is there already is fine.
pub fn secure() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

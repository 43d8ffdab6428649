//! One request and its answer, into a compressed file.
//!
//! **Invariant:** each hop of a redirection is asked only if its host is named, and never falls back from https to http.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::header;
use reqwest::{Response, StatusCode, redirect};
use url::Url;

use super::error::Error;
use super::settings::Settings;
use crate::net;

/// So often a server may send us on.
const MOST_HOPS: u32 = 5;

/// Asks for documents.
pub(super) struct Client {
    http: reqwest::Client,
    hosts: BTreeSet<String>,
    most_bytes: u64,
}

/// What a server answered.
pub(super) enum Answer {
    /// The document, now in the file.
    Whole {
        /// By which it is known again.
        etag: Option<String>,
    },
    /// It is what it was.
    Unchanged,
}

impl Client {
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        net::secure();
        let http = reqwest::Client::builder()
            .user_agent(concat!("passerelle/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .connect_timeout(settings.timeout.min(Duration::from_secs(20)))
            .read_timeout(settings.timeout)
            .build()
            .map_err(|error| Error::Client(error.to_string()))?;
        Ok(Self { http, hosts: settings.hosts.clone(), most_bytes: settings.most_bytes })
    }

    /// Asks for a document; `known` is the tag by which the server knows the one that is here.
    pub(super) async fn get(
        &self,
        url: &Url,
        known: Option<&str>,
        into: &Path,
        came: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Answer, Error> {
        let mut answer = self.ask(url, known).await?;
        if answer.status() == StatusCode::NOT_MODIFIED && known.is_some() {
            return Ok(Answer::Unchanged);
        }
        if answer.status() != StatusCode::OK {
            return Err(refused(url, &answer));
        }
        let tag = answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let failed = || Error::written(into);
        let file = File::create(into).map_err(failed())?;
        let mut file = GzEncoder::new(BufWriter::new(file), Compression::fast());
        let mut bytes = 0;
        while let Some(chunk) = answer.chunk().await.map_err(|error| transport(url, &error))? {
            bytes += chunk.len() as u64;
            if bytes > self.most_bytes {
                return Err(Error::TooLong { url: url.to_string(), most: self.most_bytes });
            }
            file.write_all(&chunk).map_err(failed())?;
            came(bytes);
        }
        let file = file.finish().map_err(failed())?;
        file.into_inner().map_err(|error| failed()(error.into_error()))?;
        Ok(Answer::Whole { etag: tag })
    }

    /// The status of an address, whatever it is; what is said beside it is not read. Trouble is an error.
    pub(super) async fn status(&self, url: &Url) -> Result<StatusCode, Error> {
        self.allowed(url, url)?;
        let answer = self.http.get(url.clone()).send().await.map_err(|error| transport(url, &error))?;
        let status = answer.status();
        if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
            return Err(refused(url, &answer));
        }
        Ok(status)
    }

    /// Asks, and goes where the server sends us, as far as that is allowed.
    async fn ask(&self, url: &Url, known: Option<&str>) -> Result<Response, Error> {
        let mut at = url.clone();
        for _ in 0..=MOST_HOPS {
            self.allowed(url, &at)?;
            let mut request = self.http.get(at.clone());
            if let Some(tag) = known {
                request = request.header(header::IF_NONE_MATCH, tag);
            }
            let answer = request.send().await.map_err(|error| transport(url, &error))?;
            let moved = answer.status().is_redirection() && answer.status() != StatusCode::NOT_MODIFIED;
            if !moved {
                return Ok(answer);
            }
            let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            let Some(to) = to.and_then(|to| at.join(to).ok()) else { return Err(refused(url, &answer)) };
            at = to;
        }
        Err(Error::Circle { url: url.to_string(), times: MOST_HOPS })
    }

    /// Whether an address may be asked; `first` is the one that head.yaml writes.
    fn allowed(&self, first: &Url, url: &Url) -> Result<(), Error> {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let falls = first.scheme() == "https" && url.scheme() != "https";
        if matches!(url.scheme(), "http" | "https") && !falls && self.hosts.contains(&host) {
            return Ok(());
        }
        let named = self.hosts.contains(&host) || host.is_empty();
        let host = if named { format!("{}://{host}", url.scheme()) } else { host };
        Err(Error::Elsewhere { url: first.to_string(), host })
    }
}

fn transport(url: &Url, error: &reqwest::Error) -> Error {
    Error::Transport { url: url.to_string(), why: net::transport(error) }
}

/// The error of an answer that is none.
fn refused(url: &Url, answer: &Response) -> Error {
    let status = answer.status();
    let repair = match status.as_u16() {
        429 => "its cache is being rebuilt: fetch again later",
        401 | 403 => "ask the administrator of the feed for access",
        404 | 410 => "the feed is gone or the address is wrong: ask its administrator",
        300..=399 => "correct the address",
        400..=499 => "correct the address or its parameters",
        _ => "fetch again later",
    };
    Error::Status {
        url: url.to_string(),
        status: status.to_string(),
        times: 1,
        again: net::again(status, answer.headers()),
        repair,
    }
}

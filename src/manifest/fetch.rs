//! The part of `head.yaml` that says how feeds are fetched: addresses, hosts, and how patiently.
//!
//! **Invariant:** what is fetched comes from a host that is named there, redirects included.

use std::collections::BTreeSet;

use serde::Deserialize;
use url::Url;

use super::yaml::{self, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// How feeds are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// Hosts that an answer may send us to, besides those of the addresses.
    pub hosts: BTreeSet<String>,
    /// So many feeds are fetched at once.
    pub at_once: usize,
    /// So many records are asked for in one page.
    pub page: u64,
    /// Seconds without a byte after which a request is given up.
    pub timeout_seconds: u64,
    /// Seconds that are spent on waiting for a server, over all requests of one feed.
    pub patience_seconds: u64,
    /// Days for which answers are kept.
    pub keep_days: u64,
    /// While the last whole read of an api-v3 feed is no older than so many days, the server is only asked whether
    /// anything is new since; 0 asks for the whole feed each time.
    pub differential_days: u64,
}

impl Default for Fetch {
    fn default() -> Self {
        Self {
            hosts: BTreeSet::new(),
            at_once: 2,
            page: 1_000,
            timeout_seconds: 60,
            patience_seconds: 900,
            keep_days: 30,
            differential_days: 0,
        }
    }
}

/// The address of a feed.
#[derive(Clone, Debug)]
pub struct Address {
    /// The address as it is asked for.
    pub url: Url,
    /// Where it is written.
    pub place: Span,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default)]
    hosts: Vec<Placed<String>>,
    at_once: Option<Placed<u64>>,
    page: Option<Placed<u64>>,
    timeout_seconds: Option<Placed<u64>>,
    patience_seconds: Option<Placed<u64>>,
    keep_days: Option<Placed<u64>>,
    differential_days: Option<Placed<u64>>,
}

/// Takes the settings in; what is out of bounds is reported.
pub(super) fn settings(file: FileId, written: Written, diagnostics: &mut Diagnostics) -> Fetch {
    let mut number = |name: &str, written: Option<Placed<u64>>, default: u64, from: u64, to: u64| {
        let Some(written) = written else { return default };
        let written = yaml::place(file, written);
        if !(from..=to).contains(&written.value) {
            diagnostics.push(
                Diagnostic::new(
                    Code::Manifest,
                    written.span,
                    format!("`{name}` is {}, and may be {from} to {to}", written.value),
                )
                .help(format!("write a number from {from} to {to}, or leave it out: then it is {default}")),
            );
        }
        written.value
    };
    let default = Fetch::default();
    let at_once = number("at_once", written.at_once, default.at_once as u64, 1, 16);
    let page = number("page", written.page, default.page, 1, 10_000);
    let timeout_seconds =
        number("timeout_seconds", written.timeout_seconds, default.timeout_seconds, 1, 3_600);
    let patience_seconds =
        number("patience_seconds", written.patience_seconds, default.patience_seconds, 0, 86_400);
    let keep_days = number("keep_days", written.keep_days, default.keep_days, 1, 3_650);
    let differential_days =
        number("differential_days", written.differential_days, default.differential_days, 0, 365);
    let mut hosts = BTreeSet::new();
    for host in written.hosts {
        let host = yaml::place(file, host);
        if url::Host::parse(&host.value).is_err() || host.value.contains(['/', ':', '*']) {
            diagnostics.push(
                Diagnostic::new(Code::Manifest, host.span, format!("`{}` is no name of a host", host.value))
                    .help("write the name alone, such as `api-v3.tourinsoft.com`"),
            );
        }
        hosts.insert(host.value.to_ascii_lowercase());
    }
    Fetch {
        hosts,
        at_once: usize::try_from(at_once).unwrap_or(1),
        page,
        timeout_seconds,
        patience_seconds,
        keep_days,
        differential_days,
    }
}

/// Takes the address of a feed in; what is no address is reported.
pub(super) fn address(
    file: FileId,
    written: Option<Placed<String>>,
    diagnostics: &mut Diagnostics,
) -> Option<Address> {
    let written = yaml::place(file, written?);
    let url = Url::parse(&written.value).ok();
    let fits = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    };
    match url.filter(fits) {
        Some(url) => Some(Address { url, place: written.span }),
        None => {
            diagnostics.push(
                Diagnostic::new(Code::Manifest, written.span, "`url` is not the address of a feed").help(
                    "write it as `https://api-v3.tourinsoft.com/api/syndications/cdt24.tourinsoft.com/…`, \
                     with http or https, and without a password",
                ),
            );
            None
        }
    }
}

/// A share that a plan may withdraw; one that is no share is reported.
pub(super) fn removal_share(
    file: FileId,
    written: Option<Placed<f64>>,
    diagnostics: &mut Diagnostics,
) -> Option<f64> {
    let written = yaml::place(file, written?);
    if !(0.0..=1.0).contains(&written.value) {
        diagnostics.push(
            Diagnostic::new(Code::Manifest, written.span, "`max_removal_share` is a share, from 0 to 1")
                .help("write 0.1 for a tenth of the records of a feed"),
        );
    }
    Some(written.value)
}

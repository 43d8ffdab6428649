//! Where elloha is, who signs in, and how patiently it is asked.

use std::time::Duration;

use url::{Host, Url};

use super::{Error, Secret};

/// The connection to elloha.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address of its API; ends in `/`.
    pub base: Url,
    /// The login of the person or machine that acts for the head.
    pub user: String,
    /// Its password.
    pub password: Secret,
    /// Without a byte for so long, a request is given up.
    pub timeout: Duration,
    /// So long is waited for the server, over all calls for one record.
    pub patience: Duration,
    /// The first pause after trouble; each further one is twice as long.
    pub pause: Duration,
}

impl Settings {
    /// With the usual patience. The address is that of a server that keeps secrets: https, or a server of this machine.
    pub fn new(base: &str, user: String, password: Secret) -> Result<Self, Error> {
        let wrong = |why: &str| Err(Error::Settings(format!("`{base}` is no address of elloha: {why}")));
        let Ok(mut url) = Url::parse(base) else {
            return wrong("write it as `https://backend.elloha.com/`");
        };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() || url.query().is_some() {
            return wrong("write it as `https://backend.elloha.com/`");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return wrong("login and password stand in variables of their own, not in it");
        }
        if url.scheme() == "http" && !is_here(&url) {
            return wrong("passwords are sent with https only, but for a server of this machine");
        }
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Ok(Self {
            base: url,
            user,
            password,
            timeout: Duration::from_secs(30),
            patience: Duration::from_mins(2),
            pause: Duration::from_secs(1),
        })
    }

    /// Whether the server is one of this machine.
    pub fn is_here(&self) -> bool {
        is_here(&self.base)
    }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

//! Where a catalogue is.

use std::fmt;
use std::path::{Path, PathBuf};

use url::Url;

use super::error::Error;

/// Where a catalogue is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    Sqlite(PathBuf),
    /// A server, with all that is needed to reach it.
    Postgres(String),
}

impl Location {
    /// As it is written on the command line.
    pub fn parse(written: &str) -> Result<Self, Error> {
        if written.starts_with("postgres:") || written.starts_with("postgresql:") {
            return match server(written) {
                Some(_) => Ok(Self::Postgres(written.to_owned())),
                None => Err(Error::Location("postgres:…".to_owned())),
            };
        }
        let path = written.strip_prefix("sqlite:").unwrap_or(written);
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.contains("password=") {
            return Err(Error::Location("…password=…".to_owned()));
        }
        if path.is_empty() || path.contains("://") {
            return Err(Error::Location(path.split("://").next().unwrap_or_default().to_owned()));
        }
        Ok(Self::Sqlite(Path::new(path).to_owned()))
    }
}

/// The address of a server, if it is one for sure: a password with a character that has a meaning in addresses would be
/// taken for something else.
fn server(written: &str) -> Option<Url> {
    let url = Url::parse(written).ok()?;
    let sure =
        written.contains("://") && url.has_host() && url.fragment().is_none() && !url.path().contains('@');
    sure.then_some(url)
}

impl fmt::Display for Location {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "{}", path.display()),
            Self::Postgres(url) => out.write_str(&shown(url)),
        }
    }
}

/// An address without its password, parameters included: they may hold one too.
fn shown(url: &str) -> String {
    let Some(mut url) = server(url) else { return "postgres:…".to_owned() };
    let _ = url.set_password(None);
    url.set_query(None);
    url.to_string()
}

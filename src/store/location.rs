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
        if written.starts_with("postgres://") || written.starts_with("postgresql://") {
            return match Url::parse(written) {
                Ok(_) => Ok(Self::Postgres(written.to_owned())),
                Err(_) => Err(Error::Location(shown(written))),
            };
        }
        let path = written.strip_prefix("sqlite:").unwrap_or(written);
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.contains("://") {
            return Err(Error::Location(shown(written)));
        }
        Ok(Self::Sqlite(Path::new(path).to_owned()))
    }
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
    match Url::parse(url) {
        Ok(mut url) => {
            let _ = url.set_password(None);
            url.set_query(None);
            url.to_string()
        }
        Err(_) => url.split('@').next_back().unwrap_or_default().to_owned(),
    }
}

//! Lists that were asked for, kept in a file: one for each server and login.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use url::Url;

use super::{Client, Error, Lists};

/// Kept lists are asked for anew after so long.
const AGE: Duration = Duration::from_hours(24);

/// Where lists are kept.
#[derive(Clone, Debug)]
pub struct Captured {
    folder: PathBuf,
}

impl Captured {
    /// In a folder, which is made where it has to be.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The lists of a client: the kept ones if they are of today, else those that elloha has now.
    pub fn lists(&self, client: &Client) -> Result<Lists, Error> {
        let path = self.path(&client.settings().base, &client.settings().user);
        let kept_at = fs::metadata(&path).and_then(|file| file.modified());
        let age = kept_at.ok().and_then(|kept| SystemTime::now().duration_since(kept).ok());
        if age.is_some_and(|age| age < AGE)
            && let Ok(lists) = read(&path)
        {
            return Ok(lists);
        }
        let lists = client.session().lists()?;
        self.keep(&path, &lists)?;
        Ok(lists)
    }

    /// The kept lists of a login, however old, where elloha is not asked; none where nothing is kept.
    pub fn kept(&self, user: &str) -> Result<Option<Lists>, Error> {
        let mut found: Vec<PathBuf> = fs::read_dir(&self.folder)
            .map(|entries| entries.flatten().map(|entry| entry.path().join(file(user))).collect())
            .unwrap_or_default();
        found.retain(|path| path.is_file());
        found.sort();
        match found.as_slice() {
            [] => Ok(None),
            [one] => read(one).map(Some),
            [one, other, ..] => Err(Error::Captured {
                path: one.clone(),
                why: format!(
                    "{} has lists of the same login from another server: name the server in ELLOHA_URL",
                    other.display()
                ),
            }),
        }
    }

    fn path(&self, base: &Url, user: &str) -> PathBuf {
        let port = base.port().map_or(String::new(), |port| format!("_{port}"));
        self.folder.join(format!("{}{port}", plain(base.host_str().unwrap_or_default()))).join(file(user))
    }

    /// Keeps lists: whole, or not at all.
    fn keep(&self, path: &Path, lists: &Lists) -> Result<(), Error> {
        let failed = |why: std::io::Error| Error::Captured { path: path.to_owned(), why: why.to_string() };
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(failed)?;
        let text = serde_json::to_vec(lists).map_err(|error| Error::Unwritten(error.to_string()))?;
        let beside = path.with_extension(format!("{}.partial", std::process::id()));
        let mut out = fs::File::create(&beside).map_err(failed)?;
        out.write_all(&text).and_then(|()| out.sync_all()).map_err(failed)?;
        fs::rename(&beside, path).map_err(failed)
    }
}

fn read(path: &Path) -> Result<Lists, Error> {
    let failed = |why: String| Error::Captured { path: path.to_owned(), why };
    let text = fs::read(path).map_err(|error| failed(error.to_string()))?;
    serde_json::from_slice(&text)
        .map_err(|error| failed(format!("it holds no lists ({error}): remove it, and ask again")))
}

fn file(user: &str) -> String {
    format!("{}.json", plain(user))
}

/// A name that is one of a file, whatever stands in it.
fn plain(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '@') { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    name.trim_start_matches('.').to_owned()
}

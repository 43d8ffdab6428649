//! Lists that were asked for, kept in a file: one for each server and login.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use url::Url;

use super::{Client, Error, Lists, Settings};
use crate::engine::Digest;

/// Kept lists are asked for anew after so long.
const AGE: Duration = Duration::from_hours(24);

/// Where lists are kept.
#[derive(Clone, Debug)]
pub struct Captured {
    folder: PathBuf,
}

/// A file of lists.
#[derive(Deserialize, Serialize)]
struct Kept {
    base: Url,
    user: String,
    lists: Lists,
}

impl Captured {
    /// In a folder, which is made where it has to be.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The lists of a client: the kept ones if they are of today, else those that elloha has now.
    pub fn lists(&self, client: &Client) -> Result<Lists, Error> {
        let Settings { base, user, .. } = client.settings();
        let path = self.path(base, user);
        let kept_at = fs::metadata(&path).and_then(|file| file.modified());
        let age = kept_at.ok().and_then(|kept| SystemTime::now().duration_since(kept).ok());
        if age.is_some_and(|age| age < AGE)
            && let Ok(kept) = read(&path)
            && (&kept.base, &kept.user) == (base, user)
        {
            return Ok(kept.lists);
        }
        let lists = client.session().lists()?;
        let kept = Kept { base: base.clone(), user: user.clone(), lists };
        self.keep(&path, &kept)?;
        Ok(kept.lists)
    }

    /// The kept lists of a login, however old, where elloha is not asked; none where nothing is kept.
    pub fn kept(&self, user: &str) -> Result<Option<Lists>, Error> {
        let mut paths: Vec<PathBuf> = fs::read_dir(&self.folder)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        paths.sort();
        let mut found: Option<Kept> = None;
        for path in paths {
            let Ok(kept) = read(&path) else { continue };
            if kept.user != user {
                continue;
            }
            if let Some(other) = &found {
                let why = format!(
                    "it has the lists of {user} from {}, and another file those from {}: name the server in ELLOHA_URL",
                    kept.base, other.base
                );
                return Err(Error::Captured { path, why });
            }
            found = Some(kept);
        }
        Ok(found.map(|kept| kept.lists))
    }

    fn path(&self, base: &Url, user: &str) -> PathBuf {
        // One file for each address and login, whatever stands in them.
        let digest = Digest::of(format!("{base}\n{user}").as_bytes()).to_string();
        self.folder.join(format!("lists-{}.json", digest.get(..16).unwrap_or(&digest)))
    }

    /// Keeps lists: whole, or not at all.
    fn keep(&self, path: &Path, kept: &Kept) -> Result<(), Error> {
        let failed = |why: std::io::Error| Error::Captured { path: path.to_owned(), why: why.to_string() };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let text = serde_json::to_vec(kept).map_err(|error| Error::Unwritten(error.to_string()))?;
        let beside = path.with_extension(format!("{}.partial", std::process::id()));
        let mut out = fs::File::create(&beside).map_err(failed)?;
        out.write_all(&text).and_then(|()| out.sync_all()).map_err(failed)?;
        fs::rename(&beside, path).map_err(failed)
    }
}

fn read(path: &Path) -> Result<Kept, Error> {
    let failed = |why: String| Error::Captured { path: path.to_owned(), why };
    let text = fs::read(path).map_err(|error| failed(error.to_string()))?;
    serde_json::from_slice(&text)
        .map_err(|error| failed(format!("it holds no lists ({error}): remove it, and ask again")))
}

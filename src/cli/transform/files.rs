//! The requests of a record, written in place of being sent.

use std::fs;
use std::path::{Path, PathBuf};

use crate::catalogue::Requests;
use crate::cli::exit::Failure;
use crate::value::visible;

/// Writes the requests of a record into a folder of its own; the files, in the order in which they are sent.
pub(super) fn write(folder: &Path, id: &str, requests: &Requests) -> Result<Vec<PathBuf>, Failure> {
    let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !plain {
        return Err(Failure::Usage(format!("the id {} is no name of a folder", visible(id))));
    }
    let folder = folder.join(id);
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Failure::Write { path, source }
    };
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    let mut files = vec![
        ("1-POST-Product.json".to_owned(), &requests.create),
        ("2-PUT-Product.json".to_owned(), &requests.patch),
    ];
    for (number, opening) in (3..).zip(&requests.opening) {
        files.push((format!("{number}-PUT-Product-OpeningHours.json"), opening));
    }
    // What an earlier run wrote for the record would be taken for a part of this one.
    for entry in fs::read_dir(&folder).map_err(failed(&folder))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let numbered =
            name.split_once('-').is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
        if numbered
            && entry.path().extension().is_some_and(|ending| ending == "json")
            && name.contains("-Product")
        {
            fs::remove_file(entry.path()).map_err(failed(&entry.path()))?;
        }
    }
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(failed(&path))?;
        written.push(path);
    }
    Ok(written)
}

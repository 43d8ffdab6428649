//! What a feed holds, path by path.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::engine::error::Error;
use crate::engine::files::Files;
use crate::engine::paths::{Column, Known, Paths};
use crate::feed::{self, Fields, Limits, Shape};
use crate::manifest::Pack;
use crate::value::View;

/// The most values that are kept of a path.
const KEPT: usize = 400;

/// The most bytes that are kept of a value.
const LONGEST: usize = 2_000;

/// The most different values that are counted.
const MOST_DIFFERENT: usize = 200;

/// A feed, as it turns out to be.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// `HOT`
    pub code: String,
    /// Where it is.
    pub from: PathBuf,
    /// How it is written.
    pub shape: Option<Shape>,
    /// Records read.
    pub records: u64,
    /// Ids that begin with another record type, or with none.
    pub strange_ids: u64,
    /// The paths that end in a value, and that not every feed has.
    pub paths: Vec<SampledPath>,
    /// Fields that every feed has, and in how many records each is filled.
    pub common: BTreeMap<String, u64>,
    /// Positions, of the fields that every feed has.
    pub(super) places: Vec<(f64, f64)>,
    /// The names of the records, by which a field with the title is known.
    pub(super) names: Vec<String>,
}

/// A path of a feed.
#[derive(Clone, Debug)]
pub struct SampledPath {
    /// `Tarifs.MinimumEuro`
    pub path: String,
    /// The records in which it is filled.
    pub records: u64,
    /// Its values.
    pub values: Values,
}

/// The values of a path.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// The first of them, in the order of the feed.
    pub kept: Vec<String>,
    /// How often each stands there; the first that differ.
    pub different: BTreeMap<String, u64>,
    /// How many there are.
    pub count: u64,
}

impl Values {
    /// The different values, the most frequent first.
    pub fn frequent(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> =
            self.different.iter().map(|(value, count)| (value.as_str(), *count)).collect();
        all.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        all
    }
}

impl Column for Values {
    fn add(&mut self, value: &str) {
        self.count += 1;
        // What a value may be shows at its beginning, and a hostile feed must not fill the memory.
        let value = value.get(..value.floor_char_boundary(LONGEST)).unwrap_or(value);
        if self.kept.len() < KEPT {
            self.kept.push(value.to_owned());
        }
        if let Some(count) = self.different.get_mut(value) {
            *count += 1;
        } else if self.different.len() < MOST_DIFFERENT {
            self.different.insert(value.to_owned(), 1);
        }
    }
}

/// Reads a feed to its end.
pub(super) fn sampled(
    files: &dyn Files,
    pack: &Pack,
    code: Option<&str>,
    path: &Path,
) -> Result<Sampled, Error> {
    let failed = |why: String| Error::Feed { path: path.to_owned(), why };
    let open = || files.open(path).map_err(|source| Error::Read { path: path.to_owned(), source });
    let fields = Fields::new([pack.sit.id.clone()]);
    let mut prefixes: BTreeMap<Option<String>, u64> = BTreeMap::new();
    // The first reading tells the names of the fields, the second what they hold.
    let outcome = feed::read(None, open()?, &fields, &Limits::default(), &mut |record| {
        let id = match record.view(0) {
            Some(View::Text(id) | View::Number(id)) => id,
            Some(View::Null | View::Boolean(_) | View::List(_) | View::Object(_)) | None => "",
        };
        *prefixes.entry(pack.bordereaux.of_id(id.trim()).map(str::to_owned)).or_default() += 1;
        ControlFlow::Continue(())
    });
    if let Some(error) = outcome.error {
        return Err(failed(error.to_string()));
    }
    if outcome.records == 0 {
        return Err(failed("the feed has no records: nothing can be learnt of it".to_owned()));
    }
    let code = code_of(pack, code, &prefixes).map_err(failed)?;
    let mut paths: Paths<'_, Values> = Paths::new(BTreeMap::new());
    let all = Fields::new(outcome.names.iter().cloned());
    let looked = feed::read(outcome.shape, open()?, &all, &Limits::default(), &mut |record| {
        paths.record();
        for (slot, name) in outcome.names.iter().enumerate() {
            paths.field(name, record.view(slot).unwrap_or(View::Null));
        }
        ControlFlow::Continue(())
    });
    if let Some(error) = looked.error {
        return Err(failed(error.to_string()));
    }
    if outcome.has_more_names() {
        let names = outcome.names.len();
        return Err(failed(format!(
            "the feed has more than {names} fields: no head is drafted of that many"
        )));
    }
    let seen = paths.finish().paths;
    let numbers = |name: &str| -> Vec<f64> {
        let values = seen.get(name).map_or(&[][..], |known| known.values.kept.as_slice());
        values.iter().filter_map(|value| value.replace(',', ".").parse().ok()).collect()
    };
    let places = numbers("GmapLatitude").into_iter().zip(numbers("GmapLongitude")).collect();
    let names = seen.get("SyndicObjectName").map_or(Vec::new(), |known| known.values.kept.clone());
    let mut common = BTreeMap::new();
    let mut own = Vec::new();
    for (path, known) in seen.into_iter().filter(|(_, known)| known.is_leaf()) {
        let Known { records, values, .. } = known;
        if super::is_common(pack, &path) {
            common.insert(path, records);
        } else {
            own.push(SampledPath { path, records, values });
        }
    }
    let strange = prefixes.iter().filter(|(prefix, _)| prefix.as_deref() != Some(code.as_str()));
    Ok(Sampled {
        strange_ids: strange.map(|(_, count)| count).sum(),
        code,
        from: path.to_owned(),
        shape: outcome.shape,
        records: outcome.records,
        paths: own,
        common,
        places,
        names,
    })
}

/// The record type of a feed: what is said, or else what most ids begin with.
fn code_of(
    pack: &Pack,
    said: Option<&str>,
    prefixes: &BTreeMap<Option<String>, u64>,
) -> Result<String, String> {
    let known = |code: &str| pack.bordereaux.codes.iter().any(|known| known.value == code);
    if let Some(said) = said {
        if known(said) {
            return Ok(said.to_owned());
        }
        let meant =
            pack.bordereaux.meant(said).map_or(String::new(), |code| format!(": did you mean `{code}`?"));
        return Err(format!("`{said}` is no record type{meant}"));
    }
    let most = prefixes.iter().filter_map(|(prefix, count)| Some((prefix.as_ref()?, count)));
    let most: Vec<(&String, &u64)> = most.collect();
    let count = most.iter().map(|(_, count)| **count).max().unwrap_or(0);
    let first: Vec<&str> =
        most.iter().filter(|(_, of)| **of == count).map(|(code, _)| code.as_str()).collect();
    match first.as_slice() {
        [code] => Ok((*code).to_owned()),
        [_, _, ..] => Err(format!(
            "as many ids begin with {}: say which record type it is, `--feed CODE=FILE`",
            first.join(" as with ")
        )),
        [] => Err("no id begins with a record type: say which it is, `--feed CODE=FILE`".to_owned()),
    }
}

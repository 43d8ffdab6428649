//! What the command line asks for.
//!
//! **Invariant:** a word that is not understood, or an option given twice, is refused; nothing is guessed.

/// How the command is used.
pub(crate) const USAGE: &str = "\
usage: compose (atom | json) (--records N | --bytes SIZE) [--seed N]
       compose task (atom | json | lines) [--names other] (--records N | --bytes SIZE) [--seed N]

  atom            hotels of head 22: OData v2 as Atom
  json            tastings of head 24: wcf 3.0, flat
  task            offers of bench/TASK.md: as Atom, as one JSON document, or as one JSON object a line
  --names other   other names, another order and other separators
  --records N     so many records
  --bytes SIZE    stop after the record that reaches this size: 500kB, 30MB, 1GB, or bytes
  --seed N        another feed for another number; 1 if not given

The feed goes to stdout. Example: compose atom --bytes 30MB --seed 1 > feed.xml";

use crate::names::Naming;
use crate::task::Envelope;

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// `--help`
    Help,
    /// Anything else.
    Feed(Request),
}

/// A feed that was asked for.
#[derive(Debug)]
pub(crate) struct Request {
    /// Which records, and how they are written.
    pub(crate) shape: Shape,
    /// Where the feed ends.
    pub(crate) until: Until,
    /// Which of all feeds.
    pub(crate) seed: u64,
}

/// Which records, and how they are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// `atom`
    Atom,
    /// `json`
    Json,
    /// `task atom`, `task json`, `task lines`
    Task(Envelope, Naming),
}

/// Where a feed ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    /// `--records 48000`
    Records(u64),
    /// `--bytes 30MB`
    Bytes(u64),
}

impl Until {
    /// Whether nothing more is wanted after so many records and bytes.
    pub(crate) fn is_reached(self, records: u64, bytes: u64) -> bool {
        match self {
            Self::Records(wanted) => records >= wanted,
            Self::Bytes(wanted) => bytes >= wanted,
        }
    }

    /// How many records there will be, where that is known before.
    pub(crate) fn records(self) -> Option<u64> {
        match self {
            Self::Records(wanted) => Some(wanted),
            Self::Bytes(_) => None,
        }
    }
}

/// Reads the words after the name of the program.
pub(crate) fn parse(words: &[String]) -> Result<Asked, String> {
    let mut words = words.iter().map(String::as_str);
    let (mut task, mut form, mut naming) = (None, None, None);
    let (mut until, mut seed) = (None, None);
    while let Some(word) = words.next() {
        match word {
            "-h" | "--help" => return Ok(Asked::Help),
            "task" => once(&mut task, (), "`task`")?,
            "atom" => once(&mut form, Envelope::Atom, "the shape")?,
            "json" => once(&mut form, Envelope::Json, "the shape")?,
            "lines" => once(&mut form, Envelope::Lines, "the shape")?,
            "--names" => once(&mut naming, names(words.next())?, "the naming")?,
            "--records" => {
                once(&mut until, Until::Records(number(word, words.next())?), "where the feed ends")?;
            }
            "--bytes" => once(&mut until, Until::Bytes(size(word, words.next())?), "where the feed ends")?,
            "--seed" => once(&mut seed, number(word, words.next())?, "the seed")?,
            _ => return Err(format!("`{word}` is not understood")),
        }
    }
    let shape = shape(task.is_some(), form, naming)?;
    let until = until.ok_or("where the feed ends is required: `--records` or `--bytes`")?;
    Ok(Asked::Feed(Request { shape, until, seed: seed.unwrap_or(1) }))
}

/// Hotels and tastings have one form each, offers have three and two namings.
fn shape(task: bool, form: Option<Envelope>, naming: Option<Naming>) -> Result<Shape, String> {
    match (task, form) {
        (true, Some(envelope)) => Ok(Shape::Task(envelope, naming.unwrap_or(Naming::Task))),
        (true, None) => Err("the shape is required: `task atom`, `task json` or `task lines`".to_owned()),
        (false, _) if naming.is_some() => Err("`--names` is for `task`".to_owned()),
        (false, Some(Envelope::Atom)) => Ok(Shape::Atom),
        (false, Some(Envelope::Json)) => Ok(Shape::Json),
        (false, Some(Envelope::Lines)) => Err("`lines` is for `task`".to_owned()),
        (false, None) => Err("the shape is required: `atom` or `json`".to_owned()),
    }
}

fn names(word: Option<&str>) -> Result<Naming, String> {
    match word {
        Some("other") => Ok(Naming::Other),
        _ => Err("`--names` is followed by `other`".to_owned()),
    }
}

fn once<T>(place: &mut Option<T>, value: T, what: &str) -> Result<(), String> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("{what} is given twice")),
    }
}

fn number(option: &str, word: Option<&str>) -> Result<u64, String> {
    let word = word.ok_or_else(|| format!("`{option}` requires a number"))?;
    word.parse().map_err(|_| format!("`{option}` requires a number, not `{word}`"))
}

/// `30MB`, in powers of a thousand.
fn size(option: &str, word: Option<&str>) -> Result<u64, String> {
    let word = word.ok_or_else(|| format!("`{option}` requires a size"))?;
    let units = [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("", 1)];
    let (digits, unit) = units
        .iter()
        .find_map(|(name, unit)| word.strip_suffix(name).map(|digits| (digits, *unit)))
        .unwrap_or((word, 1));
    let wrong = || format!("`{option}` requires a size such as 30MB, not `{word}`");
    digits.parse::<u64>().ok().and_then(|count| count.checked_mul(unit)).ok_or_else(wrong)
}

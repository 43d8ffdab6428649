//! What is known of the records of a feed from an earlier run: the engine maps only what is new.
//!
//! **Invariant:** a record is passed by only if all that its rules read of it, in every language, is byte for byte what
//! it was, under the same rules.

use sha2::{Digest as _, Sha256};

use crate::eval::{Counts, Mapped};
use crate::program::Program;
use crate::source::{Sources, Span};
use crate::value::Record;

/// A hash by which equal contents are known: half of a SHA-256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::finish(Sha256::new_with_prefix(bytes))
    }

    /// The digest of all that a hasher was given.
    pub fn finish(hasher: Sha256) -> Self {
        let mut half = [0; 16];
        half.iter_mut().zip(hasher.finalize()).for_each(|(to, from)| *to = from);
        Self(half)
    }

    /// Its digits, of which there are 32.
    pub fn parse(hex: &str) -> Option<Self> {
        (hex.len() == 32).then(|| u128::from_str_radix(hex, 16).ok()).flatten().map(|n| Self(n.to_be_bytes()))
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// What was learned about the records of a feed before.
pub trait Known: Sync {
    /// Whether the record of that id was imported with this very content under the rules that are run now.
    fn knows(&self, id: &str, content: Digest) -> bool;
}

/// A record that was mapped, or passed by because it is known.
#[derive(Clone, Debug)]
pub struct Made {
    /// What became of it.
    pub mapped: Mapped,
    /// Where somebody asks: all that its rules read of it.
    pub content: Digest,
    /// It is known: it was not mapped, and its fields are what they were.
    pub known: bool,
    /// Where somebody asks: which rules and rows gave its values.
    pub origins: Origins,
}

/// The rules and rows that gave the values of one record, by number.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    rules: Vec<usize>,
    rows: Vec<(usize, usize)>,
}

impl Origins {
    /// Those that were counted for one record.
    pub(super) fn of(counts: &Counts) -> Self {
        let gave = counts.rules.iter().enumerate().filter(|(_, count)| count.applied + count.used > 0);
        let rows = counts.decides.iter().enumerate().flat_map(|(decide, rows)| {
            let hit = rows.iter().enumerate().filter(|(_, hits)| **hits > 0);
            hit.map(move |(row, _)| (decide, row))
        });
        Self { rules: gave.map(|(at, _)| at).collect(), rows: rows.collect() }
    }

    /// Each field of the account with `path:line` of the rules that gave it.
    pub fn places(&self, program: &Program, sources: &Sources) -> Vec<(String, Vec<String>)> {
        let mut spans: Vec<(&str, Span)> = Vec::new();
        for at in &self.rules {
            let Some(rule) = program.rules.get(*at) else { continue };
            // The rule of a member stands inside the rule of its object.
            if !rule.target.contains('.') {
                spans.push((&rule.target, rule.span));
            }
        }
        for target in &program.targets {
            let Some((decide, _)) = target.decide else { continue };
            let row = self.rows.iter().find(|(at, _)| *at == decide.index());
            let row = row.and_then(|(_, row)| program.decide(decide).rows.get(*row));
            spans.extend(row.map(|row| (target.name.as_str(), row.span)));
        }
        let mut all: Vec<(String, Vec<String>)> = Vec::new();
        for (field, span) in spans {
            let place = sources.place(span);
            match all.iter_mut().find(|(name, _)| name == field) {
                Some((_, places)) if places.contains(&place) => {}
                Some((_, places)) => places.push(place),
                None => all.push((field.to_owned(), vec![place])),
            }
        }
        all
    }
}

/// The digest of a record in all languages.
pub(super) fn content(record: &Record, translations: &[Option<&Record>]) -> Digest {
    let mut hasher = Sha256::new();
    record.content(&mut |piece| hasher.update(piece));
    for translation in translations {
        match translation {
            Some(record) => record.content(&mut |piece| hasher.update(piece)),
            None => hasher.update(b"-"),
        }
    }
    Digest::finish(hasher)
}

/// The digest of all that a mapping depends on besides the record: the texts of rules, tables, scripts and manifests,
/// and the version of this program.
pub fn digest_of_rules(sources: &Sources) -> Digest {
    let mut hasher = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION"));
    for file in sources.iter() {
        hasher.update((file.text().len() as u64).to_le_bytes());
        hasher.update(file.text());
    }
    Digest::finish(hasher)
}

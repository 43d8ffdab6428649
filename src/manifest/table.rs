//! `tables/<name>.yaml`: from the labels of a feed to codes of a vocabulary.
//!
//! ```yaml
//! gives: labels            # the vocabulary of the codes
//! match: folded            # optional: case, accents and punctuation do not count; otherwise exact
//! rows:
//!   "Vignobles et découvertes": vineyards_and_discoveries
//!   "Gîte et chambre d'hôtes":  [gite, guest_room]        # one label, two codes
//!   "Sans objet":               { nothing: "says that there is none" }
//! ```

use std::fmt;

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::yaml::{self, Entries, Placed};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::value::{folded, normalise, trim};

/// A table, ready to be asked.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name in rules: the file's name without its ending.
    pub name: String,
    /// The vocabulary its codes belong to.
    pub gives: Spanned<String>,
    /// How labels are compared.
    pub matching: Matching,
    /// The rows, as written.
    pub rows: Vec<Row>,
    /// The account types that it was narrowed to, where some of its codes are of others.
    pub of: Option<String>,
    /// The rows by what labels are compared by.
    index: FxHashMap<String, usize>,
    /// The rows by their labels as written, trimmed.
    written: FxHashMap<String, usize>,
}

/// How a label is compared with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Matching {
    /// After trimming and NFC.
    #[default]
    Exact,
    /// Also without case, accents and punctuation.
    Folded,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The label of the feed.
    pub label: Spanned<String>,
    /// Its codes; none where the row says `nothing`.
    pub codes: Vec<Spanned<String>>,
    /// Why the label gives nothing.
    pub nothing: Option<String>,
}

impl Table {
    /// A table of rows. Two rows that no label can tell apart are returned: the later one, then the earlier one.
    pub fn new(
        name: String,
        gives: Spanned<String>,
        matching: Matching,
        rows: Vec<Row>,
    ) -> Result<Self, (Span, Span)> {
        let mut index = FxHashMap::with_capacity_and_hasher(rows.len(), FxBuildHasher);
        for (at, row) in rows.iter().enumerate() {
            if let Some(earlier) = index.insert(matching.key(&row.label.value), at) {
                let earlier: Option<&Row> = rows.get(earlier);
                return Err((row.label.span, earlier.map_or(row.label.span, |row| row.label.span)));
            }
        }
        let written = written(&rows);
        Ok(Self { name, gives, matching, rows, of: None, index, written })
    }

    /// The rows whose codes fit, for accounts of some types; a row that says `nothing` stays.
    #[must_use]
    pub fn narrowed(&self, of: String, fits: impl Fn(&str) -> bool) -> Self {
        let rows = self.rows.iter().filter_map(|row| {
            let codes: Vec<Spanned<String>> =
                row.codes.iter().filter(|code| fits(&code.value)).cloned().collect();
            (!codes.is_empty() || row.nothing.is_some()).then(|| Row { codes, ..row.clone() })
        });
        let rows: Vec<Row> = rows.collect();
        let index = rows.iter().enumerate();
        let index = index.map(|(at, row)| (self.matching.key(&row.label.value), at)).collect();
        let written = written(&rows);
        Self { rows, of: Some(of), index, written, ..self.clone() }
    }

    /// As messages call it.
    pub fn told(&self) -> String {
        match &self.of {
            None => format!("`{}`", self.name),
            Some(of) => format!("`{}` for {of}", self.name),
        }
    }

    /// Whether a label may give several codes, so that what the table gives is a list.
    pub fn has_several(&self) -> bool {
        self.rows.iter().any(|row| row.codes.len() > 1)
    }

    /// The number of the row that a label falls on.
    pub fn find(&self, label: &str) -> Option<usize> {
        let label = trim(label);
        // Most labels stand in a feed as they stand in the table.
        if let Some(row) = self.written.get(label) {
            return Some(*row);
        }
        match self.matching {
            Matching::Exact => self.index.get(normalise(label).as_ref()).copied(),
            Matching::Folded => self.index.get(&Matching::Folded.key(label)).copied(),
        }
    }

    /// The row that a label falls on, and its code, where it has just one.
    pub fn only_code(&self, label: &str) -> Option<(usize, &str)> {
        let at = self.find(label)?;
        match self.rows.get(at)?.codes.as_slice() {
            [code] if !code.value.is_empty() => Some((at, &code.value)),
            _ => None,
        }
    }

    /// The row of a label.
    pub fn row(&self, label: &str) -> Option<&Row> {
        self.rows.get(self.find(label)?)
    }
}

fn written(rows: &[Row]) -> FxHashMap<String, usize> {
    rows.iter().enumerate().map(|(at, row)| (row.label.value.trim().to_owned(), at)).collect()
}

impl Matching {
    fn key(self, label: &str) -> String {
        let label = label.trim();
        match self {
            Self::Exact => normalise(label).into_owned(),
            Self::Folded => folded(label),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, rename = "about")]
    _about: String,
    gives: Placed<String>,
    #[serde(default)]
    r#match: Matching,
    rows: Entries<Placed<WrittenRow>>,
}

/// The right side of a row.
enum WrittenRow {
    Codes(Vec<Placed<String>>),
    Code(String),
    /// A scalar that looks like something else than text.
    Plain,
    Nothing(String),
}

impl<'de> Deserialize<'de> for WrittenRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Side;
        impl<'de> Visitor<'de> for Side {
            type Value = WrittenRow;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a code in quotes, a list of codes, or `{ nothing: \"why\" }`")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<WrittenRow, E> {
                Ok(WrittenRow::Code(code.to_owned()))
            }

            fn visit_bool<E: de::Error>(self, _: bool) -> Result<WrittenRow, E> {
                Ok(WrittenRow::Plain)
            }

            fn visit_i64<E: de::Error>(self, _: i64) -> Result<WrittenRow, E> {
                Ok(WrittenRow::Plain)
            }

            fn visit_u64<E: de::Error>(self, _: u64) -> Result<WrittenRow, E> {
                Ok(WrittenRow::Plain)
            }

            fn visit_f64<E: de::Error>(self, _: f64) -> Result<WrittenRow, E> {
                Ok(WrittenRow::Plain)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut codes: A) -> Result<WrittenRow, A::Error> {
                let mut all = Vec::new();
                while let Some(code) = codes.next_element()? {
                    all.push(code);
                }
                Ok(WrittenRow::Codes(all))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WrittenRow, A::Error> {
                match map.next_entry::<String, String>()? {
                    Some((key, why)) if key == "nothing" && map.next_key::<String>()?.is_none() => {
                        Ok(WrittenRow::Nothing(why))
                    }
                    Some(_) | None => Err(de::Error::custom("expected `{ nothing: \"why\" }`")),
                }
            }
        }
        deserializer.deserialize_any(Side)
    }
}

impl Table {
    /// Reads a table.
    pub fn read(name: &str, sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let written: Written = yaml::read(sources, file, diagnostics)?;
        let rows = written.rows.0.into_iter().map(|(label, side)| {
            let side = yaml::place(file, side);
            let (codes, nothing) = match side.value {
                WrittenRow::Code(code) => (vec![Spanned::new(code, side.span)], None),
                WrittenRow::Plain => (vec![Spanned::new(yaml::plain(sources, side.span), side.span)], None),
                WrittenRow::Codes(codes) => {
                    (codes.into_iter().map(|code| yaml::place(file, code)).collect(), None)
                }
                WrittenRow::Nothing(why) => (Vec::new(), Some(why)),
            };
            Row { label: yaml::name(file, label), codes, nothing }
        });
        match Self::new(name.to_owned(), yaml::place(file, written.gives), written.r#match, rows.collect()) {
            Ok(table) => Some(table),
            Err((later, earlier)) => {
                diagnostics.push(
                    Diagnostic::new(Code::RowTwice, later, "this label stands in another row already")
                        .other(earlier, "here")
                        .note("in a `folded` table case, accents and punctuation do not count")
                        .help("remove one of the two rows; a label with several codes takes a list"),
                );
                None
            }
        }
    }
}

//! A coverage report, in the form in which it is told and written.

use serde::Serialize;

/// What the rules of a head make of what one feed holds, and what they fill.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Coverage {
    /// `DEG`
    pub bordereau: String,
    /// Records read.
    pub read: u64,
    /// Of those, not excluded.
    pub kept: u64,
    /// Whether the feed was read to its end.
    pub complete: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The share of the paths that are not uncovered, from 0 to 1; none where nothing was read, which is not 0.
    pub share: Option<f64>,
    /// How many paths there are of each class.
    pub classes: Classes,
    /// The paths that end in a value, by name.
    pub paths: Vec<Covered>,
    /// Paths that the rules read or ignore by name, and that this feed does not have.
    pub not_there: Vec<String>,
    /// Why paths are ignored, and how many are for each reason.
    pub ignored: Vec<Ignored>,
    /// Texts that a layout cannot take apart: what they hold is counted nowhere.
    pub not_cut: Vec<NotCut>,
    /// The fields of an account, in the order of the schema.
    pub targets: Vec<Filled>,
    /// By account type.
    pub types: Vec<OfType>,
}

/// How many paths there are of each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Classes {
    /// A value is made of them.
    pub read: u64,
    /// They are only looked at.
    pub tested: u64,
    /// They are ignored by name, or by the `-` of a layout.
    pub ignored: u64,
    /// They are ignored by a pattern with `*`.
    pub ignored_by_pattern: u64,
    /// Every record of every feed has them, or they are machinery of the feed.
    pub engine: u64,
    /// Nobody knows of them.
    pub uncovered: u64,
}

impl Classes {
    /// All of them.
    pub fn all(&self) -> u64 {
        let Self { read, tested, ignored, ignored_by_pattern, engine, uncovered } = self;
        read + tested + ignored + ignored_by_pattern + engine + uncovered
    }

    /// Counts a path.
    pub(super) fn add(&mut self, class: Class) {
        *match class {
            Class::Read => &mut self.read,
            Class::Tested => &mut self.tested,
            Class::Ignored => &mut self.ignored,
            Class::IgnoredByPattern => &mut self.ignored_by_pattern,
            Class::Engine => &mut self.engine,
            Class::Uncovered => &mut self.uncovered,
        } += 1;
    }

    /// The share of those that are not uncovered; none where there is no path.
    pub fn share(&self) -> Option<f64> {
        share(self.all() - self.uncovered, self.all())
    }
}

impl std::ops::AddAssign for Classes {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.tested += other.tested;
        self.ignored += other.ignored;
        self.ignored_by_pattern += other.ignored_by_pattern;
        self.engine += other.engine;
        self.uncovered += other.uncovered;
    }
}

/// What the rules know of a path: the first of these that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A value is made of it.
    Read,
    /// It is only looked at.
    Tested,
    /// It is ignored by name, or by the `-` of a layout.
    Ignored,
    /// It is ignored by a pattern with `*`.
    IgnoredByPattern,
    /// Every record of every feed has it, or it is machinery of the feed.
    Engine,
    /// Nobody knows of it.
    Uncovered,
}

impl Class {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Tested => "tested",
            Self::Ignored => "ignored",
            Self::IgnoredByPattern => "ignored *",
            Self::Engine => "engine",
            Self::Uncovered => "uncovered",
        }
    }
}

/// A path that ends in a value.
#[derive(Clone, Debug, Serialize)]
pub struct Covered {
    /// `Tarifs.MinimumEuro`; a cell that a layout leaves out is named by its position: `PHOTO.-2`.
    pub path: String,
    /// What the rules know of it.
    pub class: Class,
    /// The records in which it is filled.
    pub records: u64,
    /// Their share, from 0 to 1; none where nothing was read.
    pub share: Option<f64>,
    /// Some of its values.
    pub samples: Vec<String>,
    /// The statements that read or ignore it.
    pub by: Vec<By>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct By {
    /// What it is for: `photos.url`, `exclude`; why, where it ignores.
    pub what: String,
    /// `path:line`; nothing where it is the name of an engine field or a layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A reason to ignore paths.
#[derive(Clone, Debug, Serialize)]
pub struct Ignored {
    /// As it is written.
    pub because: String,
    /// How many paths of this feed.
    pub paths: u64,
}

/// Texts that a layout cannot take apart.
#[derive(Clone, Debug, Serialize)]
pub struct NotCut {
    /// `PHOTO`
    pub path: String,
    /// In how many records.
    pub records: u64,
    /// What is wrong with the first of them.
    pub why: String,
}

/// A field of an account.
#[derive(Clone, Debug, Serialize)]
pub struct Filled {
    /// `title`; `photos.credit` for a member of an object.
    pub target: String,
    /// The records that are not excluded and have it; for a member, how many values it got.
    pub filled: u64,
    /// Its rules, as `path:line`.
    pub rules: Vec<String>,
}

/// The accounts of one type.
#[derive(Clone, Debug, Serialize)]
pub struct OfType {
    /// `Tasting`
    #[serde(rename = "type")]
    pub account_type: String,
    /// Records imported as such.
    pub imported: u64,
    /// The median share of the descriptive fields that is filled, over the imported records.
    pub filled: Option<f64>,
}

/// A share that is 1 only for all, and 0 only for none; nothing of nothing.
pub(super) fn share(some: u64, all: u64) -> Option<f64> {
    let (some, all) = (u32::try_from(some).ok()?, u32::try_from(all).ok()?);
    (all > 0).then(|| f64::from(some) / f64::from(all))
}

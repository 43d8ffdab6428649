//! Trouble with one record.

use crate::source::Span;

/// What could not be mapped, and what that does to the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its kind.
    pub code: FaultCode,
    /// What it does to the record.
    pub effect: Effect,
    /// The rule; none where the engine itself objects.
    pub rule: Option<Span>,
    /// The field of the feed that was read, or the target that was not filled.
    pub field: String,
    /// The text that was refused, as far as there was one.
    pub raw: String,
    /// Why, in the author's words; where there are none, in the engine's.
    pub because: String,
    /// What exactly is wrong, where the author's words do not say it. Like `because` it never holds the raw value,
    /// so that equal faults can be counted.
    pub detail: Option<String>,
}

/// What a fault does to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It is told, and is no trouble.
    Note,
    /// It is reported.
    Warn,
    /// The record is held.
    Hold,
    /// The record is excluded.
    Exclude,
}

impl Effect {
    /// As it is written in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warn => "warning",
            Self::Hold => "held",
            Self::Exclude => "excluded",
        }
    }
}

/// The kinds of faults. Their numbers are never used for anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultCode {
    /// A rule found no value.
    Missing,
    /// A rule found a value that it cannot use.
    Invalid,
    /// A table has no row for a value.
    Unknown,
    /// A layout does not fit a text.
    Layout,
    /// `hold when …`, or `exclude when …` that could not be tested.
    Stopped,
    /// `exclude when …`
    Excluded,
    /// A required target is empty.
    Required,
    /// No group that places the record is complete.
    Unplaced,
    /// A group of targets is half filled.
    Half,
    /// The record has no usable id.
    Identity,
    /// The id is that of another record type.
    OtherType,
    /// The id was read before.
    Repeated,
    /// The number is possible, and no numbering plan knows it.
    Doubtful,
    /// A step read something that has no place in the result.
    Remark,
    /// A step left values behind.
    PassedOver,
    /// A language feed has a record that the main feed does not have.
    Orphan,
}

impl FaultCode {
    /// All kinds, in order.
    pub const ALL: &'static [Self] = &[
        Self::Missing,
        Self::Invalid,
        Self::Unknown,
        Self::Layout,
        Self::Stopped,
        Self::Excluded,
        Self::Required,
        Self::Unplaced,
        Self::Half,
        Self::Identity,
        Self::OtherType,
        Self::Repeated,
        Self::Doubtful,
        Self::Remark,
        Self::PassedOver,
        Self::Orphan,
    ];

    /// `E0702`
    pub fn number(self) -> &'static str {
        match self {
            Self::Missing => "E0701",
            Self::Invalid => "E0702",
            Self::Unknown => "E0703",
            Self::Layout => "E0704",
            Self::Stopped => "E0705",
            Self::Excluded => "E0706",
            Self::Required => "E0707",
            Self::Unplaced => "E0708",
            Self::Half => "E0709",
            Self::Identity => "E0710",
            Self::OtherType => "E0711",
            Self::Repeated => "E0712",
            Self::Doubtful => "E0713",
            Self::Remark => "E0714",
            Self::PassedOver => "E0715",
            Self::Orphan => "E0716",
        }
    }

    /// Its page: what it means, an example, and the repair.
    pub fn page(self) -> &'static str {
        match self {
            Self::Missing => include_str!("../diagnostics/pages/E0701.md"),
            Self::Invalid => include_str!("../diagnostics/pages/E0702.md"),
            Self::Unknown => include_str!("../diagnostics/pages/E0703.md"),
            Self::Layout => include_str!("../diagnostics/pages/E0704.md"),
            Self::Stopped => include_str!("../diagnostics/pages/E0705.md"),
            Self::Excluded => include_str!("../diagnostics/pages/E0706.md"),
            Self::Required => include_str!("../diagnostics/pages/E0707.md"),
            Self::Unplaced => include_str!("../diagnostics/pages/E0708.md"),
            Self::Half => include_str!("../diagnostics/pages/E0709.md"),
            Self::Identity => include_str!("../diagnostics/pages/E0710.md"),
            Self::OtherType => include_str!("../diagnostics/pages/E0711.md"),
            Self::Repeated => include_str!("../diagnostics/pages/E0712.md"),
            Self::Doubtful => include_str!("../diagnostics/pages/E0713.md"),
            Self::Remark => include_str!("../diagnostics/pages/E0714.md"),
            Self::PassedOver => include_str!("../diagnostics/pages/E0715.md"),
            Self::Orphan => include_str!("../diagnostics/pages/E0716.md"),
        }
    }
}

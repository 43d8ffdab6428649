//! Why a shortcut leaves something to the parser.

/// Why a shortcut does not take what lies ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The text ends inside of it, or so near behind it that it cannot be told.
    Cut,
    /// It is not in the usual form, something is wrong with it, or it is something else.
    Unsure,
}

//! A telephone number that was judged.

/// A number in E.164, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// `+33536490826`
    pub e164: String,
    /// What it rings.
    pub kind: PhoneKind,
    /// Whether the numbering plan knows the number; if not it is possible only, and is kept with a warning.
    pub known: bool,
}

/// What a number rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    /// A fixed line.
    Landline,
    /// A mobile telephone.
    Mobile,
    /// Special-rate, satellite and other numbers, and where a plan does not tell (North America).
    Other,
}

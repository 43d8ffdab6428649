//! The record types that heads import.

/// A record type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bordereau {
    /// Hotels.
    Hot,
    /// Campsites.
    Hpa,
    /// Rentals, guest rooms included.
    Hlo,
    /// Holiday villages.
    Vil,
    /// Restaurants.
    Res,
    /// Cultural heritage.
    Pcu,
    /// Natural heritage.
    Pna,
    /// Leisure.
    Loi,
    /// Sports and cultural activities.
    Asc,
    /// Tastings.
    Deg,
}

impl Bordereau {
    /// All of them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Hot,
        Self::Hpa,
        Self::Hlo,
        Self::Vil,
        Self::Res,
        Self::Pcu,
        Self::Pna,
        Self::Loi,
        Self::Asc,
        Self::Deg,
    ];

    /// The first three letters of an id.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Hot => "HOT",
            Self::Hpa => "HPA",
            Self::Hlo => "HLO",
            Self::Vil => "VIL",
            Self::Res => "RES",
            Self::Pcu => "PCU",
            Self::Pna => "PNA",
            Self::Loi => "LOI",
            Self::Asc => "ASC",
            Self::Deg => "DEG",
        }
    }

    /// Whether people sleep there.
    pub(crate) const fn is_lodging(self) -> bool {
        matches!(self, Self::Hot | Self::Hpa | Self::Hlo | Self::Vil)
    }
}

//! What stops a plan, whatever the rules say: too many withdrawals, another account type.

use serde::Serialize;

/// Why nothing of a plan may be applied.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "stop", rename_all = "snake_case")]
pub enum Stop {
    /// A larger share of a feed's records would be withdrawn than the head allows.
    Removal {
        /// `DEG`
        bordereau: String,
        /// So many would be withdrawn.
        withdraw: u64,
        /// Of so many.
        live: u64,
        /// The largest share that is allowed.
        most: f64,
    },
    /// A record would become an account of another type.
    AccountType {
        /// The record.
        id: String,
        /// What it is.
        old: String,
        /// What the rules say now.
        new: String,
        /// `path:line` of the rules that say so.
        rules: Vec<String>,
        /// Whether its owner has taken it over: then it can never be.
        taken_over: bool,
    },
}

/// Whether so many withdrawals of so many live records are too many.
pub(super) fn removal(bordereau: &str, withdraw: u64, live: u64, most: f64) -> Option<Stop> {
    // A share of whole records: as floating point it would be one of rounding.
    let share = f64::from(u32::try_from(withdraw).unwrap_or(u32::MAX));
    let allowed = f64::from(u32::try_from(live).unwrap_or(u32::MAX)) * most;
    (withdraw > 0 && share > allowed + 1e-9).then(|| Stop::Removal {
        bordereau: bordereau.to_owned(),
        withdraw,
        live,
        most,
    })
}

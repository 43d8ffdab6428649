//! The command that shows what ALOA sees.

use std::path::PathBuf;

use jiff::civil::Date;
use uuid::Uuid;

use super::InGateway;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle gateway offers 24                 what ALOA sees of all accounts that are sold\n  \
    passerelle gateway offers 24 --account a10a0000-0001-4000-8000-000000000001\n                                               what it would see of one, opened or not\n  \
    passerelle gateway offers 24 --load canoes.json   what an account of this network offers, where no live elloha keeps it\n\n\
    Exit status: 0 done; 1 error; 2 a record is held or doubtful. What a rule leaves out is told, and is no trouble."
)]
pub(in crate::cli) struct Offers {
    /// The network head
    pub(in crate::cli) head: String,
    /// What ALOA would see of this account, whether or not it is sold
    #[arg(long, value_name = "IDOI")]
    pub(in crate::cli) account: Option<Uuid>,
    /// The first day of stocks [default: today at the counter]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) from: Option<Date>,
    /// The last day of stocks [default: 30 days behind the first]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) to: Option<Date>,
    /// Load what an account offers, in elloha's shapes, in the place of all that it offered; what was sold stays
    #[arg(long, value_name = "FILE", conflicts_with_all = ["account", "from", "to"])]
    pub(in crate::cli) load: Option<PathBuf>,
    /// Load them although the account is in the network of another head too, which sells the same offers
    #[arg(long, requires = "load")]
    pub(in crate::cli) shared: bool,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

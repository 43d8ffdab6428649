//! Files, and what was done with them.

use super::InGateway;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle gateway bookings 24\n  passerelle gateway bookings 24 --cancelled --format json\n\n\
    No customer is shown: the file at elloha shows them."
)]
pub(in crate::cli) struct Bookings {
    /// The network head
    pub(in crate::cli) head: String,
    /// Cancelled files too
    #[arg(long)]
    pub(in crate::cli) cancelled: bool,
    /// Files too that are being made
    #[arg(long)]
    pub(in crate::cli) in_progress: bool,
    /// How many, the newest first
    #[arg(long, value_name = "N", default_value = "50", value_parser = clap::value_parser!(u32).range(1..=500))]
    pub(in crate::cli) most: u32,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status: 0 both sides are the same; 1 error; 2 there are differences.")]
pub(in crate::cli) struct OfHead {
    /// The network head
    pub(in crate::cli) head: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "The gateway does this by itself every 30 seconds while it runs.\n\n\
    Exit status: 0 done; 1 error; 2 something could not be looked up, and somebody must look at it.")]
pub(in crate::cli) struct Times {
    /// The network head whose channel elloha sells through; with `--sales local`, all of them
    pub(in crate::cli) head: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle gateway support 24 ALOA-2026-000123\n  passerelle gateway support 24 5b1c1f0e-…"
)]
pub(in crate::cli) struct Support {
    /// The network head
    pub(in crate::cli) head: String,
    /// A number of a file, at the counter or at elloha, its id; or the id of a request, as each answer carries it
    #[arg(value_name = "FILE|REQUEST-ID")]
    pub(in crate::cli) reference: String,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Log {
    /// Only what was done with this: the id of an account, a file, a channel, a credential
    pub(in crate::cli) object: Option<String>,
    /// How many lines, the newest first
    #[arg(long, value_name = "N", default_value = "50", value_parser = clap::value_parser!(u16).range(1..=500))]
    pub(in crate::cli) most: u16,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  passerelle gateway forget --before 2024-01-01\n\n\
    Files keep their lines, numbers and amounts: what is erased is who the customer was. Where elloha holds the files, it \
    holds the customers too, and erases them.")]
pub(in crate::cli) struct Forget {
    /// Files that nobody has changed since this day, and whose last day is over
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) before: jiff::civil::Date,
    #[command(flatten)]
    pub(in crate::cli) gateway: InGateway,
}

//! The commands of the catalogue.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Format, Places};

/// The catalogue.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct InCatalogue {
    #[command(flatten)]
    pub(in crate::cli) places: Places,
    /// The catalogue: a file, or `postgres://USER@HOST/DATABASE` [default: catalogue.sqlite in the folder of kept answers]
    #[arg(long, value_name = "URL", env = "PASSERELLE_CATALOGUE", hide_env_values = true)]
    pub(in crate::cli) catalogue: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
}

/// What is planned, and how.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Planned {
    /// The largest share of the records of a feed that may be withdrawn [default: as head.yaml says, else 0.1]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) max_removal_share: Option<f64>,
    /// A record that may become an account of another type, as long as nobody has taken it over; may be repeated
    #[arg(long = "retype", value_name = "RECORD-ID")]
    pub(in crate::cli) retype: Vec<String>,
    /// Map every record, not only those that have changed
    #[arg(long)]
    pub(in crate::cli) full: bool,
    /// How many threads map; the output is the same for any number [default: one for each core]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) threads: Option<std::num::NonZeroU8>,
}

/// A share of a whole.
fn share(written: &str) -> Result<f64, String> {
    match written.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        Ok(_) | Err(_) => Err("write a share from 0 to 1, such as 0.1 for a tenth".to_owned()),
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle plan 24                           what would change, counts first\n  \
    passerelle plan 24 --all                     every change, field by field\n  \
    passerelle plan 24 --out changes.ndjson      keep the change set, to apply just that\n  \
    passerelle plan 24 --kept 2026-11-20         with the answers of that day\n\n\
    Exit status: 0 nothing to do; 1 error, an incomplete read, or stopped by a guard; 2 there are changes."
)]
pub(in crate::cli) struct Plan {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// Keep the change set in a file; `-` is stdout, and moves the report to stderr
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Show every change
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// The reads whose date begins so, in place of the newest
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) kept: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) planned: Planned,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle apply changes.ndjson              what `plan --out changes.ndjson` found\n  \
    passerelle plan 24 --out - | passerelle apply\n\n\
    A change set that was interrupted goes on where it was: run the same command again."
)]
pub(in crate::cli) struct Apply {
    /// The change set; without one it is read from stdin
    pub(in crate::cli) file: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  passerelle sync 24                           one head\n  \
    passerelle sync 22 24 40                     several, one line each\n\n\
    Exit status: 0 every head is up to date; 1 a head was stopped, or a read is incomplete.")]
pub(in crate::cli) struct Sync {
    /// Folders of heads, or their names in the pack
    #[arg(required = true, value_name = "HEAD")]
    pub(in crate::cli) heads: Vec<PathBuf>,
    /// Seconds that are spent on waiting for the server of a feed [default: as head.yaml says]
    #[arg(long, value_name = "SECONDS")]
    pub(in crate::cli) patience: Option<u64>,
    #[command(flatten)]
    pub(in crate::cli) planned: Planned,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle runs 24                           the runs that wrote, the newest first\n  \
    passerelle runs 24 3                         what a run changed, record by record\n  \
    passerelle runs 24 --record DEGAQU024FS00D07 what was ever done to a record"
)]
pub(in crate::cli) struct Runs {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// What this run changed
    #[arg(value_name = "RUN")]
    pub(in crate::cli) number: Option<i64>,
    /// Only this record
    #[arg(long, value_name = "RECORD-ID")]
    pub(in crate::cli) record: Option<String>,
    /// At most so many runs
    #[arg(long, value_name = "N", default_value = "20")]
    pub(in crate::cli) most: u32,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Record {
    #[command(subcommand)]
    pub(in crate::cli) what: RecordCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RecordCommand {
    /// Add a record that you write yourself, checked against schema and type
    #[command(after_help = "Examples:\n  passerelle record add 24 --file festival.json\n\n\
        The file holds one record as `dry-run --accounts` writes it:\n  \
        {\"id\":\"my-festival\",\"bordereau\":\"FMA\",\"type\":\"FestivalsEvents\",\"fields\":{\"title\":\"…\",…}}")]
    Add {
        /// The folder of a head, or its name in the pack
        head: PathBuf,
        /// The record
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        within: InCatalogue,
    },
    /// Take one record out of a kept feed, though its type is excluded
    #[command(
        after_help = "Examples:\n  passerelle record from 24 FMAAQU024FS00E02 --type FestivalsEvents\n\n\
        The feed stands in head.yaml, with its `url` and `by_hand: true`: it is fetched, and nothing else of it is imported."
    )]
    From {
        /// The folder of a head, or its name in the pack
        head: PathBuf,
        /// The record
        #[arg(value_name = "SYNDICOBJECTID")]
        id: String,
        /// The account type that it becomes
        #[arg(long = "type", value_name = "TYPE")]
        account_type: String,
        /// The reads whose date begins so, in place of the newest
        #[arg(long, value_name = "DATE")]
        kept: Option<String>,
        #[command(flatten)]
        within: InCatalogue,
    },
    /// List the records that were added by hand, or show one record of the catalogue
    List {
        /// The folder of a head, or its name in the pack
        head: PathBuf,
        /// One record, whatever made it
        #[arg(value_name = "RECORD-ID")]
        id: Option<String>,
        #[command(flatten)]
        within: InCatalogue,
    },
    /// Remove a record that was added by hand
    Remove {
        /// The folder of a head, or its name in the pack
        head: PathBuf,
        /// The record
        #[arg(value_name = "RECORD-ID")]
        id: String,
        #[command(flatten)]
        within: InCatalogue,
    },
}

//! The commands that make accounts of records.

use std::path::PathBuf;

use uuid::Uuid;

use super::InCatalogue;

/// The connection to elloha. The password has no option: what stands on a command line, everybody on the machine can see.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Connection {
    /// The address of elloha's API
    #[arg(long = "elloha", value_name = "URL", env = "ELLOHA_URL")]
    pub(in crate::cli) url: Option<String>,
    /// The login that acts; its password stands in `ELLOHA_PASSWORD`
    #[arg(long = "as", value_name = "LOGIN", env = "ELLOHA_USER")]
    pub(in crate::cli) user: Option<String>,
    /// Seconds after which a request without an answer is given up; what it may have done is looked up after as long again
    #[arg(long, value_name = "SECONDS", env = "ELLOHA_TIMEOUT", default_value = "30", value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(in crate::cli) timeout: u64,
    /// Seconds that are spent on waiting for elloha, for each record
    #[arg(long, value_name = "SECONDS", env = "ELLOHA_PATIENCE", default_value = "120")]
    pub(in crate::cli) patience: u64,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle transform --check 24              which records are ready, what each other one lacks\n  \
    passerelle transform 24 DEGAQU024FS00D07 --owner 'first=Jeanne,last=Martin,email=jeanne@example.org,mobile=06 39 98 00 01'\n  \
    passerelle transform 24 --owners owners.csv  all those of a list: id;first;last;email;mobile\n  \
    passerelle transform 24 --resume             go on with accounts that were begun\n  \
    passerelle transform 24 DEGAQU024FS00D07 --to-files requests\n\n\
    What --owner leaves out is taken from the record. ELLOHA_URL, ELLOHA_USER and ELLOHA_PASSWORD say where elloha is and\n\
    who acts: a super-admin or an administrator of the head that owns the record, or of its main head.\n\n\
    Exit status: 0 done; 1 a record was refused or waits; 2 done, and elloha could not take some values, or with --check\n\
    some records are not ready."
)]
pub(in crate::cli) struct Transform {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// The records
    #[arg(value_name = "SYNDICOBJECTID")]
    pub(in crate::cli) ids: Vec<String>,
    /// Tell which records are ready, and what each other one lacks; elloha is not asked
    #[arg(long, conflicts_with_all = ["resume", "to_files", "idoi"])]
    pub(in crate::cli) check: bool,
    /// With --check: every record, not only one of each kind
    #[arg(long, requires = "check")]
    pub(in crate::cli) all: bool,
    /// With --check: write a list of the records that need only an owner, to be filled in and given to --owners
    #[arg(long, value_name = "FILE", requires = "check")]
    pub(in crate::cli) write_owners: Option<PathBuf>,
    /// Go on with every account of the head that was begun
    #[arg(long, conflicts_with_all = ["ids", "owner", "owners", "to_files", "idoi"])]
    pub(in crate::cli) resume: bool,
    /// Who takes the account over, of one record
    #[arg(long, value_name = "first=…,last=…,email=…,mobile=…")]
    pub(in crate::cli) owner: Option<String>,
    /// Who takes each account over: a CSV file with the columns id;first;last;email;mobile, as a spreadsheet saves it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["owner", "ids"])]
    pub(in crate::cli) owners: Option<PathBuf>,
    /// Write the requests into a folder in place of sending them; the catalogue stays as it is
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) to_files: Option<PathBuf>,
    /// Record an account that is there already as that of the record; elloha is not asked
    #[arg(long, value_name = "IDOI", value_parser = id, conflicts_with_all = ["owner", "owners", "to_files"])]
    pub(in crate::cli) idoi: Option<Uuid>,
    /// The offer of that account that is the record, where several records are one account
    #[arg(long, value_name = "PRODUCTID", value_parser = id, requires = "idoi")]
    pub(in crate::cli) product: Option<Uuid>,
    /// The account that was recorded by mistake, and that --idoi corrects
    #[arg(long, value_name = "IDOI", value_parser = id, requires = "idoi")]
    pub(in crate::cli) instead_of: Option<Uuid>,
    #[command(flatten)]
    pub(in crate::cli) elloha: Connection,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  passerelle duplicates 24                     what is to be decided\n  \
    passerelle duplicates 24 --all               and what was\n  \
    passerelle duplicates 24 --decide DEGAQU024FS00D07 lourdes:DEGMIP065FS00001 --different --because 'two shops'\n  \
    passerelle duplicates 24 --decide DEGAQU024FS00D07 our-record --same   the first one becomes the account\n\n\
    Exit status: 0 nothing to decide; 2 there is.")]
pub(in crate::cli) struct Duplicates {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// Decide on two records; one of another head is written HEAD:ID
    #[arg(long, num_args = 2, value_names = ["RECORD", "RECORD"], requires = "said")]
    pub(in crate::cli) decide: Vec<String>,
    /// They are two businesses
    #[arg(long, group = "said", requires = "decide")]
    pub(in crate::cli) different: bool,
    /// They are one, and the first of them becomes the account
    #[arg(long, group = "said", requires = "decide")]
    pub(in crate::cli) same: bool,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "decide")]
    pub(in crate::cli) because: Option<String>,
    /// Show what was decided too
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// The login that decides
    #[arg(long = "as", value_name = "LOGIN", env = "ELLOHA_USER")]
    pub(in crate::cli) user: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle suggestions 24                    what the feeds say of accounts since\n  \
    passerelle suggestions 24 --settle DEGAQU024FS00D07   somebody has seen to it\n\n\
    Exit status: 0 nothing is suggested; 2 something is."
)]
pub(in crate::cli) struct Suggestions {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// Only this record
    #[arg(long, value_name = "RECORD-ID", conflicts_with = "settle")]
    pub(in crate::cli) record: Option<String>,
    /// What is suggested for this record was seen to, and is not shown again
    #[arg(long, value_name = "RECORD-ID")]
    pub(in crate::cli) settle: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle writeback 24 > idoi.csv           what the office types into Tourinsoft\n  \
    passerelle writeback 24 --since 2026-11-01   of accounts that were made since that day"
)]
pub(in crate::cli) struct Writeback {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// Only accounts that were made on this day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(in crate::cli) since: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) within: InCatalogue,
}

fn id(written: &str) -> Result<Uuid, String> {
    let id = Uuid::try_parse(written).ok().filter(|id| !id.is_nil());
    id.ok_or_else(|| "write an id of elloha's, such as 3783af41-fea5-4d8a-86e7-a60e079ae573".to_owned())
}

fn day(written: &str) -> Result<String, String> {
    let day: Result<jiff::civil::Date, jiff::Error> = written.parse();
    day.map(|day| day.to_string()).map_err(|_| "write a day, such as 2026-11-22".to_owned())
}

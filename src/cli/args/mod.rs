//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

mod accounts;
mod catalogue;
mod gateway;

pub(in crate::cli) use accounts::{Connection, Duplicates, Suggestions, Transform, Writeback};
pub(in crate::cli) use catalogue::{Apply, InCatalogue, Plan, Planned, Record, RecordCommand, Runs, Sync};

pub(in crate::cli) use gateway::{
    Account, AccountCommand, AddAccount, Bookings, Channel, ChannelCommand, Credential, CredentialCommand,
    Forget, Gateway, GatewayCommand, InGateway, Invite, Log, Named, OfHead, Offers, OneAccount,
    OneCredential, Provision, Request, Serve, SoldBy, Support, Times,
};

/// Maps Tourinsoft feeds to elloha cold records, by rules that integrators write.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version, about, max_term_width = 100)]
#[command(after_help = "Exit status: 0 done; 1 error; 2 done, with something to look at.")]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Apply a change set to the catalogue: just that one, or nothing if the catalogue has moved since
    Apply(Apply),
    /// Check rules, tables and manifests, without running a feed
    Check(Check),
    /// Show what the rules read of the feeds of a head, what they leave, and which fields of an account they fill
    ///
    /// Each path of a feed that ends in a value is in one class: `read` (a value is made of it), `tested` (it is only
    /// looked at), `ignored` (by name, or by the layout), `ignored *` (by a pattern), `engine` (every feed has it), or
    /// `uncovered`: nobody knows of it. 100 % is written for all of them only.
    Coverage(Coverage),
    /// Run the feeds of a head and report what would be imported; writes only the files that are named
    DryRun(DryRun),
    /// Print a stage of the compiler: the tree, the typed tree or the program
    Dump(Dump),
    /// List records that seem to be one business, over all heads, and decide which become accounts
    Duplicates(Duplicates),
    /// Explain a code of a diagnostic or of a fault, why a record is what it becomes, or who fills a field
    Explain(Explain),
    /// Fetch the feeds of a head into the archive of raw answers
    ///
    /// Each feed is read whole, page by page, from the address that head.yaml writes, and only from hosts that it names. A
    /// read is complete or says why not; an incomplete one never counts as a deletion. Answers are kept, compressed and
    /// dated, so that any run can be replayed.
    Fetch(Fetch),
    /// Bring rule files into canonical form
    Fmt(Fmt),
    /// List the built-in steps, or explain one
    Functions(Functions),
    /// Sell elloha's activities at the counter ALOA: the server, and what its operators do
    Gateway(Gateway),
    /// Map records from stdin, one JSON object a line, into outcomes on stdout, one for each line
    ///
    /// Each line gives one line, in order, which depends on that line alone: a feed may be cut at line ends, mapped in
    /// pieces, and put together again. An outcome is `imported`, `held` or `excluded`, with what `dry-run` writes of
    /// such a record, or `error` where the line holds no record; an empty line holds none.
    ///
    /// Two things need the whole feed and are left to whoever joins the pieces: that an id is repeated is not looked
    /// for, and feeds in other languages are not joined.
    Map(Map),
    /// Draft a new head from its feeds: which dialect reads them, and what is left to map
    ///
    /// Reads each feed, measures every dialect on it, and writes `head.yaml`, a rule file and copies of the feeds. Nothing
    /// is guessed into a rule: the draft imports what every feed has, and lists each other field in a comment, with
    /// values of it, what these look like, and a rule that would do where they speak for one.
    New(New),
    /// Compare the newest reads of a head with the catalogue: what would change, field by field; writes nothing
    ///
    /// Records that nothing has changed of are not mapped again. A plan stops where it would withdraw more than
    /// `max_removal_share` of a feed, or make an account another type. An incomplete read withdraws nothing.
    Plan(Plan),
    /// Add, take, list and remove records by hand: those that no feed writes to and no plan withdraws
    Record(Record),
    /// Show the runs that wrote to the catalogue, and what each of them changed
    Runs(Runs),
    /// Show what the feeds would change of accounts that their owners have taken over; nothing of it is ever written
    Suggestions(Suggestions),
    /// Fetch, plan and apply within the guards: one line for each head
    Sync(Sync),
    /// Run the examples that stand in the rules
    Test(Test),
    /// Turn cold records into elloha accounts, which their owners take over
    ///
    /// An account is created with its owner, found again by the id of the record or the e-mail, and described. What was
    /// interrupted goes on where it was when the same command is run again: one account a record, whatever happens.
    Transform(Transform),
    /// Write which account each record has become, for those who type it into the information system
    Writeback(Writeback),
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// How mistakes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Told {
    /// For people
    Text,
    /// For programs
    Json,
    /// For GitHub Actions: beside the lines of a pull request
    Github,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle check                      every head of the pack in ./rules\n  \
    passerelle check rules/heads/24       one head\n  passerelle check draft.rules          one file: its syntax and record types\n  \
    passerelle check --format github      annotations of a pull request, from the root of the repository\n  \
    passerelle check rules/heads/24 --fix mend quotes, arrows, capitals; no meaning is chosen"
)]
pub(in crate::cli) struct Check {
    /// Folders of heads or packs, and rule files; without any, the pack `rules`
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The pack, where it is not above the head
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Told,
    /// End with status 2 if there are warnings
    #[arg(long)]
    pub(in crate::cli) deny_warnings: bool,
    /// Ask each feed of a head which fields it has, and compare: before any record is read
    #[arg(long, conflicts_with = "fix")]
    pub(in crate::cli) against_feed: bool,
    /// Mend what can have been meant in no other way, such as curly quotes or `=` for `<-`; then tell what is left
    #[arg(long)]
    pub(in crate::cli) fix: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle coverage 24                          what is left, feed by feed\n  \
    passerelle coverage 24 --bordereau DEG --all    every path of one feed, with the rules that read it\n  \
    passerelle coverage --field officialRating      who fills a field of the account, across all heads\n  \
    passerelle coverage 24 --fail-under 100         status 2 if a path is uncovered"
)]
pub(in crate::cli) struct Coverage {
    /// Folders of heads, or their names in the pack; without any, every head of the pack
    #[arg(value_name = "HEAD")]
    pub(in crate::cli) heads: Vec<PathBuf>,
    /// Only the feed of this record type
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) bordereau: Option<String>,
    /// Every path, and every field of the account, not only what is left
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Who fills this field of the account, and in how many records
    #[arg(long, value_name = "FIELD", conflicts_with_all = ["all", "fail_under"])]
    pub(in crate::cli) field: Option<String>,
    /// A feed to look into in place of the recorded ones, of one head
    #[arg(long = "feed", value_name = "CODE=FILE")]
    pub(in crate::cli) feeds: Vec<String>,
    /// End with status 2 if less than this share of the paths of a head is covered, in per cent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(in crate::cli) fail_under: Option<f64>,
    /// The pack, where it is not above the head
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
}

/// A share in per cent.
fn percent(written: &str) -> Result<f64, String> {
    match written.trim_end_matches(['%', ' ']).parse::<f64>() {
        Ok(share) if (0.0..=100.0).contains(&share) => Ok(share),
        Ok(_) | Err(_) => Err("write a number from 0 to 100".to_owned()),
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle dry-run rules/heads/24                        on its recorded feeds\n  \
    passerelle dry-run 24 --feed DEG=answer.json             on another feed, and only on that\n  \
    passerelle dry-run 24 --kept=2026-11-22                  what was fetched on that day, once more\n  \
    passerelle dry-run 24 --accounts - --format json | less  the accounts themselves"
)]
pub(in crate::cli) struct DryRun {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// A feed to run in place of the recorded one; only the feeds named so are run
    ///
    /// `DEG:en=FILE` joins the same feed in another language to it, by record id.
    #[arg(long = "feed", value_name = "CODE[:LANGUAGE]=FILE")]
    pub(in crate::cli) feeds: Vec<String>,
    /// Run what `fetch` has kept: the newest reads, or those whose date begins so
    #[arg(long, value_name = "DATE", conflicts_with = "feeds", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "without the flag, without a date, with one")]
    pub(in crate::cli) kept: Option<Option<String>>,
    /// How many threads map; the output is the same for any number [default: one for each core]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) threads: Option<std::num::NonZeroU8>,
    #[command(flatten)]
    pub(in crate::cli) places: Places,
    /// How the report is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
    /// Write the mapped accounts, one JSON object a line; `-` is stdout, and moves the report to stderr
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) accounts: Option<PathBuf>,
    /// Write the held records with their faults, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) held: Option<PathBuf>,
    /// Write the excluded records, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) excluded: Option<PathBuf>,
    /// Also report what the run cost: by stage, rule and function, scripts apart; one thread maps
    #[arg(long, conflicts_with = "threads")]
    pub(in crate::cli) profile: bool,
}

/// A stage of the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Stage {
    /// What was written
    Ast,
    /// Names resolved, types known
    Ir,
    /// What runs
    Program,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle dump --stage ast draft.rules\n  passerelle dump --stage program rules/heads/24 --bordereau DEG"
)]
pub(in crate::cli) struct Dump {
    /// The folder of a head or its name; for the tree also a rule file
    pub(in crate::cli) path: PathBuf,
    /// Which stage
    #[arg(long, value_enum)]
    pub(in crate::cli) stage: Stage,
    /// Only this record type
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) bordereau: Option<String>,
    /// The pack, where it is not above the head
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
}

/// Where things are.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Places {
    /// The folder of kept answers, and of the catalogue unless that is elsewhere
    #[arg(long, value_name = "DIR", env = "PASSERELLE_DATA", default_value = "passerelle-data")]
    pub(in crate::cli) data: PathBuf,
    /// The pack, where it is not above the head
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle fetch 24                          every feed that has an address\n  \
    passerelle fetch 24 --bordereau DEG          one of them, with its languages\n  \
    passerelle fetch 24 --patience 0             do not wait for a server that is busy\n\n\
    Exit status: 0 every read is complete; 1 error, or one is not."
)]
pub(in crate::cli) struct Fetch {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// Only the feed of this record type, in all its languages
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) bordereau: Option<String>,
    /// Seconds that are spent on waiting for the server of a feed [default: as head.yaml says]
    #[arg(long, value_name = "SECONDS")]
    pub(in crate::cli) patience: Option<u64>,
    #[command(flatten)]
    pub(in crate::cli) places: Places,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  passerelle fmt rules                every rule file of the pack\n  \
    passerelle fmt draft.rules          one file\n  \
    passerelle fmt --check rules        names the files that would change, and ends with status 2")]
pub(in crate::cli) struct Fmt {
    /// Rule files, and folders: all rule files below them
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Change nothing; end with status 2 if a file would change
    #[arg(long)]
    pub(in crate::cli) check: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  passerelle functions\n  passerelle functions opening_periods")]
pub(in crate::cli) struct Functions {
    /// The step to explain
    pub(in crate::cli) name: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  passerelle explain E0203                                a code\n  \
    passerelle explain 24 HOTAQU024FS00H01                  every field of a record of the recorded feeds\n  \
    passerelle explain 24 HOTAQU024FS00H01 phone            one field, its values in full\n  \
    passerelle explain 24 DEG1 --feed DEG=answer.json       a record of another feed\n  \
    passerelle explain 24 --field email                     who fills a field, over all records")]
pub(in crate::cli) struct Explain {
    /// The code, as a message shows it; or the folder of a head, or its name in the pack
    #[arg(value_name = "CODE|HEAD")]
    pub(in crate::cli) what: PathBuf,
    /// The id of a record: why it is what it becomes; in the main language only
    #[arg(value_name = "RECORD-ID")]
    pub(in crate::cli) record: Option<String>,
    /// Only this field of the account
    pub(in crate::cli) field: Option<String>,
    /// Who fills this field of the account, over all records: counts by rule and outcome
    #[arg(long = "field", value_name = "FIELD", conflicts_with = "record")]
    pub(in crate::cli) over: Option<String>,
    /// A feed to look into in place of the recorded ones
    #[arg(long = "feed", value_name = "CODE=FILE")]
    pub(in crate::cli) feeds: Vec<String>,
    /// The pack, where it is not above the head
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  jq -c '.value[]' answer.json | passerelle map 24 --bordereau DEG\n  \
    passerelle map 24 --bordereau DEG < records.ndjson > outcomes.ndjson\n\n\
    Exit status: 0 every line became an outcome, whatever it is; 1 error, or a line that holds no record.")]
pub(in crate::cli) struct Map {
    /// The folder of a head, or its name in the pack
    pub(in crate::cli) head: PathBuf,
    /// The record type of the records: one of the feeds of the head
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) bordereau: String,
    /// How many threads map; the output is the same for any number
    ///
    /// One by default: where a feed is mapped in pieces, the pieces share the cores.
    #[arg(long, value_name = "N", default_value = "1")]
    pub(in crate::cli) threads: std::num::NonZeroU8,
    /// The pack, where it is not above the head
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle new 33 --name Gironde --feed hotels.json            the record type is told by the ids\n  \
    passerelle new 33 --feed HOT=hotels.json --feed RES=tables.xml  several feeds, each of a stated type\n  \
    passerelle new 33 --feed hotels.json --dry-run                  write nothing"
)]
pub(in crate::cli) struct New {
    /// The name of the head, or its folder
    pub(in crate::cli) head: PathBuf,
    /// A saved answer of a feed, whole; `CODE=FILE` where the ids do not tell its record type
    #[arg(long = "feed", value_name = "[CODE=]FILE", required_unless_present = "urls")]
    pub(in crate::cli) feeds: Vec<String>,
    /// The address of a feed: it is fetched, drafted from, and written into head.yaml
    #[arg(long = "url", value_name = "CODE=URL")]
    pub(in crate::cli) urls: Vec<String>,
    /// The name for people
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// The pack
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  passerelle test                  every head of the pack\n  passerelle test rules/heads/24   one head, and its dialect"
)]
pub(in crate::cli) struct Test {
    /// The folder of a head, its name, or a pack [default: the pack around]
    pub(in crate::cli) path: Option<PathBuf>,
    /// The pack, where it is not above the head
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: Format,
}

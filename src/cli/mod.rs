//! Floor 13: the command line, one file for each subcommand.
//!
//! **Invariant:** data goes to stdout, talk to stderr; a closed pipe is success.

mod accounts;
mod apply;
mod args;
mod catalogue;
mod check;
mod coverage;
mod dry_run;
mod dump;
mod duplicates;
mod exit;
mod explain;
mod fetch;
mod fmt;
mod functions;
mod gateway;
mod inputs;
mod map;
mod new;
mod output;
mod plan;
mod profile;
mod progress;
mod record;
mod replace;
mod report;
mod runs;
mod suggestions;
mod sync;
mod test;
mod transform;
mod writeback;

use clap::Parser;

pub use exit::Exit;

/// Runs the command line and gives the exit status.
pub fn run() -> Exit {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // clap prints help to stdout and mistakes to stderr; its exit status 2 means something else here.
            let failed = error.use_stderr();
            let _ = error.print();
            return if failed { Exit::Error } else { Exit::Done };
        }
    };
    let done = match args.command {
        args::Command::Apply(args) => apply::run(&args),
        args::Command::Check(args) => check::run(&args),
        args::Command::Coverage(args) => coverage::run(&args),
        args::Command::DryRun(args) => dry_run::run(&args),
        args::Command::Dump(args) => dump::run(&args),
        args::Command::Duplicates(args) => duplicates::run(&args),
        args::Command::Explain(args) => explain::run(&args),
        args::Command::Fetch(args) => fetch::run(&args),
        args::Command::Fmt(args) => fmt::run(&args),
        args::Command::Functions(args) => functions::run(&args),
        args::Command::Gateway(args) => gateway::run(&args),
        args::Command::Map(args) => map::run(&args),
        args::Command::New(args) => new::run(&args),
        args::Command::Plan(args) => plan::run(&args),
        args::Command::Record(args) => record::run(&args),
        args::Command::Runs(args) => runs::run(&args),
        args::Command::Suggestions(args) => suggestions::run(&args),
        args::Command::Sync(args) => sync::run(&args),
        args::Command::Test(args) => test::run(&args),
        args::Command::Transform(args) => transform::run(&args),
        args::Command::Writeback(args) => writeback::run(&args),
    };
    done.unwrap_or_else(exit::Failure::report)
}
